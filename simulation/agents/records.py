"""Between agents and records: what organisations hand to the regulator's half of a quarter, and take back.

The regulator's half is compiled and works on the records of ``simulation.state``. So before it the
agents' numbers are written down there, and after it what it changed is read back.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

import numpy as np

from simulation.agents.organisation import Organisation
from simulation.state import ORGANISATION, State
from simulation.worlds import World

__all__ = ["acquaint", "hand_over", "take_back", "take_over"]

_TRUTH: tuple[str, ...] = ORGANISATION.names or ()
_CHANGED = ("blame", "sanction")
"""What the regulator's half changes of the truth: by exposure and by sanctions."""
_FELT = (
    "instrument", "quarters_in", "ended", "closed", "designated", "exposed", "grade", "stance", "helping", "match",
    "lead",
)  # fmt: skip
"""What an organisation feels of the regulator's file on it, beside its helper."""

_truth_of = attrgetter(*_TRUTH)


def acquaint(organisations: Sequence[Organisation], world: World) -> None:
    """Tell each organisation whom it talks to and on whom it depends, in the stored order."""
    starts, to = world.tie_start[0].tolist(), world.tie_to[0].tolist()
    dependency_starts, on = world.dependency_start[0].tolist(), world.dependency_on[0].tolist()
    for i, organisation in enumerate(organisations):
        organisation.neighbours = tuple(organisations[j] for j in to[starts[i] : starts[i + 1]])
        row = on[dependency_starts[i] : dependency_starts[i + 1]]
        organisation.dependencies = tuple(organisations[j] for j in row)


def hand_over(organisations: Sequence[Organisation], state: State) -> None:
    """Write down what the organisations are, and how long their instruments have worked."""
    state.arrays.organisations.view(np.ndarray)[0] = [_truth_of(o) for o in organisations]
    state.arrays.files["quarters_in"][0] = [o.quarters_in for o in organisations]


def take_back(organisations: Sequence[Organisation], state: State) -> None:
    """Read what the regulator's half changed: blame, sanctions, the regulator's decisions, ties."""
    _read(organisations, state.arrays.organisations, _CHANGED)
    _read(organisations, state.arrays.files, _FELT)
    starts, weights = 0, state.arrays.tie_weight[0].tolist()
    for organisation, helper in zip(organisations, state.arrays.files["helper"][0].tolist(), strict=True):
        organisation.helper = organisations[helper] if helper >= 0 else None
        ends = starts + len(organisation.neighbours)
        organisation.tie_weights = weights[starts:ends]
        starts = ends


def take_over(organisations: Sequence[Organisation], state: State) -> None:
    """Read everything that an organisation is: where a run begins."""
    _read(organisations, state.arrays.organisations, _TRUTH)
    take_back(organisations, state)


def _read(organisations: Sequence[Organisation], records: np.ndarray, names: Sequence[str]) -> None:
    for name in names:
        for organisation, value in zip(organisations, records[name][0].tolist(), strict=True):
            setattr(organisation, name, value)
