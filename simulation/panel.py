"""The full panel: what every organisation was, and what was believed of it, quarter by quarter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulation.state import FILE, ORGANISATION, State

__all__ = ["KNOWN_FIELDS", "PANEL_FIELDS", "Panel", "PanelRecorder", "join_panels"]

PANEL_FIELDS: tuple[str, ...] = (
    "quality", "capability", "leadership", "openness", "honesty", "blame", "reported", "own_pressure", "disruption",
    "change_cost", "lessons", "reach", "connected", "belief", "bias", "variance", "finding", "grade", "designated",
    "exposed", "instrument", "quarters_in", "stance", "helper", "helping", "lead", "match", "waiting", "wanted",
    "look_kind",
)  # fmt: skip
"""What a panel keeps where nobody chooses; units as in ``state``."""

KNOWN_FIELDS: frozenset[str] = frozenset((*(ORGANISATION.names or ()), *(FILE.names or ())))
"""What a panel can keep: all that an organisation is, and all that the regulator's file says of it."""


@dataclass(frozen=True, eq=False)
class Panel:
    """Variables of every organisation in chosen runs.

    Attributes:
        runs: run numbers.
        variables: arrays by name, each of shape (runs, quarters, organisations).
    """

    runs: tuple[int, ...]
    variables: dict[str, np.ndarray]

    def __getitem__(self, name: str) -> np.ndarray:
        return self.variables[name]

    def __repr__(self) -> str:
        return f"<Panel of {len(self.runs)} runs: {', '.join(self.variables)}>"

    def frame(self, names: Sequence[str]) -> pd.DataFrame:
        """One row a run, quarter and organisation; ``names`` are the organisations' names."""
        first = next(iter(self.variables.values()))
        runs, quarters, n = first.shape
        columns: dict[str, object] = {
            "run": np.repeat(self.runs, quarters * n),
            "quarter": np.tile(np.repeat(np.arange(quarters), n), runs),
            "organisation": pd.Categorical.from_codes(np.tile(np.arange(n), runs * quarters), pd.Index(names)),
        }
        return pd.DataFrame(columns | {name: values.reshape(-1) for name, values in self.variables.items()})


class PanelRecorder:
    """A watcher of ``Driver.play`` that keeps the chosen runs of a batch."""

    def __init__(self, runs: Sequence[int], places: Sequence[int], fields: Sequence[str] = ()) -> None:
        self.runs, self.places = tuple(runs), list(places)
        self.fields = tuple(fields) or PANEL_FIELDS
        self._kept: dict[str, list[np.ndarray]] = {name: [] for name in self.fields}

    def __call__(self, state: State) -> None:
        """Keep the quarter that has just been settled."""
        for name in self.fields:
            source = state.arrays.organisations if name in (ORGANISATION.names or ()) else state.arrays.files
            self._kept[name].append(np.array(source[name][self.places]))

    def panel(self) -> Panel:
        """What was kept."""
        return Panel(self.runs, {name: np.stack(kept, axis=1) for name, kept in self._kept.items()})


def join_panels(panels: Sequence[Panel | None]) -> Panel | None:
    """One panel of the runs of several, or nothing where there are none."""
    some = [p for p in panels if p is not None]
    if not some:
        return None
    runs = tuple(run for p in some for run in p.runs)
    names = some[0].variables
    return Panel(runs, {name: np.concatenate([p.variables[name] for p in some]) for name in names})


assert KNOWN_FIELDS.issuperset(PANEL_FIELDS)
