"""The 28 numbers of the scenario model: what each means, its value, its range and where it comes from.

``PARAMETERS["taiwan_crisis_per_year"].default`` is the number behind the point answer. ``low`` and
``high`` are the 5 % and 95 % ends of what we hold possible. Most effect sizes are assumptions: ``kind``
says so, and whoever shows a number shows its kind beside it.
"""

from dataclasses import dataclass
from datetime import date
from math import inf
from types import MappingProxyType

KINDS = ("data", "survey", "forecast", "assumption")
"""Kinds of evidence, from counted to assumed."""

GROUPS = ("shocks", "endings", "response", "structure")
"""Shocks start, shocks end, the two capitals respond, and the relationship drifts by itself."""

_KNOWN_BY = date(2023, 9, 1)


@dataclass(frozen=True)
class Parameter:
    """One number of the model, with its range and its provenance.

    Attributes
    ----------
    name : str
        Name in scenario files.
    symbol : str
        Letter in the equations.
    label : str
        Short phrase for a slider.
    question : str
        What the number answers, as one plain sentence.
    unit : str
        ``per year``, ``per inauguration``, ``given a crisis``, ``given the shock``, ``given a closer year``
        or ``multiplier``.
    default, low, high : float
        Point value and the ends of its 90 % range.
    kind : str
        One of :data:`KINDS`.
    source : str
        Where the value comes from, in one line.
    as_of : datetime.date
        What was known by this day.
    note : str
        What to doubt.
    group : str
        One of :data:`GROUPS`.
    minimum, maximum : float
        Outside these a probability is refused, and a multiplier means the reverse of its name.
    reach : float
        Upper end of a slider: beyond ``high``, so that a class can ask "and if we are wrong?".
    range_assumed : bool
        True where the range is our assumption because no source gives one.
    """

    name: str
    symbol: str
    label: str
    question: str
    unit: str
    default: float
    low: float
    high: float
    kind: str
    source: str
    group: str
    note: str = ""
    as_of: date = _KNOWN_BY
    minimum: float = 0.0
    maximum: float = 1.0
    reach: float = 1.0
    range_assumed: bool = False

    @property
    def is_chance(self) -> bool:
        """True for a probability, False for a multiplier."""
        return self.unit != "multiplier"


