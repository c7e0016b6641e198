"""The rules of play: a player regulates a sector round by round, and learns what was true at the end. No pages.

A round by hand, then the rest by standing orders::

    game = Game.new("short")
    view = game.view()
    worst = view.cases[0].row.organisation
    game.play(RoundOrders(cases=(CaseOrder(organisation=worst, action="inspect"),)))
    while game.phase != "curtain":
        game.play(RoundOrders())

See ``docs/game.md``.
"""

from simulation.game.bookmark import bookmark_of, bookmarked
from simulation.game.field import Fared, how_policies_fared
from simulation.game.game import AdviceTaken, Game, Stage
from simulation.game.orders import CaseOrder, OrdersRefusedError, RoundOrders
from simulation.game.predictions import Predictions
from simulation.game.record import GameFileError, exported, imported, rewound
from simulation.game.reveal import Reveal, reveal_of
from simulation.game.setting import GameSetting, game_files
from simulation.game.sheet import CaseSheet, Gauge, Option, OrganisationSheet, PlayerView, Purse
from simulation.game.standing import StandingOrders
from simulation.game.store import Attempt, GameStore, attempt_of
from simulation.game.value import DecisionValue, ValueTask, total_value, value_of
from simulation.game.valuing import Valuing

__all__ = [
    "AdviceTaken",
    "Attempt",
    "CaseOrder",
    "CaseSheet",
    "DecisionValue",
    "Fared",
    "Game",
    "GameFileError",
    "GameSetting",
    "GameStore",
    "Gauge",
    "Option",
    "OrdersRefusedError",
    "OrganisationSheet",
    "PlayerView",
    "Predictions",
    "Purse",
    "Reveal",
    "RoundOrders",
    "Stage",
    "StandingOrders",
    "ValueTask",
    "Valuing",
    "attempt_of",
    "bookmark_of",
    "bookmarked",
    "exported",
    "game_files",
    "how_policies_fared",
    "imported",
    "reveal_of",
    "rewound",
    "total_value",
    "value_of",
]
