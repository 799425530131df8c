"""Five starting points for the lab: the essay's baseline and four worlds that lean one way.

Each moves sliders only, so a student sees what was done and can undo it.
"""

from dataclasses import dataclass
from types import MappingProxyType

from china_russia_axis.scenario.core import Scenario


@dataclass(frozen=True)
class Preset:
    """A scenario with the reason for it.

    Attributes
    ----------
    name, label : str
        Short name for code, and the words on the button.
    reason : str
        Why these numbers, in one sentence.
    changes : mapping
        Parameter name and value, where it differs from the default.
    """

    name: str
    label: str
    reason: str
    changes: MappingProxyType

    @property
    def scenario(self) -> Scenario:
        """The defaults with the changes."""
        return Scenario(title=self.label).with_values(**self.changes)


_ALL = (
    Preset(
        "baseline",
        "The essay's baseline",
        "Every number at its default: what the evidence and our stated assumptions give.",
        MappingProxyType({}),
    ),
    Preset(
        "no_shocks",
        "No shocks",
        "No Taiwan crisis, no Russian collapse, no US turn: what the two do by themselves.",
        MappingProxyType(
            {
                "taiwan_crisis_per_year": 0.0,
                "setback_per_year": 0.0,
                "reorientation_per_inauguration": 0.0,
                "opportunism_in_crisis": 0.0,
            }
        ),
    ),
    Preset(
        "taiwan_war",
        "Taiwan war",
        "A crisis every fourth year on average and most crises a war: war over Taiwan is likely within "
        "five years.",
        MappingProxyType({"taiwan_crisis_per_year": 0.25, "war_given_crisis": 0.70}),
    ),
    Preset(
        "russian_collapse",
        "Russian collapse",
        "A heavy defeat likely while the war lasts, and a danger for the regime that lingers.",
        MappingProxyType({"setback_per_year": 0.30, "setback_window_ends": 0.10}),
    ),
    Preset(
        "reorientation",
        "Reorientation",
        "Nearly every president turns toward Moscow, and the turn pulls as hard as we hold possible.",
        MappingProxyType(
            {
                "reorientation_per_inauguration": 0.90,
                "reorientation_ends": 0.20,
                "pull_reorientation": 0.25,
            }
        ),
    ),
)

PRESETS = MappingProxyType({preset.name: preset for preset in _ALL})
"""Every preset by name, in the order of the buttons."""
