"""A small comparison that the tests of this folder share."""

from __future__ import annotations

import pytest

from simulation.analysis.comparing import compare
from simulation.analysis.comparison import Comparison
from tests.analysis.small import POLICIES, SMALL_SECTOR


@pytest.fixture(scope="session")
def small() -> Comparison:
    return compare(SMALL_SECTOR, POLICIES, runs=24, seed=3)
