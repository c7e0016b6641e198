"""Players without a page: they see what a player sees and decide by a simple rule. For rehearsals and tests."""

from __future__ import annotations

import random
from collections.abc import Callable

from simulation.game.game import Game
from simulation.game.orders import INSPECT, REVIEW, CaseOrder, OrdersRefusedError, RoundOrders, StanceWord
from simulation.game.predictions import WORSE, Predictions
from simulation.game.sheet import CaseSheet, PlayerView

__all__ = ["PLAYERS", "Player", "guess", "play_out", "policy_player", "take_turn"]

Player = Callable[[PlayerView, random.Random], RoundOrders]
"""Orders for a round from what a player sees, and from chance."""

_FAILING, _WARNING = 40, 50


def nothing(view: PlayerView, chance: random.Random) -> RoundOrders:
    """Leave everything to standing orders."""
    return RoundOrders()


def careful(view: PlayerView, chance: random.Random) -> RoundOrders:
    """Look first; peers for those in warning, a board where failure is official."""
    return _case_by_case(view, lambda case: _careful(case))


def firm(view: PlayerView, chance: random.Random) -> RoundOrders:
    """Censure, and the centre as soon as it is official."""
    return _case_by_case(
        view,
        lambda case: ("central_intervention", "improvement_board") if _is_official(case) else (INSPECT,),
        "censure",
    )


def helpful(view: PlayerView, chance: random.Random) -> RoundOrders:
    """Peers for everyone in trouble, candour protected."""
    return _case_by_case(view, lambda case: ("peer_support", REVIEW), "candour protected")


def hasty(view: PlayerView, chance: random.Random) -> RoundOrders:
    """Whatever is on the docket gets the strongest thing that can be had."""
    order = ("structural_reform", "central_intervention", "improvement_board", "peer_support", INSPECT)
    return _case_by_case(view, lambda case: order)


def at_random(view: PlayerView, chance: random.Random) -> RoundOrders:
    """Anything that can be had, by chance."""

    def choose(case: CaseSheet) -> tuple[str, ...]:
        actions = [option.action for option in case.options if not option.refused]
        return (chance.choice(actions),) if chance.random() < 0.7 else ()

    return _case_by_case(view, choose)


PLAYERS: dict[str, Player] = {
    "nothing": nothing,
    "careful": careful,
    "firm": firm,
    "helpful": helpful,
    "hasty": hasty,
    "at-random": at_random,
}
"""Players by name; a rehearsal fills a room with a mix of them."""


def policy_player(name: str) -> Player:
    """A shipped policy entered as a player: it decides for everyone, every quarter."""

    def play(view: PlayerView, chance: random.Random) -> RoundOrders:
        return RoundOrders(policy=name)

    return play


def _is_official(case: CaseSheet) -> bool:
    return case.row.called_failing is not None


def _careful(case: CaseSheet) -> tuple[str, ...]:
    row = case.row
    if _is_official(case) or row.believed < _FAILING:
        return ("improvement_board", "peer_support", INSPECT)
    if row.believed < _WARNING:
        return ("peer_support", REVIEW)
    return (INSPECT,) if row.finding_age is None or row.finding_age > 8 else ()


def _case_by_case(
    view: PlayerView, wanted: Callable[[CaseSheet], tuple[str, ...]], stance: StanceWord | None = None
) -> RoundOrders:
    """The first of the wanted actions that can be had at each case, until the money is spent."""
    orders, left = [], view.purse.left
    taken: dict[str, int] = {}
    for case in view.cases:
        options = {option.action: option for option in case.options if not option.refused}
        is_taken = stance if stance in case.stances else None
        begins: str | None = None
        for action in wanted(case):
            option = options.get(action)
            if option is None or (option.left is not None and taken.get(action, 0) >= option.left):
                continue
            if left is not None and option.cost > left:
                continue
            left = None if left is None else left - option.cost
            taken[action] = taken.get(action, 0) + 1
            begins = action
            break
        if begins is not None or is_taken is not None:
            orders.append(CaseOrder(organisation=case.row.organisation, action=begins, stance=is_taken))
    return RoundOrders(cases=tuple(orders))


def take_turn(game: Game, player: Player, chance: random.Random) -> None:
    """Let a player decide once; what the regulator then refuses is dropped, the rest holds."""
    orders = player(game.view(), chance)
    try:
        game.play(orders)
    except OrdersRefusedError:
        game.play(orders, strict=False)


def play_out(game: Game, player: Player, chance: random.Random | None = None) -> Game:
    """Let a player play on to the curtain; the same game, for reading on."""
    source = random.Random(0) if chance is None else chance
    while game.phase != "curtain":
        take_turn(game, player, source)
    return game


def guess(view: PlayerView) -> Predictions:
    """What a player who has looked at the figures would mark: the widest gaps, and a fall that is believed."""
    by_gap = sorted(view.organisations, key=lambda row: (row.believed - row.reported, row.organisation))
    worse = tuple(row.organisation for row in by_gap[:WORSE])
    falls = sorted(view.organisations, key=lambda row: (row.change, row.organisation))
    return Predictions(worse=worse, good_news=falls[0].organisation)
