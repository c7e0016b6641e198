"""``Targets``: what a simulation is held against, as a file and as a vector."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import numpy as np
import tomlkit
from pydantic import Strict

from simulation.errors import did_you_mean
from simulation.evidence.computing import is_scored
from simulation.evidence.inspections import Inspections
from simulation.evidence.intervals import Measured, measured
from simulation.evidence.months import month_text
from simulation.scenario.fields import Part, Text, Whole
from simulation.scenario.reading import read_toml, validated

__all__ = ["RESAMPLES", "Target", "TargetVector", "Targets", "targets_of"]

RESAMPLES = 1_000
_Number = Annotated[float, Strict()]
_HEAD = """\
What inspections say, to hold a simulation against. A name gives a topic and what of it, which
docs/how-to/targets-and-panels.md explains. nan: the panel cannot tell."""


class Target(Part):
    """One number.

    Attributes:
        name: such as ``next.good.inadequate``.
        value: NaN where the panel cannot tell.
        standard_error: by how much chance moves it, NaN likewise.
        low, high: its 95% interval.
        at_risk: the cases that it rests on.
    """

    name: Text
    value: _Number
    standard_error: _Number
    low: _Number
    high: _Number
    at_risk: _Number


class TargetVector(NamedTuple):
    """Targets as arrays, in one order, for a distance.

    Attributes:
        names: of the targets.
        values, standard_errors: float64, shape (targets,).
    """

    names: tuple[str, ...]
    values: np.ndarray
    standard_errors: np.ndarray


class Targets(Part):
    """The targets of a panel, or of several simulated ones.

    Attributes:
        schema_version: the version of this list of keys.
        source: what they were computed from.
        first, last: the window's months.
        panels: how many panels: 1 for a real one.
        organisations: how many were inspected at all (the mean over panels).
        inspections: how many inspections (the mean over panels).
        regions: their names.
        intervals: ``resampled organisations`` (a real panel's chance), or ``spread over panels``.
        resamples, seed: of the former.
        targets: the numbers.
    """

    schema_version: Literal[1] = 1
    source: Text
    first: Text
    last: Text
    panels: Whole
    organisations: _Number
    inspections: _Number
    regions: tuple[Text, ...]
    intervals: Literal["resampled organisations", "spread over panels"]
    resamples: Whole
    seed: Whole
    targets: tuple[Target, ...]

    def __getitem__(self, name: str) -> Target:
        """The target called ``name``.

        Raises:
            KeyError: where there is none.
        """
        for target in self.targets:
            if target.name == name:
                return target
        raise KeyError(f"there is no target {name}{did_you_mean(name, [target.name for target in self.targets])}")

    def vector(self, names: Sequence[str] | None = None) -> TargetVector:
        """The targets as arrays.

        Args:
            names: which, in which order; else all that panels are compared by and that are known, with
                their errors: those that repeat others, or belong to one region, are left out.

        Raises:
            KeyError: where there is no such target.
        """
        if names is None:
            chosen = [t for t in self.targets if is_scored(t.name) and np.isfinite(t.value) and t.standard_error > 0]
        else:
            chosen = [self[name] for name in names]
        return TargetVector(
            tuple(target.name for target in chosen),
            np.array([target.value for target in chosen]),
            np.array([target.standard_error for target in chosen]),
        )

    def to_toml(self) -> str:
        """The targets as a file; it reads back to the same, to the bit."""
        document = tomlkit.document()
        for line in _HEAD.splitlines():
            document.add(tomlkit.comment(line))
        for key, value in self.model_dump(exclude={"targets"}).items():
            document.add(key, list(value) if isinstance(value, tuple) else value)
        numbers = tomlkit.array()
        for target in self.targets:
            inline = tomlkit.inline_table()
            inline.update(target.model_dump())
            numbers.append(inline)
        document.add("targets", numbers.multiline(True))
        return tomlkit.dumps(document)

    @classmethod
    def load(cls, path: str | Path) -> Targets:
        """Read a file that ``to_toml`` wrote.

        Raises:
            ScenarioError: where it cannot be read, or holds something else.
        """
        file = Path(path)
        return validated(cls, read_toml(file), file.name)


def targets_of(inspections: Inspections, source: str, *, resamples: int = RESAMPLES, seed: int = 0) -> Targets:
    """The targets of real or simulated inspections.

    Args:
        inspections: one panel, or several simulated ones.
        source: what they are, for whoever reads the file.
        resamples: how often the organisations of a single panel are drawn again for its intervals.
        seed: from 0 up.
    """
    found = measured(inspections, resamples, seed)
    is_one = inspections.panels == 1
    return Targets(
        source=source,
        first=month_text(inspections.window.first),
        last=month_text(inspections.window.last),
        panels=inspections.panels,
        organisations=len(np.unique(inspections.place)) / inspections.panels,
        inspections=len(inspections) / inspections.panels,
        regions=inspections.region_names,
        intervals="resampled organisations" if is_one else "spread over panels",
        resamples=resamples if is_one else 0,
        seed=seed,
        targets=_listed(found),
    )


def _listed(found: Measured) -> tuple[Target, ...]:
    columns = (found.values, found.standard_errors, found.low, found.high, found.at_risk)
    return tuple(
        Target(name=name, value=value, standard_error=error, low=low, high=high, at_risk=cases)
        for name, value, error, low, high, cases in zip(
            found.names, *(column.astype(float).tolist() for column in columns), strict=True
        )
    )
