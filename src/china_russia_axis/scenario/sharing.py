"""Codes: a scenario as one line of letters and digits, to be pasted into a chat or read aloud.

>>> from china_russia_axis.scenario import Scenario
>>> code = to_code(Scenario().with_values(taiwan_crisis_per_year=0.1))
>>> code
'CRA1-D4XT-Z65Q-0805-0'
>>> from_code(f"Hi all, mine is {code.lower()} - see you!").values["taiwan_crisis_per_year"]
0.1

A code carries what moves a number (values, ranges, start, horizon, seed), and title, pseudonym and day. It
carries no sources, notes or statements: :func:`left_out` names what stays behind; a file keeps everything.

After ``CRA1`` come its length, a check and the content, in 32 letters and digits of which no two look alike
(Crockford's alphabet: no I, L, O, U). The length says where a code ends in the middle of a text; the check
finds what was mistyped, and tells the one character that mends it.
"""

import hashlib
import re
import unicodedata

from china_russia_axis.scenario import codebits, files, validation
from china_russia_axis.scenario.core import Scenario
from china_russia_axis.scenario.problems import Problem, ScenarioError
from china_russia_axis.scenario.validation import shown

VERSION = 1
"""Version of the code, the digit after the three letters; a new layout gets a new digit."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters of a code; an I or L is read as 1, an O as 0."""

_BEGIN = f"CRA{VERSION}"
_GROUP = 4
_CHECK = 5
_WIDTH = 5  # bits that a symbol holds
_LONGEST_TEXT = 200_000
_LONGEST_CODE = 2000
_LONGEST_SEARCH = 250
_MOST_CODES = 500
_MOST_MENDED = 30  # broken codes in one text for which a slip is looked for

_FOLDED = str.maketrans("ILO", "110")
# A phone with a Cyrillic keyboard writes letters that only look Latin.
_CYRILLIC = str.maketrans("АВЕКМНОРСТХ", "ABEKMHOPCTX")
# Marks that fingers hit in place of a digit are mistyped characters; every other mark only separates.
_TYPED_MARKS = "!?#$%@"

_JOINT = r"[\W_]{0,8}?"
_BEGINNING = re.compile(rf"(?<![0-9A-Z])C{_JOINT}R{_JOINT}A{_JOINT}([1-9])")
_FOUR = rf"[{ALPHABET}]{{4}}"
_LIKE_A_CODE = re.compile(rf"[\W_]{{0,8}}{_FOUR}[\W_]{{0,8}}(?!CRA\d){_FOUR}|[^\w\s]")
_GROUPS = re.compile(rf"{_FOUR}(?:[\W_]{{1,8}}{_FOUR}){{2,}}")

_AGAIN = "Copy it again, from CRA1 to its last character."


def to_code(scenario) -> str:
    """Write a scenario as a code, in groups of four for reading aloud.

    Parameters
    ----------
    scenario : Scenario

    Returns
    -------
    str
        ``CRA1-...``: about 25 characters for the defaults, 40 to 60 with some changes and a pseudonym.
    """
    bits = codebits.written(scenario)
    bits += "0" * (-len(bits) % _WIDTH)
    body = "".join(ALPHABET[int(bits[at : at + _WIDTH], 2)] for at in range(0, len(bits), _WIDTH))
    length = _length_for(_CHECK + len(body))
    return _grouped(length + _check(length, body) + body)


def from_code(text) -> Scenario:
    """Read the scenario from a code, or from a text with a code in it.

    Line breaks, spaces, dashes, quotation marks and small letters do not matter.

    Raises
    ------
    ScenarioError
        When there is no usable code; it says which character is wrong, where that can be known.

    Warns
    -----
    ScenarioCaution
        When a number probably does not mean what its writer thinks.
    """
    return files.usable(inspect_code(text))


def inspect_code(text) -> files.Report:
    """As :func:`from_code`, but say what is wrong or doubtful without raising."""
    if not isinstance(text, str):
        return _refused(f"{shown(text)} is not a text.", "Paste the code in quotation marks.")
    if len(text) > _LONGEST_TEXT:
        return _refused("the text is far larger than any code.", "Paste the code alone.")
    reports = inspect_codes(text)
    good = {report.scenario.hash: report for report in reversed(reports) if report.scenario}
    if len(good) > 1:
        return _refused(
            f"the text holds {len(good)} codes of different scenarios.", "Paste the one that you mean."
        )
    if good:
        return next(iter(good.values()))
    return reports[0] if reports else _refused(*_no_code(text))


