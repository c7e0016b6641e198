"""What the browser is told of a game, as JSON: before the curtain nothing but what the player may see."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from typing import Any

from simulation.app.comparing.written import Written
from simulation.app.looks import policy_looks
from simulation.app.playing.desk import Desk
from simulation.app.replay import thresholds_of
from simulation.game import Attempt, DecisionValue, Fared, GameStore, PlayerView, total_value
from simulation.game.reveal import Reveal, Told
from simulation.policies import POLICIES, load_policy

__all__ = ["desk_told", "reveal_told", "rows_told", "values_told"]

_MOST_ATTEMPTS = 20


def rows_told(view: PlayerView) -> Written:
    """Everybody, as the table shows them; it changes from round to round alone."""
    return Written.of({"rows": [asdict(row) for row in view.organisations]})


def desk_told(desk: Desk, view: PlayerView) -> Written:
    """Docket, money, capacity, standing orders and news, with the draft counted in.

    Args:
        desk: the player's.
        view: what ``desk.view()`` gave.
    """
    with desk.lock:
        game, draft = desk.game, desk.draft
        docket = {case.row.organisation for case in view.cases}
        called = [one for one in desk.called if one not in docket]
        cards = [asdict(game.card(one, draft)) for one in called]
        shown = view.as_data()
        del shown["organisations"]
        return Written.of(
            {
                **shown,
                "place": len(game.stages),
                "called": cards,
                "draft": [order.model_dump() for order in draft.cases],
                "standingChanged": draft.standing is not None,
                "advice": {one: asdict(given) for one, given in desk.advice.items()},
                "adviser": game.setting.adviser,
                "one": game.setting.scenario.organisation_word,
                "many": game.setting.scenario.organisations_word,
                "roundWord": _round_word(game.setting.quarters_a_round),
                "hasStopped": game.has_stopped,
                "thresholds": thresholds_of(game.setting.scenario),
                "log": view.log[-60:],
            }
        )


def reveal_told(desk: Desk, store: GameStore) -> Written:
    """What was true, and how everybody fared.

    Raises:
        InputError: before the player has said what they think.
    """
    reveal, game = desk.reveal(), desk.game
    wanted = {one.organisation for one in reveal.surprises} | {one.organisation for one in reveal.dips}
    names = [one.name for one in reveal.policies]
    return Written.of(
        {
            "title": game.setting.title,
            "game": game.id,
            "many": game.setting.scenario.organisations_word,
            "curtain": reveal.curtain,
            "quarters": game.setting.end,
            "marks": [asdict(mark) for mark in reveal.worse],
            "goodNews": None if reveal.good_news is None else asdict(reveal.good_news),
            "flattered": reveal.most_flattered,
            "surprises": [asdict(one) for one in reveal.surprises],
            "dips": [asdict(one) for one in reveal.dips],
            "waiting": [asdict(one) for one in reveal.left_waiting],
            "stories": {one.organisation: _story(one) for one in reveal.stories if one.organisation in wanted},
            "player": _fared(reveal.player),
            "policies": [_fared(one) for one in reveal.policies],
            "looks": policy_looks(names),
            "attempts": [_attempt(one, game.future) for one in _earlier(desk, reveal, store)],
            "adviceUsed": reveal.advice_used,
            "advisers": _advisers(desk),
        }
    )


def values_told(desk: Desk) -> Written:
    """The values of decisions that are there by now, and their sum once all are."""
    setting, values = desk.game.setting, desk.valuing.ready()
    total = total_value(values) if desk.is_valued else None
    return Written.of(
        {
            "values": [_value(one) for one in values],
            "wanted": len(desk.game.stages),
            "total": None if total is None else _value(total),
            "follows": load_policy(setting.follows).title,
            "futures": setting.futures,
            "price": setting.price,
            "roundWord": _round_word(setting.quarters_a_round),
        }
    )


@cache
def _round_word(quarters: int) -> str:
    return {4: "year", 2: "half-year", 1: "quarter"}.get(quarters, "round")


def _story(told: Told) -> dict[str, Any]:
    return {
        "true": told.true,
        "reported": told.reported,
        "believed": told.believed,
        "instrument": told.instrument,
        "calledFailing": told.called_failing,
    }


def _fared(one: Fared) -> dict[str, Any]:
    return {
        "name": one.name,
        "title": one.title,
        "harm": round(one.harm, 1),
        "cost": round(one.cost, 2),
        "failing": round(one.failing_at_any_time, 2),
    }


def _value(one: DecisionValue) -> dict[str, Any]:
    keys = ("round", "place", "value", "low", "high", "harm_avoided", "extra_cost", "better_in")
    return {key: round(getattr(one, key), 3) for key in keys}


def _attempt(one: Attempt, future: str) -> dict[str, Any]:
    """An earlier attempt; harm and cost of another future owe something to its weather, which the page says."""
    return {
        "finished": one.finished[:10],
        "harm": one.harm,
        "cost": one.cost,
        "value": one.value,
        "low": one.low,
        "high": one.high,
        "isSameFuture": one.future == future,
    }


def _earlier(desk: Desk, reveal: Reveal, store: GameStore) -> list[Attempt]:
    """Attempts at the same game on this machine, but for this one; the latest first."""
    own = (desk.game.future, round(reveal.player.harm, 2), round(reveal.player.cost, 2))
    found = store.attempts(desk.game.setting.name)
    return [one for one in reversed(found) if (one.future, one.harm, one.cost) != own][:_MOST_ATTEMPTS]


def _advisers(desk: Desk) -> list[str]:
    """Who was asked, in plain names."""
    return sorted({POLICIES[taken.adviser.partition(":")[0]].title for taken in desk.game.advice})
