"""Where a policy loses or misses its target: found where it was planted, said plainly, measured on other points."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.errors import InputError
from simulation.exploration.box import measures_of
from simulation.exploration.cases import losing_cases, missing_cases
from simulation.exploration.checked_boxes import checked_boxes
from simulation.exploration.discovery import discover
from simulation.exploration.peeling import peel
from tests.exploration.made import NAMES, OUTCOME, POLICIES, sweep_of


def lost_where_linkage_is_high(design, noise):
    """The second alternative is better by 3 but where the first number is above 0.6, and there worse by 3."""
    second = np.where(design[:, 0] > 0.6, 3.0, -3.0)[:, None, None] * np.array([0.0, 1.0])
    return 20.0 + second + noise


def planted(samples: int = 600, **more):
    return sweep_of({OUTCOME: lost_where_linkage_is_high}, samples=samples, same_futures=False, **more)


def test_the_planted_box_is_found_and_said():
    results = planted()
    found = discover(results, losing_cases(results, OUTCOME, POLICIES[1]))
    (box,) = found.boxes
    assert [results.uncertainties[k].name for k in box.box.restricted] == [NAMES[0]]
    assert box.box.low[0] == pytest.approx(0.6, abs=0.02)
    assert box.held.density == pytest.approx(0.98, abs=0.03)
    assert box.quasi_p[NAMES[0]] < 1e-6
    assert found.held_back == 200
    first, second = found.sentences
    assert first.startswith('"Brokered peer support, early" loses to "Centre as last resort" in 4')
    assert "mostly when the pressure that spills over" in second
    assert "is above 0.6: in 9" in second
    assert second.endswith("of all its losses.")


def test_a_box_of_which_less_than_half_are_cases_only_raises_the_odds():
    def sometimes_lost(design, noise):
        """Lost in a third of the futures where the first number is high, by a draw of its own; hardly elsewhere."""
        chance = np.where(design[:, 0] > 0.6, 0.33, 0.02)
        drawn = np.random.default_rng(1).random(len(design)) < chance
        second = np.where(drawn, 6.0, -6.0)[:, None, None] * np.array([0.0, 1.0])
        return 20.0 + second + noise

    results = sweep_of({OUTCOME: sometimes_lost}, samples=1200, same_futures=False)
    found = discover(results, losing_cases(results, OUTCOME, POLICIES[1]))
    (box,) = found.boxes
    assert 0.2 < box.held.density < 0.5
    assert "more often when the pressure that spills over" in box.sentence
    assert "mostly" not in box.sentence


def test_the_tree_says_where_it_is_safe():
    results = planted()
    leaves = discover(results, losing_cases(results, OUTCOME, POLICIES[1])).leaves
    assert leaves[0].held.density > 0.9
    assert leaves[-1].held.density < 0.1
    assert "is below 0.6" in leaves[-1].sentence


def test_losses_that_lie_anywhere_give_no_box():
    results = sweep_of({OUTCOME: lambda design, noise: noise}, samples=900, same_futures=False)
    found = discover(results, losing_cases(results, OUTCOME, POLICIES[1]))
    assert not found.boxes
    assert "No part of the assumptions was found" in found.sentences[1]


def test_boxes_follow_each_other():
    def two_places(design, noise):
        is_lost = (design[:, 0] > 0.75) | (design[:, 1] < 0.2)
        return np.where(is_lost, 1.0, -1.0)[:, None, None] * np.array([0.0, 1.0]) + 0.0 * noise

    results = sweep_of({OUTCOME: two_places}, samples=1500)
    found = discover(results, losing_cases(results, OUTCOME, POLICIES[1]))
    assert sorted(int(k) for box in found.boxes for k in box.box.restricted) == [0, 1]
    assert sum(box.held.coverage for box in found.boxes) > 0.8


def test_held_out_measures_do_not_flatter():
    """On pure noise with few cases, a box seems denser where it was found than on other points."""
    flattered, honest = [], []
    for seed in range(6):
        results = sweep_of({OUTCOME: lambda d, n: n}, samples=150, replications=1, same_futures=False, seed=seed)
        cases = losing_cases(results, OUTCOME, POLICIES[1])
        design = results.design.to_numpy()
        box = peel(design[:100], cases.share[:100]).box
        flattered.append(measures_of(box, design[:100], cases.share[:100]).density)
        honest.append(measures_of(box, design[100:], cases.share[100:]).density)
    assert np.nanmean(flattered) > np.nanmean(honest) + 0.05


def test_few_points_are_cross_checked_and_it_says_so():
    results = planted(samples=120)
    found = discover(results, losing_cases(results, OUTCOME, POLICIES[1]))
    assert found.held_back == 0
    assert any("measured by fifths" in note for note in found.notes)
    (box,) = found.boxes
    assert box.box.low[0] == pytest.approx(0.6, abs=0.06)
    assert box.held.density == pytest.approx(0.96, abs=0.06)


@pytest.mark.parametrize("points", [100, 700])
def test_chance_alone_seldom_gives_a_box(points):
    """Cases in 3 of 10 futures, anywhere: of 12 such sweeps, at most one may tell of a box."""
    told = 0
    for seed in range(12):
        generator = np.random.default_rng(seed)
        share = (generator.random(points) < 0.3).astype(float)
        told += bool(checked_boxes(generator.random((points, 3)), share, np.arange(points), seed).boxes)
    assert told <= 1


def test_too_few_points_are_refused():
    results = planted(samples=30)
    with pytest.raises(InputError, match="too few"):
        discover(results, losing_cases(results, OUTCOME, POLICIES[1]))


def test_missing_a_target():
    results = planted(targets={OUTCOME: 21.0})
    cases = missing_cases(results, None, POLICIES[1])
    assert cases.rate == pytest.approx(0.4 * 0.977 + 0.6 * 0.0, abs=0.02)
    found = discover(results, cases)
    assert found.boxes[0].sentence.startswith('"Brokered peer support, early" misses its target mostly when')
    assert "above 21 councils" in cases.meaning


def test_missing_a_target_of_which_more_is_better():
    results = sweep_of({"mean_quality": lambda d, n: 60.0 + 0.0 * n}, targets={"mean_quality": 61.0})
    assert missing_cases(results, "mean_quality", POLICIES[1]).rate == 1.0
    assert missing_cases(results, "mean_quality", POLICIES[1], target=59.0).rate == 0.0


def test_ties_are_no_losses():
    results = sweep_of({OUTCOME: lambda d, n: 0.0 * n})
    assert losing_cases(results, OUTCOME, POLICIES[1]).rate == 0.0


def test_futures_without_the_outcome_are_left_out():
    def sometimes(design, noise):
        return np.where(design[:, :1, None] < 0.5, np.nan, 1.0 + 0.0 * noise) * np.array([0.0, 1.0])

    results = sweep_of({OUTCOME: sometimes}, samples=120)
    cases = losing_cases(results, OUTCOME, POLICIES[1])
    assert np.isnan(cases.share).sum() == 60
    assert cases.rate == 1.0
    assert discover(results, cases).boxes == ()


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda r: losing_cases(r, OUTCOME, POLICIES[0]), "cannot lose to itself"),
        (lambda r: losing_cases(r, OUTCOME, "brokered-erly"), "did you mean brokered-early"),
        (lambda r: losing_cases(r, "harm", POLICIES[1]), "kept no outcome harm"),
        (lambda r: missing_cases(r, OUTCOME, POLICIES[1]), "sets no target"),
    ],
)
def test_mistakes_are_said(ask, message):
    with pytest.raises(InputError, match=message):
        ask(sweep_of({OUTCOME: lambda d, n: n}, samples=20))
