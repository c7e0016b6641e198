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

from simulation.game.field import Fared, how_policies_fared
from simulation.game.game import AdviceTaken, Game, Stage
from simulation.game.orders import CaseOrder, OrdersRefusedError, RoundOrders
from simulation.game.setting import GameSetting, game_files
from simulation.game.sheet import CaseSheet, Gauge, Option, OrganisationSheet, PlayerView, Purse
from simulation.game.standing import StandingOrders
from simulation.game.value import DecisionValue, ValueTask, total_value, value_of

__all__ = [
    "AdviceTaken",
    "CaseOrder",
    "CaseSheet",
    "DecisionValue",
    "Fared",
    "Game",
    "GameSetting",
    "Gauge",
    "Option",
    "OrdersRefusedError",
    "OrganisationSheet",
    "PlayerView",
    "Purse",
    "RoundOrders",
    "Stage",
    "StandingOrders",
    "ValueTask",
    "game_files",
    "how_policies_fared",
    "total_value",
    "value_of",
]
