"""Draws: streams with NumPy's own bits that a longer horizon extends, and addressed draws that behave as chance."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from simulation.draws import Chance, Purpose, fill_normals, key_of, normal_at, stream_of, uniform_at
from simulation.regulation import counting

KEY = key_of(1, 0, Purpose.CHANCES)
UNLIKELY = 1e-4
"""Seeds are fixed, so a test fails always or never; this much chance is left to a good hash."""


def uniforms(quarters: int = 1, organisations: int = 1, kind: int = Chance.CRISIS, key: int = KEY) -> np.ndarray:
    """Shape (quarters, organisations)."""
    keys = np.array([key], np.uint64)
    return np.concatenate([counting.uniforms(keys, q, int(kind), organisations) for q in range(quarters)])


def normals(quarters: int = 1, organisations: int = 1, kind: int = Chance.NEWCOMER, key: int = KEY) -> np.ndarray:
    """Shape (quarters, organisations)."""
    word = np.uint64(key)
    return np.array([[normal_at(word, q, kind, i) for i in range(organisations)] for q in range(quarters)])


def over_keys(keys) -> np.ndarray:
    return counting.uniforms(np.array(keys, np.uint64), 0, int(Chance.CRISIS), 1)


def correlation(a: np.ndarray, b: np.ndarray) -> float:
    """In standard errors of a correlation of nothing."""
    return float(np.corrcoef(a.ravel(), b.ravel())[0, 1] * np.sqrt(a.size))


# Streams


@pytest.mark.parametrize("purpose", [Purpose.POPULATION, Purpose.SHOCKS])
@pytest.mark.parametrize("seed", [0, 7, 2**63])
def test_compiled_fills_have_numpys_bits(seed: int, purpose: Purpose) -> None:
    out = np.empty((17, 613))
    fill_normals(stream_of(seed, 3, purpose), out)
    assert np.array_equal(out, stream_of(seed, 3, purpose).standard_normal((17, 613)))


def test_a_stream_goes_on_where_it_was() -> None:
    generator, out = stream_of(0, 0, Purpose.SHOCKS), np.empty((5, 11))
    fill_normals(generator, out)
    after = stream_of(0, 0, Purpose.SHOCKS)
    after.standard_normal(55)
    assert np.array_equal(generator.random(10), after.random(10))


def test_a_longer_horizon_extends_a_stream() -> None:
    short, long = np.empty((5, 101)), np.empty((40, 101))
    fill_normals(stream_of(4, 2, Purpose.SHOCKS), short)
    fill_normals(stream_of(4, 2, Purpose.SHOCKS), long)
    assert np.array_equal(short, long[:5])


def test_streams_and_keys_differ_by_seed_run_and_purpose() -> None:
    addresses = [(s, r, p) for s in (0, 1, 2) for r in (0, 1, 2) for p in Purpose]
    assert len({key_of(*address) for address in addresses}) == len(addresses)
    assert len({stream_of(*address).random() for address in addresses}) == len(addresses)


# Addressed draws


def test_the_views_uniforms_are_the_addressed_ones() -> None:
    keys = np.array([5, 6], np.uint64)
    drawn = counting.uniforms(keys, 3, 16, 7)
    assert drawn.tolist() == [[uniform_at(key, 3, 16, i) for i in range(7)] for key in keys]


def test_an_address_gives_the_same_number_whoever_asks_and_when() -> None:
    addresses = [(q, kind, i) for q in range(3) for kind in (0, 5, 31) for i in range(20)]
    asked = {a: (uniform_at(np.uint64(KEY), *a), normal_at(np.uint64(KEY), *a)) for a in addresses}
    np.random.default_rng(0).shuffle(addresses)
    assert {a: (uniform_at(np.uint64(KEY), *a), normal_at(np.uint64(KEY), *a)) for a in addresses} == asked
    assert len({u for u, _ in asked.values()}) == len(addresses)


def test_addresses_do_not_run_into_each_other_in_the_largest_sector() -> None:
    """The last organisation of one kind beside the first of the next, and the last kind beside the next quarter."""
    edges = [(q, kind, i) for q in (0, 1, 279) for kind in (0, 1, 30, 31) for i in (0, 1, 24_998, 24_999)]
    drawn = [f(np.uint64(KEY), *edge) for f in (uniform_at, normal_at) for edge in edges]
    assert len(set(drawn)) == len(drawn)


@pytest.mark.parametrize(
    "sample",
    [
        pytest.param(lambda: uniforms(organisations=20_000), id="over organisations"),
        pytest.param(lambda: uniforms(quarters=20_000), id="over quarters"),
        pytest.param(lambda: np.array([uniforms(kind=k, quarters=625) for k in range(32)]), id="over kinds"),
        pytest.param(lambda: over_keys([key_of(1, r, Purpose.CHANCES) for r in range(20_000)]), id="over runs"),
        pytest.param(lambda: over_keys(range(20_000)), id="over keys one apart"),
    ],
)
def test_uniforms_are_uniform(sample) -> None:
    u = sample().ravel()
    assert u.min() >= 0.0
    assert u.max() < 1.0
    counts = np.bincount((u * 100).astype(int), minlength=100)
    assert stats.chisquare(counts).pvalue > UNLIKELY
    # Too even would be as wrong: chance leaves unevenness.
    assert stats.chisquare(counts).pvalue < 1 - UNLIKELY
    assert stats.kstest(u, "uniform").pvalue > UNLIKELY


@pytest.mark.parametrize("bits", [4, 8])
def test_the_low_bits_are_as_even_as_the_high_ones(bits: int) -> None:
    words = (uniforms(organisations=20_000).ravel() * 2.0**53).astype(np.uint64)
    low = (words & np.uint64(2**bits - 1)).astype(int)
    assert stats.chisquare(np.bincount(low, minlength=2**bits)).pvalue > UNLIKELY


def test_normals_are_normal() -> None:
    z = normals(quarters=100, organisations=200).ravel()
    assert stats.kstest(z, "norm").pvalue > UNLIKELY
    errors = np.sqrt(z.size)
    assert abs(z.mean()) * errors < 4
    assert abs(z.var() - 1) * errors / np.sqrt(2) < 4
    assert abs(stats.skew(z)) * errors / np.sqrt(6) < 4
    assert abs(stats.kurtosis(z)) * errors / np.sqrt(24) < 4
    # The tails too: beyond 3, 0.27%.
    assert stats.binomtest(int((abs(z) > 3).sum()), z.size, 2 * stats.norm.sf(3)).pvalue > UNLIKELY


@pytest.mark.parametrize("drawn", [uniforms, normals], ids=["uniforms", "normals"])
def test_neighbouring_addresses_are_not_correlated(drawn) -> None:
    x = drawn(quarters=60, organisations=150)
    other_kind = drawn(quarters=60, organisations=150, kind=Chance.CRISIS_SIZE)
    other_run = drawn(quarters=60, organisations=150, key=key_of(1, 1, Purpose.CHANCES))
    other_seed = drawn(quarters=60, organisations=150, key=key_of(2, 0, Purpose.CHANCES))
    pairs = {
        "organisations": (x[:, :-1], x[:, 1:]),
        "organisations two apart": (x[:, :-2], x[:, 2:]),
        "quarters": (x[:-1], x[1:]),
        "quarters a year apart": (x[:-4], x[4:]),
        "kinds": (x, other_kind),
        "runs": (x, other_run),
        "seeds": (x, other_seed),
        "quarter and organisation": (x[:-1, :-1], x[1:, 1:]),
    }
    found = {name: correlation(a, b) for name, (a, b) in pairs.items()}
    assert max(map(abs, found.values())) < 4, found
    # Not only in line: sizes may not go together either.
    squared = {name: correlation((a - a.mean()) ** 2, (b - b.mean()) ** 2) for name, (a, b) in pairs.items()}
    assert max(map(abs, squared.values())) < 4, squared


def test_pairs_of_neighbours_fill_the_square_evenly() -> None:
    u = uniforms(organisations=40_000).reshape(-1, 2)
    cells = np.histogram2d(u[:, 0], u[:, 1], bins=12, range=[[0, 1], [0, 1]])[0]
    assert stats.chisquare(cells.ravel()).pvalue > UNLIKELY


def test_two_runs_are_not_shifted_copies() -> None:
    x = uniforms(organisations=2_000).ravel()
    y = uniforms(organisations=2_000, key=key_of(1, 1, Purpose.CHANCES)).ravel()
    assert not np.intersect1d(x, y).size


def test_a_normal_and_a_uniform_of_one_address_are_kept_for_different_kinds() -> None:
    """A normal uses its own address's uniform, so that a kind must be asked for one of the two only."""
    assert correlation(uniforms(organisations=4_000), normals(organisations=4_000, kind=Chance.CRISIS) ** 2) > 4
    assert abs(correlation(uniforms(organisations=4_000), normals(organisations=4_000))) < 4