_SHOCKS = (
    Parameter(
        name="taiwan_crisis_per_year",
        symbol="hT",
        label="Taiwan crisis",
        question="In a calm year, how likely is it that a crisis over Taiwan breaks out?",
        unit="per year",
        default=0.06,
        low=0.023,
        high=0.111,
        kind="data",
        source="four crises in the 74 years 1950-2023 (1954-55, 1958, "
        "1995-96, 2022); Jeffreys posterior Beta(4.5, 70.5)",
        note="What counts as a crisis is a choice, and four cases are few.",
        group="shocks",
        reach=0.3,
    ),
    Parameter(
        name="war_given_crisis",
        symbol="g",
        label="War, given a crisis",
        question="If a crisis over Taiwan breaks out or lasts on, how likely is it to become a war?",
        unit="given a crisis",
        default=0.15,
        low=0.05,
        high=0.30,
        kind="assumption",
        source="our assumption, between no war in 74 years (Jeffreys mean "
        ".7 % a year) and forecasters who see more",
        note="Five forecasters pooled at 13.8 % for Chinese control of half of Taiwan by 2030; they "
        "spoke in February 2024, after the essay, and control is not the same as war.",
        group="shocks",
        reach=1.0,
    ),
    Parameter(
        name="opportunism_in_crisis",
        symbol="oT",
        label="Russian opportunism",
        question="In a year of crisis over Taiwan, how likely is Russian aggression somewhere else?",
        unit="given a crisis",
        default=0.10,
        low=0.03,
        high=0.25,
        kind="assumption",
        source="our assumption; no survey found",
        group="shocks",
        reach=1.0,
    ),
    Parameter(
        name="opportunism_added_by_war",
        symbol="oTw",
        label="Opportunism added by war",
        question="If the crisis is a war, what further chance of Russian aggression does the war add?",
        unit="given a war",
        default=0.30,
        low=0.10,
        high=0.60,
        kind="assumption",
        source="our assumption; no survey found",
        note="It comes on top of the chance in a crisis: 1-(1-.10)(1-.30) = 37 % at the defaults.",
        group="shocks",
    ),
    Parameter(
        name="setback_per_year",
        symbol="hU",
        label="Russian collapse in Ukraine",
        question="While the war lasts, how likely in a year is a defeat "
        "so heavy that Russia's regime is at risk?",
        unit="per year",
        default=0.05,
        low=0.01,
        high=0.10,
        kind="assumption",
        source="our assumption, under a loose ceiling: 46 % of 167 experts (Atlantic Council, "
        "January 2023) held a Russian failure or break-up possible within ten years",
        note="A share of experts is not a probability; read as one, 46 % in ten years would be 6 % a year.",
        group="shocks",
        reach=0.3,
    ),
    Parameter(
        name="reorientation_per_inauguration",
        symbol="hW",
        label="US turn toward Moscow",
        question="When a US president takes office, how likely is a lasting turn toward Moscow?",
        unit="per inauguration",
        default=0.14,
        low=0.05,
        high=0.30,
        kind="assumption",
        source="our assumption: .40 (Trump wins, as seen from autumn "
        "2023) times .35 (he turns, given that he wins)",
        note="A product of two judgements; both can be wrong in the same direction.",
        group="shocks",
        reach=1.0,
    ),
    Parameter(
        name="setback_under_reorientation",
        symbol="mWU",
        label="Turn shields Russia",
        question="By what factor does a US turn toward Moscow shrink the hazard of a Russian collapse?",
        unit="multiplier",
        default=0.5,
        low=0.2,
        high=1.0,
        kind="assumption",
        source="our assumption",
        note="It is the power to which the chance of getting through the year is raised; 1 means no effect.",
        group="shocks",
        range_assumed=True,
    ),
    Parameter(
        name="crisis_under_setback",
        symbol="mUT",
        label="Collapse tempts Beijing",
        question="By what factor does a Russian collapse raise the hazard of a Taiwan crisis?",
        unit="multiplier",
        default=1.0,
        low=1.0,
        high=2.0,
        kind="assumption",
        source="our assumption",
        note="It is the power to which the chance of getting through the year is raised; 1 means no effect.",
        group="shocks",
        minimum=1.0,
        maximum=inf,
        reach=5.0,
        range_assumed=True,
    ),
)

_ENDINGS = (
    Parameter(
        name="taiwan_crisis_ends",
        symbol="xT",
        label="Taiwan crisis ends",
        question="How likely is a crisis over Taiwan to be over within a year?",
        unit="per year",
        default=0.5,
        low=0.25,
        high=0.80,
        kind="assumption",
        source="our assumption",
        group="endings",
        range_assumed=True,
    ),
    Parameter(
        name="taiwan_war_ends",
        symbol="xTw",
        label="Taiwan war ends",
        question="How likely is a war over Taiwan to be over within a year?",
        unit="per year",
        default=0.3,
        low=0.10,
        high=0.60,
        kind="assumption",
        source="our assumption",
        group="endings",
        range_assumed=True,
    ),
    Parameter(
        name="ukraine_war_ends",
        symbol="cU",
        label="War in Ukraine ends",
        question="How likely is the war in Ukraine to be over within a year?",
        unit="per year",
        default=0.15,
        low=0.05,
        high=0.35,
        kind="data",
        source="interstate wars that reach a third year: .345 a year end "
        "(Correlates of War); readings of UCDP: .10-.12",
        note="The two reference classes differ by a factor of three, "
        "and the value between them is our choice.",
        group="endings",
    ),
    Parameter(
        name="setback_window_ends",
        symbol="xU",
        label="Danger for Moscow passes",
        question="In a year of Russian collapse, how likely is the danger to the regime to pass by the next?",
        unit="per year",
        default=0.25,
        low=0.10,
        high=0.50,
        kind="assumption",
        source="our assumption",
        group="endings",
        range_assumed=True,
    ),
    Parameter(
        name="reorientation_ends",
        symbol="xW",
        label="US turn ends",
        question="When the next president takes office, how likely is a US turn toward Moscow to be dropped?",
        unit="per inauguration",
        default=0.5,
        low=0.2,
        high=0.8,
        kind="assumption",
        source="our assumption",
        note="The new president may turn as well, so the chance that it "
        "ends is .5 x (1-.14) = 43 % at the defaults.",
        group="endings",
        range_assumed=True,
    ),
)

