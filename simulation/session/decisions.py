"""Explicit decisions: what a player, or a program, asks for at an organisation, checked and in codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from simulation.errors import InputError, did_you_mean, one_of
from simulation.log import Snapshot
from simulation.log.phrases import one
from simulation.sector import Sector
from simulation.vocabulary import Examination, Stance, words

__all__ = ["UNSAID", "Action", "Decision", "DecisionError", "Order", "orders_of", "place_of"]

UNSAID = -2
"""In place of a stance: none was said. The codes of stances begin at -1."""
_NOTHING = -1


class DecisionError(InputError):
    """A decision cannot be taken: the message names the organisation, what is wrong and what is allowed."""


class Action(IntEnum):
    """What can be done about the instrument at an organisation, in codes for arrays."""

    LEAVE = 0
    """to the policy that decides for all the others"""
    HOLD = 1
    """what runs goes on, and nothing begins"""
    STOP = 2
    START = 3
    AFRESH = 4
    """start, even where the same instrument runs already"""


@dataclass(frozen=True)
class Decision:
    """What is decided at one organisation. It is taken in the first quarter of a step.

    An organisation that a decision starts, stops or holds something at stays in your hands until one
    says ``leave``: what runs there goes on, and nothing begins that you don't ask for. A start that
    cannot be served waits, and a stop within an instrument's least time waits, until it can be done or
    another decision takes its place.

    Attributes:
        organisation: its index or its name.
        action: ``start``, ``stop``, ``hold`` or ``leave``; nothing leaves the instrument as it is.
        instrument: what is to start, by name ("improvement board") or code; elsewhere it may be left
            out, or names what must be running there.
        fresh: with ``start``: a fresh one, also in place of a running one of the same kind.
        examine: ``inspection`` or ``peer review``, asked for next quarter.
        stance: ``censure``, ``neutral`` or ``candour protected``; it stays until another is taken, and
            counts while the organisation is called failing or treated.
    """

    organisation: int | str
    action: str | None = None
    instrument: str | int | None = None
    fresh: bool = False
    examine: str | None = None
    stance: str | None = None


class Order(NamedTuple):
    """A decision in codes; -1 where it names no action or instrument, ``UNSAID`` where no stance, 0 where no look."""

    organisation: int
    action: int
    instrument: int
    examine: int
    stance: int


def place_of(organisation: int | str, sector: Sector) -> int:
    """The index of an organisation given by index, by the name that is shown, or by identifier.

    Raises:
        DecisionError: where there is none.
    """
    if isinstance(organisation, str):
        for known in (sector.names, sector.identifiers):
            if organisation in known:
                return known.index(organisation)
        hint = did_you_mean(organisation, sector.names)
        raise DecisionError(f'no organisation here is called "{organisation}"{hint}')
    if isinstance(organisation, bool) or not 0 <= organisation < len(sector):
        raise DecisionError(f"organisations have the numbers 0 to {len(sector) - 1}; there is no {organisation}")
    return int(organisation)


def _plain(text: str) -> str:
    return str(text).strip().lower().replace("_", " ").replace("-", " ")


def _code(text: str, known: Sequence[str], what: str, name: str) -> int:
    """The place of a word among those that are allowed."""
    allowed = [_plain(word) for word in known]
    if _plain(text) not in allowed:
        hint = did_you_mean(_plain(text), allowed)
        raise DecisionError(f'{name}: there is no {what} "{text}"; it must be {one_of(allowed)}{hint}')
    return allowed.index(_plain(text))


def _instrument(decision: Decision, tool_names: Sequence[str], name: str) -> int:
    """The code of the instrument that a decision names."""
    given = decision.instrument
    if given is None:
        return _NOTHING
    if isinstance(given, str):
        return 1 + _code(given, tool_names[1:], "instrument", name)
    if isinstance(given, bool) or not 1 <= given < len(tool_names):
        raise DecisionError(f"{name}: instruments have the codes 1 to {len(tool_names) - 1}; there is no {given}")
    return int(given)


def _action(decision: Decision, instrument: int, name: str) -> int:
    """The code of what a decision does about the instrument; whether its parts fit together."""
    if decision.action is None:
        if instrument != _NOTHING or decision.fresh:
            raise DecisionError(f"{name}: an instrument is named, but no action; it must be start, stop or hold")
        if decision.examine is None and decision.stance is None:
            raise DecisionError(f"{name}: nothing is decided; give an action, an examination or a stance")
        return _NOTHING
    actions = [action.name.lower() for action in Action if action != Action.AFRESH]
    action = _code(decision.action, actions, "action", name)
    if action == Action.START and instrument == _NOTHING:
        raise DecisionError(f"{name}: start needs an instrument")
    if action == Action.LEAVE and instrument != _NOTHING:
        raise DecisionError(f"{name}: leave hands the organisation over and names no instrument")
    if decision.fresh and action != Action.START:
        raise DecisionError(f"{name}: only a start can be fresh")
    return int(Action.AFRESH) if decision.fresh else action


def _check_against(order: Order, now: Snapshot, tool_names: Sequence[str], name: str) -> None:
    """Whether what is to be stopped, held or started fits what is there."""
    running, waits_for = int(now.instrument[order.organisation]), int(now.wanted[order.organisation])
    has = f"has {one(tool_names[running])}" if running else "has no instrument"
    if order.action == Action.START and running == order.instrument:
        raise DecisionError(f"{name} {has} already; hold it, or start it afresh (fresh=True)")
    if order.action == Action.STOP and not (running or waits_for):
        raise DecisionError(f"{name} {has} and waits for none, so that there is nothing to stop")
    if order.action in (Action.STOP, Action.HOLD) and order.instrument not in (_NOTHING, running):
        if order.action == Action.STOP and order.instrument == waits_for:
            return
        raise DecisionError(f"{name} {has}, not {one(tool_names[order.instrument])}")


def orders_of(
    decisions: Sequence[Decision], now: Snapshot, sector: Sector, tool_names: Sequence[str]
) -> tuple[Order, ...]:
    """Decisions in codes, checked against what is there. That capacity or budget lacks is no mistake.

    Args:
        decisions: at most one for each organisation.
        now: what is known and in place.
        sector: who the organisations are.
        tool_names: the instruments' names, in the order of their codes.

    Raises:
        DecisionError: at the first decision that cannot be taken.
    """
    orders: dict[int, Order] = {}
    stances = [words(stance) for stance in Stance]
    looks = [words(Examination.INSPECTION), words(Examination.PEER_REVIEW)]
    for decision in decisions:
        if not isinstance(decision, Decision):
            raise DecisionError(f"a list of Decision is needed, but it holds a {type(decision).__name__}")
        place = place_of(decision.organisation, sector)
        name = sector.names[place]
        if place in orders:
            raise DecisionError(f"{name} has two decisions; put what is decided there into one")
        instrument = _instrument(decision, tool_names, name)
        order = Order(
            place,
            _action(decision, instrument, name),
            instrument,
            0 if decision.examine is None else 1 + _code(decision.examine, looks, "examination", name),
            UNSAID if decision.stance is None else list(Stance)[_code(decision.stance, stances, "stance", name)],
        )
        _check_against(order, now, tool_names, name)
        orders[place] = order
    return tuple(orders.values())
