"""Sensitivity of an outcome and of a choice: what moves all alternatives alike does not move the choice."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.errors import InputError
from simulation.exploration.sensitivity import sensitivity
from simulation.parameters import REGISTER
from tests.exploration.made import NAMES, OUTCOME, POLICIES, sweep_of


def size_and_choice(design, noise):
    """The first number moves both alternatives; the second only what lies between them."""
    both = 10.0 * design[:, 0][:, None, None]
    apart = 2.0 * design[:, 1][:, None, None] * np.array([0.0, 1.0])
    return both + apart + 0.01 * noise


@pytest.mark.parametrize(
    ("kind", "samples", "main"),
    [("sobol", 128, "total"), ("morris", 20, "mean_size"), ("latin-hypercube", 300, "explained")],
)
def test_an_outcome_and_a_choice_depend_on_different_numbers(kind, samples, main):
    results = sweep_of({OUTCOME: size_and_choice}, kind=kind, samples=samples)
    outcome = sensitivity(results, OUTCOME, POLICIES[1])
    choice = sensitivity(results, OUTCOME, POLICIES[1], POLICIES[0])
    assert outcome.main == choice.main == main
    assert outcome.frame["uncertainty"][0] == NAMES[0]
    assert choice.frame["uncertainty"][0] == NAMES[1]
    assert choice.frame[main][1:].max() < 0.1 * choice.frame[main][0]
    assert 'the difference between "Brokered peer support, early" and "Centre as last resort"' in choice.sentences[0]


def test_sobol_indices_of_a_line_at_256_base_samples():
    """Variances 100/12 and 4/12 of the sum: shares 0.9615 and 0.0385, alone and in total."""
    frame = sensitivity(sweep_of({OUTCOME: size_and_choice}, kind="sobol", samples=256), OUTCOME, POLICIES[1]).frame
    for index in ("first", "total"):
        assert frame[index].to_numpy() == pytest.approx([100 / 104, 4 / 104, 0.0], abs=0.02)


def test_points_that_lack_the_outcome_take_their_base_sample_with_them():
    def sometimes(design, noise):
        values = size_and_choice(design, noise)
        values[7] = np.nan
        return values

    results = sweep_of({OUTCOME: sometimes}, kind="sobol", samples=64)
    found = sensitivity(results, OUTCOME, POLICIES[1])
    assert found.points == 63 * 5
    assert found.frame["uncertainty"][0] == NAMES[0]


def test_noise_is_stated_and_a_number_that_does_nothing_stays_within_it():
    def noisy(design, noise):
        return design[:, 0][:, None, None] + 0.5 * noise

    results = sweep_of({OUTCOME: noisy}, kind="sobol", samples=512, replications=4, same_futures=False, seed=2)
    found = sensitivity(results, OUTCOME, POLICIES[1])
    noise = 0.25 / 4
    assert found.noise == pytest.approx(noise / (1 / 12 + noise), abs=0.04)
    inert = found.frame.set_index("uncertainty").loc[NAMES[2]]
    assert inert["total"] == pytest.approx(found.noise, abs=0.06)
    assert "may be chance alone" in found.sentences[1]


def test_one_future_says_that_chance_cannot_be_told():
    results = sweep_of({OUTCOME: size_and_choice}, replications=1)
    assert "cannot be told" in sensitivity(results, OUTCOME).sentences[1]


def test_what_nothing_moves_is_said():
    results = sweep_of({OUTCOME: lambda d, n: np.ones_like(n)})
    assert sensitivity(results, OUTCOME).sentences[0].startswith("Nothing in this design moves")


@pytest.mark.parametrize(
    ("policy", "against", "message"),
    [(POLICIES[1], POLICIES[1], "against itself"), ("hands-of", None, 'no alternative "hands-of"')],
)
def test_mistakes_are_said(policy, against, message):
    with pytest.raises(InputError, match=message):
        sensitivity(sweep_of({OUTCOME: size_and_choice}), OUTCOME, policy, against)


@pytest.mark.parametrize(
    ("kind", "samples", "message"),
    [
        ("latin-hypercube", 30, "30 points with this outcome are too few .* 40 at least"),
        ("sobol", 4, "4 base samples with this outcome are too few .* 8 at least"),
        ("morris", 5, "5 trajectories with this outcome are too few .* 8 at least"),
    ],
)
def test_too_few_points_are_refused(kind, samples, message):
    with pytest.raises(InputError, match=message):
        sensitivity(sweep_of({OUTCOME: size_and_choice}, kind=kind, samples=samples), OUTCOME)


def test_few_points_for_many_numbers_give_no_direction_and_say_so():
    results = sweep_of({OUTCOME: size_and_choice}, samples=60, names=list(REGISTER)[:20])
    found = sensitivity(results, OUTCOME, POLICIES[1])
    assert not found.has_directions
    assert found.few_points == "Which way each works cannot be told: 60 points are too few for 20 uncertain numbers."
    assert sensitivity(sweep_of({OUTCOME: size_and_choice}, samples=60), OUTCOME, POLICIES[1]).has_directions


def test_in_shared_futures_a_number_that_does_nothing_has_no_index():
    def noisy(design, noise):
        return design[:, 0][:, None, None] * (1.0 + noise)

    found = sensitivity(sweep_of({OUTCOME: noisy}, kind="sobol", samples=64), OUTCOME, POLICIES[1])
    assert found.noise > 0.0
    assert found.frame["total"][1:].to_numpy() == pytest.approx(0.0, abs=1e-12)
    assert "has an index of nil" in found.sentences[1]
