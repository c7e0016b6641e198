"""The variance that chance leaves in a mean over few futures, where it is known."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.exploration.noise import noise_share, noise_variance

POINTS, REPLICATIONS = 2000, 5


def test_with_futures_of_their_own():
    generator = np.random.default_rng(0)
    values = generator.normal(size=(POINTS, 1)) + 2.0 * generator.normal(size=(POINTS, REPLICATIONS))
    assert noise_variance(values, same_futures=False) == pytest.approx(4.0 / REPLICATIONS, rel=0.05)
    assert noise_share(values, same_futures=False) == pytest.approx(0.8 / 1.8, abs=0.03)


def test_luck_that_all_points_share_is_no_noise_between_them():
    generator = np.random.default_rng(1)
    own = generator.normal(size=(POINTS, REPLICATIONS))
    values = generator.normal(size=(POINTS, 1)) + 10.0 * generator.normal(size=(1, REPLICATIONS)) + own
    assert noise_variance(values, same_futures=True) == pytest.approx(1.0 / REPLICATIONS, rel=0.05)
    assert noise_variance(values, same_futures=False) > 2.0


def test_one_replication_tells_nothing():
    assert np.isnan(noise_share(np.random.default_rng(2).normal(size=(10, 1)), same_futures=True))


def test_points_without_noise_have_none():
    values = np.repeat(np.arange(10.0)[:, None], 3, axis=1)
    assert noise_share(values, same_futures=False) == 0.0
    assert np.isnan(noise_share(np.ones((10, 3)), same_futures=False))
