"""The register: every parameter of the model, in one order, and the records that runs carry."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from simulation.parameters import organisation, regulator, sector
from simulation.parameters.parameter import Parameter

__all__ = ["REGISTER", "Parameter", "Register"]

_GROUPS: dict[str, list[Parameter]] = {
    "thresholds": sector.THRESHOLDS,
    "population": sector.POPULATION,
    "networks": sector.NETWORKS,
    "pressure": sector.PRESSURE,
    "quality": organisation.QUALITY,
    "leadership": organisation.LEADERSHIP,
    "capability": organisation.CAPABILITY,
    "culture": organisation.CULTURE,
    "honesty and reports": organisation.REPORTING,
    "inspection and exposure": regulator.INSPECTION,
    "belief": regulator.BELIEF,
    "designation": regulator.DESIGNATION,
    "help and stance": regulator.HELP,
    "costs": regulator.COSTS,
}


class Register(Mapping[str, Parameter]):
    """All parameters by name, in a fixed order; makes the record that each run carries."""

    def __init__(self, groups: Mapping[str, list[Parameter]]) -> None:
        self._entries = {p.name: replace(p, group=group) for group, ps in groups.items() for p in ps}
        self.dtype = np.dtype([(name, np.float64) for name in self._entries], align=True)

    def __getitem__(self, name: str) -> Parameter:
        return self._entries[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def nearest(self, name: str) -> str | None:
        """The parameter whose spelling is nearest to ``name``, if any is near."""
        return next(iter(difflib.get_close_matches(name, list(self._entries), n=1)), None)

    def records(self, runs: int, values: Mapping[str, float | np.ndarray] | None = None) -> np.recarray:
        """Parameter records, one a run.

        Args:
            runs: how many records.
            values: what differs from the defaults: a number for all runs, or an array (runs,).

        Returns:
            A record array of shape (runs,).

        Raises:
            KeyError: where a name is not in the register.
        """
        records = np.empty(runs, self.dtype)
        for name, parameter in self._entries.items():
            records[name] = parameter.default
        for name, value in (values or {}).items():
            if name not in self._entries:
                raise KeyError(name)
            records[name] = value
        return records.view(np.recarray)


REGISTER = Register(_GROUPS)
"""The register of the model's parameters; instruments' numbers are in ``SHIPPED_TOOLS``."""
