"""Incoherent input is refused with the field, the rule and a repair; all of it at once."""

import re
from math import inf, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from china_russia_axis import scenario as sc
from china_russia_axis.scenario import checks, files
from china_russia_axis.scenario.core import Setting
from china_russia_axis.scenario.parameters import PARAMETERS

WHOLE = files.dumps(sc.Scenario())


def changed(old, new, text=WHOLE):
    assert old in text
    return text.replace(old, new, 1)


def with_checks(*lines):
    return WHOLE + "\n" + "\n".join(lines) + "\n"


def chance(event, by, probability, given=""):
    lines = ["[[checks.chance]]", f'event = "{event}"', f"by = {by}", f"probability = {probability}"]
    return lines + ([f'given = "{given}"'] if given else [])


def joint(first, second, by, probability):
    return [
        "[[checks.joint]]",
        f'events = ["{first}", "{second}"]',
        f"by = {by}",
        f"probability = {probability}",
    ]


REFUSED = {
    "above 1": (
        changed("value = 0.06", "value = 6"),
        ["parameters.taiwan_crisis_per_year.value", "between 0 and 1", "If you mean 6 %, write 0.06"],
    ),
    "below 0": (
        changed("value = 0.06", "value = -0.06"),
        ["taiwan_crisis_per_year.value", "between 0 and 1"],
    ),
    "not a number": (changed("value = 0.06", "value = nan"), ["taiwan_crisis_per_year.value", "nan", "0.06"]),
    "infinite": (changed("value = 0.06", "value = inf"), ["taiwan_crisis_per_year.value", "inf", "0.06"]),
    "huge": (
        changed("value = 0.06", f"value = 1{'0' * 400}"),
        ["taiwan_crisis_per_year.value", "not a number that can be used"],
    ),
    "a text for a number": (
        changed("value = 0.06", 'value = "0,06"'),
        ["taiwan_crisis_per_year.value", "'0,06' is not a number", "without quotation marks"],
    ),
    "truth for a number": (changed("value = 0.06", "value = true"), ["taiwan_crisis_per_year.value", "True"]),
    "value above high": (
        changed("value = 0.06", "value = 0.2"),
        ["parameters.taiwan_crisis_per_year", "low <= value <= high", "high = 0.2"],
    ),
    "low above high": (
        changed("low = 0.023", "low = 0.3"),
        ["parameters.taiwan_crisis_per_year", "low <= value <= high", "swapped"],
    ),
    "negative multiplier": (
        changed("value = 0.5\nlow = 0.2", "value = -1.0\nlow = -1.0"),
        ["setback_under_reorientation.value", "cannot be negative", "Write 1 for no effect"],
    ),
    "unknown parameter": (
        changed("[parameters.war_given_crisis]", "[parameters.war_given_crises]"),
        ["parameters.war_given_crises", "Did you mean war_given_crisis", "Known here"],
    ),
    "unknown key of a parameter": (
        changed("low = 0.023", "lower = 0.023"),
        ["parameters.taiwan_crisis_per_year.lower", "Did you mean low"],
    ),
    "unknown key of the header": (
        changed("horizon = 20", "horizons = 20"),
        ["horizons", "Did you mean horizon", "Known here"],
    ),
    "an empty table": (
        re.sub(r"(\[parameters.formalise\]\n)(?:\w+ = .*\n)+", r"\1", WHOLE),
        ["parameters.formalise.value", "is missing", "value = 0.06"],
    ),
    "missing value": (changed("value = 0.06\n", ""), ["taiwan_crisis_per_year.value", "is missing", "0.06"]),
    "unknown kind": (
        changed('kind = "data"', 'kind = "dato"'),
        ["taiwan_crisis_per_year.kind", "Did you mean data"],
    ),
    "a time for a day": (
        changed("as_of = 2023-09-01", "as_of = 2023-09-01T10:00:00"),
        ["taiwan_crisis_per_year.as_of", "is not a day", "2023-09-01"],
    ),
    "a number for a source": (
        changed('note = ""', "note = 7"),
        ["note", "7 is not a text", "quotation marks"],
    ),
    "newer version": (
        changed("format = 1", "format = 2"),
        ["format", "version 2", "Nothing is wrong with the file", "update the course"],
    ),
    "no version": (changed("format = 1\n", ""), ["format", "is missing", "Add format = 1"]),
    "version in words": (changed("format = 1", 'format = "one"'), ["format", "'one' is not a version"]),
    "another model": (
        changed("china-russia-axis 1", "weather 3"),
        ["model", "weather 3", "china-russia-axis 1"],
    ),
    "horizon of 0": (changed("horizon = 20", "horizon = 0"), ["horizon", "0 is not a whole number", "20"]),
    "horizon far too long": (changed("horizon = 20", "horizon = 100000000"), ["horizon", "from 1 to 100"]),
    "half a year": (changed("start_year = 2023", "start_year = 2023.5"), ["start_year", "2023.5", "2023"]),
    "negative seed": (changed("seed = ", "seed = -"), ["seed", "is not a whole number from 0"]),
    "unknown start": (
        changed('taiwan = "calm"', 'taiwan = "clam"'),
        ["start_state.taiwan", "Did you mean calm", "calm, crisis, war"],
    ),
    "start with a part missing": (
        changed('ukraine = "open"\n', ""),
        ["start_state.ukraine", "all four parts", 'ukraine = "open"'],
    ),
    "start of opportunism": (
        changed('ukraine = "open"', 'ukraine = "open"\nopportunism = "no"'),
        ["start_state.opportunism", "drawn afresh", "Leave the line out"],
    ),
    "war above crisis or war": (
        with_checks(*chance("taiwan crisis ever", 2033, 0.3), *chance("taiwan war ever", 2033, 0.4)),
        [
            "checks.chance 2",
            "P(taiwan war ever) = 0.4 is above P(taiwan crisis ever) = 0.3",
            "Lower the first to 0.3",
        ],
    ),
    "war above crisis or war in one year": (
        with_checks(*chance("taiwan war", 2033, 0.4), *chance("taiwan crisis", 2033, 0.3)),
        ["checks.chance 1", "the first implies the second", "Lower the first"],
    ),
    "joint above a single chance": (
        with_checks(*chance("alliance", 2043, 0.1), *joint("alliance", "setback ever", 2043, 0.2)),
        ["checks.joint 1", "Frechet bounds 0 to 0.1", "Choose a number from 0 to 0.1"],
    ),
    "joint below what two likely events leave": (
        with_checks(
            *chance("taiwan crisis ever", 2043, 0.9),
            *chance("setback ever", 2043, 0.8),
            *joint("taiwan crisis ever", "setback ever", 2043, 0.5),
        ),
        ["checks.joint 1", "Frechet bounds 0.7 to 0.8", "Choose a number from 0.7 to 0.8"],
    ),
    "joint that is not conditional times marginal": (
        with_checks(
            *chance("taiwan crisis ever", 2043, 0.7),
            *chance("alliance", 2043, 0.14, "taiwan crisis ever"),
            *joint("alliance", "taiwan crisis ever", 2043, 0.3),
        ),
        ["joint = conditional x marginal", "0.14 x 0.7 gives 0.098", "Make the joint 0.098"],
    ),
    "two conditionals that contradict each other": (
        with_checks(
            *chance("taiwan crisis ever", 2043, 0.7),
            *chance("alliance", 2043, 0.1),
            *chance("alliance", 2043, 0.14, "taiwan crisis ever"),
            *chance("taiwan crisis ever", 2043, 0.5, "alliance"),
        ),
        ["checks.chance 4", "joint = conditional x marginal", "0.5 x 0.1 gives 0.05"],
    ),
    "annual and horizon chance unequal": (
        with_checks(
            "[[checks.horizon]]", 'parameter = "taiwan_crisis_per_year"', "years = 10", "probability = 0.12"
        ),
        ["checks.horizon 1", "makes 0.461 in 10 years, not 0.12", "taiwan_crisis_per_year = 0.0127"],
    ),
    "inauguration and horizon chance unequal": (
        with_checks(
            "[[checks.horizon]]",
            'parameter = "reorientation_per_inauguration"',
            "years = 10",
            "probability = 0.14",
        ),
        ["checks.horizon 1", "makes 0.364 in 10 years, not 0.14", "reorientation_per_inauguration = 0.049"],
    ),
    "horizon of something that has none": (
        with_checks(
            "[[checks.horizon]]", 'parameter = "war_given_crisis"', "years = 10", "probability = 0.5"
        ),
        ["checks.horizon 1.parameter", "given a crisis", "no chance over years"],
    ),
    "futures that do not sum to 1": (
        with_checks(
            "[[checks.futures]]",
            "year = 2033",
            *("rupture = 0.1", "slower = 0.1", "converging = 0.6", "accelerated = 0.3", "alliance = 0.1"),
        ),
        [
            "checks.futures 1",
            "sum to 1.2, not to 1",
            "Rescaled they would be: rupture = 0.0834",
            "converging = 0.5,",
        ],
    ),
    "one chance said twice": (
        with_checks(*chance("alliance", 2033, 0.1), *chance("alliance", 2033, 0.2)),
        ["checks.chance 2", "stated as 0.1 in checks.chance 1 and as 0.2 here", "Keep one"],
    ),
    "statement above 1": (
        with_checks(*chance("alliance", 2033, 46)),
        ["checks.chance 1.probability", "write 0.46"],
    ),
    "statement about an unknown event": (
        with_checks(*chance("aliance", 2033, 0.1)),
        ["checks.chance 1.event", "Did you mean alliance", "It has"],
    ),
    "statement beyond the horizon": (
        with_checks(*chance("alliance", 2060, 0.1)),
        ["checks.chance 1.by", "2060 is not a year from 2023 to 2043", "lengthen the horizon"],
    ),
    "statement without a year": (
        with_checks("[[checks.chance]]", 'event = "alliance"', "probability = 0.1"),
        ["checks.chance 1.by", "is missing"],
    ),
    "joint of one": (
        with_checks("[[checks.joint]]", 'events = ["alliance"]', "by = 2033", "probability = 0.1"),
        ["checks.joint 1.events", "two events are needed"],
    ),
    "unknown kind of statement": (with_checks("[[checks.joints]]"), ["checks.joints", "Did you mean joint"]),
    "a table in place of a list": (with_checks("[checks.chance]"), ["checks.chance", "[[checks.chance]]"]),
}


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_with_field_rule_and_repair(case):
    text, words = REFUSED[case]
    with pytest.raises(sc.ScenarioError) as caught:
        files.loads(text)
    for word in words:
        assert word in str(caught.value)


