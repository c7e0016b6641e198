"""A small sector in trouble, in which every instrument finds work within six years."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from simulation.scenario import Scenario
from simulation.session import Session

CONTENT: dict[str, Any] = {
    "schema_version": 1,
    "name": "small",
    "title": "A small sector in trouble",
    "purpose": "Something to test with.",
    "use": "Tests.",
    "regime": "inspection-led",
    "plan": "rota",
    "monitoring_visits": True,
    "years": 6,
    "run_in": {"quarters": 24},
    "regions": [{"name": "North", "organisations": 8}, {"name": "South", "organisations": 8}],
    "parameters": {"leadership_mean": 0.45, "leadership_sd": 0.25, "linkage": 0.3, "pressure_trend": 0.5},
    "instruments": {
        "improvement_board": {"capacity": 0.13},
        "central_intervention": {"capacity": 0.13},
        "structural_reform": {"capacity": 0.13},
    },
}
QUARTERS = 24


@cache
def small(**changes: Any) -> Scenario:
    """The scenario, with whole keys replaced."""
    return Scenario.from_data({**CONTENT, **changes})


def bits(session: Session) -> dict[str, bytes]:
    """Everything that a session's run has come to."""
    state = session._desk.state
    found = {f"{name}.{field}": array[field].tobytes() for name, array in state.arrays._asdict().items()
             for field in array.dtype.names or ()}  # fmt: skip
    found |= {name: a.tobytes() for name, a in state.arrays._asdict().items() if not a.dtype.names}
    return found | {"quarter": bytes([session.quarter])}


def same_numbers(a: np.ndarray, b: np.ndarray) -> bool:
    """Equal to the bit, NaN and all."""
    return a.shape == b.shape and a.dtype == b.dtype and a.tobytes() == b.tobytes()


def most_failing(session: Session, count: int = 1) -> list[int]:
    """Untreated organisations that the regulator believes worst of."""
    seen = session.organisations
    return [int(i) for i in seen[seen.instrument == ""].belief.sort_values(kind="stable").index[:count]]
