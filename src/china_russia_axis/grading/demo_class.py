"""A class of plainly artificial students, from the released sheets to returned marks, to be looked at.

Each student hands in a sheet with one typical trait: all right, half right, another country's number, a
fraction for a per cent, nothing, an endless loop, a renamed file, a copied cell, prose strong and weak.
"""

import json
import os
import textwrap
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from china_russia_axis.exercises import keys, reading, sheets, variants
from china_russia_axis.grading import (
    exports,
    feedback,
    grade,
    isolation,
    late,
    marking,
    release,
    reports,
    students,
)

LESSON = "04"
MARKER, SECOND = "Sample marker", "Second marker"
PROSE = "04.25"
NUMBER = "04.21"


@dataclass(frozen=True)
class Trait:
    """What one artificial student does."""

    says: str
    writes: bool = True


TRAITS = (
    Trait("all right, strong prose"),
    Trait("all right, weak prose"),
    Trait("half right, the rest left blank"),
    Trait("another country's number in the first question"),
    Trait("a fraction in place of per cent"),
    Trait("nothing written", False),
    Trait("an endless loop in the first question"),
    Trait("the file renamed to 'homework final (2).ipynb'; the sheet still says whose it is"),
    Trait("the first answer cell copied, and the copy changed"),
    Trait("the prose of Student 01 taken over, a few words changed"),
    Trait("all right, two days late"),
    Trait("nothing handed in", False),
)

# Invented for this class, of differing quality.
_PROSE = {
    1: """I hold the claim to be half right. In 2023 the five made about a quarter of world output at
market rates, in dollars of that year, by the list of members of 2011; this points towards the claim. My
doubt: the figure moves with exchange rates, and in purchasing power it is about a third, so half of the
verdict hangs on the scale I choose. Somebody who holds the opposite would say that a sum of five
economies is no bloc: its members trade more with others than among themselves. I find that fair, and it
is why I stop at half.""",
    2: """BRICS is becoming more and more powerful and everybody can see it. It makes up a third of the
world, so the claim is right. Figures are never certain, of course. Some people in the West do not like
it, because they want to stay on top, and so they say that it is not important. But the facts speak for
themselves.""",
    3: """In my view this is true. The group has grown a lot since it was founded and more countries
have joined. A number for this is its share of people, which is very large. One could object that having
many people does not mean having much influence.""",
    4: """My verdict is open. At market rates the weight of the group without China has shrunk
since 2011, so the sentence is true of one member and not of the club. The doubt lies in the year: with
2001 as the start it would rise. A diplomat from Brasilia would answer that a club may speak with the
weight of its largest member.""",
    5: """The claim fails as it stands. I count eleven states with the invited ones, of whom one
declined and one kept silent; each list gives another share of oil. Which list is right cannot be read off
a table. A supporter
would say that a queue at the door shows pull, whoever is inside in the end, and I cannot refute that with
these figures.""",
    7: """The claim is right because China says so and Russia says so too. There is a lot of trade. The
numbers come from the internet. The opposite opinion is wrong.""",
    8: """Output in purchasing power asks what could be bought at home; a state that wants to buy abroad
pays at market rates. By the first the group passed the G7, by the second it has not. I take the second
for a claim about influence, with the doubt that sanctions shift prices. Beijing would call the first one
the honest scale.""",
    9: """There is something to it. I would give it sixty per cent. Shares rose between 2001 and 2013
and then flattened. The doubt is that data for one member are partly estimates since 2022. Against my view
one can say that a flat share of a growing world is still growth.""",
    11: """Weight needs two things, size and a common will. The size is there: roughly a quarter at
market rates in 2023. For the will I looked at votes, where the members part company often. My doubt is
that votes in one hall say little about banks. The best case against me is that a loose club can still
block what it dislikes.""",
}


def students_of() -> list[students.Student]:
    """Student 01, Student 02 and so on, with ids s01, s02."""
    return [
        students.Student(f"s{number:02d}", f"Student {number:02d}") for number in range(1, len(TRAITS) + 1)
    ]


def build(out: Path, tell=print) -> Path:
    """Make the class, its sheets and what was handed in, grade, mark a sample, and write what goes back.

    Parameters
    ----------
    out : Path
        A folder that is not there yet, or is empty.
    tell : callable
        Called with each line of the account.

    Returns
    -------
    Path
        The folder of results.

    Raises
    ------
    FileExistsError
        When the folder holds something.
    """
    if out.exists() and any(out.iterdir()):
        raise FileExistsError(f"{out} is not empty. Name another folder with --out.")
    out.mkdir(parents=True, exist_ok=True)
    group = students_of()
    class_list = out / "class.csv"
    class_list.write_text(
        "student,name\n" + "".join(f"{one.id},{one.name}\n" for one in group), encoding="utf-8"
    )
    secret = students.secret_of(class_list, create=True)
    made, _ = release.release(LESSON, group, secret, out / "released")
    tell(f"1. {len(made)} sheets of lesson {LESSON} released, one a student, each with numbers of its own.")
    handed_in = _hand_in(made, group, secret, out / "handed-in")
    tell(f"2. {handed_in} of them filled in and handed in.")
    results = out / "results"
    consent = ""
    if not isolation.strongest().is_safe:
        # All that runs here was written above.
        consent = isolation.CONSENT
        tell("   This computer cannot isolate student code; axis doctor says more. All that runs here was")
        tell("   written by the course, so it runs without. With your students' work axis grade will refuse.")
    found = grade.grade(out / "handed-in", results, grade.Class(tuple(group), secret), consent=consent)
    tell("3. Graded:")
    for line in reports.write(results, found).splitlines():
        tell(f"   {line}")
    for line in f"4. {_mark_sample(results)}".splitlines():
        tell(line)
    reports.write(results, [])
    (results / late.FILE).write_text(_LATE, encoding="utf-8")
    policy = late.of(results)
    pages = feedback.write(results, policy)
    tell(f"5. {len(pages)} feedback pages written.")
    platform = out / "canvas.csv"
    platform.write_bytes(_canvas(group))
    done = exports.fill(results, platform, "canvas", column="Lesson 04", policy=policy)
    (out / "canvas-filled.csv").write_bytes(done.content)
    tell("6. The file of an imagined Canvas course filled:")
    for line in str(done).splitlines():
        tell(f"   {line}")
    return results


