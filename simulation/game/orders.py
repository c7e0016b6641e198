"""What a player decides in a round: case by case, and what stands for all the others."""

from __future__ import annotations

from typing import Literal

from simulation.errors import InputError, did_you_mean, one_of
from simulation.game.standing import StandingOrders
from simulation.policies import POLICIES, load_policy
from simulation.regulation.policy import Policy
from simulation.scenario.fields import Part, Text, Whole
from simulation.session import Decision, Session
from simulation.session.decisions import DecisionError

__all__ = [
    "HOLD",
    "INSPECT",
    "REVIEW",
    "STANCES",
    "STOP",
    "CaseOrder",
    "OrdersRefusedError",
    "RoundOrders",
    "StanceWord",
    "decisions_of",
]

INSPECT, REVIEW, HOLD, STOP = "inspect", "peer_review", "hold", "stop"
"""Actions beside the instruments, which go by their own names ("improvement_board")."""
StanceWord = Literal["censure", "neutral", "candour protected"]
STANCES: tuple[StanceWord, ...] = ("censure", "neutral", "candour protected")


class OrdersRefusedError(InputError):
    """Orders that could not be carried out; ``sentences`` has a reason for each, and the message is the first.

    Attributes:
        sentences: why, one for each order that could not.
    """

    def __init__(self, sentences: tuple[str, ...]) -> None:
        super().__init__(sentences[0])
        self.sentences = sentences


class CaseOrder(Part):
    """What is decided at one organisation.

    Attributes:
        organisation: its index.
        action: ``inspect``, ``peer_review``, an instrument's name, ``hold`` or ``stop``; nothing where
            only the stance is decided.
        stance: ``censure``, ``neutral`` or ``candour protected``; nothing leaves it as it is.
    """

    organisation: Whole
    action: Text | None = None
    stance: StanceWord | None = None


class RoundOrders(Part):
    """A player's orders for a round.

    Attributes:
        cases: at most one for each organisation.
        standing: standing orders from now on; nothing leaves them as they are.
        policy: a shipped policy that decides in place of standing orders, for rehearsals and tests.
    """

    cases: tuple[CaseOrder, ...] = ()
    standing: StandingOrders | None = None
    policy: Text | None = None

    def standing_policy(self, before: StandingOrders) -> Policy:
        """Who decides wherever no case is decided.

        Args:
            before: the standing orders so far.

        Raises:
            InputError: for a policy that does not ship.
        """
        if self.policy is None:
            return (self.standing or before).policy()
        if self.policy.partition(":")[0].strip() not in POLICIES:
            raise InputError(f'"{self.policy}" is no policy that ships{did_you_mean(self.policy, POLICIES)}')
        return load_policy(self.policy)


def decisions_of(orders: RoundOrders, session: Session) -> tuple[Decision, ...]:
    """The orders as a session takes them, and whatever was in hand before and is settled given back.

    A decision stands until what it asked for has begun, has ended or can no longer be had. From the
    next round on, standing orders deal with it, under which what runs goes on until its work is done.

    Raises:
        DecisionError: for an order that cannot be, in a sentence.
    """
    tools = session.context.tool_names
    decided = tuple(_decision(order, tools, session) for order in orders.cases)
    named = {decision.organisation for decision in decided}
    return decided + tuple(Decision(i, "leave") for i in _settled(session) if i not in named)


def _decision(order: CaseOrder, tools: tuple[str, ...], session: Session) -> Decision:
    i, action = order.organisation, order.action
    if not 0 <= i < len(session.sector):
        raise DecisionError(f"organisations have the numbers 0 to {len(session.sector) - 1}; there is no {i}")
    name = session.sector.names[i]
    if action is None and order.stance is None:
        raise DecisionError(f"{name}: nothing is decided; choose an action or a stance, or leave it out")
    if action in (None, HOLD, STOP):
        return Decision(i, action, stance=order.stance)
    if action in (INSPECT, REVIEW):
        return Decision(i, examine="inspection" if action == INSPECT else "peer review", stance=order.stance)
    if action not in tools[1:]:
        allowed = (INSPECT, REVIEW, *tools[1:], HOLD, STOP)
        hint = did_you_mean(str(action), allowed)
        raise DecisionError(f'{name}: there is no action "{action}"; it must be {one_of(allowed)}{hint}')
    return Decision(i, "start", action, stance=order.stance)


def _settled(session: Session) -> list[int]:
    """Organisations that are in hand still, although what was asked for there has come about or lapsed."""
    known = session.known
    goes_on = {"start": known.waiting > 0, "start afresh": known.waiting > 0, "stop": known.instrument > 0}
    return [i for i, action in enumerate(session.in_hand) if action and not (action in goes_on and goes_on[action][i])]