def inspect_codes(text) -> tuple:
    """Read every code in a text, each as its own report, in their order; none when there is no code."""
    shown_text = _tidied(text[:_LONGEST_TEXT])
    folded = shown_text.translate(_FOLDED)
    reports, end = [], 0
    for found in _codes(folded):
        if found.start() < end:
            continue
        if len(reports) == _MOST_CODES:
            rule = f"there are more than {_MOST_CODES} codes in one text, and the rest was not read."
            reports.append(_refused(rule, "Divide them among several files."))
            break
        if int(found[1]) > VERSION:
            reports.append(_refused(*_newer(found[1])))
            continue
        mending = sum(not one.scenario for one in reports) < _MOST_MENDED
        report, after = _inspect_at(folded, shown_text, found.end(), mending)
        reports.append(report)
        end = after if report.scenario else end
    return tuple(reports)


def left_out(scenario) -> tuple:
    """Name what a code of this scenario does not carry, each as a short phrase."""
    shared = codebits.read(codebits.written(scenario))
    pairs = zip(scenario.settings, shared.settings, strict=True)
    words = ("kind", "source", "as_of", "note")
    own = sum(any(getattr(one, word) != getattr(other, word) for word in words) for one, other in pairs)
    found = [f"source and note of {own} parameter{'s' if own > 1 else ''}"] if own else []
    count = len(scenario.checks)
    found += [f"{count} statement{'s' if count > 1 else ''}"] if count else []
    for name in ("title", "author"):
        if getattr(scenario, name) != getattr(shared, name):
            found.append(f"{name} beyond {codebits.LONGEST_WORDS} characters")
    return tuple(found)


def _codes(folded, start=0):
    """Every place from ``start`` on where a code seems to begin."""
    for found in _BEGINNING.finditer(folded, start):
        if _LIKE_A_CODE.match(folded, found.end()):
            yield found


def _inspect_at(folded, shown_text, start, mending) -> tuple:
    """Report on the code whose first symbol follows ``start``, and the place where it ends."""
    places = _symbols(folded, start)
    stream = "".join(folded[place] for place in places)
    try:
        scenario, size = _read(stream)
    except codebits.OtherDefaults:
        rule = "was made by an edition of this course with other defaults."
        repair = "Update the course on both sides, or share a file: it keeps every number."
        return _refused(f"the code {rule}", repair), start
    except ScenarioError as error:
        return files.Report(None, error.problems, ()), start
    except codebits.Damaged:
        # Where the next code begins, a code that is cut off ends.
        end = next((found.start() for found in _codes(folded, start)), len(folded))
        places = [place for place in places if place < end]
        stream, typed = ("".join(text[place] for place in places) for text in (folded, shown_text))
        return _refused(*_diagnosis(stream, typed, folded[start:end], mending)), start
    return files.Report(scenario, (), tuple(validation.cautions(scenario))), places[size - 1] + 1


def _read(stream) -> tuple:
    """Scenario of the code with which a stream of symbols begins, and how many of them it takes."""
    width, size = _length(stream)
    code = stream[:size]
    if len(code) < size or any(symbol not in ALPHABET for symbol in code):
        raise codebits.Damaged
    check, body = code[width : width + _CHECK], code[width + _CHECK :]
    if check != _check(code[:width], body):
        raise codebits.Damaged
    return codebits.read("".join(f"{ALPHABET.index(symbol):05b}" for symbol in body)), size


def _check(length, body) -> str:
    """Five symbols that change when any other does: a slip passes once in 33 million."""
    digest = hashlib.sha256(f"{VERSION}{length}{body}".encode("ascii")).digest()
    number = int.from_bytes(digest[:4])
    return "".join(ALPHABET[number >> _WIDTH * place & 31] for place in range(_CHECK))


def _length_for(others) -> str:
    """The first symbols of a code: how many it has with them, four bits in each, and whether more follow."""
    for width in range(1, 5):
        size, symbols = width + others, ""
        for place in range(width):
            more = 16 if place < width - 1 else 0
            symbols += ALPHABET[more + (size >> 4 * place & 15)]
        if size < 16**width:
            return symbols
    raise AssertionError("a scenario has far fewer symbols")


def _length(stream) -> tuple:
    """How many symbols say the length of a code, and that length."""
    size = 0
    for place, symbol in enumerate(stream[:4]):
        number = ALPHABET.find(symbol)
        if number < 0:
            break
        size += number % 16 << 4 * place
        if number < 16:
            return place + 1, size
    raise codebits.Damaged


def _grouped(symbols) -> str:
    groups = [symbols[at : at + _GROUP] for at in range(0, len(symbols), _GROUP)]
    return "-".join([_BEGIN, *groups])