@pytest.mark.parametrize("case", REFUSED)
def test_no_problem_lacks_a_field_a_rule_or_a_repair(case):
    for problem in files.inspect_text(REFUSED[case][0]).problems:
        assert problem.field and problem.rule[-1] in ".?" and problem.repair[-1] in ".?"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "format = 1",
        "format",
        "\x00",
        "[" * 5000,
        "a = " + "[" * 5000,
        "value = 1" + "0" * 5000,
        "format = 1\nparameters = 3",
        "format = 1\nstart_state = []",
        "format = 1\n[parameters]\nformalise = 0.1",
        "format = 1\nchecks = 1",
        "format = 1\n[[checks.chance]]\nevent = [1]\nby = {}\nprobability = []\ngiven = 3",
        "format = 1\n[[checks.horizon]]\nparameter = 3\nyears = 'x'\nprobability = 0.1",
        "format = 1\ntitle = 3\ncreated = 'x'\nhorizon = []\nseed = {}",
        "format = 1\n[start_state]\nukraine = []\ntaiwan = {}\nrelationship = 3\nreorientation = nan",
        "format = 1\n[parameters.formalise]\nvalue = []\nlow = {}\nhigh = 'x'\nkind = []\nas_of = 1",
        "format = 1\nformat = 1",
        "format = 1" + "0" * 4000,
        "format = 1\n" + "".join(f"key_{place} = 1\n" for place in range(10_000)),
        f"format = 1\n{'k' * 50_000} = 1",
        "format = 1\n" + "[[checks.chance]]\nevent = 'alliance'\nby = 2033\nprobability = 0.1\n" * 1000,
        "title = '\ud800'",
    ],
)
def test_hostile_text_gets_a_message_and_no_crash(text):
    report = files.inspect_text(text)
    assert report.problems or report.cautions
    assert len(report.problems) < 100
    for problem in report.problems:
        assert len(str(problem)) < 2000


