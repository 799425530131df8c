"""One total for each student and sheet: whether it is final, and what being late costs."""

from dataclasses import dataclass

from china_russia_axis.grading import late as late_rules
from china_russia_axis.grading.gradebook import Gradebook


@dataclass(frozen=True)
class Total:
    """One student's total on one sheet.

    Attributes
    ----------
    student, sheet : str
    marks : list of dict
        As :meth:`~china_russia_axis.grading.gradebook.Gradebook.final_marks` gives them.
    most : float
        Points to be had.
    lateness : Lateness
        What being late costs.
    open : tuple of str
        What is not final yet, a phrase a question; empty where the total is final.
    """

    student: str
    sheet: str
    marks: list
    most: float
    lateness: late_rules.Lateness
    open: tuple

    @property
    def points(self) -> float | None:
        """Points as they were reached; None unless every question has its mark."""
        return None if self.open else round(sum(row["mark"] for row in self.marks), 4)

    @property
    def counts(self) -> float | None:
        """Points after what being late costs; None unless every question has its mark."""
        return None if self.open else round(self.points * (1 - self.lateness.share), 4)


def totals(book: Gradebook, policy: late_rules.Policy | None = None) -> list[Total]:
    """The totals of a gradebook, by student and sheet."""
    policy = policy or late_rules.Policy()
    received = late_rules.received(book)
    groups: dict[tuple, list] = {}
    for row in book.final_marks():
        groups.setdefault((row["student"], row["sheet"]), []).append(row)
    return [
        Total(
            student,
            sheet,
            rows,
            sum(row["max"] for row in rows),
            policy.lateness(student, sheet, received.get((student, sheet))),
            _open(rows),
        )
        for (student, sheet), rows in groups.items()
    ]


def _open(rows: list) -> tuple:
    open_rows = [row for row in rows if row["state"] != "marked" or row["mark"] is None]
    if rows and all(row["state"] == "not handed in" for row in rows):
        return ("nothing was handed in",)
    return tuple(f"{row['question']} {row['state']}" for row in open_rows)
