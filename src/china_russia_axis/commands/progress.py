"""``axis progress``: a student's progress card, a file to hand in, and the cards of a class."""

import sys
from pathlib import Path

_MOST_NAMED = 20
_HARDEST = 10


def register(subparsers) -> None:
    """Add ``axis progress``."""
    parser = subparsers.add_parser(
        "progress",
        help="show your progress card, hand it in, or gather the cards of a class",
        description="Without FOLDER: your own card. With FOLDER (or a zip file): the cards that a class "
        "handed in, read and left as they are.",
    )
    parser.add_argument("folder", metavar="FOLDER", nargs="?", help="folder or zip file of handed-in cards")
    parser.add_argument("--out", metavar="TABLE.csv", help="one row a student and lesson, into a new file")
    parser.add_argument("--hand-in", action="store_true", help="write one file that can be handed in")
    parser.add_argument("--name", help="name or pseudonym on it; asked for when left out")
    parser.set_defaults(run=run)


def run(arguments) -> int:
    """Do what the arguments ask for."""
    own = arguments.hand_in or arguments.name is not None
    if arguments.folder and own:
        print("Either gather the FOLDER of a class, or hand in your own card.", file=sys.stderr)
        return 1
    if arguments.out and not arguments.folder:
        print("--out needs the FOLDER with the cards of a class.", file=sys.stderr)
        return 1
    if arguments.folder:
        return _class(Path(arguments.folder), arguments.out)
    return _own(own, arguments.name)


def _own(to_hand_in: bool, name: str | None) -> int:
    from china_russia_axis import places
    from china_russia_axis.exercises import card, hand_in, progress

    found = card.progress(progress.folder() or places.checkout() / "work")
    if not to_hand_in:
        print(found)
        return 0
    try:
        said = found.hand_in(_asked_name() if name is None else name)
    except hand_in.CannotHandIn as error:
        print(error, file=sys.stderr)
        return 1
    print(said)
    print(f"It lies in {found.folder}")
    return 0


def _asked_name() -> str:
    if not sys.stdin.isatty():
        return ""
    try:
        return input("Name or pseudonym on the card: ")
    except EOFError:
        return ""


def _class(folder: Path, out: str | None) -> int:
    from china_russia_axis.grading import files, progress_cards

    try:
        gathered = progress_cards.gather(folder)
    except files.CannotOpen as error:
        print(error, file=sys.stderr)
        return 1
    print(report(gathered))
    if not gathered.counted:
        print("No card counts: students make one with axis progress --hand-in.", file=sys.stderr)
        return 1
    if out:
        try:
            progress_cards.write(gathered, Path(out))
        except FileExistsError:
            print(f"{out} is there already and stays as it is. Choose another name.", file=sys.stderr)
            return 1
        except OSError as error:
            print(f"{out} could not be written: {error.strerror}.", file=sys.stderr)
            return 1
        print(f"\nOne row a student and lesson: {out}")
    return 0


def report(gathered) -> str:
    """Tell what the cards say, which questions were hard, and which files do not count and why."""
    from china_russia_axis.exercises import card

    parts = [
        f"{gathered.found} files: {len(gathered.counted)} cards counted, {len(gathered.older)} older, "
        f"{len(gathered.broken)} broken, {len(gathered.left_alone)} left alone."
    ]
    if gathered.counted:
        parts += [_table(gathered), _hardest(gathered), f"A caution: {card.STATEMENT}"]
    parts += [
        _listed("Older, so not counted:", [f"{old}, newer is {new}" for old, new in gathered.older]),
        _listed("Broken, so not counted:", [f"{name}: {why}" for name, why in gathered.broken]),
        _listed(
            "Counted without some questions that this edition of the course asks otherwise or not at all:",
            [f"{name}: {what}" for name, what in gathered.strays],
        ),
        _listed("Left alone (no cards):", gathered.left_alone),
    ]
    return "\n\n".join(part for part in parts if part)


def _table(gathered) -> str:
    """Right answers by student and lesson; a bar stands where a lesson is untouched."""
    rows = gathered.rows()
    lessons = {line.lesson: line.questions for _, line in rows}
    head = f"{'right, of':<24}" + "".join(f"{number:>5}" for number in lessons.values())
    lines = [f"{'lesson':<24}" + "".join(f"{name:>5}" for name in lessons), head]
    for one in gathered.counted:
        own = [line for student, line in rows if student is one]
        cells = [f"{'-' if line.untouched == line.questions else line.right:>5}" for line in own]
        lines.append(f"{one.name[:23]:<24}" + "".join(cells))
    return "\n".join(lines)


def _hardest(gathered) -> str:
    found = gathered.hardest()[:_HARDEST]
    lines = [
        f"{one.question:<6} {one.title[:40]:<41}{one.tries:>5.1f} tries each, "
        f"{one.right} of {one.answered} who tried are right"
        for one in found
    ]
    if not lines:
        return "Hardest: none. Whatever was answered was right at the first try."
    return _listed("Hardest (most different answers, then fewest right):", lines)


def _listed(head: str, lines: list[str]) -> str:
    if not lines:
        return ""
    more = len(lines) - _MOST_NAMED
    tail = [f"  and {more} more"] if more > 0 else []
    return "\n".join([head, *(f"  {line}" for line in lines[:_MOST_NAMED]), *tail])
