"""Equal terms: what is alike is alike to the bit, money is kept to, and a ratio never misleads."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from simulation.analysis.avoiding import cost_of_avoiding
from simulation.analysis.comparing import compare
from simulation.analysis.comparison import Comparison
from simulation.analysis.equal_instruments import KEPT, NIL, SHARED, SILENCED, equal_instruments, treatment_table
from simulation.analysis.equal_spend import common_budget, play_with_budget
from simulation.analysis.equal_terms import EQUAL_INSTRUMENTS, EQUAL_SPEND, SHIPPED, EqualTerms, equal_terms
from simulation.analysis.other_terms import Terms, play_on_terms
from simulation.errors import InputError
from simulation.parameters import ATTRIBUTES, REGISTER
from simulation.scenario import Scenario
from tests.analysis.played import Planted, with_outcomes
from tests.analysis.small import SMALL_SECTOR

INSTRUMENTS = ("peer_support", "improvement_board", "central_intervention", "structural_reform")


@pytest.fixture(scope="module")
def equal(small: Comparison) -> EqualTerms:
    return small.equal_terms()


def of_terms(found: EqualTerms, terms: str) -> pd.DataFrame:
    return found.rows[found.rows["terms"] == terms].set_index("policy")


def without_help() -> Scenario:
    """Instruments disrupt and do no good, neither at once nor through what the treated then learn."""
    nil = {
        f"{name}.{effect}": 0.0
        for name in INSTRUMENTS
        for effect in (
            "gain",
            "coaching",
            "openness",
            "scrutiny",
            "replaces_leader",
            "leader_level",
            "redraw_sd",
            "blame",
        )
    }
    # Shortfall teaches, the examined are more honest, the called failing lose leaders, and closed cases leave lessons:
    # all of these could turn a disruption into a good.
    nil |= dict.fromkeys(
        (
            "learning_from_shortfall", "learning_from_peers", "openness_contagion", "lessons_spread",
            "turnover_when_designated", "designation_scrutiny", "failure_withdrawal",
        ),
        0.0,
    )  # fmt: skip
    return SMALL_SECTOR.with_settings(nil | {"run_in.response": "hands-off"})


def test_with_no_gain_and_disruption_no_policy_beats_hands_off_in_any_future() -> None:
    policies = "hands-off,last-resort,central-early,structural-reform,brokered-early,improvement-boards,ladder"
    found = compare(without_help(), policies, baseline="hands-off", runs=20, uncertain=False)
    for label in found.others:
        for outcome in ("failing_years", "harm"):
            worse = found[label].outcomes[outcome] - found["hands-off"].outcomes[outcome]
            assert (worse >= -1e-9).all(), (label, outcome)
            assert worse.max() > 0.0 or label == "last-resort"
    on_equal_terms = found.equal_terms()
    for terms in (EQUAL_INSTRUMENTS, EQUAL_SPEND):
        assert (of_terms(on_equal_terms, terms)["difference"] >= -1e-9).all()
        assert "better" not in set(of_terms(on_equal_terms, terms)["verdict"])


def test_without_gains_alone_no_policy_beats_hands_off_beyond_simulation_error() -> None:
    nil = {f"{name}.{effect}": 0.0 for name in INSTRUMENTS for effect in ("gain", "coaching", "openness")}
    nil |= {"central_intervention.replaces_leader": 0, "structural_reform.replaces_leader": 0}
    nil |= {"structural_reform.redraw_sd": 0.0, "lessons_spread": 0.0}
    policies = "hands-off,central-early,structural-reform,brokered-early,improvement-boards"
    found = compare(SMALL_SECTOR, policies, baseline="hands-off", settings=nil, runs=40, uncertain=False)
    assert (found.differences()["error_high"] >= 0.0).all()


def test_every_number_of_an_instrument_is_treated_in_one_way() -> None:
    assert sorted(SHARED + NIL + KEPT) == sorted(ATTRIBUTES)
    assert set(SILENCED) <= set(REGISTER)
    table = treatment_table(SMALL_SECTOR).set_index("number")
    assert table.loc["blame", "treatment"] == "nil for all"
    assert table.loc["gain", "value"] == pytest.approx((0.06 + 0.05 + 0.12) / 3)
    assert table.loc[list(KEPT), "value"].isna().all()


def test_equal_instruments_differ_in_reach_and_timing_alone() -> None:
    _, tools = SMALL_SECTOR.tools()
    before = tools.copy()
    equal = equal_instruments(tools, 0.5)
    assert tools.tobytes() == before.tobytes()
    assert equal[0].tobytes() == tools[0].tobytes()
    for name in SHARED[:2] + SHARED[3:] + NIL:
        assert len(set(equal[1:][name])) == 1, name
    for name in KEPT:
        assert equal[name].tolist() == tools[name].tolist()
    # A match takes its weight off the gain of a helper, so that as much arrives as of any other.
    by_helper = equal["needs_helper"] > 0
    assert (equal["gain"] * np.where(by_helper, 0.5, 1.0))[1:] == pytest.approx(0.23 / 3)


def test_policies_that_differ_in_stance_alone_are_equal_to_the_bit_with_equal_instruments() -> None:
    found = compare(SMALL_SECTOR, "improvement-boards,candour-first", runs=8, uncertain=False)
    assert found.differences()["difference"].iloc[0] != 0.0
    boards, candour = found.equal_terms().instruments
    pd.testing.assert_frame_equal(boards.outcomes, candour.outcomes, check_exact=True)


def test_policies_that_differ_in_instrument_alone_are_equal_to_the_bit_where_reach_is_equal() -> None:
    # The same trigger and release; the same room for both; and no commissioner is left over from the run-in.
    same_reach = {"central_intervention.capacity": 0.08, "run_in.response": "hands-off"}
    found = compare(
        SMALL_SECTOR, "central-early,improvement-boards", settings=same_reach, runs=8, uncertain=False
    )  # fmt: skip
    centre, boards = found.equal_terms().instruments
    pd.testing.assert_frame_equal(centre.outcomes, boards.outcomes, check_exact=True)
    assert centre.outcomes["starts"].sum() > 0
    other_reach = compare(
        SMALL_SECTOR, "central-early,improvement-boards", settings={"run_in.response": "hands-off"}, runs=8,
        uncertain=False,
    ).equal_terms()  # fmt: skip
    assert not other_reach.instruments[0].outcomes.equals(other_reach.instruments[1].outcomes)


def test_unchanged_terms_are_the_shipped_ones_to_the_bit(small: Comparison) -> None:
    runs = [2, 3, 11]
    again = play_on_terms(
        small.simulations, [Terms()] * len(small.simulations), runs=runs, seed=small.seed, workers=1
    )  # fmt: skip
    for shipped, played in zip(small.simulations, again, strict=True):
        pd.testing.assert_frame_equal(shipped.outcomes.loc[runs], played.outcomes, check_exact=True)


def test_nobody_spends_more_than_the_common_budget(small: Comparison, equal: EqualTerms) -> None:
    spending = equal.spending.set_index("policy")
    assert equal.budget == pytest.approx(small["last-resort"].outcomes["cost_a_year"].mean() / 4)
    assert equal.budget_of == 'what "Centre as last resort" spends'
    assert (spending["spent_a_year"] <= spending["budget_a_year"] * (1 + 1e-12)).all()
    assert spending.loc["last-resort", "share_spent"] == 1.0
    assert spending.loc["hands-off", "words"] == "has nothing but inspections to spend it on"
    for label, row in spending.iterrows():
        if row["words"] == "held back":
            assert row["shipped_a_year"] > row["budget_a_year"]
            assert row["share_spent"] >= 0.9, label
        else:
            # Whoever needs no more than the budget is left as it is.
            at = small.labels.index(str(label))
            pd.testing.assert_frame_equal(equal.spend[at].outcomes, small[str(label)].outcomes, check_exact=True)


def test_the_money_is_that_of_the_median_spender_where_the_baseline_has_nothing_to_spend_on(small: Comparison) -> None:
    budget, whose = common_budget(small.simulations, small["hands-off"])
    spent = [small[label].outcomes["cost_a_year"].mean() / 4 for label in small.labels if label != "hands-off"]
    assert budget == pytest.approx(np.median(spent))
    assert whose == "what the median policy spends"


def test_the_limit_is_found_where_spending_bends() -> None:
    """A policy that spends 80% of a limit, and 1 whatever the limit: planted, so the limit is known."""
    tried: list[float] = []

    def spends(limit: float) -> Planted:
        return with_outcomes("ladder", cost_a_year=[4 * (1.0 + 0.8 * limit)])

    def play(simulations: object, limits: list[float]) -> list[Planted]:
        tried.extend(limits)
        return [spends(limit) for limit in limits]

    found, limits = play_with_budget([spends(10.0), spends(2.0)], 5.0, play)  # type: ignore[arg-type,list-item]
    assert limits[1] == np.inf
    assert 0.97 * 5.0 <= found[0].outcomes["cost_a_year"].mean() / 4 <= 5.0
    assert len(tried) <= 3


def test_rows_and_table(small: Comparison, equal: EqualTerms) -> None:
    assert equal.futures == 24
    assert len(equal.rows) == 3 * 3
    shipped = of_terms(equal, SHIPPED)
    assert shipped["difference"].to_list() == small.differences()["difference"].to_list()
    assert shipped["verdict"].to_list() == small.differences()["verdict"].to_list()
    by_hand = (
        equal.instruments[2].outcomes["failing_organisations"] - equal.instruments[0].outcomes["failing_organisations"]
    )
    row = of_terms(equal, EQUAL_INSTRUMENTS).loc["improvement-boards"]
    assert row["difference"] == pytest.approx(by_hand.mean())
    assert row["error_low"] < row["difference"] < row["error_high"]
    table = equal.table.set_index("policy")
    assert table.index.tolist() == list(small.others)
    assert table.loc["improvement-boards", "instruments_difference"] == row["difference"]
    assert {"shipped_verdict", "spend_error_high", "share_spent", "cost_of_avoiding"} <= set(table.columns)


def test_sentences(equal: EqualTerms) -> None:
    first, second, third = equal.sentences
    assert first.startswith('With equal instruments, "')
    assert first.endswith("That is what timing, reach and coordination do alone.")
    assert second.startswith("With one budget for all (")
    assert 'what "Centre as last resort" spends)' in second
    assert third.startswith('Measured by "Hands off", each failing council-year that "')
    assert "cost units (" in third


def test_it_is_worked_out_once_and_any_number_of_workers_finds_the_same(small: Comparison, equal: EqualTerms) -> None:
    assert small.equal_terms() is equal
    one = equal_terms(small, runs=7, workers=1)
    two = equal_terms(small, runs=7, workers=2)
    pd.testing.assert_frame_equal(one.rows, two.rows, check_exact=True)
    pd.testing.assert_frame_equal(one.spending, two.spending, check_exact=True)
    assert one.futures == 7


def test_a_policy_alone_has_no_sentences() -> None:
    alone = compare(SMALL_SECTOR, "ladder", baseline="ladder", runs=3, uncertain=False).equal_terms()
    assert alone.sentences == ()
    assert alone.avoiding.empty
    assert (alone.rows["difference"] == 0.0).all()


@pytest.mark.parametrize("runs", [0, 25])
def test_runs_are_those_of_the_comparison(small: Comparison, runs: int) -> None:
    with pytest.raises(InputError, match="from 1 to 24, the futures of the comparison"):
        equal_terms(small, runs=runs)


def avoided(failing: float, cost: float, spread: float = 0.1) -> dict[str, object]:
    """Cost of avoiding for a policy that fails and costs so much less or more than hands off (10 and 1 a year)."""
    wobble = spread * np.tile([-1.0, 1.0, -0.5, 0.5], 10)
    policy = with_outcomes(
        "ladder", failing_years=list(10.0 + failing + wobble), cost_a_year=list(1.0 + cost + wobble / 50)
    )
    against = with_outcomes("hands-off", failing_years=[10.0] * 40, cost_a_year=[1.0] * 40)
    table = cost_of_avoiding([policy, against], against, 0)  # type: ignore[arg-type,list-item]
    return table.iloc[0].to_dict()


def test_a_year_avoided_costs_what_is_added_over_what_is_avoided() -> None:
    row = avoided(-4.0, 2.0)
    assert row["cost_a_year_avoided"] == pytest.approx(2.0 * SMALL_SECTOR.years / 4.0)
    assert row["cost_low"] < row["cost_a_year_avoided"] < row["cost_high"]  # type: ignore[operator]
    assert str(row["words"]).startswith("2.50")


@pytest.mark.parametrize(
    ("failing", "cost", "spread", "words"),
    [
        (4.0, 2.0, 0.1, "it avoids none: there are more failing council-years"),
        (-0.01, 2.0, 5.0, "none that it surely avoids: about as many failing council-years"),
        (-4.0, -0.5, 0.1, "nothing: it avoids some and costs less"),
        (-4.0, 0.0, 0.1, "next to nothing: it avoids some and costs about as much"),
    ],
)
def test_no_ratio_where_it_would_mislead(failing: float, cost: float, spread: float, words: str) -> None:
    row = avoided(failing, cost, spread)
    assert np.isnan([row["cost_a_year_avoided"], row["cost_low"], row["cost_high"]]).all()
    assert str(row["words"]).startswith(words)
