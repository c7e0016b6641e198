"""``Sweep``: a sweep file read, checked against its scenario, and worked out into points and alternatives."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from pydantic import ValidationError

from simulation.errors import InputError, SweepError
from simulation.experiments.content import SweepContent
from simulation.experiments.designs import check_design, design_points, design_size, read_points
from simulation.experiments.levers import Alternative, alternatives_frame, alternatives_of, chosen_baseline
from simulation.experiments.results import Uncertainty
from simulation.experiments.shipped import sweep_file
from simulation.experiments.uncertainties import resolved_uncertainties, uncertainty_of_values
from simulation.scenario import Scenario
from simulation.scenario.complaint import ContentError, as_scenario_error, plural_of
from simulation.scenario.reading import read_named_toml

__all__ = ["Sweep"]


@dataclass(frozen=True, eq=False)
class Sweep:
    """A sweep that can be run. It is never changed; ``changed`` and ``with_policies`` make another.

    Attributes:
        content: what its file says.
        folder: where paths in it count from.
        scenario: the base, with the sweep's settings.
        uncertainties: what the design varies.
        alternatives: what every point is simulated under.
        baseline: the label of the alternative that the others are set against.
        more_policies: specs beside the file's, which may name files of code.
        given_points: the points of a file, shape (points, uncertainties), where the design is one.
    """

    content: SweepContent
    folder: Path
    scenario: Scenario
    uncertainties: tuple[Uncertainty, ...]
    alternatives: tuple[Alternative, ...]
    baseline: str
    more_policies: tuple[str, ...] = ()
    given_points: np.ndarray | None = None

    def __repr__(self) -> str:
        return f"<Sweep {self.name}: {self.size_in_words.removesuffix('.')}>"

    @classmethod
    def load(cls, name_or_path: str | Path) -> Sweep:
        """Read a sweep that ships, by name, or a TOML file, and check all that it says.

        Raises:
            SweepError: at the first mistake, in a sentence with file, key and what is allowed.
        """
        file = sweep_file(name_or_path)
        with _as_sweep_errors(""):
            data = read_named_toml(file)
        return cls.from_data(data, where=file.name, folder=file.parent)

    @classmethod
    def from_data(
        cls,
        data: Mapping[str, Any],
        *,
        where: str = "sweep",
        folder: Path | None = None,
        more_policies: Sequence[str] = (),
    ) -> Sweep:
        """Make a sweep from keys and values as a file would hold them.

        Args:
            data: keys and values.
            where: what messages call it.
            folder: where paths count from; the present folder by default.
            more_policies: specs beside the file's.

        Raises:
            SweepError: at the first mistake.
        """
        folder = Path.cwd() if folder is None else folder
        try:
            content = SweepContent.model_validate(dict(data))
        except ValidationError as error:
            raise SweepError(str(as_scenario_error(error, SweepContent, where, ()))) from None
        with _as_sweep_errors(where):
            scenario = _scenario_of(content, folder)
            if content.design.kind == "points":
                assert content.design.file is not None
                names, points = read_points(folder / content.design.file)
                uncertainties = tuple(
                    uncertainty_of_values(name, points[:, k], scenario, f"design.file: {name or 'a nameless column'}")
                    for k, name in enumerate(names)
                )
            else:
                points = None
                uncertainties = resolved_uncertainties(content.uncertainties, scenario)
                check_design(content.design, uncertainties)
            alternatives = alternatives_of(content.levers, scenario, more_policies)
            _check_nothing_is_both(uncertainties, alternatives)
            baseline = chosen_baseline(content.baseline, alternatives)
        return cls(content, folder, scenario, uncertainties, alternatives, baseline, tuple(more_policies), points)

    def changed(self, **values: Any) -> Sweep:
        """This sweep with whole keys replaced: ``changed(replications=10, seed=3)``.

        Raises:
            SweepError: where a key is unknown or its value not allowed.
        """
        return self.from_data(
            {**self.data, **values}, where=self.name, folder=self.folder, more_policies=self.more_policies
        )

    def with_policies(self, policies: Sequence[str]) -> Sweep:
        """This sweep with more policies, which may name files of code: ``path/to/file.py:ClassName``.

        Raises:
            SweepError: where one cannot be used.
        """
        return self.from_data(
            self.data, where=self.name, folder=self.folder, more_policies=[*self.more_policies, *policies]
        )

    @property
    def name(self) -> str:
        """As written on the command line."""
        return self.content.name

    @cached_property
    def data(self) -> dict[str, Any]:
        """What a file would say, every default filled in."""
        return self.content.model_dump(mode="json", exclude_none=True)

    @cached_property
    def points(self) -> int:
        """How many design points there are."""
        if self.given_points is not None:
            return len(self.given_points)
        return design_size(self.content.design, self.uncertainties)

    @property
    def cells(self) -> int:
        """How many (point, replication) pairs there are."""
        return self.points * self.content.replications

    @property
    def rows(self) -> int:
        """How many futures are simulated in all: one for each point, replication and alternative."""
        return self.cells * len(self.alternatives)

    @property
    def size_in_words(self) -> str:
        """How many futures there are, and why."""
        parts = (
            plural_of(self.points, "design point", "design points"),
            plural_of(len(self.alternatives), "alternative", "alternatives"),
            plural_of(self.content.replications, "replication", "replications"),
        )
        return f"{plural_of(self.rows, 'future', 'futures')}: {', '.join(parts)}."

    @property
    def design_in_words(self) -> str:
        """How many numbers are uncertain, and how points are chosen."""
        count = plural_of(len(self.uncertainties), "uncertain number", "uncertain numbers")
        return f"{count}; {self.content.design.kind} design."

    @property
    def samples(self) -> int:
        """The design's own size, as ``SweepResults.samples``."""
        design = self.content.design
        return design.trajectories or design.samples or self.points

    @cached_property
    def design(self) -> pd.DataFrame:
        """The points, indexed by number; a column for each uncertainty."""
        values = self.given_points
        if values is None:
            values = design_points(self.content.design, self.uncertainties, self.content.seed)
        names = [uncertainty.name for uncertainty in self.uncertainties]
        return pd.DataFrame(values, columns=names, index=pd.RangeIndex(len(values), name="point"))

    @cached_property
    def alternatives_frame(self) -> pd.DataFrame:
        """A row an alternative, as ``SweepResults.alternatives``."""
        return alternatives_frame(self.alternatives)

    @cached_property
    def ingredients(self) -> dict[str, Any]:
        """All that decides the table: what the file says, and digests of what it names.

        Two sweeps with equal ingredients give equal tables, by the same versions on one platform.
        """
        named: dict[str, Any] = {"scenario": self.scenario.hash}
        if self.given_points is not None:
            named["points"] = hashlib.sha256(np.ascontiguousarray(self.given_points).tobytes()).hexdigest()
        if self.more_policies:
            named["more_policies"] = list(self.more_policies)
            named["code"] = [_digest_of_code(spec) for spec in self.more_policies]
        return {**self.data, "files": named}

    @property
    def hash(self) -> str:
        """SHA-256, in hex, of ``ingredients``."""
        canonical = json.dumps(self.ingredients, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


def _scenario_of(content: SweepContent, folder: Path) -> Scenario:
    """The base scenario; a file's path counts from the sweep's folder."""
    in_folder = folder / content.scenario
    base = Scenario.load(in_folder if content.scenario.endswith(".toml") else content.scenario)
    return base.with_settings(content.settings)


def _check_nothing_is_both(uncertainties: Sequence[Uncertainty], alternatives: Sequence[Alternative]) -> None:
    names = {uncertainty.name for uncertainty in uncertainties}
    for alternative in alternatives:
        for name, _ in alternative.levers:
            if name in names:
                raise ContentError(f"levers.{name}", "is an uncertainty too; it must be one or the other")


def _digest_of_code(spec: str) -> str:
    file = Path(spec.partition(".py")[0] + ".py")
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


@contextmanager
def _as_sweep_errors(where: str) -> Iterator[None]:
    """What is found wrong, said of the sweep file."""
    try:
        yield
    except ContentError as error:
        raise SweepError(f"{where}: {error.key} {error}") from None
    except InputError as error:
        raise SweepError(f"{where}: {error}" if where else str(error)) from None
