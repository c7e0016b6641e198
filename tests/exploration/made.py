"""Sweeps whose answers are known: tables made from functions, in place of the simulator."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd
from SALib.sample import morris, sobol
from scipy.stats import qmc

from simulation.experiments.results import DesignKind, SweepResults, Uncertainty

POLICIES = ("last-resort", "brokered-early", "improvement-boards", "hands-off")
NAMES = ("linkage", "insularity_centre", "crisis_hazard", "report_noise", "blame_kept", "turnover")
OUTCOME = "failing_organisations"

Response = Callable[[np.ndarray, np.ndarray], np.ndarray]
"""From the design (points, numbers) and noise (points, replications, alternatives) to outcomes of the noise's shape."""


def designed(kind: DesignKind, names: Sequence[str], samples: int, ends: tuple[float, float], seed: int) -> np.ndarray:
    problem = {"num_vars": len(names), "names": list(names), "bounds": [list(ends)] * len(names)}
    if kind == "sobol":
        return sobol.sample(problem, samples, calc_second_order=False, seed=seed)
    if kind == "morris":
        return morris.sample(problem, samples, num_levels=4, seed=seed)
    unit = qmc.LatinHypercube(len(names), seed=seed).random(samples)
    return ends[0] + unit * (ends[1] - ends[0])


def sweep_of(
    responses: Mapping[str, Response],
    *,
    kind: DesignKind = "latin-hypercube",
    samples: int = 200,
    names: Sequence[str] = NAMES[:3],
    ends: tuple[float, float] = (0.0, 1.0),
    replications: int = 4,
    same_futures: bool = True,
    alternatives: Sequence[str] = POLICIES[:2],
    targets: Mapping[str, float] | None = None,
    seed: int = 0,
) -> SweepResults:
    """A sweep whose outcomes are functions of the design and of standard normal noise, the same for each outcome."""
    design = designed(kind, names, samples, ends, seed)
    points, many = len(design), len(alternatives)
    generator = np.random.default_rng(seed)
    noise = generator.normal(size=(1 if same_futures else points, replications, many))
    noise = np.broadcast_to(noise, (points, replications, many))
    point, replication, alternative = (axis.ravel() for axis in np.indices((points, replications, many)))
    outcomes = pd.DataFrame(
        {
            "point": point,
            "replication": replication,
            "run": replication if same_futures else point * replications + replication,
            "alternative": pd.Categorical.from_codes(alternative, list(alternatives)),
            **{name: response(design, noise).ravel() for name, response in responses.items()},
        }
    )
    return SweepResults(
        title="A made sweep",
        question="Which response is robust?",
        design=pd.DataFrame(design, columns=list(names), index=pd.RangeIndex(points, name="point")),
        alternatives=pd.DataFrame({"policy": list(alternatives)}, index=pd.Index(alternatives, name="alternative")),
        outcomes=outcomes,
        uncertainties=tuple(Uncertainty(name, *ends, unit="share") for name in names),
        kind=kind,
        samples=samples,
        baseline=alternatives[0],
        targets=targets or {},
        replications=replications,
        same_futures=same_futures,
        organisation_word="council",
        organisations_word="councils",
    )


def with_organisations(results: SweepResults, organisations: int = 30, *, effect: float = -2.0) -> SweepResults:
    """The same sweep with organisations followed: the last alternative adds ``effect`` years times insularity."""
    from dataclasses import replace

    points, replications, many = len(results.design), results.replications, len(results.labels)
    shape = (points, replications, many, organisations)
    point, replication, alternative, organisation = (axis.ravel() for axis in np.indices(shape))
    generator = np.random.default_rng(1)
    traits = {
        name: np.broadcast_to(generator.random((points, replications, 1, organisations)), shape).ravel()
        for name in ("insularity", "openness", "honesty", "leadership")
    }
    base = np.broadcast_to(4.0 + generator.random((points, replications, 1, organisations)), shape).ravel()
    frame = pd.DataFrame(
        {
            "point": point,
            "replication": replication,
            "run": replication,
            "alternative": pd.Categorical.from_codes(alternative, list(results.labels)),
            "organisation": pd.Categorical.from_codes(organisation, [f"Place {k}" for k in range(organisations)]),
            "region": pd.Categorical.from_codes(organisation % 2, ["East", "West"]),
            **traits,
            "quality": 50.0 + 10.0 * traits["leadership"],
            "failing_years": base + effect * traits["insularity"] * (alternative == many - 1),
            "mean_quality": 60.0 - base,
        }
    )
    return replace(results, organisations=frame)
