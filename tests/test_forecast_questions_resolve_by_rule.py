"""No outcome is typed in: two coders answer by rule from verified rows, and the registry follows."""

import pandas as pd
import pytest

import china_russia_axis as cra
from china_russia_axis.forecasts import forecasters, record, resolution, rules

REGISTRY = record.registry()


def with_table(name, change):
    """A loader in which one table is altered."""

    def load(asked):
        return change(cra.load(asked)) if asked == name else cra.load(asked)

    return load


def with_event(**cells):
    """A loader whose chronology holds one more event."""

    def change(events):
        row = events.iloc[[-1]].assign(event_id="E999", verified=True, after_essay=True, **cells)
        return pd.concat([events, row], ignore_index=True)

    return with_table("events", change)


def answers(question, load):
    return [coding.answer for coding in rules.codings(question, load)]


def test_the_table_of_resolutions_is_what_the_rules_give():
    pd.testing.assert_frame_equal(
        record.settled(), cra.load("forecast_resolutions"), check_dtype=False, check_like=True
    )


def test_the_table_of_entries_is_what_the_forecasters_say():
    fresh, kept = forecasters.entries(cra.load), cra.load("forecast_entries")
    for column in ("as_if_on", "written_on"):
        fresh[column] = pd.to_datetime(fresh[column])
    pd.testing.assert_frame_equal(fresh, kept, check_dtype=False, atol=1e-4)


def test_every_question_has_a_rule_in_words_and_in_code_and_every_rule_a_question():
    assert sorted(rules.QUESTIONS_WITH_A_RULE) == sorted(REGISTRY.index)
    assert (REGISTRY["rule_a"].str.len() > 10).all() and (REGISTRY["rule_b"].str.len() > 10).all()


def test_every_forecast_of_the_essay_has_a_question():
    claims = cra.load("claims")
    assert set(claims.loc[claims["type"] == "forecast", "claim_id"]) == set(REGISTRY["claim_id"])


def test_events_and_tables_that_a_coding_rests_on_exist_and_are_verified():
    events = cra.load("events").set_index("event_id")
    named = {one for cell in REGISTRY["events"].dropna() for one in cell.split(";")}
    assert named and events.loc[sorted(named), "verified"].all()
    assert {one for cell in REGISTRY["tables"] for one in cell.split(";")} <= set(cra.tables().index)


def test_questions_of_students_read_the_same_in_the_registry():
    for name, question in cra.forecasts.QUESTIONS.items():
        assert REGISTRY.loc[name, "text"] == question.text
        assert REGISTRY.loc[name, "closes"].year == question.closes


@pytest.mark.parametrize("name", ["events", "trade", "meetings", "exercises", "ukraine_aid", "documents"])
def test_rows_that_nobody_verified_change_no_coding(name):
    def change(table):
        return pd.concat([table, table.assign(verified=False)], ignore_index=True)

    fresh = record.settled(with_table(name, change))
    pd.testing.assert_frame_equal(fresh, record.settled())


def test_a_conditional_question_is_void_until_its_condition_is_met():
    assert answers("Q21", cra.load) == ["void", "void"]
    war = with_event(category="war", actors="CHN;TWN;USA", date=pd.Timestamp("2025-11-01"))
    assert answers("Q21", war) == ["no", "no"] and answers("Q18", war) == ["yes", "yes"]
    assert answers("Q09", war) == ["void", "void"]


def test_a_setback_of_unclear_weight_divides_the_coders():
    battle = with_event(
        category="war", actors="RUS;UKR", direction="context", date=pd.Timestamp("2025-06-01")
    )
    assert answers("Q16", battle) == ["no", "yes"]
    assert record.settled(battle).set_index("question_id").loc["Q16", "outcome"] == "ambiguous"


def test_trade_of_another_size_changes_the_answer():
    def change(trade):
        return trade.assign(value_usd_bn=trade["value_usd_bn"].where(trade["year"] != 2025, 300.0))

    assert answers("Q05", cra.load) == ["no", "no"]
    assert answers("Q05", with_table("trade", change)) == ["yes", "yes"]


def test_a_silent_record_leaves_a_question_open():
    def change(trade):
        return trade[trade["year"] < 2025]

    assert answers("Q05", with_table("trade", change)) == ["open", "open"]


def test_a_treaty_makes_the_coders_say_alliance():
    def change(points):
        joint = points["doc_id"] == "CR2024"
        return points.assign(obligation_strength=points["obligation_strength"].mask(joint, "defend"))

    load = with_table("document_points", change)
    assert answers("Q01", load) == ["alliance", "alliance"] and answers("Q22", load) == ["yes", "yes"]
    # What has happened settles a question before it closes.
    assert record.settled(load).set_index("question_id").loc["Q25", "outcome"] == "yes"


