"""A session: one run, driven from outside a step at a time."""

from __future__ import annotations

from collections.abc import Sequence

from simulation.errors import InputError
from simulation.given import whole_number
from simulation.log import LogEntry
from simulation.policies import policy_named
from simulation.regulation.policy import Policy
from simulation.scenario import Scenario
from simulation.scenario.parts import Event
from simulation.session.branching import Branches, Plan, play_branches
from simulation.session.checking import Unserved, unserved
from simulation.session.decisions import Decision, Order, orders_of
from simulation.session.desk import laid_out
from simulation.session.hands import ByHand, new_hands
from simulation.session.readings import Readings
from simulation.session.saving import desk_from, saved
from simulation.session.story import Story

__all__ = ["Session"]


class Session(Readings):
    """One run from where the policies branch, driven a step at a time: see ``open_run``.

    A session rests where the regulator is about to decide: the present quarter's news is in, its
    decision is not. So the view shows what the next decision will be based on; a decision acts from the
    next quarter; and the present quarter counts towards the outcomes once it is decided. After the last
    quarter there is nothing left to decide, and the view shows how things stand.

    The same scenario, seed and run, with the same events and decisions, give the same bits, whether
    they were taken in one step or in many, by a policy, by hand or from a record.
    """

    @classmethod
    def from_bytes(cls, scenario: Scenario | str, data: bytes, *, policies: Sequence[Policy] = ()) -> Session:
        """The session that ``state`` gave, to the bit, in a new process or on another day.

        Args:
            scenario: the scenario in which it was saved.
            data: the bytes.
            policies: policies that do not ship and may have been at the desk; none is loaded from a file.

        Raises:
            StateError: where the bytes are not a session of this scenario that can go on here.
        """
        loaded = Scenario.of(scenario)
        return cls(desk_from(loaded, data, policies), None)

    def restore(self, data: bytes, *, policies: Sequence[Policy] = ()) -> None:
        """Go back (or forward) to what ``state`` gave in a session of the same scenario.

        Raises:
            StateError: as in ``from_bytes``; the session then stays as it is.
        """
        known = (*policies, self._desk.driver.policy)
        self._desk, self._told = desk_from(self._desk.scenario, data, known), None

    def state(self) -> bytes:
        """All that the session is, as bytes: see ``container`` for the format.

        Raises:
            StateError: where the policy remembers anything but arrays of plain numbers.
        """
        return saved(self._desk)

    def step(
        self,
        what: Policy | str | Sequence[Decision] | None = None,
        *,
        until: int | None = None,
        standing: Policy | str | None = None,
    ) -> tuple[LogEntry, ...]:
        """Go on to a later quarter.

        A policy decides for all organisations, and whatever was in hand is handed over to it. An equal
        policy (the same name and levers) goes on with its memory; another begins anew. Where a session
        was opened without a policy, one that takes the first step has been there from the beginning.

        Explicit decisions are taken in the present quarter; what they began is held in the quarters
        after (see ``Decision``). For organisations that are not in hand ``standing`` decides; without
        it, what runs goes on, a stance stays, and nothing begins.

        Args:
            what: a policy, its name, or decisions; nothing goes on as before.
            until: the quarter to go on to, counted from where the policies branched; the next by default.
            standing: who decides for organisations that are not in hand.

        Returns:
            What the log has to say of it.

        Raises:
            DecisionError, PolicyError: for a decision that cannot be taken, or an unknown policy.
            InputError: where the quarter has passed, or lies beyond the scenario's last.
        """
        end = self._quarter_after(until, "a step")
        orders = self._seat(what, standing)
        desk, story = self._desk, self._story
        said, quarter = len(story.log), None
        while desk.quarter < end:
            quarter = desk.advance(desk.decide(orders), story.keep, quarter)
            story.tell(quarter, desk)
            orders = ()
        return tuple(story.log[said:])

    def check(self, decisions: Sequence[Decision], *, standing: Policy | str | None = None) -> tuple[Unserved, ...]:
        """What of these decisions could not be served this quarter, and why; nothing is changed.

        Raises:
            DecisionError: for a decision that cannot be taken at all.
        """
        self._refuse_at_end("a decision")
        return unserved(self._desk, self._orders(decisions), self._standing(standing))

    def branch(
        self,
        policy: Policy | str,
        *,
        futures: int,
        seed: int,
        decisions: Sequence[Decision] | None = None,
        standing: Policy | str | None = None,
        switch: int | None = None,
        quarters: int | None = None,
        first_future: int = 0,
        series: bool = False,
        later: Sequence[tuple[int, Policy | str]] = (),
    ) -> Branches:
        """Go on from here in redrawn futures; the session stays as it is.

        What is redrawn is chance from the next quarter on. The present quarter is decided once, as a
        step would decide it here. Futures depend on this run, the quarter and ``seed`` alone, so that
        two policies branched with one seed meet the same futures, pair by pair.

        With ``decisions`` or ``standing``, they decide as in ``step`` up to quarter ``switch`` (the next
        one by default), and then the policy decides for all.

        Args:
            policy: who decides; an equal one to that of the last step goes on with its memory.
            futures: how many.
            seed: of the redrawn futures.
            decisions, standing, switch: what happens before the policy takes over.
            quarters: how long; to the scenario's end by default.
            first_future: the number of the first, so that more can be added to what is there.
            series: whether to keep the sector's series.
            later: further policies, each with the quarter from which it decides, none before ``switch``.

        Returns:
            A row of outcomes a future, counted from the present quarter on and costs discounted to it;
            the trend in pressure goes on.

        Raises:
            DecisionError, PolicyError, InputError: as in ``step``.
        """
        self._refuse_at_end("a branch")
        desk = self._desk
        futures, seed = whole_number("futures", futures, least=1), whole_number("seed", seed)
        first_future = whole_number("first_future", first_future)
        then = policy_named(policy)
        by_hand = decisions is not None or standing is not None
        here, branched = desk.quarter, desk.state.branched
        end = here + quarters if quarters is not None else desk.last
        turn = self._quarter_after(switch, "a switch")
        if any(quarter < turn for quarter, _ in later):
            raise InputError(f"a later policy can decide from quarter {turn} on, when the one before it has begun")
        plan = Plan(
            first=self._standing(standing) if by_hand else then,
            orders=self._orders(decisions or ()),
            hands_on=by_hand,
            switch=branched + turn,
            then=then,
            end=branched + self._quarter_after(end, "a branch"),
            later=tuple((branched + quarter, policy_named(successor)) for quarter, successor in later),
        )
        return play_branches(
            desk, plan, seed=seed, numbers=range(first_future, first_future + futures), with_series=series
        )

    def add_event(self, event: Event) -> None:
        """Prepare an event for a later quarter.

        Raises:
            InputError: where its quarter has come, or lies beyond the last.
            ScenarioError: where it hits nobody that exists.
        """
        self._desk.add_event(event)

    def _seat(self, what: Policy | str | Sequence[Decision] | None, standing: Policy | str | None) -> tuple[Order, ...]:
        """Put whoever is to decide at the desk; the explicit decisions of the present quarter."""
        if isinstance(what, Policy | str):
            if standing is not None:
                raise InputError("a policy decides for all organisations; leave standing out, or give decisions")
            self._hand_over(policy_named(what))
            return ()
        if what is None and standing is None:
            self._desk.is_claimed = True
            return ()
        policy, orders = self._standing(standing), self._orders(what or ())
        self._desk.seat(policy)
        self._desk.is_claimed = True
        return orders

    def _hand_over(self, policy: Policy) -> None:
        """Let a policy decide for all; the first to come has been there from the beginning."""
        desk = self._desk
        if not desk.is_claimed:
            self._desk, before = laid_out(
                desk.scenario, policy, seed=desk.seed, run=desk.run, events=desk.added, real_names=desk.real_names
            )
            self._told = Story(self._desk, before)
            return
        desk.seat(policy)
        desk.hands = new_hands(1, len(self.sector))

    def _standing(self, standing: Policy | str | None) -> Policy:
        """Who decides for organisations that are not in hand."""
        if standing is not None:
            return policy_named(standing)
        return self.policy if isinstance(self.policy, ByHand) else ByHand()

    def _orders(self, decisions: Sequence[Decision]) -> tuple[Order, ...]:
        return orders_of(decisions, self._desk.snapshot(), self.sector, self._desk.worlds.tool_names)

    def _refuse_at_end(self, what: str) -> None:
        if self.quarter >= self.last:
            raise InputError(f"the scenario ends after {self.last} quarters, so that {what} comes too late")

    def _quarter_after(self, until: int | None, what: str) -> int:
        """A quarter after the present one, the next where none is named."""
        self._refuse_at_end(what)
        end = self.quarter + 1 if until is None else until
        if isinstance(end, bool) or not self.quarter < end <= self.last:
            raise InputError(
                f"{what} from quarter {self.quarter} can go to quarters {self.quarter + 1} to {self.last}, not to {end}"
            )
        return end
