"""Comparisons whose files the tests of this folder open again; simulated once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulation.analysis.comparing import compare
from simulation.analysis.comparison import Comparison
from tests.analysis.small import POLICIES, SMALL_SECTOR


@pytest.fixture(scope="session")
def drawn() -> Comparison:
    """With the assumptions drawn too."""
    return compare(SMALL_SECTOR, POLICIES, runs=24, seed=3)


@pytest.fixture(scope="session")
def everyone() -> Comparison:
    """Every shipped policy, every number as assumed: the longest picture."""
    return compare(SMALL_SECTOR, runs=4, seed=3, uncertain=False)


@pytest.fixture(scope="session")
def alone() -> Comparison:
    """One policy, one future: nothing to compare."""
    return compare(SMALL_SECTOR, "last-resort", runs=1, seed=3, uncertain=False)


@pytest.fixture(scope="session")
def stamped(everyone: Comparison) -> Comparison:
    """As if its organisations showed real names."""
    sector = replace(everyone.sector, is_real=True, shows_real_names=True)
    return replace(everyone, simulations=tuple(replace(s, sector=sector) for s in everyone.simulations))
