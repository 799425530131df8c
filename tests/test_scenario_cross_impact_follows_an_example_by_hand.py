"""Cross-impact balances, held against an example small enough to be worked by hand."""

from itertools import product

import numpy as np
import pytest

from china_russia_axis.scenario import ScenarioError, cross_impact
from china_russia_axis.scenario.cross_impact import CrossImpact, Judgement

# Two firms that each may be open (o) or closed (c). Openness of a invites openness of b, and so on:
#            a.o a.c | b.o b.c
#   a.o               +2  -2
#   a.c               -1  +1
#   b.o   +1  -1
#   b.c   -3  +3
# By hand: (o, o) holds, as b is told +2 for o and a is told +1 for o. (c, c) holds: +1 for c, +3 for c.
# (o, c): b is told +2 for o and stands at -2, a gap of 4; a is told -3 for o, a gap of 6. So both move, to
# (c, o): b is told -1 for o, a gap of 2; a is told -1 for c, a gap of 2. Both move back: a cycle of two.
FIRMS = CrossImpact(
    {"a": ("o", "c"), "b": ("o", "c")},
    (
        Judgement("a", "o", "b", (2, -2)),
        Judgement("a", "c", "b", (-1, 1)),
        Judgement("b", "o", "a", (1, -1)),
        Judgement("b", "c", "a", (-3, 3)),
    ),
)


def test_the_matrix_is_the_one_on_paper():
    paper = [[0, 0, 2, -2], [0, 0, -1, 1], [1, -1, 0, 0], [-3, 3, 0, 0]]
    assert FIRMS.matrix.tolist() == paper
    assert FIRMS.frame().loc[("b", "c"), ("a", "c")] == 3


def test_inconsistencies_are_those_worked_by_hand():
    found = dict(zip(FIRMS.scenarios, cross_impact.inconsistency(FIRMS).tolist(), strict=True))
    assert found == {("o", "o"): 0, ("o", "c"): 6, ("c", "o"): 2, ("c", "c"): 0}


def test_the_balance_shows_each_score():
    table = cross_impact.balance(FIRMS, {"a": "o", "b": "c"})
    assert table["score"].tolist() == [-3, 3, 2, -2]
    assert table["chosen"].tolist() == [True, False, False, True]
    assert table["favoured"].tolist() == [False, True, True, False]
    assert table["gap"].tolist() == [6, 6, 4, 4]


def test_consistent_scenarios_are_listed_with_support_and_survival():
    table = cross_impact.consistent(FIRMS).set_index(["a", "b"])
    assert table["support"].to_dict() == {("c", "c"): 4, ("o", "o"): 3}
    # The closest call is a lead of 2 points, and one judgement changed by one point leaves it.
    assert table["survival"].tolist() == [1, 1]
    assert len(cross_impact.consistent(FIRMS, tolerance=2)) == 3


def test_succession_rests_or_goes_round():
    assert cross_impact.succession(FIRMS, ("o", "o")) == [("o", "o"), ("o", "o")]
    assert cross_impact.succession(FIRMS, ("o", "c")) == [("o", "c"), ("c", "o"), ("o", "c")]
    table = cross_impact.attractors(FIRMS)
    assert table["basin"].tolist() == [0.5, 0.25, 0.25]
    assert table.loc[0, "length"] == 2 and set(table.loc[0, "scenarios"]) == {("o", "c"), ("c", "o")}


def test_a_tie_does_not_move():
    idle = CrossImpact({"a": ("o", "c"), "b": ("o", "c")}, ())
    assert cross_impact.succession(idle, ("c", "o")) == [("c", "o"), ("c", "o")]
    assert (cross_impact.inconsistency(idle) == 0).all()


def test_survival_counts_every_change_of_one_judgement():
    firm = CrossImpact(
        {"a": ("o", "c"), "b": ("o", "c")},
        (Judgement("a", "o", "b", (1, -1)), Judgement("b", "o", "a", (1, -1))),
    )
    table = cross_impact.consistent(firm).set_index(["a", "b"])
    # (c, c) is held by a tie at 0: each state's cell on the other may go down (own) or up (rival): 4 of 16.
    assert table.loc[("c", "c"), "survival"] == 12 / 16
    assert table.loc[("o", "o"), "survival"] == 1


def test_every_attractor_of_length_one_is_consistent_and_the_other_way_round():
    resting = cross_impact.attractors(cross_impact.ESSAY)
    resting = {scenarios[0] for scenarios in resting.loc[resting["length"] == 1, "scenarios"]}
    names = list(cross_impact.ESSAY.descriptors)
    listed = cross_impact.consistent(cross_impact.ESSAY)[names].itertuples(index=False, name=None)
    assert resting == set(listed)


def test_the_essay_is_gone_through_whole_and_by_brute_force():
    essay, found = cross_impact.ESSAY, cross_impact.inconsistency(cross_impact.ESSAY)
    by_key = {(item.source, item.state, item.target): item.scores for item in essay.judgements}
    names = list(essay.descriptors)
    for place, scenario in enumerate(product(*essay.descriptors.values())):
        if place % 29:
            continue
        state, worst = dict(zip(names, scenario, strict=True)), 0
        for target in names:
            told = [by_key.get((name, state[name], target)) for name in names]
            scores = np.sum(
                [scores for scores in told if scores] + [[0] * len(essay.descriptors[target])], axis=0
            )
            own = scores[essay.descriptors[target].index(state[target])]
            worst = max(worst, scores.max() - own)
        assert found[place] == worst


def test_the_essays_main_line_holds_together():
    table = cross_impact.consistent(cross_impact.ESSAY)
    assert "converging" in set(table["relationship"])
    today = table[(table["ukraine"] == "stalemate") & (table["relationship"] == "converging")]
    assert not today.empty


def test_every_judgement_of_ours_is_an_assumption_with_a_reason():
    assert cross_impact.ESSAY.kind == "assumption"
    reasons = [item.reason for item in cross_impact.ESSAY.judgements]
    assert all(reason.endswith(".") for reason in reasons) and len(set(reasons)) == len(reasons)


@pytest.mark.parametrize(
    ("judgement", "words"),
    [
        (Judgement("a", "o", "z", (1, -1)), "no descriptor 'z'"),
        (Judgement("a", "o", "a", (1, -1)), "does not act on itself"),
        (Judgement("a", "open", "b", (1, -1)), "'open' is not a state of a"),
        (Judgement("a", "o", "b", (1, 0, -1)), "one score for each"),
        (Judgement("a", "o", "b", (4, -4)), "from -3 to 3"),
        (Judgement("a", "o", "b", (1, 1)), "sums to 2"),
    ],
)
def test_a_judgement_that_does_not_fit_is_refused_with_a_remedy(judgement, words):
    with pytest.raises(ScenarioError, match=words):
        CrossImpact(FIRMS.descriptors, (judgement,))


def test_a_judgement_made_twice_and_a_scenario_with_holes_are_refused():
    with pytest.raises(ScenarioError, match="judged twice"):
        CrossImpact(FIRMS.descriptors, FIRMS.judgements[:1] * 2)
    with pytest.raises(ScenarioError, match="no state is given for b"):
        cross_impact.balance(FIRMS, {"a": "o"})
    with pytest.raises(ScenarioError, match="'x' is not a state of b"):
        cross_impact.balance(FIRMS, ("o", "x"))
    with pytest.raises(ScenarioError, match="1 states for 2"):
        cross_impact.balance(FIRMS, ("o",))
