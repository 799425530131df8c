"""What can be wrong with a scenario, said so that a student can repair it."""

from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Problem:
    """One thing wrong: where, which rule it breaks, and what to do.

    Attributes
    ----------
    field : str
        Where in the scenario, e.g. ``parameters.war_given_crisis.value``.
    rule : str
        What should hold and does not.
    repair : str
        What to write instead.
    """

    field: str
    rule: str
    repair: str

    def __str__(self) -> str:
        return f"{self.field}: {self.rule} {self.repair}"


class ScenarioError(ValueError):
    """A scenario that cannot be used; ``problems`` lists everything wrong with it, not only the first."""

    def __init__(self, problems):
        self.problems = tuple(problems)
        count = len(self.problems)
        head = "This scenario cannot be used yet" + (f"; {count} things to repair:" if count > 1 else ":")
        super().__init__("\n".join([head, *(f"- {problem}" for problem in self.problems)]))


class ScenarioCaution(UserWarning):
    """A scenario that can be used, with a number that probably does not mean what its writer thinks."""


def near(name, names) -> str:
    """'` Did you mean ...?`' with the nearest names, or nothing when none is near."""
    if not isinstance(name, str):
        return ""
    matches = get_close_matches(name[:60], list(names), n=2, cutoff=0.5)
    return f" Did you mean {' or '.join(matches)}?" if matches else ""