_RESPONSE = (
    Parameter(
        name="push_setback",
        symbol="qU",
        label="Collapse pushes closer",
        question="In a year of Russian collapse, how likely is China to move closer because of it?",
        unit="given the shock",
        default=0.40,
        low=0.20,
        high=0.70,
        kind="assumption",
        source="our assumption; read it as: China gives substantial military aid",
        group="response",
        range_assumed=True,
    ),
    Parameter(
        name="push_crisis",
        symbol="qT",
        label="Taiwan crisis pushes closer",
        question="In a year of crisis or war over Taiwan, how likely is the crisis to move the two closer?",
        unit="given the shock",
        default=0.25,
        low=0.10,
        high=0.50,
        kind="assumption",
        source="our assumption",
        group="response",
        range_assumed=True,
    ),
    Parameter(
        name="push_war",
        symbol="qTw",
        label="Taiwan war pushes closer",
        question="In a year of war over Taiwan, how likely is the war, "
        "beyond the crisis, to move the two closer?",
        unit="given the shock",
        default=0.50,
        low=0.30,
        high=0.80,
        kind="assumption",
        source="our assumption",
        group="response",
    ),
    Parameter(
        name="push_opportunism",
        symbol="qO",
        label="Opportunism pushes closer",
        question="In a year of Russian aggression elsewhere, how likely is it to tie the two closer?",
        unit="given the shock",
        default=0.35,
        low=0.15,
        high=0.60,
        kind="assumption",
        source="our assumption",
        group="response",
        range_assumed=True,
    ),
    Parameter(
        name="pull_reorientation",
        symbol="sW",
        label="US turn pulls apart",
        question="In a year of a US turn toward Moscow, how likely is it to pull the two apart?",
        unit="given the shock",
        default=0.12,
        low=0.03,
        high=0.25,
        kind="assumption",
        source="our assumption",
        group="response",
    ),
    Parameter(
        name="formalise_setback",
        symbol="gamma_U",
        label="Alliance, under collapse",
        question="What chance does a Russian collapse add that a further step becomes a formal alliance?",
        unit="given a closer year",
        default=0.05,
        low=0.01,
        high=0.15,
        kind="assumption",
        source="our assumption",
        group="response",
        reach=0.3,
        range_assumed=True,
    ),
    Parameter(
        name="formalise_crisis",
        symbol="gamma_T",
        label="Alliance, under Taiwan crisis",
        question="What chance does a Taiwan crisis add that a further step becomes a formal alliance?",
        unit="given a closer year",
        default=0.10,
        low=0.03,
        high=0.25,
        kind="assumption",
        source="our assumption",
        group="response",
        reach=0.3,
        range_assumed=True,
    ),
    Parameter(
        name="formalise_war",
        symbol="gamma_Tw",
        label="Alliance, under Taiwan war",
        question="What chance does a Taiwan war add that a further step becomes a formal alliance?",
        unit="given a closer year",
        default=0.35,
        low=0.10,
        high=0.60,
        kind="assumption",
        source="our assumption; major powers that had fought a common enemy within "
        "three years formed a defence pact at 7.9 % a year (ATOP)",
        note="A common war enemy multiplies the rate by about 7, but on nine pacts begun in "
        "four years, eight of the nine in the world wars; without those years by 1.65 (.22-12.3) among major "
        "powers, 7.6 (5.0-11.4) among all politically relevant pairs.",
        group="response",
        range_assumed=True,
    ),
    Parameter(
        name="formalise_opportunism",
        symbol="gamma_O",
        label="Alliance, under opportunism",
        question="What chance does Russian aggression elsewhere add that a "
        "further step becomes a formal alliance?",
        unit="given a closer year",
        default=0.10,
        low=0.03,
        high=0.25,
        kind="assumption",
        source="our assumption",
        group="response",
        reach=0.3,
        range_assumed=True,
    ),
)

