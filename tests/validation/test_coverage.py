"""Coverage of intervals that are known, and the checks of targets."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from simulation.evidence.computing import is_scored
from simulation.validation.checks import FEW, predictive_checks
from simulation.validation.coverage import cells_of, coverage_of, shares_of
from simulation.validation.markov import MarkovChain
from simulation.validation.persistence import SameAsLast
from simulation.validation.predictions import joined_predictions, predictions_of
from simulation.validation.transitions import transitions_of
from tests.validation.made import MATRIX, chain


def cells(came: np.ndarray, low: np.ndarray, high: np.ndarray, cases: int = 20) -> pd.DataFrame:
    frame = pd.DataFrame({"cases": cases, "came": came})
    for level in (50, 80, 95):
        frame[f"low_{level}"], frame[f"high_{level}"] = low, high
    return frame


def test_the_coverage_of_a_known_interval_is_found() -> None:
    chance = np.random.default_rng(1)
    came = chance.normal(0.0, 1.0, 4_000)
    frame = cells(came, np.zeros(4_000), np.zeros(4_000))
    for level, half in ((50, 0.6745), (80, 1.2816), (95, 1.96)):
        frame[f"low_{level}"], frame[f"high_{level}"] = -half, half
    found = coverage_of(frame)
    assert found["share"].tolist() == pytest.approx([0.5, 0.8, 0.95], abs=0.03)
    assert found["mean_width"].tolist() == pytest.approx([1.349, 2.563, 3.92], abs=0.001)
    assert set(found["verdict"]) == {"as it should"}


@pytest.mark.parametrize(("half", "verdict"), [(0.2, "under-covered"), (9.0, "over-covered")])
def test_too_narrow_and_too_wide_are_both_named(half: float, verdict: str) -> None:
    came = np.random.default_rng(2).normal(0.0, 1.0, 200)
    found = coverage_of(cells(came, np.full(200, -half), np.full(200, half)))
    assert set(found["verdict"]) == {verdict}


def test_few_cases_are_not_scored() -> None:
    frame = pd.concat(
        [
            cells(np.zeros(5), -np.ones(5), np.ones(5), cases=FEW),
            cells(np.full(7, 9.0), -np.ones(7), np.ones(7), cases=FEW - 1),
        ]
    )
    found = coverage_of(frame)
    assert found["cells"].tolist() == [5, 5, 5]
    assert found["inside"].tolist() == [5, 5, 5]
    assert set(coverage_of(frame[frame["cases"] < FEW])["verdict"]) == {"no cell has enough cases"}


def test_shares_are_counted_within_groups() -> None:
    group = np.array([0, 0, 2, 2, 2, 2])
    found = shares_of(group, 3, np.array([[1, 2, 4, 4, 4, 1], [3, 3, 3, 3, 3, 3]]))
    np.testing.assert_allclose(found[0, 0], [0.5, 0.5, 0.0, 0.0])
    np.testing.assert_allclose(found[0, 2], [0.25, 0.0, 0.0, 0.75])
    assert np.isnan(found[:, 1]).all()


def test_the_chain_that_made_a_panel_covers_it() -> None:
    """Fitted to much, asked of another panel of the same chain; intervals of independent cases, so nearly exact."""
    chain_of_all = MarkovChain.fitted(transitions_of(chain(3_000, regions=2, seed=3)))
    inside = total = 0
    for seed in range(10, 20):
        asked = transitions_of(chain(80, regions=2, seed=seed))
        frame = cells_of(asked, chain_of_all.draws(asked, 300, seed), ("North", "South"))
        row = coverage_of(frame).iloc[-1]
        inside, total = inside + row["inside"], total + row["cells"]
    assert total > 150
    assert 0.92 <= inside / total <= 1.0


def test_regions_left_out_one_by_one_join_in_order() -> None:
    moves = transitions_of(chain(60, regions=2, seed=4))
    fitted = (MarkovChain.fitted(moves), SameAsLast.fitted(moves))
    names = ("North", "South")
    parts = [predictions_of(name, moves.where(moves.region == k), fitted, names) for k, name in enumerate(names)]
    whole = joined_predictions("all", parts)
    assert len(whole.asked) == len(moves)
    np.testing.assert_array_equal(whole.asked.region, np.sort(moves.region))
    expected = whole.expected()
    assert expected["came"].sum() == len(moves)
    for name in whole.names:
        assert expected[name].sum() == pytest.approx(len(moves))
    regional = whole.regional_scores()
    assert regional["region"].tolist() == list(names)
    pd.testing.assert_frame_equal(regional.iloc[:1], parts[0].regional_scores())


def test_a_forecaster_cannot_see_what_came() -> None:
    class Peeking:
        name = "peeking"

        def probabilities(self, asked):
            assert (asked.next == 0).all()
            return np.full((len(asked), 4), 0.25)

        def draws(self, asked, count, seed):
            assert (asked.next == 0).all()
            return np.ones((count, len(asked)), np.int8)

    said = predictions_of("all", transitions_of(chain(20, seed=5)), [Peeking()], ("North", "South"))
    assert (said.asked.next > 0).all()


def test_targets_of_the_same_chain_lie_within() -> None:
    real, panels = chain(80, seed=6), chain(80, panels=150, seed=7)
    checks = predictive_checks("all", real, panels, resamples=50)
    scored = checks.scored
    assert (scored["cases"] >= FEW).all()
    assert all(is_scored(name) for name in scored["name"])
    assert (scored["verdict"] == "inside").mean() > 0.85
    row = checks["next.outstanding.outstanding"]
    assert row["middle"] == pytest.approx(MATRIX[3, 3], abs=0.05)
    by_topic = checks.coverage().set_index("topic")
    assert by_topic.loc["all shares", "targets"] == scored["is_share"].sum()
    assert (by_topic["mean_width"] > 0).all()


def test_a_miss_is_named_and_has_a_direction() -> None:
    real = chain(80, seed=8, matrix=np.array([[0.0, 0.0, 0.0, 1.0]] * 4))
    checks = predictive_checks("all", real, chain(80, panels=60, seed=9), resamples=50)
    assert checks["next.good.outstanding"]["verdict"] == "too low"
    assert checks["next.good.good"]["verdict"] == "too high"
    assert "next.good.good" in set(checks.misses["name"])
    with pytest.raises(KeyError, match="nonsense"):
        checks["nonsense"]