def _tidied(text) -> str:
    """Capital letters as a Latin keyboard writes them, without what cannot be seen."""
    text = unicodedata.normalize("NFKC", text)
    text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    return text.upper().translate(_CYRILLIC)


def _symbols(folded, start) -> list:
    """Places of the symbols after ``start``, foreign letters included, separators left out."""
    places = []
    for place in range(start, len(folded)):
        if folded[place].isalnum() or folded[place] in _TYPED_MARKS:
            places.append(place)
            if len(places) == _LONGEST_CODE:
                break
    return places


def _diagnosis(stream, typed, text, mending) -> tuple:
    """Rule and repair for a code that does not add up."""
    repairs = {}
    for words, candidate in _one_slip(stream[:_LONGEST_SEARCH], typed) if mending else ():
        code = _mended(candidate)
        if code:
            repairs.setdefault(code, words)
    if len(repairs) == 1:
        ((code, words),) = repairs.items()
        return f"{words}.", f"Probably meant: {code}."
    try:
        size = _length(stream)[1]
    except codebits.Damaged:
        size = _CHECK if len(stream) < _CHECK else 0
    if len(stream) < size:
        here = (
            f"{len(stream)} of its {size} characters after CRA1 are here"
            if stream
            else "nothing follows CRA1"
        )
        rule = f"the code is cut off: {here}."
        return rule, _AGAIN
    number, odd = _odd_group(text, size)
    if odd:
        rule = f"group {number} after CRA1, {shown(odd)}, does not have four characters."
        return rule, f"The code is cut off there, or something was left out or added. {_AGAIN}"
    for place, symbol in enumerate(stream[:size]):
        if symbol not in ALPHABET:
            rule = f"{_where(place, typed)} is mistyped: no code has {shown(typed[place])}."
            return rule, f"A code has digits and capital letters without I, L, O and U. {_AGAIN}"
    return "the code does not add up: more than one character is mistyped.", _AGAIN


def _mended(candidate) -> str:
    try:
        size = _read(candidate)[1]
    except (codebits.Damaged, codebits.OtherDefaults, ScenarioError):
        return ""
    return _grouped(candidate[:size])


def _one_slip(stream, typed):
    """Everything that may have been meant if one finger slipped: words for the slip, and the symbols."""
    try:
        size = _length(stream)[1]
    except codebits.Damaged:
        size = len(stream)
    for place in range(min(size + 1, len(stream))):
        before, here, after = stream[:place], stream[place], stream[place + 1 :]
        for symbol in ALPHABET:
            if symbol != here:
                yield f"{_where(place, typed)} is mistyped and should be '{symbol}'", before + symbol + after
            yield f"a character is missing before {_where(place, typed)}", before + symbol + here + after
        yield f"{_where(place, typed)} is one too many", before + after
        if after and after[0] != here:
            swapped = before + after[0] + here + after[1:]
            yield f"{_where(place, typed)} and the next one are swapped", swapped
    if len(stream) < size:
        for symbol in ALPHABET:
            yield "the last character is missing", stream + symbol


def _where(place, typed) -> str:
    first = place - place % _GROUP
    group = typed[first : first + _GROUP]
    return f"'{typed[place]}' in group {place // _GROUP + 1} after CRA1 ({group})"


def _odd_group(text, size) -> tuple:
    """Number and text of the first group that has not four characters, if the code is written in groups."""
    groups = re.findall(r"[^\W_]+", text[: 10 * size])
    last = -(-size // _GROUP)
    if groups and len(groups[0]) == _GROUP:
        for number, group in enumerate(groups[: last - 1], 1):
            if len(group) != _GROUP:
                return number, group
    return 0, ""


def _newer(version) -> tuple:
    rule = f"the code is of version {version}, and this course reads up to {VERSION}."
    return rule, "Nothing is wrong with the code: update the course to open it."


def _no_code(text) -> tuple:
    if "[parameters" in text or "start_year" in text:
        return "this is a scenario file, and no code.", "Save the text as a file that ends in .toml."
    found = _GROUPS.search(_tidied(text).translate(_FOLDED))
    if found:
        rule = (
            f"the beginning is missing or mistyped: {shown(found[0])} may be a code, which begins {_BEGIN}."
        )
        return rule, _AGAIN
    return f"there is no code: one begins with {_BEGIN}.", "`axis scenario code FILE` writes one."


def _refused(rule, repair) -> files.Report:
    return files.Report(None, (Problem("code", rule, repair),), ())
