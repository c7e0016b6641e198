"""A game's present moment as the player sees it, put together from the regulator's view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulation.game.looking import Lookout
from simulation.game.news import headline
from simulation.game.options import Counter, Prices
from simulation.game.sheet import PlayerView
from simulation.log import when
from simulation.parameters import REGISTER
from simulation.policies import DEFAULT_POLICIES, POLICIES
from simulation.scenario import Scenario
from simulation.vocabulary import QUARTERS_A_YEAR

if TYPE_CHECKING:
    from simulation.game.game import Game
    from simulation.game.orders import RoundOrders

__all__ = ["lookout", "player_view"]


def lookout(game: Game, draft: RoundOrders | None) -> Lookout:
    """What is known now, with a draft of orders counted in."""
    session = game.session
    view, known, context = session.view, session.known, session.context
    counter = Counter(view, known, context, _prices(game.setting.scenario), draft.cases if draft else ())
    standing = (draft.standing if draft else None) or game.standing
    return Lookout(view, known, context, session.sector, game.past, counter, standing)


def player_view(game: Game, draft: RoundOrders | None) -> PlayerView:
    """All that the player may see now: see ``Game.view``."""
    out, setting = lookout(game, draft), game.setting
    since = game.stages[-1].begun if game.stages else None
    last = game.stages[-1].entries if game.stages else ()
    cases = out.docket(since) if game.phase in ("decide", "again") else ()
    return PlayerView(
        game=game.id,
        title=setting.title,
        brief=setting.brief,
        phase=game.phase,
        round=game.round,
        rounds=setting.rounds,
        when=when(game.quarter),
        until=when(game.round_ends - 1),
        seconds=setting.seconds_a_round,
        cases=tuple(out.card(case.organisation, case.words) for case in cases),
        organisations=out.rows(),
        purse=out.counter.purse(_spent(game)),
        gauges=out.counter.gauges(),
        standing=out.standing,
        standing_words=str(out.standing),
        news=headline(last, setting.scenario.organisations_word),
        log=tuple(str(entry) for entry in last),
        advisers=tuple((name, POLICIES[name].title) for name in DEFAULT_POLICIES),
        advice_used=len(game.advice),
    )


def _spent(game: Game) -> float:
    """Cost units spent since the game began."""
    if game.quarter == 0:
        return 0.0
    return float(game.session.outcomes()["cost_a_year"].iloc[0]) * game.quarter / QUARTERS_A_YEAR


def _prices(scenario: Scenario) -> Prices:
    """What looking costs in a scenario."""
    inspection, review = (
        float(scenario.parameters.get(name, REGISTER[name].default)) for name in ("inspection_cost", "review_cost")
    )
    return Prices(inspection, review)
