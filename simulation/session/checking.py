"""What decisions would come to, before they are taken: which of them could not be served, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simulation.log import Snapshot, snapshot_of, why_waiting
from simulation.log.phrases import one, quarters, the
from simulation.playing import Driver
from simulation.regulation.policy import Policy
from simulation.session.decisions import UNSAID, Action, Order
from simulation.session.desk import Desk
from simulation.state import State

__all__ = ["Unserved", "unserved"]


@dataclass(frozen=True)
class Unserved:
    """A decision, or a part of one, that would not come about this quarter.

    Attributes:
        organisation: its index.
        name: its name.
        sentence: what would not happen, and why.
    """

    organisation: int
    name: str
    sentence: str


def unserved(desk: Desk, orders: Sequence[Order], standing: Policy) -> tuple[Unserved, ...]:
    """What of ``orders`` could not be done this quarter, found by trying it on a copy.

    Args:
        desk: where it stands; it stays as it is.
        orders: the decisions, in codes.
        standing: who decides for the other organisations.
    """
    driver = Driver(desk.worlds, desk.state.copy(), desk.setting, standing)
    if standing == desk.driver.policy:
        driver.memory = {name: array.copy() for name, array in desk.driver.memory.items()}
    hands, view = desk.hands.copy(), driver.view
    hands.catch_up(view)
    hands.take(orders, view)
    before = desk.snapshot()
    driver.settle(hands.over(driver.decide(), orders, view))
    after = snapshot_of(driver.state)
    return tuple(
        Unserved(order.organisation, desk.context.names[order.organisation], sentence)
        for order in orders
        for sentence in _complaints(desk, order, before, after, driver.state)
    )


def _complaints(desk: Desk, order: Order, before: Snapshot, after: Snapshot, state: State) -> Iterator[str]:
    i, name = order.organisation, desk.context.names[order.organisation]
    if order.action >= Action.START and not (after.uses[order.instrument, i] > before.uses[order.instrument, i]):
        yield _not_started(desk, order, before, after)
    if order.action == Action.STOP and after.instrument[i] > 0:
        running = int(after.instrument[i])
        least, lasted = int(desk.context.tools[running]["least_quarters"]), int(before.quarters_in[i])
        tool = the(desk.context.tool_names[running])
        yield f"{name}: {tool} lasts {quarters(least)} at least and has lasted {lasted}; it ends when that is over"
    if order.examine and int(state.arrays.files["requested"][0, i]) != order.examine:
        yield f"{name}: no budget is left for an examination next quarter"
    if order.stance != UNSAID and not (before.designated[i] > 0 or after.instrument[i] > 0):
        yield f"{name}: a stance counts where an organisation is called failing or treated, and it is neither"


def _not_started(desk: Desk, order: Order, before: Snapshot, after: Snapshot) -> str:
    """Why an instrument would not begin: it waits, or it cannot be begun there now."""
    i, context = order.organisation, desk.context
    name, tool = context.names[i], context.tools[order.instrument]
    what, running = one(context.tool_names[order.instrument]), int(before.instrument[i])
    if after.waiting[i] > 0:
        return f"{name} would wait for {what}: {why_waiting(before, after, i, context)}"
    if running and before.quarters_in[i] < context.tools[running]["least_quarters"]:
        least, is_there = int(context.tools[running]["least_quarters"]), the(context.tool_names[running])
        return (
            f"{name}: {what} can replace {is_there} once that has lasted {quarters(least)};"
            f" it has lasted {int(before.quarters_in[i])}"
        )
    since = desk.state.quarter - int(desk.state.arrays.last_end[0, order.instrument, i])
    if tool["pause"] > 0 and since < tool["pause"]:
        return (
            f"{name}: {what} ended there {quarters(since)} ago, and cannot come again"
            f" before {quarters(int(tool['pause']))} have passed"
        )
    limit = context.warning + float(tool["release_margin"])
    believed = f"it is believed {before.belief[i]:.0f}"
    return f"{name}: {what} begins where an organisation is believed at or below {limit:g}; {believed}"
