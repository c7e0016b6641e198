"""What a decision was worth, apart from luck: the player's and a plain policy's, in the same redrawn futures.

From the state at a decision, many futures are redrawn. In each, once the player's orders hold to the end
of the round and then the plain policy decides, and once that policy decides from the start; after the
last round both run off. The mean of the paired differences is the decision's value: point-years of harm
avoided, less what the extra cost is priced at. A policy entered as the player is worth exactly nil
against itself.

A ``ValueTask`` holds plain data and is valued by a module-level function, so that any executor can do it;
its result depends on the task alone, to the bit.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from simulation.game.setting import GameSetting
from simulation.policies import load_policy
from simulation.regulation.policy import Policy
from simulation.session import Decision, Session

__all__ = ["DecisionValue", "ValueTask", "branch_seed", "total_value", "value_of"]

_NINETEEN_IN_TWENTY = 1.959963984540054


@dataclass(frozen=True)
class ValueTask:
    """One decision to be valued. It holds the game's secrets (a session's bytes): it stays on the server.

    Attributes:
        setting: the game's.
        place: which decision of the game, from 0.
        round: the round that it was taken in, from 1.
        state: the session's bytes when it was taken.
        seated: who was at the desk then, which the bytes name.
        decisions: what was decided.
        standing: who decided wherever no case was.
        until: the quarter in which the round ends.
        seed: of the redrawn futures.
        stops_at_curtain: whether counting ends with the last round; only to show what that would reward.
    """

    setting: GameSetting
    place: int
    round: int
    state: bytes
    seated: Policy
    decisions: tuple[Decision, ...]
    standing: Policy
    until: int
    seed: int
    stops_at_curtain: bool = False


@dataclass(frozen=True)
class DecisionValue:
    """What a decision was worth, over the redrawn futures; above nil is better than the plain policy.

    Attributes:
        place, round: as in the task; -1 and 0 for a total.
        value: point-years of harm avoided, less the price of extra cost.
        low, high: the value's 95% interval, from how far futures differ.
        variance: of the mean, from which the interval is made.
        harm_avoided: point-years.
        extra_cost: cost units.
        better_in: share of futures in which the player's orders did better.
        futures: how many.
    """

    place: int
    round: int
    value: float
    low: float
    high: float
    variance: float
    harm_avoided: float
    extra_cost: float
    better_in: float
    futures: int


def branch_seed(seed: int, place: int) -> int:
    """The seed of the futures in which decision ``place`` is valued; the game's own cannot be told from it."""
    digest = hashlib.sha256(f"turnaround game {seed} decision {place}".encode()).digest()
    return int.from_bytes(digest[:8], "little")


def value_of(task: ValueTask) -> DecisionValue:
    """Value one decision; the same task gives the same bits, wherever it runs."""
    setting = task.setting
    session = Session.from_bytes(setting.scenario, task.state, policies=[task.seated])
    follows, curtain = load_policy(setting.follows), setting.curtain
    end = curtain if task.stops_at_curtain else setting.end
    after: tuple[tuple[int, Policy], ...] = () if task.stops_at_curtain else ((curtain, setting.run_off),)

    def branched(decisions: tuple[Decision, ...] | None, standing: Policy | None) -> pd.DataFrame:
        return session.branch(
            follows, futures=setting.futures, seed=task.seed, quarters=end - session.quarter, later=after,
            decisions=decisions, standing=standing, switch=None if standing is None else task.until,
        ).outcomes  # fmt: skip

    players, plain = branched(task.decisions, task.standing), branched(None, None)
    harm = (plain["harm"] - players["harm"]).to_numpy()
    cost = (players["cost"] - plain["cost"]).to_numpy()
    value = harm - setting.price * cost
    return _summed(
        task.place, task.round, float(value.mean()), float(value.var(ddof=1)) / len(value),
        float(harm.mean()), float(cost.mean()), float(np.mean(value > 0)), len(value),
    )  # fmt: skip


def total_value(values: Iterable[DecisionValue]) -> DecisionValue:
    """The player's value: the sum over decisions, whose futures are drawn apart."""
    parts = sorted(values, key=lambda part: part.place)
    return _summed(
        -1,
        0,
        math.fsum(part.value for part in parts),
        math.fsum(part.variance for part in parts),
        math.fsum(part.harm_avoided for part in parts),
        math.fsum(part.extra_cost for part in parts),
        float(np.mean([part.better_in for part in parts])) if parts else 0.0,
        sum(part.futures for part in parts),
    )


def _summed(
    place: int, round_: int, value: float, variance: float, harm: float, cost: float, better: float, futures: int
) -> DecisionValue:
    half = _NINETEEN_IN_TWENTY * math.sqrt(variance)
    return DecisionValue(place, round_, value, value - half, value + half, variance, harm, cost, better, futures)
