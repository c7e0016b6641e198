"""Simulating what the published findings are held against: hospital trusts, in small runs."""

from __future__ import annotations

import numpy as np
import pandas as pd

from simulation.batches import Recording, simulate
from simulation.calibration.vectors import ParameterVectors
from simulation.panel import Panel
from simulation.scenario import Scenario
from simulation.validation.findings.finding import PublishedFinding
from simulation.validation.findings.reports import FIELDS, reporting_findings
from simulation.validation.findings.trusts import COUNTED_QUARTERS, stays_of, trust_findings

__all__ = ["RUNS", "published_findings"]

RUNS = 100
_YEARS = 5
_RESPONSE = "improvement-boards"


def published_findings(
    runs: int = RUNS, seed: int = 0, workers: int | None = None, fitted: pd.DataFrame | None = None
) -> list[PublishedFinding]:
    """Every published finding, held against the scenario ``hospital-trusts``.

    Args:
        runs: futures; each is one sector of trusts.
        seed: from 0 up.
        workers: threads; as many as Numba may use by default.
        fitted: parameter vectors of a posterior, in place of the numbers that the scenario ships: each future
            has one, so that numbers fitted to other services are tried on trusts.
    """
    trusts = Scenario.load("hospital-trusts").changed(years=_YEARS)
    usual = _panel(trusts, trusts.run_in.response, FIELDS, runs, seed, workers, fitted)
    before = {"quarters": trusts.run_in.quarters, "response": "nobody-designated"}
    begun = _panel(trusts.changed(run_in=before), _RESPONSE, ("designated",), runs, seed, workers, fitted)
    designated = np.asarray(begun["designated"][:, :COUNTED_QUARTERS] > 0)
    return [*reporting_findings(usual), *trust_findings(stays_of(designated))]


def _panel(
    scenario: Scenario,
    policy: str,
    fields: tuple[str, ...],
    runs: int,
    seed: int,
    workers: int | None,
    fitted: pd.DataFrame | None,
) -> Panel:
    found = simulate(
        scenario,
        policy,
        runs=runs,
        seed=seed,
        workers=workers,
        recording=Recording(panel=frozenset(range(runs)), panel_fields=fields),
        assumptions=None if fitted is None else ParameterVectors(scenario, fitted),
    )
    assert found.panel is not None
    return found.panel
