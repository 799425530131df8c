"""Which two sheets share passages: a reason to read both, never a finding.

Code is compared as tokens with numbers left out and the students' own names replaced, so that renaming hides
nothing; and since every student has numbers of their own, equal numbers would be no evidence anyway. Prose is
compared by runs of words. What was handed out does not count, the words of the lesson among it, nor does code
that a third of the class wrote: that is how one does it.
"""

import io
import keyword
import re
import tokenize
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path

from china_russia_axis.exercises import sheets
from china_russia_axis.grading import collect, files
from china_russia_axis.grading.gradebook import Gradebook

CODE_RUN = 12
"""Tokens in a row that must be the same."""
PROSE_RUN = 7
"""Words in a row that must be the same."""
COMMON = 1 / 3
"""Code that so large a share of the class has is how one does it, not whose it is."""
_LEAST_WRITERS = 3
_LONGEST_SHOWN = 240
_SKIPPED = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
}


@dataclass(frozen=True)
class Passage:
    """A passage that two students share, as each of them wrote it."""

    question: str
    first: str
    second: str


@dataclass(frozen=True)
class Pair:
    """Two students who share passages.

    Attributes
    ----------
    first, second : str
        Students.
    runs : int
        Runs of tokens or words that both have and few others.
    share : float
        The same as a share of the runs of whoever wrote less, 0 to 1.
    passages : tuple of Passage
        The longest of each question.
    """

    first: str
    second: str
    runs: int
    share: float
    passages: tuple


@dataclass(frozen=True)
class Written:
    """One answer in pieces: what is compared, and where each piece stands in the text."""

    text: str
    pieces: tuple
    places: tuple
    run: int

    @property
    def runs(self) -> set:
        """Every run of pieces without a gap."""
        found = (self.pieces[at : at + self.run] for at in range(len(self.pieces) - self.run + 1))
        return {run for run in found if not any(isinstance(piece, _Gap) for piece in run)}

    def without(self, handed_out: "Written") -> "Written":
        """The same with a gap for every piece that stands in a run of what was handed out."""
        given, pieces = handed_out.runs, list(self.pieces)
        for at in range(len(pieces) - self.run + 1):
            if self.pieces[at : at + self.run] in given:
                pieces[at : at + self.run] = [_Gap() for _ in range(self.run)]
        return replace(self, pieces=tuple(pieces))


class _Gap:
    """A piece that is like no other, itself apart."""


def code(text: str) -> Written:
    """The tokens of code, with numbers left out and the writer's own names replaced."""
    tokens = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type not in _SKIPPED:
                tokens.append(token)
    except (tokenize.TokenError, SyntaxError):
        pass  # Code that does not end is compared as far as it goes.
    own = _own_names(tokens)
    starts = [0]
    for line in io.StringIO(text):
        starts.append(starts[-1] + len(line))
    pieces, places = [], []
    for token in tokens:
        piece = token.string
        if token.type == tokenize.NUMBER:
            piece = "0"
        elif token.type == tokenize.NAME and piece in own:
            piece = "name"
        pieces.append(piece)
        places.append(tuple(starts[line - 1] + column for line, column in (token.start, token.end)))
    return Written(text, tuple(pieces), tuple(places), CODE_RUN)


def prose(text: str) -> Written:
    """The words of a text, without their capitals; numbers are left out."""
    found = [word for word in re.finditer(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text)]
    pieces = tuple(word[0].casefold().replace("’", "'") for word in found)
    return Written(text, pieces, tuple(word.span() for word in found), PROSE_RUN)


def compare(answers: dict[str, dict[str, Written]], handed_out: dict[str, Written]) -> list[Pair]:
    """The pairs of students who share runs, those with the most first.

    Parameters
    ----------
    answers : dict
        Question to student to what was written.
    handed_out : dict
        Question to the text that everybody was given with it.
    """
    answers = {
        question: {
            student: written.without(handed_out[question]) if question in handed_out else written
            for student, written in by_student.items()
        }
        for question, by_student in answers.items()
    }
    writers: dict = defaultdict(set)
    own_runs: Counter = Counter()
    for question, by_student in answers.items():
        most = max(_LEAST_WRITERS, COMMON * len(by_student))
        runs = defaultdict(set)
        for student, written in by_student.items():
            for run in written.runs:
                runs[run].add(student)
        is_code = any(written.run == CODE_RUN for written in by_student.values())
        rare = {run: who for run, who in runs.items() if not is_code or len(who) < most}
        for run, who in rare.items():
            writers[question, run] = who
            own_runs.update(who)
    shared: dict = defaultdict(list)
    for (question, run), who in writers.items():
        for pair in combinations(sorted(who), 2):
            shared[pair].append((question, run))
    pairs = [_pair(pair, found, own_runs, answers) for pair, found in shared.items()]
    return sorted(pairs, key=lambda one: (-one.runs, one.first, one.second))


