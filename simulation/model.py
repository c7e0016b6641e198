"""The Mesa face: one future of a sector with agents that can be looked at, stepped and changed.

It follows the list at the top of ``engine``, and gives the same bits as ``simulate`` for the same
scenario, policy, seed and run. It is some hundred times slower: for looking, teaching and extending.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import mesa
import networkx as nx
import numpy as np
import pandas as pd

from simulation.agents.graphs import graph_of_dependencies, graph_of_ties
from simulation.agents.organisation import Organisation
from simulation.agents.records import acquaint, take_over
from simulation.agents.regulator import Regulator
from simulation.agents.reporters import new_collector
from simulation.agents.sector_body import SectorBody
from simulation.agents.surroundings import Surroundings
from simulation.errors import InputError
from simulation.futures import Watchers, branch_point, play_by_engine, setting_of, worlds_of
from simulation.given import whole_number
from simulation.outcomes import outcome_frame
from simulation.playing import Setting
from simulation.policies import policy_named, spec_of
from simulation.regulation.policy import Policy
from simulation.scenario import Scenario
from simulation.state import State
from simulation.worlds import Worlds

__all__ = ["PublicSector"]

_SEEDS = 2**63


def _checked(seed: Any) -> Any:
    """A seed as a Python number; what is no number (nothing, a generator) is left for Mesa to take.

    Raises:
        InputError: for a number that is no seed.
    """
    if isinstance(seed, str | float) or (isinstance(seed, int | np.integer) and seed < 0):
        raise InputError(f"seed is {seed!r}; it must be a whole number from 0 up")
    return int(seed) if isinstance(seed, int | np.integer) else seed


class PublicSector(mesa.Model):
    """A sector of organisations and its regulator, a quarter a step.

    Args:
        scenario: a scenario, its name or its file.
        policy: a policy, or how it is written at the command line.
        run: which future, from 0 up; ``simulate(..., seed=seed)`` has the same ones.
        seed: determines, with ``run``, every draw; any whole number from 0 up.
        rng: what Mesa takes in its place: a whole number is used as ``seed``; from anything else a
            seed is drawn. Where neither is given, every model has another future (see ``world_seed``).
        organisation_class, regulator_class: your own, in place of the usual agents.
        run_in_by_agents: whether the agents live through the run-in too. By default compiled
            organisations do, which gives the same bits, and a changed behaviour begins afterwards.
        collect: whether to collect data every quarter.
        real_names: whether organisations of a real list carry their own names.
        settings: single numbers of the scenario by name: ``years=10``, ``linkage=0.5``.

    Attributes:
        scenario: what is simulated, settings included.
        world_seed: the seed that, with ``run``, gives this future again.
        organisations: the organisations, in index order.
        regulator, sector_body: the other two agents.
        surroundings: the pressure, chance and numbers that organisations meet.
        figures: the sector's means and shares now, by name: the columns of a ``Simulation``'s series.
        datacollector: Mesa's, with the figures and the organisations of every quarter.
        running: whether the future goes on.

    Raises:
        ScenarioError, PolicyError, InputError: where something given cannot be used.
        ValueError: where both ``seed`` and ``rng`` are given.

    Examples:
        >>> model = PublicSector("linked-failures", "ladder", seed=1, collect=False)
        >>> model.run(4)
        >>> model.steps
        4
    """

    running: bool

    def __init__(
        self,
        scenario: Scenario | str | Path = "english-councils",
        policy: Policy | str = "improvement-boards",
        *,
        run: int = 0,
        seed: int | None = None,
        rng: Any = None,
        organisation_class: type[Organisation] = Organisation,
        regulator_class: type[Regulator] = Regulator,
        run_in_by_agents: bool = False,
        collect: bool = True,
        real_names: bool = False,
        **settings: float | str,
    ) -> None:
        seed, rng = _checked(seed), _checked(rng)
        super().__init__(seed=seed, rng=rng)
        self.scenario = Scenario.of(scenario).with_settings(settings)
        given = rng if seed is None else seed
        self.world_seed = given if isinstance(given, int) else int(self.rng.integers(_SEEDS))
        sector = self.scenario.sector(real_names=real_names)
        runs = [whole_number("run", run)]
        self.worlds = worlds_of(self.scenario, runs=runs, seed=self.world_seed, sector=sector)
        self.surroundings = Surroundings(self.worlds)
        self.organisations = self._populate(organisation_class)
        self.regulator = regulator_class(self, self.organisations, self.surroundings)
        self.sector_body = SectorBody(self, self.regulator)
        self._begin(policy_named(policy), run_in_by_agents)
        self.figures: dict[str, float] = self.regulator.office.figures()
        self.datacollector = new_collector() if collect else None
        self._collect()

    def __repr__(self) -> str:
        policy = spec_of(self.regulator.policy)
        done = f"{self.steps} of {self.scenario.quarters} quarters simulated"
        return f"<PublicSector {self.scenario.name} under {policy}: {done}>"

    def _populate(self, organisation_class: type[Organisation]) -> tuple[Organisation, ...]:
        sector, places = self.worlds.sector, self.worlds.world.places[0]
        organisations = tuple(
            organisation_class(self, i, name, sector.region_names[places[i].region], places[i], self.surroundings)
            for i, name in enumerate(sector.names)
        )
        acquaint(organisations, self.worlds.world)
        return organisations

    def _begin(self, policy: Policy, run_in_by_agents: bool) -> None:
        """Go through the run-in, and let the policy take over."""
        setting = setting_of(self.scenario)
        play = self._play if run_in_by_agents else play_by_engine
        self.state = branch_point(self.scenario, self.worlds, setting, play)
        self._take_office(self.worlds, self.state, setting, policy)

    def _take_office(self, worlds: Worlds, state: State, setting: Setting, policy: Policy) -> None:
        self.regulator.take_office(worlds, state, setting, policy)
        self.sector_body.forget()
        take_over(self.organisations, state)

    def _play(
        self, worlds: Worlds, state: State, setting: Setting, policy: Policy, until: int, watchers: Watchers
    ) -> None:
        """Play a policy by these agents up to a quarter; watchers see every settled quarter."""
        self._take_office(worlds, state, setting, policy)
        while state.quarter < until:
            self._live_through_a_quarter()
            for watch in watchers:
                watch(state)

    def _live_through_a_quarter(self) -> None:
        """What every organisation reads of others is last quarter's, so all observe before any advances."""
        self.surroundings.begin_quarter(self.regulator.office.state)
        for organisation in self.organisations:
            organisation.teach()
        self.regulator.share_lessons()
        for organisation in self.organisations:
            organisation.observe()
        for organisation in self.organisations:
            organisation.advance()
        self.regulator.step()
        self.sector_body.step()

    def step(self) -> None:
        """Simulate one quarter.

        Raises:
            InputError: where the future has come to its end.
        """
        if not self.running:
            raise InputError(
                f"all {self.scenario.quarters} quarters have been simulated; ask for more, as in PublicSector(years=30)"
            )
        self._live_through_a_quarter()
        self.running = self.state.quarter < self.worlds.quarters
        self.figures = self.regulator.office.figures()
        self._collect()

    def run(self, quarters: int | None = None) -> None:
        """Simulate some quarters more, or all that are left; it ends where the future does."""
        until = self.steps + quarters if quarters is not None else self.scenario.quarters
        while self.running and self.steps < until:
            self.step()

    def _collect(self) -> None:
        if self.datacollector is not None:
            self.datacollector.collect(self)

    @property
    def quarter(self) -> int:
        """The last quarter simulated, 0 for the first after the run-in; -1 before it."""
        return self.state.quarter - self.state.branched - 1

    @property
    def ties(self) -> nx.Graph:
        """Who talks to whom now, and how closely (see ``graph_of_ties``); a graph of its own."""
        return graph_of_ties(self.organisations)

    @property
    def dependencies(self) -> nx.DiGraph:
        """Who depends on whom (see ``graph_of_dependencies``); a graph of its own."""
        return graph_of_dependencies(self.organisations)

    def outcomes(self) -> pd.DataFrame:
        """The measures of what was simulated so far, one row, as ``simulate`` gives them.

        Raises:
            InputError: where nothing was simulated yet.
        """
        if self.quarter < 0:
            raise InputError("nothing has been simulated yet; call step() or run() first")
        frame = outcome_frame(self.state.arrays, sizes_known=self.worlds.sector.size is not None)
        frame.index = pd.Index(self.worlds.runs, name="run")
        return frame