_STRUCTURE = (
    Parameter(
        name="drift_closer",
        symbol="b",
        label="Drift closer",
        question="In a quiet year, how likely are the two to move a step closer by themselves?",
        unit="per year",
        default=0.03,
        low=0.01,
        high=0.08,
        kind="assumption",
        source="our assumption",
        group="structure",
        reach=0.3,
        range_assumed=True,
    ),
    Parameter(
        name="drift_apart",
        symbol="d",
        label="Drift apart",
        question="In a quiet year, how likely are the two to move a step apart by themselves?",
        unit="per year",
        default=0.02,
        low=0.005,
        high=0.05,
        kind="assumption",
        source="our assumption",
        group="structure",
        reach=0.3,
        range_assumed=True,
    ),
    Parameter(
        name="formalise",
        symbol="gamma",
        label="Alliance, in quiet years",
        question="When an accelerated relationship takes a further step, "
        "how likely is that step a formal alliance?",
        unit="given a closer year",
        default=0.06,
        low=0.02,
        high=0.12,
        kind="assumption",
        source="our assumption, checked against ATOP: major powers "
        "without a defence pact form one at 1.4 % a year",
        note="After 1945 three in 633 dyad-years, .47 % (Jeffreys .55 "
        "%); pairs already tied by lesser pacts 2.3 %.",
        group="structure",
        reach=0.3,
        range_assumed=True,
    ),
    Parameter(
        name="alliance_lapses",
        symbol="lamA",
        label="Alliance lapses",
        question="In a quiet year, how likely is an alliance to lapse?",
        unit="per year",
        default=0.02,
        low=0.001,
        high=0.06,
        kind="data",
        source="defence pacts between two states end at 1.9 % a year (ATOP)",
        note="Between major powers 5.6 % a year; after 1945, .64 %.",
        group="structure",
        reach=0.3,
    ),
    Parameter(
        name="effect_fades",
        symbol="rho",
        label="Effects fade",
        question="In a quiet year, how likely is a slower or an "
        "accelerated relationship to return to converging?",
        unit="per year",
        default=0.15,
        low=0.05,
        high=0.35,
        kind="assumption",
        source="our assumption",
        group="structure",
    ),
    Parameter(
        name="rupture_heals",
        symbol="lamR",
        label="Rupture heals",
        question="In a quiet year, how likely is a rupture to heal into a slower relationship?",
        unit="per year",
        default=0.10,
        low=0.03,
        high=0.25,
        kind="assumption",
        source="our assumption",
        group="structure",
        range_assumed=True,
    ),
)

PARAMETERS = MappingProxyType(
    {parameter.name: parameter for parameter in (*_SHOCKS, *_ENDINGS, *_RESPONSE, *_STRUCTURE)}
)
"""Every parameter by name; this order is the canonical one of scenario files."""

HEADLINE = (
    "taiwan_crisis_per_year",
    "setback_per_year",
    "reorientation_per_inauguration",
    "war_given_crisis",
)
"""The four sliders that move some headline number by two points or more."""

SHOCK_SLIDERS = (
    "taiwan_crisis_per_year",
    "setback_per_year",
    "reorientation_per_inauguration",
    "opportunism_in_crisis",
)
"""One slider for each of the four shocks that the essay names."""

DEFAULTS = MappingProxyType({name: parameter.default for name, parameter in PARAMETERS.items()})
"""Default value of every parameter."""
