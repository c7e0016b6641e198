"""``Game``: one player regulates one sector, round by round, and sees only what a regulator sees."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Hashable
from dataclasses import dataclass

from simulation.errors import InputError
from simulation.game.advice import advice_on
from simulation.game.orders import OrdersRefusedError, RoundOrders, decisions_of
from simulation.game.past import Past, reports_before
from simulation.game.predictions import Predictions
from simulation.game.setting import GameSetting
from simulation.game.sheet import CaseSheet, PlayerView
from simulation.game.showing import lookout, player_view
from simulation.game.standing import StandingOrders
from simulation.game.value import ValueTask, branch_seed
from simulation.log import LogEntry
from simulation.scenario.parts import Event
from simulation.session import Session, open_run
from simulation.session.decisions import place_of

__all__ = ["AdviceTaken", "Game", "Stage"]


@dataclass(frozen=True)
class Stage:
    """A decision and what came of it.

    Attributes:
        orders: what was decided.
        begun, ended: the quarters between which it held.
        strict: whether orders that could not be served were refused; at a bell they are left to wait.
        entries: what became known and was done, in order.
    """

    orders: RoundOrders
    begun: int
    ended: int
    strict: bool
    entries: tuple[LogEntry, ...]


@dataclass(frozen=True)
class AdviceTaken:
    """Advice that was asked for: before which decision, on whom, from which policy."""

    place: int
    organisation: int
    adviser: str


class Game:
    """A game in play. It is driven from one thread at a time.

    A player decides (``play``), round after round, until the curtain; then ``finish`` takes what the
    player thinks, and gives what was true. ``view`` shows all that the player may see.

    Attributes:
        id: what addresses carry; nothing about the future can be told from it.
        setting: what is played.
        standing: the standing orders in force.
        stages: the decisions so far. A round has one, and the one that a scandal stopped has two.
        advice: the advice taken.
        events: prepared events, with the number of decisions after which each was added.
        predictions: what the player thought at the curtain; nothing before.
        helpers_asked: whether a helper would be found, as asked since the last decision: see ``showing``.
    """

    def __init__(self, setting: GameSetting, seed: int, identifier: str) -> None:
        self.id = identifier
        self.setting = setting
        self.standing: StandingOrders = setting.standing
        self.stages: list[Stage] = []
        self.advice: list[AdviceTaken] = []
        self.events: list[tuple[int, Event]] = []
        self._seed = seed
        self._session = open_run(setting.scenario, seed=seed)
        self._past = Past(reports_before(setting.scenario, seed))
        self._past.add(self._session.view)
        self._tasks: list[ValueTask] = []
        self.helpers_asked: dict[Hashable, str] = {}
        self.predictions: Predictions | None = None

    @classmethod
    def new(cls, setting: GameSetting | str, seed: int | None = None, *, identifier: str | None = None) -> Game:
        """Begin a game.

        Args:
            setting: a setting, or the name or file of one.
            seed: from 0 up, up to 128 bits; one that nobody can guess by default.
            identifier: what addresses are to carry; a new one by default.

        Raises:
            ScenarioError: where the setting cannot be used.
            InputError: for a seed below 0.
        """
        chosen = GameSetting.load(setting) if isinstance(setting, str) else setting
        return cls(chosen, secrets.randbits(128) if seed is None else seed, identifier or secrets.token_urlsafe(9))

    @property
    def seed(self) -> int:
        """The future's seed: for the record alone, never for a page or an address."""
        return self._seed

    @property
    def future(self) -> str:
        """Tells whether two games are played in the same future; the future cannot be told from it."""
        return hashlib.sha256(f"{self.setting.scenario.hash} {self._seed}".encode()).hexdigest()[:16]

    @property
    def digest(self) -> str:
        """SHA-256, in hex, of all that was seen so far: equal where two games came to the same bits."""
        return self._past.digest

    @property
    def past(self) -> Past:
        """What the player was shown before."""
        return self._past

    @property
    def session(self) -> Session:
        """The session underneath, truth and all: for the reveal and for tests, never for a page in play."""
        return self._session

    @property
    def quarter(self) -> int:
        """The quarter that is to be decided, from 0."""
        return self._session.quarter

    @property
    def round(self) -> int:
        """The round in play, from 1; the last one once all are over."""
        return min(self.quarter // self.setting.quarters_a_round + 1, self.setting.rounds)

    @property
    def phase(self) -> str:
        """``decide``, ``again`` (a scandal stopped the round), ``curtain`` (predict now) or ``over``."""
        if self.predictions is not None:
            return "over"
        if self.quarter >= self.setting.curtain:
            return "curtain"
        return "again" if self.quarter % self.setting.quarters_a_round else "decide"

    @property
    def has_stopped(self) -> bool:
        """Whether a scandal has stopped a round: it happens once in a game at most."""
        return any(stage.ended % self.setting.quarters_a_round for stage in self.stages)

    @property
    def round_ends(self) -> int:
        """The quarter in which the present round ends."""
        return min(self.round * self.setting.quarters_a_round, self.setting.curtain)

    @property
    def tasks(self) -> tuple[ValueTask, ...]:
        """The decisions so far, to be valued by ``value_of`` on any executor, during play."""
        return tuple(self._tasks)

    def view(self, draft: RoundOrders | None = None) -> PlayerView:
        """All that the player may see now.

        Args:
            draft: orders about to be given: money, capacity and what is refused take them into account.
        """
        return player_view(self, draft)

    def card(self, organisation: int | str, draft: RoundOrders | None = None) -> CaseSheet:
        """The card of any organisation, by index or name, as the table calls it up.

        Raises:
            DecisionError: where there is none.
        """
        return lookout(self, draft).card(place_of(organisation, self._session.sector))

    def advise(self, organisation: int, adviser: str | None = None) -> str:
        """A line of advice on an organisation; asked twice before one decision it counts once.

        Raises:
            InputError: for a policy that does not ship or an organisation that there is not.
        """
        self._refuse_at_curtain("advice")
        chosen = self.setting.adviser if adviser is None else adviser
        session = self._session
        line = advice_on(organisation, chosen, session.view, session.known, session.context)
        taken = AdviceTaken(len(self.stages), organisation, chosen)
        if taken not in self.advice:
            self.advice.append(taken)
        return line

    def check(self, orders: RoundOrders) -> tuple[str, ...]:
        """Why orders could not be carried out now, a sentence each; nothing is changed.

        Raises:
            DecisionError: for an order that cannot be at all.
        """
        self._refuse_at_curtain("a decision")
        decisions, policy = decisions_of(orders, self._session), orders.standing_policy(self.standing)
        return tuple(found.sentence for found in self._session.check(decisions, standing=policy))

    def play(self, orders: RoundOrders, *, strict: bool = True) -> Stage:
        """Decide, and let the round go by, quarter by quarter, to its end or to a scandal.

        Args:
            orders: what is decided; ``RoundOrders()`` leaves everything to standing orders.
            strict: whether orders that cannot be served now are refused; otherwise they wait, as when
                the bell rings on a draft.

        Raises:
            OrdersRefusedError: where orders cannot be served; the game stays as it is.
            DecisionError, InputError: for an order that cannot be at all, or after the curtain.
        """
        self._refuse_at_curtain("a decision")
        decisions, policy = decisions_of(orders, self._session), orders.standing_policy(self.standing)
        refused = tuple(found.sentence for found in self._session.check(decisions, standing=policy))
        if strict and refused:
            raise OrdersRefusedError(refused)
        session, begun, until = self._session, self.quarter, self.round_ends
        may_stop = self.setting.stops_at_scandal and not self.has_stopped
        self.helpers_asked.clear()
        task = ValueTask(
            self.setting, len(self.stages), self.round, session.state(), session.policy, decisions, policy,
            until, branch_seed(self._seed, len(self.stages)),
        )  # fmt: skip
        entries = list(session.step(decisions, standing=policy))
        self._past.add(session.view)
        while session.quarter < until and not (may_stop and session.view.exposed.any()):
            entries.extend(session.step(standing=policy))
            self._past.add(session.view)
        if orders.standing is not None:
            self.standing = orders.standing
        stage = Stage(orders, begun, session.quarter, strict, tuple(entries))
        self._tasks.append(task)
        self.stages.append(stage)
        return stage

    def add_event(self, event: Event) -> None:
        """Prepare an event for a later quarter of the game, as a facilitator may.

        Raises:
            InputError: where its quarter has come already, or the game is over by then.
            ScenarioError: where it hits nobody that exists.
        """
        self._refuse_at_curtain("an event")
        self._session.add_event(event)
        self.helpers_asked.clear()
        self.events.append((len(self.stages), event))

    def finish(self, predictions: Predictions) -> None:
        """Take what the player thinks, and let the five years after the last round go by.

        Raises:
            InputError: before the curtain, a second time, or where a mark is on nobody.
        """
        if self.phase != "curtain":
            why = "the game is over already" if self.phase == "over" else "the rounds are not over"
            raise InputError(f"{why}, so that nothing can be predicted now")
        predictions.check(len(self._session.sector))
        self.helpers_asked.clear()
        self._session.step(self.setting.run_off, until=self.setting.end)
        self.predictions = predictions

    def _refuse_at_curtain(self, what: str) -> None:
        if self.phase in ("curtain", "over"):
            raise InputError(f"the {self.setting.rounds} rounds are over, so that {what} comes too late")