def _hand_in(made: list[Path], group: list, secret: str, folder: Path) -> int:
    folder.mkdir()
    count = 0
    for number, (path, student, trait) in enumerate(zip(made, group, TRAITS, strict=True), start=1):
        if trait.says == "nothing handed in":
            continue
        notebook = json.loads(path.read_text(encoding="utf-8"))
        if trait.writes:
            _fill(notebook, student.id, secret, number, trait)
        name = "homework final (2).ipynb" if "renamed" in trait.says else path.name
        target = folder / name
        target.write_text(json.dumps(notebook), encoding="utf-8")
        _set_time(
            target, "2026-10-14T11:00:00+02:00" if "late" in trait.says else "2026-10-12T20:00:00+02:00"
        )
        count += 1
    return count


def _fill(notebook: dict, student: str, secret: str, number: int, trait: Trait) -> None:
    from china_russia_axis.codebook import load

    asked = {one.id: variants.draw(one, student, secret) for one in sheets.questions(LESSON)}
    written = {name: _right(question, load) for name, question in asked.items() if question.kind != "prose"}
    answer = sheets.name_of(NUMBER)
    if "half right" in trait.says:
        for name in list(written)[1:]:
            del written[name]
    elif "another country" in trait.says:
        others = [one for one in ("IND", "RUS", "BRA", "CHN") if one != asked[NUMBER].parameters["country"]]
        value = keys.expected(asked[NUMBER], load, country=others[0])
        written[NUMBER] = f"{answer} = {value:.1f}"
    elif "fraction" in trait.says:
        written[NUMBER] = f"{answer} = {keys.expected(asked[NUMBER], load) / 100:.4f}"
    elif "endless loop" in trait.says:
        written[NUMBER] = f"while True:\n    pass\n{answer} = 1"
    taken_over = _PROSE[1].replace("I find that fair", "This seems fair to me")
    written[PROSE] = _PROSE.get(number, taken_over).replace("\n", " ")
    cells = notebook["cells"]
    for cell in list(cells):
        name = cell["metadata"].get("course", {}).get("question")
        if written.get(name):
            cell["source"] = written[name]
        if name == NUMBER and "copied, and the copy" in trait.says:
            copy = {**cell, "source": f"{answer} = 1.0"}
            cells.insert(cells.index(cell) + 1, copy)


def _right(question, load) -> str:
    """A right answer as a student would type it."""
    name, value = sheets.name_of(question.id), keys.expected(question, load)
    if question.kind == "number":
        return f"{name} = {round(float(value), 2)}"
    if question.kind == "table":
        return f"{name} = pd.DataFrame({json.loads(value.to_json(orient='records'))!r})"
    if question.kind == "choice":
        letter = next(letter for letter, one in reading.letters(question).items() if one.key == value)
        return f'{name} = "{letter}"'
    return f"{name} = {value!r}"


def _mark_sample(results: Path) -> str:
    """Two texts by two sample markers, who agree on the strong one and are a level apart on the weak one."""
    first, second = (marking.Desk(results, PROSE, who) for who in (MARKER, SECOND))
    codes = {student: code for code, student in first.codes.items()}
    strong, weak = codes["s01"], codes["s02"]

    def levels(place: int) -> dict:
        return {one.key: one.levels[place].points for one in first.rubric.criteria}

    for code, place, said in (
        (strong, 0, "The number has its year and its rule, and the other side would accept its sentence."),
        (weak, -2, "Give the number a year and a unit, and let the other side speak for itself."),
    ):
        first.keep_comment(said)
        first.save(code, levels(place), said)
    second.save(strong, levels(0))
    second.save(weak, levels(-1))
    done, every = first.progress()
    return (
        f"{done} of {every} texts marked by '{MARKER}' and '{SECOND}'; the others wait for you.\n"
        + textwrap.indent(first.agreement_in_words(), "   ")
    )


def _canvas(group: list) -> bytes:
    lines = [
        "Student,ID,SIS User ID,SIS Login ID,Section,Lesson 04 (4711),Lesson 04 Final (4712)",
        "    Points Possible,,,,,14,",
        *(
            f'"{one.name.split()[1]}, Student",{9000 + number},{one.id},{one.id}@example.edu,"A, sample",,'
            for number, one in enumerate(group)
        ),
        '"Visitor, A",9999,v99,v99@example.edu,"A, sample",,',
    ]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


def _set_time(path: Path, moment: str) -> None:
    seconds = datetime.fromisoformat(moment).timestamp()
    os.utime(path, (seconds, seconds))


_LATE = """\
# What late work costs in the sample class.
format = 1

[[sheet]]
sheet = "04"
due = 2026-10-12T23:59:00+02:00
grace_minutes = 15
per_cent_a_day = 10
cap_per_cent = 50
"""