@pytest.mark.parametrize(
    ("first", "second", "closes", "outcome"),
    [
        ("yes", "yes", "2033-12-31", "yes"),
        ("no", "no", "2033-12-31", "open"),
        ("yes", "no", "2033-12-31", "open"),
        ("yes", "no", "2025-12-31", "ambiguous"),
        ("void", "no", "2025-12-31", "ambiguous"),
        ("void", "void", "2025-12-31", "void"),
        ("open", "yes", "2025-12-31", "open"),
        ("slower", "slower", "2025-12-31", "slower"),
    ],
)
def test_a_disagreement_is_ambiguous_and_a_question_stays_open_until_it_closes(
    first, second, closes, outcome
):
    assert resolution.settle(first, second, closes, "2026-05-20") == outcome


def test_kappa_takes_out_what_chance_would_give():
    # A textbook table: 20 both yes, 15 both no, 5 and 10 apart: agreement .70, by chance .50, kappa .40.
    first = ["yes"] * 25 + ["no"] * 25
    second = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    found = resolution.agreement(first, second)
    assert (found.questions, found.share) == (50, 0.7)
    assert found.by_chance == pytest.approx(0.5) and found.kappa == pytest.approx(0.4)


def test_kappa_of_coders_who_never_vary_says_nothing():
    found = resolution.agreement(["no"] * 4, ["no"] * 4)
    assert found.share == 1 and found.kappa != found.kappa
    assert resolution.agreement(["open"], ["yes"]).questions == 0


def test_agreement_leaves_out_what_has_not_closed():
    closed = REGISTRY[(REGISTRY["coding_a"] != "open") & (REGISTRY["coding_b"] != "open")]
    assert record.agreement().questions == len(closed) < len(REGISTRY)
    assert set(record.disagreements().index) == set(closed.index[closed["coding_a"] != closed["coding_b"]])


def test_every_entry_is_a_forecast_and_none_claims_to_be_foresight():
    entries = cra.load("forecast_entries")
    sums = entries.groupby(["question_id", "forecaster"])["chance"].sum()
    assert sums.to_numpy() == pytest.approx(1, abs=1e-4)
    assert (entries["written_on"] > entries["as_if_on"]).all()
    assert (entries["low"].fillna(0) <= entries["chance"]).all()
    assert (entries["chance"] <= entries["high"].fillna(1)).all()
    assert any("2026" in doubt for doubt in entries.attrs["doubts"])


def test_base_rates_use_only_what_was_known_before_the_question_opened():
    def change(trade):
        return trade.assign(value_usd_bn=trade["value_usd_bn"].where(trade["year"] < 2023, 1.0))

    fresh = forecasters.entries(with_table("trade", change))
    before = forecasters.entries(cra.load)
    asked = fresh["question_id"].isin(["Q04", "Q05"])
    pd.testing.assert_frame_equal(fresh[asked], before[asked])


def test_the_registry_is_scored_under_each_coder():
    both, strict, lenient = (record.score_registry(coder=coder) for coder in ("both", "a", "b"))
    assert "Q02" not in set(both["question_id"])
    model = [table.query("question_id == 'Q02' and forecaster == 'model'") for table in (strict, lenient)]
    assert [round(one["brier"].item(), 3) for one in model] == [0.044, 1.471]
    with pytest.raises(ValueError, match="no coder"):
        record.outcomes(coder="c")


def test_the_range_of_the_essays_words_brackets_its_score():
    found = record.essay_range()
    scored = record.score_registry().query("forecaster == 'essay'").set_index("question_id")["brier"]
    middle = scored.reindex(found.index)
    assert (found["best"] <= middle).all() and (middle <= found["worst"]).all()


def test_forecasts_move_with_what_is_seen():
    base = cra.scenario.Scenario()
    moved = cra.forecasts.updates(base, 2033, {2023: {}, 2025: {"relationship": "accelerated"}})
    assert moved.loc[2023].to_numpy() == pytest.approx(cra.scenario.futures(base).loc[2033].to_numpy())
    assert moved.loc[2025, "alliance"] > moved.loc[2023, "alliance"]
    without, with_it = cra.forecasts.one_shock(base, reorientation="on")
    assert (with_it["slower"] > without["slower"]).iloc[1:].all()
    with pytest.raises(ValueError, match="Name the shock"):
        cra.forecasts.one_shock(base)