@pytest.mark.parametrize("place", range(1, WHOLE.rindex("# "), 397))
def test_a_file_cut_off_before_its_last_table_never_passes_in_silence(place):
    report = files.inspect_text(WHOLE[:place])
    assert report.problems or report.cautions


@given(text=st.text(max_size=200))
@settings(max_examples=150, deadline=None, derandomize=True, database=None)
def test_any_text_at_all_gets_a_message(text):
    assert files.inspect_text(text).problems


@given(name=st.sampled_from(list(PARAMETERS)), number=st.floats(allow_nan=True, allow_infinity=True))
@settings(max_examples=100, deadline=None, derandomize=True, database=None)
def test_every_parameter_refuses_what_is_no_probability(name, number):
    sensible = number >= 0 and (number <= 1 if PARAMETERS[name].is_chance else number < inf)
    if sensible:
        assert sc.Scenario().with_values(**{name: number}).values[name] == number
    else:
        with pytest.raises(sc.ScenarioError, match=name):
            sc.Scenario().with_values(**{name: number})


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", bytes(range(256)), b"x" * 2_000_000])
def test_a_file_that_is_no_text_or_far_too_large_is_refused_kindly(tmp_path, content):
    (tmp_path / "odd.toml").write_bytes(content)
    with pytest.raises(sc.ScenarioError, match="odd.toml|TOML"):
        files.load(tmp_path / "odd.toml")


