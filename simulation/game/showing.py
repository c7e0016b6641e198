"""A game's present moment as the player sees it, put together from the regulator's view."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING

from simulation.errors import InputError
from simulation.game.looking import Lookout
from simulation.game.news import headline
from simulation.game.options import Counter, Prices
from simulation.game.sheet import PlayerView
from simulation.log import when
from simulation.parameters import REGISTER
from simulation.policies import DEFAULT_POLICIES, POLICIES
from simulation.scenario import Scenario
from simulation.session import Decision, Session
from simulation.vocabulary import QUARTERS_A_YEAR

if TYPE_CHECKING:
    from simulation.game.game import Game
    from simulation.game.orders import CaseOrder, RoundOrders
    from simulation.game.standing import StandingOrders

__all__ = ["lookout", "player_view"]


def lookout(game: Game, draft: RoundOrders | None) -> Lookout:
    """What is known now, with a draft of orders counted in."""
    session = game.session
    view, known, context = session.view, session.known, session.context
    standing = (draft.standing if draft else None) or game.standing
    cases = draft.cases if draft else ()
    helpers = _helpers(session, standing, cases, game.helpers_asked)
    counter = Counter(view, known, context, _prices(game.setting.scenario), helpers, cases)
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


def _helpers(
    session: Session, standing: StandingOrders, draft: Sequence[CaseOrder], asked: dict[Hashable, str]
) -> Callable[[int, str], str]:
    """Ask whether somebody could help, those that the draft asks for aside: of the sector body, or of own ties. S8.

    What was ``asked`` before the same decision is remembered: each question tries a quarter on a copy.
    """
    is_brokered = _number(session.scenario, "broker_capacity") > 0.0
    whoever = "the sector body has nobody free now" if is_brokered else "it knows nobody good who is free now"

    def no_helper(i: int, instrument: str) -> str:
        others = tuple(order.organisation for order in draft if order.action == instrument and order.organisation != i)
        question = (i, instrument, others, standing)
        if question not in asked:
            asked[question] = tried(i, instrument, others)
        return asked[question]

    def tried(i: int, instrument: str, others: tuple[int, ...]) -> str:
        decisions = [Decision(place, "start", instrument) for place in (*others, i)]
        try:
            found = session.check(decisions, standing=standing.policy())
        except InputError:
            return ""  # the draft cannot be at all, which is said where it is checked
        waits = any(one.organisation == i for one in found)
        return f"it needs a helper, and {whoever}" if waits else ""

    return no_helper


def _spent(game: Game) -> float:
    """Cost units spent since the game began."""
    if game.quarter == 0:
        return 0.0
    return float(game.session.outcomes()["cost_a_year"].iloc[0]) * game.quarter / QUARTERS_A_YEAR


def _prices(scenario: Scenario) -> Prices:
    """What looking costs in a scenario."""
    return Prices(_number(scenario, "inspection_cost"), _number(scenario, "review_cost"))


def _number(scenario: Scenario, name: str) -> float:
    """A parameter as it holds in a scenario."""
    return float(scenario.parameters.get(name, REGISTER[name].default))
