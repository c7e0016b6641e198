"""A game that is over in seconds: the short one's councils, three rounds, a handful of futures."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from simulation.game import Game, GameSetting

SEED = 3
"""A future in which no scandal stops a round by itself."""


@cache
def _short() -> GameSetting:
    return GameSetting.load("short")


def small(**changes: Any) -> GameSetting:
    """The short game cut down to three rounds, with whole keys replaced; ``scenario_`` keys go to the scenario."""
    data = _short().as_data() | {"rounds": 3, "futures": 8}
    inner = {key.removeprefix("scenario_"): changes.pop(key) for key in list(changes) if key.startswith("scenario_")}
    data["scenario"] = data["scenario"] | {"years": 8, "budget": 1.5, "instruments": {}} | inner
    return GameSetting.from_data(data | changes)


def begun(seed: int = SEED, **changes: Any) -> Game:
    return Game.new(small(**changes), seed, identifier="a-game")


def with_other_truth(game: Game) -> None:
    """Replace all that is true and that nobody at the desk can know; reports are seen by all and stay."""
    organisations = game.session._desk.state.arrays.organisations
    chance = np.random.default_rng(1)
    for name in organisations.dtype.names or ():
        if name != "reported":
            organisations[name] = chance.uniform(0, 100, organisations.shape)
    game.session._desk.state.arrays.tracks["onset"] = 3
    game.helpers_asked.clear()  # what was asked of the other truth is asked again
