"""Many futures from one present: the same state, other draws, under whoever is to decide."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulation.measures import branch_off
from simulation.outcomes import outcome_frame
from simulation.playing import NO_SERIES, Driver
from simulation.regulation.decisions import Decisions
from simulation.regulation.policy import Policy
from simulation.series import SERIES, Series
from simulation.session.decisions import UNSAID, Order
from simulation.session.desk import Desk
from simulation.session.hands import Hands
from simulation.worlds import redraw

__all__ = ["Branches", "Plan", "play_branches"]

_PART_BYTES = 64_000_000
"""As many futures are played at once as have this many bytes of draws."""

Memory = dict[str, np.ndarray]


@dataclass(frozen=True, eq=False)
class Branches:
    """What came of one present in many futures.

    Attributes:
        outcomes: a row a future, indexed by its number; columns as in ``OUTCOMES``, counted from the
            present quarter on.
        series: the sector's series, shape (futures, quarters, columns); no futures unless asked for.
        series_names: the columns of ``series``.
    """

    outcomes: pd.DataFrame
    series: np.ndarray
    series_names: tuple[str, ...] = SERIES

    def __repr__(self) -> str:
        return f"<Branches: {len(self.outcomes)} futures of one present>"


@dataclass(frozen=True)
class Plan:
    """Who decides in a branch, and until when; quarters from the run-in's first.

    Attributes:
        first: who decides from the present quarter on, with ``orders`` over it.
        orders: explicit decisions of the present quarter.
        hands_on: whether organisations that are in hand stay there while ``first`` decides.
        switch: the quarter from which ``then`` decides for all.
        then: the policy that does.
        end: the quarter before which the branch ends.
        later: further policies, each with the quarter from which it decides for all, in order.
    """

    first: Policy
    orders: tuple[Order, ...]
    hands_on: bool
    switch: int
    then: Policy
    end: int
    later: tuple[tuple[int, Policy], ...] = ()


def _copies(memory: Memory, times: int) -> Memory:
    return {name: np.repeat(array, times, axis=0) for name, array in memory.items()}


def _decide_now(desk: Desk, plan: Plan) -> tuple[Decisions, Memory, Hands]:
    """The decisions of the present quarter, taken once for all futures; what is remembered and in hand after."""
    driver = Driver(desk.worlds, desk.state.copy(), desk.setting, plan.first)
    if plan.first == desk.driver.policy:
        driver.memory = _copies(desk.driver.memory, 1)
    view = driver.view
    hands = desk.hands.copy()
    if not plan.hands_on:
        hands.action[:] = 0
        hands.stance[:] = UNSAID
    hands.catch_up(view)
    hands.take(plan.orders, view)
    return hands.over(driver.decide(), plan.orders, view), driver.memory, hands


def _play_part(
    desk: Desk, plan: Plan, now: tuple[Decisions, Memory, Hands], seed: int, numbers: range, series: np.ndarray
) -> pd.DataFrame:
    """Some futures, in one batch."""
    present, count = desk.state.quarter, len(numbers)
    state = desk.state.repeat(0, count)
    branch_off(state.arrays)
    worlds = redraw(desk.worlds, futures=count, seed=seed, first_quarter=present + 1, first_future=numbers.start)
    decisions, memory, hands = now
    hands = hands.repeat(count)
    driver = Driver(worlds, state, desk.setting, plan.first)
    driver.memory, driver.counted_from = _copies(memory, count), present
    decisions = Decisions(*(np.repeat(a, count, axis=0) for a in decisions))
    turns = dict(((plan.switch, plan.then), *plan.later))
    while state.quarter < plan.end - 1:
        driver.turn(decisions, series)
        if turns.get(state.quarter, driver.policy) != driver.policy:
            driver = Driver(worlds, state, desk.setting, turns[state.quarter])
            driver.counted_from = present
        decisions = driver.decide()
        if state.quarter < plan.switch:
            hands.catch_up(driver.view)
            decisions = hands.over(decisions, (), driver.view)
    driver.settle(decisions, series)
    frame = outcome_frame(state.arrays, sizes_known=worlds.sector.size is not None)
    frame.index = pd.Index(numbers, name="future")
    return frame


def play_branches(desk: Desk, plan: Plan, *, seed: int, numbers: range, with_series: bool) -> Branches:
    """Play the plan from the desk's present in redrawn futures; the desk stays as it is.

    Args:
        desk: where it stands.
        plan: who decides.
        seed: of the redrawn futures; with a future's number it determines the future.
        numbers: the futures' numbers.
        with_series: whether to keep the sector's series.
    """
    now = _decide_now(desk, plan)
    quarters = plan.end - desk.state.quarter
    shape = desk.worlds.world.shocks.shape[1:]
    size = max(1, min(len(numbers), _PART_BYTES // (8 * shape[0] * shape[1])))
    frames, kept = [], []
    for begin in range(0, len(numbers), size):
        part = numbers[begin : begin + size]
        series = np.zeros((len(part), quarters, len(Series))) if with_series else NO_SERIES
        frames.append(_play_part(desk, plan, now, seed, part, series))
        kept.append(series)
    return Branches(pd.concat(frames), np.concatenate(kept))
