"""Scores: known values, and that nothing is expected to score better than the truth (propriety)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.validation.paired import paired_scores
from simulation.validation.scores import energy_score, energy_scores_of_grades, log_scores

GRADES = np.arange(1, 5)
parts = st.lists(st.floats(0.02, 1.0), min_size=4, max_size=4)


def shares(values: list[float]) -> np.ndarray:
    return np.array(values) / sum(values)


@given(parts, parts)
@pytest.mark.parametrize("score", [log_scores, energy_scores_of_grades])
def test_the_truth_is_expected_to_score_best(score, truth: list[float], other: list[float]) -> None:
    true, said = shares(truth), shares(other)
    expected = [float(true @ score(np.tile(p, (4, 1)), GRADES)) for p in (true, said)]
    assert expected[0] <= expected[1] + 1e-12


@given(parts)
def test_the_energy_score_of_a_grade_is_its_definition(values: list[float]) -> None:
    p = shares(values)
    between = np.abs(GRADES[:, None] - GRADES)
    for came in GRADES:
        by_definition = p @ np.abs(GRADES - came) - 0.5 * p @ between @ p
        assert energy_scores_of_grades(p[None], np.array([came]))[0] == pytest.approx(by_definition, abs=1e-12)


def test_a_near_miss_costs_less_than_a_far_one() -> None:
    sure = np.array([[0.0, 0.0, 0.0, 1.0]])
    near, far = (energy_scores_of_grades(sure, np.array([came]))[0] for came in (3, 1))
    assert (near, far) == (1.0, 3.0)


def test_what_was_thought_impossible_has_an_infinite_log_score() -> None:
    assert log_scores(np.array([[0.0, 1.0]]), np.array([1]))[0] == np.inf


def test_the_energy_score_of_vectors_is_that_of_known_distributions() -> None:
    chance = np.random.default_rng(1)
    # Of a standard normal number at nil: E|X| - E|X - X'| / 2 = (2 - sqrt 2) / sqrt(2 pi).
    found = energy_score(chance.standard_normal((1_500, 1)), np.zeros(1))
    assert found == pytest.approx((2.0 - np.sqrt(2.0)) / np.sqrt(2.0 * np.pi), abs=0.03)
    # A prediction without doubt is scored by its distance.
    assert energy_score(np.tile([[3.0, 4.0]], (50, 1)), np.zeros(2)) == pytest.approx(5.0)


def test_vectors_from_the_truth_are_expected_to_score_best() -> None:
    chance = np.random.default_rng(2)
    came = chance.standard_normal((120, 3))
    means = {}
    for name, centre, spread in (("truth", 0.0, 1.0), ("moved", 0.7, 1.0), ("narrow", 0.0, 0.2), ("wide", 0.0, 3.0)):
        said = centre + spread * chance.standard_normal((100, 3))
        means[name] = np.mean([energy_score(said, one) for one in came])
    assert min(means, key=means.__getitem__) == "truth"


def test_pairs_find_a_difference_and_its_interval() -> None:
    chance = np.random.default_rng(3)
    organisation = np.repeat(np.arange(80), 2)
    rival = chance.normal(1.0, 0.5, 160)
    found = paired_scores("log", "rival", rival - 0.3 + chance.normal(0, 0.1, 160), rival, organisation, seed=0)
    assert found.difference == pytest.approx(-0.3, abs=0.05)
    assert found.low < -0.3 < found.high
    assert (found.verdict, found.cases, found.organisations) == ("better", 160, 80)
    assert paired_scores("log", "rival", rival, rival, organisation, seed=0).verdict == "not told apart"
    assert paired_scores("log", "rival", rival + 0.2, rival, organisation, seed=0).verdict == "worse"


def test_organisations_are_what_is_independent() -> None:
    """Each case said ten times over adds no knowledge: the interval stays as wide."""
    chance = np.random.default_rng(4)
    model, rival = chance.normal(1.0, 1.0, (2, 50))
    once = paired_scores("log", "rival", model, rival, np.arange(50), seed=0)
    often = paired_scores(
        "log", "rival", np.repeat(model, 10), np.repeat(rival, 10), np.repeat(np.arange(50), 10), seed=0
    )
    assert (often.low, often.high) == pytest.approx((once.low, once.high))


def test_one_organisation_has_no_interval() -> None:
    found = paired_scores("log", "rival", np.ones(3), np.zeros(3), np.zeros(3), seed=0)
    assert np.isnan(found.low)
    assert found.verdict == "not told apart"