def of(results: Path, sheet: str, lessons=None) -> tuple[list[Pair], list[str]]:
    """Compare what was handed in for one sheet.

    Returns
    -------
    pairs : list of Pair
    missing : list of str
        Files that are no longer where they were graded, and so were not compared.
    """
    with Gradebook(results) as book:
        rows = book.rows(
            "SELECT root, file, student FROM submissions WHERE sheet = ? "
            "AND state IN ('graded', 'needs a look', 'gone') ORDER BY student",
            sheet,
        )
    asked = sheets.questions(sheet, lessons)
    answers: dict = {question.id: {} for question in asked}
    missing = [row["file"] for row in rows]
    by_root = defaultdict(list)
    for row in rows:
        by_root[row["root"]].append(row)
    for root, theirs in by_root.items():
        try:
            with files.opened(Path(root)) as handed_in:
                paths = {one.name: one.path for one in handed_in}
                for row in theirs:
                    if row["file"] in paths and _take(paths[row["file"]], row["student"], asked, answers):
                        missing.remove(row["file"])
        except files.CannotOpen:
            continue
    return compare(answers, _handed_out(asked, sheets.source(sheet, lessons).parent)), missing


def report(pairs: list[Pair], missing: list[str], most: int = 20) -> str:
    """The pairs with their passages, and how they are to be read."""
    lines = [
        "Likeness is a reason to read two sheets side by side, never a finding by itself.",
        "Every student has numbers of their own, so equal numbers are no evidence and were left out.",
        "What was handed out does not count, nor does code that a third of the class wrote.",
        "",
    ]
    if not pairs:
        lines.append("No two sheets share a passage that counts.")
    for pair in pairs[:most]:
        lines.append(
            f"{pair.first} and {pair.second}: {pair.runs} runs in common, {100 * pair.share:.0f} per cent of "
            "the shorter one"
        )
        for passage in pair.passages:
            lines.append(f"  question {passage.question}")
            lines += [f"    {pair.first}: {line}" for line in _short(passage.first).splitlines()]
            lines += [f"    {pair.second}: {line}" for line in _short(passage.second).splitlines()]
    if len(pairs) > most:
        lines.append(f"... and {len(pairs) - most} more pairs")
    lines += [f"NOT COMPARED  {name}: it is no longer where it was graded" for name in missing]
    return "\n".join(files.printable(line) for line in lines)


def _take(path: Path, student: str, asked: list, answers: dict) -> bool:
    try:
        found = collect.read(path).answers(asked)
    except (collect.UnreadableFile, OSError):
        return False
    for question in asked:
        text = found[question.id].text
        if text:
            answers[question.id][student] = prose(text) if question.kind == "prose" else code(text)
    return True


def _handed_out(asked: list, folder: Path) -> dict[str, Written]:
    """Of each question what everybody was given: its blank box, or its prompt and the words of the lesson."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))]
    return {
        question.id: prose("\n".join([question.prompt, *texts]))
        if question.kind == "prose"
        else code(sheets.blank(question))
        for question in asked
    }


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]} ..."


def _pair(pair: tuple, found: list, own_runs: Counter, answers: dict) -> Pair:
    first, second = pair
    shorter = min(own_runs[first], own_runs[second])
    questions = sorted({question for question, _ in found})
    passages = [
        _longest(question, answers[question][first], answers[question][second]) for question in questions
    ]
    return Pair(first, second, len(found), len(found) / shorter, tuple(passages))


def _longest(question: str, one: Written, two: Written) -> Passage:
    match = SequenceMatcher(None, one.pieces, two.pieces, autojunk=False).find_longest_match()
    return Passage(question, _cut(one, match.a, match.size), _cut(two, match.b, match.size))


def _cut(written: Written, at: int, size: int) -> str:
    return written.text[written.places[at][0] : written.places[at + size - 1][1]]


def _own_names(tokens: list) -> set[str]:
    """Names that the code itself gives to something: they may be renamed without changing anything."""
    own, depth = set(), 0
    for before, token, after in zip([None, *tokens], tokens, [*tokens[1:], None], strict=False):
        depth += token.string in "([{" if token.type == tokenize.OP else 0
        depth -= token.string in ")]}" if token.type == tokenize.OP else 0
        if token.type != tokenize.NAME or keyword.iskeyword(token.string):
            continue
        led_by = before.string if before else ""
        followed_by = after.string if after else ""
        assigned = followed_by == "=" and depth == 0 and led_by != "."
        if assigned or led_by in ("def", "class", "for", "as", "lambda") or followed_by == ":=":
            own.add(token.string)
    return own | _arguments(tokens)


def _arguments(tokens: list) -> set[str]:
    """Names of the arguments of the functions that the code defines."""
    names, at = set(), 0
    while at < len(tokens):
        if tokens[at].string == "def" and at + 2 < len(tokens):
            at += 3
            while at < len(tokens) and tokens[at].string != ")":
                if tokens[at].type == tokenize.NAME and tokens[at - 1].string in ("(", ",", "*", "**"):
                    names.add(tokens[at].string)
                at += 1
        at += 1
    return names
