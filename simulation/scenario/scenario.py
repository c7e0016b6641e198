"""``Scenario``: a sector, its regulator's rules and its future, as one value that never changes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from simulation.scenario.content import ScenarioContent
from simulation.scenario.options import with_list_options
from simulation.scenario.people import events_of, sector_of
from simulation.scenario.reading import read_named_toml, validated, with_whole_paths
from simulation.scenario.settings import apply_settings
from simulation.scenario.shipped import posterior_file, scenario_file
from simulation.scenario.tools import merged_tools, tool_records
from simulation.scenario.writing import as_data, as_toml, fingerprint
from simulation.sector import Sector
from simulation.vocabulary import QUARTERS_A_YEAR, Plan, Regime

__all__ = ["Scenario"]


class Scenario(ScenarioContent):
    """A scenario: who the organisations are, how they are regulated, what happens, what is assumed.

    Its attributes are the keys of a scenario file, which ``ScenarioContent`` describes. A scenario is
    never changed; ``changed`` and the ``with_`` methods make another.
    """

    @classmethod
    def load(cls, name_or_path: str | Path) -> Scenario:
        """Read a scenario that ships, by name, or a TOML file, and check all that it says and names.

        Paths within a file count from the file's own folder. A file that says no name has that of
        the file.

        Raises:
            ScenarioError: at the first mistake, in a sentence with file, key and what is allowed.
        """
        file = scenario_file(name_or_path)
        data = with_whole_paths(read_named_toml(file), file.parent)
        scenario = validated(cls, data, file.name)
        scenario.check()
        return scenario

    @classmethod
    def of(cls, given: Scenario | str | Path) -> Scenario:
        """A scenario itself, or the one that ``load`` finds by its name or its file.

        Raises:
            ScenarioError: as ``load``.
        """
        return given if isinstance(given, Scenario) else cls.load(given)

    @classmethod
    def from_data(cls, data: Mapping[str, Any], where: str = "scenario") -> Scenario:
        """Make a scenario from keys and values as a file would hold them.

        Args:
            data: keys and values; paths count from the present folder.
            where: what messages call it.

        Raises:
            ScenarioError: at the first mistake.
        """
        scenario = validated(cls, with_whole_paths(data, Path.cwd()), where)
        scenario.check()
        return scenario

    def check(self) -> None:
        """Read the files that it names and find those that its events hit.

        Raises:
            ScenarioError: at the first mistake.
        """
        if self.posterior is not None:
            posterior_file(self.posterior)
        if self.organisations is not None and not self.events:
            self.sector()
        events_of(self)

    def changed(self, **values: Any) -> Scenario:
        """This scenario with whole keys replaced: ``changed(years=10, plan="random")``.

        Raises:
            ScenarioError: where a key is unknown or its value not allowed.
        """
        return self.from_data(as_data(self) | values, self.name)

    def with_settings(self, settings: Mapping[str, Any]) -> Scenario:
        """This scenario with single numbers changed, by the keys of ``--set``.

        Args:
            settings: ``{"linkage": 0.5, "improvement_board.gain": 0.03, "years": 10}``.

        Raises:
            InputError: for an unknown key.
            ScenarioError: for a value that is not allowed.
        """
        if not settings:
            return self
        data = apply_settings(as_data(self), settings, merged_tools(self.instruments))
        return self.from_data(data, self.name)

    def with_lists(
        self,
        *,
        organisations: str | Path | None = None,
        ties: str | Path | None = None,
        ratings: str | Path | None = None,
        identifier: str | None = None,
    ) -> Scenario:
        """This scenario with real lists in place of what it says; columns are known by their names.

        Args:
            organisations: a list of organisations (CSV).
            ties: an edge list; one with kinds and ranks also gives the dependencies.
            ratings: inspections with grades and dates.
            identifier: the column that identifies an organisation, in the list and in the ratings.

        Raises:
            ScenarioError: where a list cannot be used, or ties and ratings come without organisations.
        """
        data = with_list_options(
            as_data(self), organisations=organisations, ties=ties, ratings=ratings, identifier=identifier
        )
        return self.from_data(data, self.name)

    def sector(self, *, real_names: bool = False) -> Sector:
        """Who the organisations are.

        Args:
            real_names: whether the organisations of a real list carry their own names, not invented ones.

        Raises:
            ScenarioError: where a list that it names cannot be used.
        """
        return sector_of(self, real_names=real_names)

    def prepared_events(self) -> np.recarray:
        """The events as compiled code takes them, by index.

        Returns:
            A record array of ``EVENT_DTYPE``, shape (events,); quarters count from the run-in's first.

        Raises:
            ScenarioError: where one names a region or an organisation that does not exist.
        """
        return events_of(self)

    def tools(self) -> tuple[tuple[str, ...], np.ndarray]:
        """The instruments' names, in the order of their codes, and their numbers.

        Returns:
            The names, and an array of ``TOOL_DTYPE``, shape (instruments,).
        """
        return tool_records(self.instruments)

    @property
    def quarters(self) -> int:
        """Quarters simulated after the run-in."""
        return self.years * QUARTERS_A_YEAR

    @property
    def regime_code(self) -> Regime:
        """The regime as arrays carry it."""
        return Regime[self.regime.upper().replace("-", "_")]

    @property
    def plan_code(self) -> Plan:
        """The inspection plan as arrays carry it."""
        return Plan[self.plan.upper().replace("-", "_")]

    @property
    def hash(self) -> str:
        """SHA-256, in hex, of all that the scenario says and of the files that it names."""
        return fingerprint(self)

    def to_toml(self, *, to_give_away: bool = False) -> str:
        """The scenario as a file; it reads back to an equal scenario.

        Args:
            to_give_away: whether lists are named without the folders in which they lie on this machine; they must
                then be put beside the file.
        """
        return as_toml(self, to_give_away=to_give_away)
