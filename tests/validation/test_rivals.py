"""The rivals recover what panels were drawn from."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.validation.markov import CONCENTRATIONS, MarkovChain
from simulation.validation.persistence import SameAsLast
from simulation.validation.transitions import Transitions, transitions_of
from tests.validation.made import MATRIX, chain

UP = np.array([[0.0, 0.1, 0.3, 0.6]] * 4)
DOWN = UP[:, ::-1]


def asked(regions: int) -> Transitions:
    """One case in each region after each grade."""
    last = np.tile(np.arange(1, 5), regions).astype(np.int8)
    region = np.repeat(np.arange(regions), 4)
    nil = np.zeros(len(last))
    return Transitions(nil, np.arange(len(last)), region, nil, last, nil, nil, np.ones_like(last), regions, len(last))


def test_a_chain_with_a_known_matrix_is_recovered() -> None:
    fitted = MarkovChain.fitted(transitions_of(chain(4_000, regions=4, seed=5)))
    np.testing.assert_allclose(fitted.rows, MATRIX, atol=0.03)
    np.testing.assert_allclose(fitted.of_regions(), np.tile(MATRIX, (4, 1, 1)), atol=0.05)
    # Regions that do not differ are found alike.
    assert fitted.belief @ np.log(CONCENTRATIONS) > np.log(100.0)


def test_regions_that_differ_are_told_apart() -> None:
    known = transitions_of(chain(600, regions=4, of_region={0: UP, 1: DOWN}, seed=6))
    fitted = MarkovChain.fitted(known)
    assert fitted.belief @ np.log(CONCENTRATIONS) < np.log(20.0)
    found = fitted.of_regions()
    np.testing.assert_allclose(found[0], UP, atol=0.12)
    np.testing.assert_allclose(found[1, 0], DOWN[0], atol=0.12)


def test_a_region_without_cases_has_the_sectors_rows() -> None:
    known = transitions_of(chain(300, regions=3, seed=7))
    fitted = MarkovChain.fitted(known.where(known.region != 1))
    np.testing.assert_allclose(fitted.of_regions()[1], fitted.rows)
    found = fitted.probabilities(asked(3))
    np.testing.assert_allclose(found.sum(axis=1), 1.0)
    np.testing.assert_allclose(found[4:8], fitted.rows)


def test_draws_have_the_predicted_shares_and_share_their_region() -> None:
    known = transitions_of(chain(200, regions=2, of_region={0: UP}, seed=8))
    fitted = MarkovChain.fitted(known)
    drawn = fitted.draws(asked(2), 4_000, seed=1)
    assert drawn.min() == 1
    assert drawn.max() == 4
    shares = np.stack([(drawn == grade).mean(axis=0) for grade in range(1, 5)], axis=1)
    np.testing.assert_allclose(shares, fitted.probabilities(asked(2)), atol=0.05)


def test_cases_of_an_unknown_region_go_together() -> None:
    """Its own rows are drawn once a draw, so that the spread of a share is wider than that of independent cases."""
    known = transitions_of(chain(200, regions=4, of_region={0: UP, 1: DOWN}, seed=9))
    fitted = MarkovChain.fitted(known.where(known.region != 3))
    cases = asked(4).where(np.full(60, 13))
    share = (fitted.draws(cases, 2_000, seed=2) >= 3).mean(axis=1)
    p = fitted.probabilities(cases)[0, 2:].sum()
    assert share.std() > 2.0 * np.sqrt(p * (1.0 - p) / 60)


def test_equal_seeds_equal_draws() -> None:
    fitted = MarkovChain.fitted(transitions_of(chain(100, seed=1)))
    one, other, another = (fitted.draws(asked(2), 50, seed) for seed in (3, 3, 4))
    np.testing.assert_array_equal(one, other)
    assert (one != another).any()


def test_same_as_the_last_stays_as_often_as_it_did() -> None:
    known = transitions_of(chain(500, seed=10))
    fitted = SameAsLast.fitted(known)
    assert fitted.stays == pytest.approx((known.next == known.last).mean(), abs=0.002)
    found = fitted.probabilities(asked(1))
    np.testing.assert_allclose(found.diagonal(), fitted.stays)
    np.testing.assert_allclose(found.sum(axis=1), 1.0)
    drawn = fitted.draws(asked(1), 5_000, seed=0)
    shares = np.stack([(drawn == grade).mean(axis=0) for grade in range(1, 5)], axis=1)
    np.testing.assert_allclose(shares, found, atol=0.03)


def test_it_never_says_never() -> None:
    stays = np.ones(20, np.int8)
    nil = np.zeros(20)
    always = Transitions(nil, np.arange(20), nil.astype(int), nil, stays, nil, nil, stays, 1, 20)
    assert 0.9 < SameAsLast.fitted(always).stays < 1.0
