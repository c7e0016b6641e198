"""The regulator as an agent: it examines, designates, decides and responds, on records of one run.

What it does takes loops over the whole sector (ranks, matches, cases), so it is compiled, and the
engine calls the same functions. It sees reports and what its inspectors find, never the organisations.
"""

from __future__ import annotations

from collections.abc import Sequence

import mesa
import numpy as np

from simulation.agents.organisation import Organisation
from simulation.agents.plain import plain
from simulation.agents.records import hand_over, take_back
from simulation.agents.surroundings import Surroundings
from simulation.playing import Driver, Setting
from simulation.regulation.decisions import Decisions
from simulation.regulation.designation import designate
from simulation.regulation.examination import examine
from simulation.regulation.policy import Policy
from simulation.regulation.shown import show
from simulation.regulation.view import View
from simulation.rows import Run, run_at
from simulation.series import SERIES, record_series
from simulation.state import State
from simulation.worlds import Worlds

__all__ = ["Office", "Regulator"]


class Office(Driver):
    """A driver that keeps the regulator's half of a quarter apart, step by step, for the one run of a batch."""

    @property
    def run(self) -> Run:
        """The run's rows: of the quarter under way, or, once that is settled, of the last one drawn."""
        quarter = min(self.state.quarter, self.worlds.quarters - 1)
        return plain(run_at)(self.worlds.world, self.state.arrays, 0, quarter)

    def examine(self) -> None:
        """Steps 8 to 10: inspections, exposure, belief."""
        w = self.worlds
        quarter, branched = self.state.quarter, self.state.branched
        examine(quarter, branched, self.run, w.parameters[0], w.tools[0], self.conduct, self.events)

    def designate(self) -> None:
        """Step 11: who is officially failing; then the view shows the quarter."""
        run = self.run
        designate(self.state.quarter, run, self.worlds.parameters[0], self.conduct)
        show(0, run, self._shown)

    def figures(self) -> dict[str, float]:
        """The sector's means and shares as they are now, by name (see ``series.Series``)."""
        row = np.zeros(len(SERIES))
        record_series(self.run, self.worlds.parameters[0], row)
        return dict(zip(SERIES, row.tolist(), strict=True))


class Regulator(mesa.Agent):
    """The regulator of the sector.

    Attributes:
        policy: how it responds to failure.
        office: its files on the organisations, and the compiled steps that work on them.
        believed: believed quality of each organisation, points, by index.
        decisions: what it decided last, if anything yet.
    """

    def __init__(self, model: mesa.Model, organisations: Sequence[Organisation], surroundings: Surroundings) -> None:
        super().__init__(model)
        self.organisations = organisations
        self.around = surroundings
        self.office: Office
        self.believed: list[float] = []
        self.decisions: Decisions | None = None

    def take_office(self, worlds: Worlds, state: State, setting: Setting, policy: Policy) -> None:
        """Begin to regulate by a policy, from a state on."""
        self.office = Office(worlds, state, setting, policy)
        self.around.events = setting.events
        self.believed = state.arrays.files["belief"][0].tolist()
        self.decisions = None

    @property
    def policy(self) -> Policy:
        """How it responds to failure."""
        return self.office.policy

    @property
    def view(self) -> View:
        """What it can see now; arrays of shape (1, organisations)."""
        return self.office.view

    @property
    def spent(self) -> float:
        """Cost units spent in the last quarter."""
        return float(self.office.state.arrays.sector["spent"][0])

    def share_lessons(self) -> None:
        """Where failures are coordinated, tell all what closed cases teach; else lessons travel by ties. S13."""
        self.around.lessons_told = None
        if self.office.conduct.coordinated > 0:
            told = 0.0
            for organisation in self.organisations:
                told += organisation.lesson
            self.around.lessons_told = told

    def step(self) -> None:
        """Steps 8 to 14 of the quarter."""
        hand_over(self.organisations, self.office.state)
        self.examine()
        self.designate()
        self.decisions = self.decide()
        self.respond(self.decisions)
        take_back(self.organisations, self.office.state)

    def examine(self) -> None:
        """8 to 10. Inspect by plan and on request, hear of scandals, and update beliefs."""
        self.office.examine()
        self.believed = self.office.state.arrays.files["belief"][0].tolist()

    def designate(self) -> None:
        """11. Say who is officially failing, and who no longer is."""
        self.office.designate()

    def decide(self) -> Decisions:
        """12. Decide by the policy, from the view alone.

        Raises:
            ValueError: where decisions are not legal.
        """
        return self.office.decide()

    def respond(self, decisions: Decisions) -> None:
        """13 and 14. Start and end what was decided as capacities allow, and let blame be felt."""
        self.office.settle(decisions)
