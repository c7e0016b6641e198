"""What can be read from a session: the present, the past and the outcomes so far. Reading changes nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd

from simulation.log import Context, LogEntry, Snapshot
from simulation.outcomes import OUTCOMES, outcome_frame
from simulation.policies import spec_of
from simulation.regulation.policy import Policy
from simulation.regulation.view import View
from simulation.scenario import Scenario
from simulation.scenario.parts import Event
from simulation.sector import Sector
from simulation.session.desk import Decided, Desk
from simulation.session.frames import capacity_frame, in_hand, seen_frame, true_frame
from simulation.session.story import History, Story, told_again
from simulation.session.viewing import kept_view

__all__ = ["Readings"]


class Readings:
    """The part of a session that only looks."""

    def __init__(self, desk: Desk, story: Story | None) -> None:
        self._desk = desk
        self._told = story

    def __repr__(self) -> str:
        return (
            f"<Session in {self.scenario.name}, run {self._desk.run}: quarter {self.quarter} of {self.last},"
            f" {spec_of(self.policy)} decides>"
        )

    @property
    def quarter(self) -> int:
        """The quarter that is to be decided, counted from where the policies branched; as many are settled."""
        return self._desk.quarter

    @property
    def last(self) -> int:
        """How many quarters the scenario has."""
        return self._desk.last

    @property
    def scenario(self) -> Scenario:
        """The scenario."""
        return self._desk.scenario

    @property
    def sector(self) -> Sector:
        """Who the organisations are."""
        return self._desk.worlds.sector

    @property
    def policy(self) -> Policy:
        """The policy at the desk: who decides for all that is not in hand."""
        return self._desk.driver.policy

    @property
    def view(self) -> View:
        """The regulator's view, of one run: a copy that stays as it is."""
        return kept_view(self._desk.driver.view)

    @property
    def known(self) -> Snapshot:
        """The same with who helps whom, as the log has it."""
        return self._desk.snapshot()

    @property
    def context(self) -> Context:
        """What the regulator knows that does not change during the run: names, thresholds, instruments' numbers."""
        return self._desk.context

    @property
    def organisations(self) -> pd.DataFrame:
        """What the regulator knows of each organisation: see ``frames.seen_frame``."""
        return seen_frame(self._desk)

    @property
    def in_hand(self) -> list[str]:
        """The action of the explicit decision that stands at each organisation, empty where the policy decides."""
        return in_hand(self._desk)

    @property
    def capacities(self) -> pd.DataFrame:
        """Each instrument's capacity, use, queue and cost."""
        return capacity_frame(self._desk)

    @property
    def truth(self) -> pd.DataFrame:
        """What each organisation truly is now; for after the curtain."""
        return true_frame(self._desk)

    @property
    def decisions(self) -> tuple[Decided, ...]:
        """What was decided, quarter by quarter; ``replay`` takes it."""
        return tuple(self._desk.decided)

    @property
    def events(self) -> tuple[Event, ...]:
        """Events that were added to the scenario's."""
        return self._desk.added

    @property
    def log(self) -> tuple[LogEntry, ...]:
        """What happened, where and why, in sentences from what the regulator knew."""
        return tuple(self._story.log)

    @property
    def history(self) -> History:
        """Every organisation in every settled quarter."""
        return self._story.history

    def outcomes(self) -> pd.DataFrame:
        """The measures of the quarters settled so far, in one row; empty before the first is."""
        if self.quarter == 0:
            return pd.DataFrame({outcome.name: np.empty(0) for outcome in OUTCOMES})
        frame = outcome_frame(self._desk.state.arrays, sizes_known=self.sector.size is not None)
        frame.index = pd.Index([self._desk.run], name="run")
        return frame

    @property
    def _story(self) -> Story:
        """Log and history; after a restore they are told again from the recorded decisions."""
        if self._told is None:
            self._told = told_again(self._desk)
        return self._told