def test_a_missing_file_and_a_folder_are_refused_kindly(tmp_path):
    with pytest.raises(sc.ScenarioError, match="there is no such file"):
        files.load(tmp_path / "none.toml")
    with pytest.raises(sc.ScenarioError, match="cannot be read"):
        files.load(tmp_path)


def test_all_problems_are_reported_not_only_the_first():
    text = changed("value = 0.06", "value = 6")
    text = changed("horizon = 20", "horizon = -1", text)
    text = changed("low = 0.05\nhigh = 0.3", "low = 0.5\nhigh = 0.3", text)
    text = changed("[parameters.formalise]", "[parameters.formalize]", text)
    statements = chance("aliance", 2033, 0.1) + chance("alliance", 2033, 0.1) + chance("alliance", 2033, 1)
    text += "\n".join(["", *statements])
    fields = [problem.field for problem in files.inspect_text(text).problems]
    for field in (
        "parameters.taiwan_crisis_per_year.value",
        "horizon",
        "parameters.war_given_crisis",
        "parameters.formalize",
        "checks.chance 1.event",
        "checks.chance 3",
    ):
        assert field in fields


def test_the_rescaled_futures_that_are_offered_are_accepted():
    for numbers in ((0.1, 0.1, 0.6, 0.3, 0.1), (1, 1, 1, 1, 1), (0.01, 0.07, 0.69, 0.21, 0.03)):
        check = checks.FiveFutures(2033, *numbers)
        assert checks.problems(sc.Scenario(checks=(check,)))
        assert not checks.problems(sc.Scenario(checks=(check.rescaled(),)))


def test_the_offer_in_the_message_can_be_pasted():
    text, _ = REFUSED["futures that do not sum to 1"]
    offer = str(files.inspect_text(text).problems[0]).split("would be: ")[1]
    for name, number in re.findall(r"(\w+) = ([\d.]*\d)", offer):
        text = re.sub(rf"\n{name} = .*", f"\n{name} = {number}", text)
    assert not files.inspect_text(text).problems


def test_the_futures_are_never_rescaled_silently():
    check = checks.FiveFutures(2033, 0.1, 0.1, 0.6, 0.3, 0.1)
    with pytest.raises(sc.ScenarioError, match="sum to 1.2"):
        files.dumps(sc.Scenario(checks=(check,)))
    assert check.alliance == 0.1


