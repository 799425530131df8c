"""What students ask: general answers written by hand, then the answers of every plan, collected."""

from china_russia_axis.teaching.plans import Plan

MARK = "<!-- From here on built by `axis teaching` from the plans. Edit the plans, then run it again. -->"
"""The line of the page below which nothing is written by hand."""


def collected(units: list[Plan]) -> str:
    """The answers of all plans as one text, a heading a unit; a unit without answers is left out."""
    parts = []
    for unit in units:
        if unit.answers:
            pairs = "\n\n".join(f"*{question}*\n{answer}" for question, answer in unit.answers)
            parts.append(f"### {unit.number}: {unit.title}\n\n{pairs}")
    return "\n\n".join(["## Asked lesson by lesson", *parts]) + "\n"


def page(by_hand: str, units: list[Plan]) -> str:
    """The committed page: what stands above the mark stays, what follows is built anew."""
    head = by_hand.partition(MARK)[0].rstrip("\n")
    return f"{head}\n\n{MARK}\n\n{collected(units)}"
