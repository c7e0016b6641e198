"""Every shipped policy in the player's own future, under the same ending: harm and cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulation.game.setting import GameSetting
from simulation.outcomes import outcome_frame
from simulation.playing import Driver
from simulation.policies import load_policy
from simulation.regulation.policy import Policy
from simulation.scenario.parts import Event
from simulation.session.desk import Desk, laid_out
from simulation.vocabulary import QUARTERS_A_YEAR

__all__ = ["Fared", "how_policies_fared"]


@dataclass(frozen=True)
class Fared:
    """How somebody fared in one future, to five years after the last round.

    Attributes:
        name: a policy's name, as written after ``--policies``; empty for a player.
        title: as pages write it.
        harm: point-years short of good.
        cost: cost units, discounted to the first year.
        failing_years: organisation-years spent truly failing.
        quality: mean true quality, quarter by quarter, points.
    """

    name: str
    title: str
    harm: float
    cost: float
    failing_years: float
    quality: tuple[float, ...]

    @property
    def failing_at_any_time(self) -> float:
        """Organisations truly failing at any time, on average."""
        return self.failing_years * QUARTERS_A_YEAR / max(len(self.quality), 1)


def how_policies_fared(
    setting: GameSetting, seed: int, events: Sequence[Event] = (), policies: Sequence[str] | None = None
) -> tuple[Fared, ...]:
    """Play each policy in the game's own future, as a player would have met it, to the end of counting.

    Args:
        setting, seed, events: the game's; they determine the future.
        policies: names with levers or without; by default those that the game compares.
    """
    desk, _ = laid_out(setting.scenario, None, seed=seed, run=0, events=events, real_names=False)
    names = setting.compared if policies is None else policies
    return tuple(_play(desk, name, load_policy(name), setting) for name in names)


def _play(desk: Desk, name: str, policy: Policy, setting: GameSetting) -> Fared:
    state = desk.state.copy()
    curtain, end = state.branched + setting.curtain, state.branched + setting.end
    driver = Driver(desk.worlds, state, desk.setting, policy)
    quality: list[float] = []
    while state.quarter < end:
        driver.settle(driver.decide())
        quality.append(float(np.mean(state.arrays.organisations["quality"][0])))
        if state.quarter == curtain:
            driver = Driver(desk.worlds, state, desk.setting, setting.run_off)
        if state.quarter < end:
            driver.forward()
    frame = outcome_frame(state.arrays, sizes_known=False)
    harm, cost, failing = (float(frame[key].iloc[0]) for key in ("harm", "cost", "failing_years"))
    return Fared(name, policy.title, harm, cost, failing, tuple(quality))