def test_coherent_statements_pass_with_the_rounding_people_use():
    text = with_checks(
        *chance("taiwan crisis ever", 2043, 0.71),
        *chance("taiwan war ever", 2043, 0.2),
        *chance("alliance", 2043, 0.14, "taiwan crisis ever"),
        *joint("taiwan crisis ever", "alliance", 2043, 0.1),
        *("[[checks.horizon]]", 'parameter = "taiwan_crisis_per_year"', "years = 10", "probability = 0.46"),
        *("[[checks.futures]]", "year = 2033", "rupture = 0.03", "slower = 0.1", "converging = 0.59"),
        *("accelerated = 0.22", "alliance = 0.06"),
    )
    assert len(files.loads(text).checks) == 6


def test_a_model_that_disagrees_is_shown_and_is_no_error():
    scenario = files.loads(
        with_checks(*chance("alliance", 2043, 0.5), *chance("slower", 2043, 0.3, "alliance ever"))
    )
    (first, stated, model), (second, *_) = checks.compared(scenario)
    assert (first, stated, round(model, 3)) == ("alliance, 2043", 0.5, 0.1)
    assert second == "slower given alliance ever, 2043"


WARNED = {
    "a turn that makes a collapse likelier": (
        changed("value = 0.5\nlow = 0.2\nhigh = 1.0", "value = 1.5\nlow = 0.2\nhigh = 1.5"),
        ["setback_under_reorientation.value", "Russian collapse likelier", "Choose 0 to 1"],
    ),
    "a collapse that makes a crisis less likely": (
        changed("value = 1.0\nlow = 1.0\nhigh = 2.0", "value = 0.5\nlow = 0.5\nhigh = 2.0"),
        ["crisis_under_setback.value", "Taiwan crisis less likely", "1 for no effect"],
    ),
    "a survey's share": (
        changed(
            'value = 0.06\nlow = 0.023\nhigh = 0.111\nkind = "data"\nsource = "',
            'value = 0.67\nlow = 0.023\nhigh = 0.7\nkind = "survey"\nsource = "US experts, winter 2023; ',
        ),
        [
            "taiwan_crisis_per_year",
            "0.67 looks like a share of experts",
            "not a probability",
            "Enter a probability",
        ],
    ),
    "the very share that the source names": (
        changed("value = 0.05\nlow = 0.01\nhigh = 0.1", "value = 0.46\nlow = 0.01\nhigh = 0.5"),
        ["setback_per_year", "0.46 looks like a share of experts", "not a probability"],
    ),
    "a statement that is a share": (
        with_checks(
            *chance("taiwan war ever", 2033, 0.5), 'kind = "survey"', 'source = "50 % of strategists"'
        ),
        ["checks: taiwan war ever", "share of experts"],
    ),
    "a start left out": (
        re.sub(r"\[start_state\]\n(?:\w+ = .*\n)+", "", WHOLE),
        ["start_state", "default start", 'taiwan = "calm"'],
    ),
    "parameters left out": (WHOLE[: WHOLE.index("# ", 3000)], ["parameters", "are missing", "cut off"]),
}


@pytest.mark.parametrize("case", WARNED)
def test_it_is_warned_about_and_can_be_used(case):
    text, words = WARNED[case]
    with pytest.warns(sc.ScenarioCaution) as caught:
        scenario = files.loads(text)
    assert isinstance(scenario, sc.Scenario)
    for word in words:
        assert word in str(caught[0].message)


def test_a_share_that_is_meant_as_a_probability_can_be_said_to_be_one():
    text = WARNED["a survey's share"][0].replace("winter 2023", "read as a probability")
    assert not files.inspect_text(text).cautions


def test_the_defaults_raise_no_caution():
    report = files.inspect_text(WHOLE)
    assert not report.problems and not report.cautions


def test_a_setting_in_code_keeps_to_the_same_rules():
    broken = Setting("formalise", nan, 0.0, 1.0, "assumption", "", Setting.default("formalise").as_of)
    with pytest.raises(sc.ScenarioError, match="parameters.formalise.value"):
        sc.Scenario(settings=(broken,))


def test_an_unknown_value_in_code_names_the_near_one():
    with pytest.raises(sc.ScenarioError, match="Did you mean formalise"):
        sc.Scenario().with_values(formalize=0.1)
