"""What students forecast, and the rule that will settle each question.

A forecast without a resolution rule cannot be scored: two people would settle it differently.
The five futures are the regimes of the scenario model, from the most distant to the closest.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class ForecastQuestion:
    """A question about the future with outcomes that exclude each other and leave nothing out.

    Attributes
    ----------
    question_id : str
        Stable name, for example ``"F1"``.
    version : int
        Goes up when the wording or the rule changes.
    text : str
        The question.
    outcomes : dict of str to str
        Name of each outcome, and what it means in one plain sentence.
    rule : str
        How it will be settled.
    closes : int
        Year at whose end it is settled.
    """

    question_id: str
    version: int
    text: str
    outcomes: dict
    rule: str
    closes: int


MEANINGS = {
    "rupture": "open break: they work against each other",
    "slower": "still partners, but growing apart",
    "converging": "growing closer at about the pace of the years before 2023",
    "accelerated": "growing closer clearly faster than that",
    "alliance": "a treaty that obliges each to defend the other",
}

FUTURES = tuple(MEANINGS)
"""The five futures, from furthest apart to closest: the order that the ranked score needs."""

QUESTIONS = {
    question.question_id: question
    for question in (
        ForecastQuestion(
            question_id="F1",
            version=1,
            text="How will China and Russia stand to each other at the end of 2033?",
            outcomes=MEANINGS,
            rule=(
                "Two coders read the record of 2031-2033 (treaties, trade, votes, exercises, visits) and "
                "choose one outcome each without seeing the other's choice. They agree, or the question is "
                "settled as ambiguous. 'Alliance' needs a published treaty with a duty of defence."
            ),
            closes=2033,
        ),
        ForecastQuestion(
            question_id="F2",
            version=1,
            text="Will there be a Taiwan crisis or war between 2024 and the end of 2033?",
            outcomes={
                "yes": "a crisis such as those of 1954-55, 1958, 1995-96 or 2022, or a war",
                "no": "nothing of that kind",
            },
            rule=(
                "Yes, if the crisis lists used in lesson 07 would add an entry for 2024-2033. "
                "A military exercise alone, without a crisis that both sides call one, does not count."
            ),
            closes=2033,
        ),
        ForecastQuestion(
            question_id="F3",
            version=1,
            text="Will goods trade between China and Russia be larger in 2027 than in 2026?",
            outcomes={"yes": "larger, in dollars, as Chinese customs count it", "no": "smaller or the same"},
            rule=(
                "First yearly figures of Chinese customs in dollars, usually out in January. "
                "Coder A asks for growth of more than 1 per cent, coder B for any growth."
            ),
            closes=2027,
        ),
        ForecastQuestion(
            question_id="F4",
            version=1,
            text="Will the leaders of China and Russia meet in person at least twice in 2027?",
            outcomes={"yes": "two meetings or more", "no": "one or none"},
            rule=(
                "Meetings in person of the two heads of state, also on the margins of a summit. "
                "Coder A counts those with formal talks alone, coder B counts all."
            ),
            closes=2027,
        ),
    )
}
