"""Play: regulate a sector round by round, with what a regulator sees, until the curtain rises."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import solara
import solara.lab

from simulation.app.address import keys_in, query_of
from simulation.app.answers import Answer, told, use_answer
from simulation.app.comparing.written import Written
from simulation.app.parts import parts
from simulation.app.playing.desk import Desk
from simulation.app.playing.offers import asked_setting, offers
from simulation.app.playing.tables import TABLES
from simulation.app.playing.telling import desk_told, reveal_told, rows_told, values_told
from simulation.app.uploads import sent
from simulation.errors import InputError
from simulation.game import OrdersRefusedError
from simulation.game.record import MOST_BYTES

__all__ = ["PlayPage"]

_PAUSE = 1.0
"""Seconds between two looks at whether decisions have been valued."""
_PARTS = parts(
    "play-start", "play-bar", "play-standing", "play-docket", "play-card", "play-menu", "play-spark", "play-table",
    "play-predict", "play-reveal", "play-surprise", "play-field", "play-values", "scatter", "lines", "behind",
)  # fmt: skip


@solara.component_vue("../vue/play.vue")
def _PlayView(
    choices: str,
    desk: str,
    rows: str,
    reveal: str,
    values: str,
    query: str,
    turn: int,
    complaint: str,
    refused: list[str],
    event_begin: Callable[[dict[str, Any]], None] | None = None,
    event_bring: Callable[[dict[str, str]], None] | None = None,
    event_address: Callable[[str], None] | None = None,
    event_do: Callable[[dict[str, Any]], None] | None = None,
) -> None:
    """The page in the browser; texts are JSON. ``turn`` counts what was asked, so that an answer is noticed."""


@solara.component
def PlayPage() -> None:
    """The page: the address names a game, whose desk the server keeps; what the player does changes the desk."""
    search, set_search = solara.use_state(solara.use_router().search or "")
    turn, set_turn = solara.use_state(0)
    mistake, set_mistake = solara.use_state("")
    refused, set_refused = solara.use_state(())
    desk, complaint = solara.use_memo(lambda: _opened(search), [search, turn])
    shown, rows = solara.use_memo(lambda: _told(desk), [desk, turn])
    phase = desk.game.phase if desk else "start"
    reveal: Answer[Written] = use_answer(
        ("reveal", desk.game.id if desk else ""), (lambda: reveal_told(desk, TABLES.store)) if phase == "over" else None
    )
    values, trouble = use_values(desk if phase == "over" else None)

    def attempt(act: Callable[[], str | None]) -> None:
        """Do what was asked; a mistake comes as a sentence, and leaves all as it was."""
        set_mistake("")
        set_refused(())
        try:
            address = act()
            if address is not None:
                set_search(address)
        except OrdersRefusedError as error:
            set_refused(error.sentences)
        except InputError as error:
            set_mistake(str(error))
        set_turn(lambda before: before + 1)

    _PlayView(
        choices=solara.use_memo(lambda: json.dumps(offers()), []),
        desk=shown,
        rows=rows,
        reveal=reveal.value.text if reveal.value else "",
        values=values,
        query=query_of([("game", desk.game.id)]) if desk else "",
        turn=turn,
        complaint=mistake or complaint or reveal.complaint or trouble,
        refused=list(refused),
        event_begin=lambda asked: attempt(lambda: _address(TABLES.begin(asked_setting(asked)))),
        event_bring=lambda file: attempt(lambda: _address(_brought(file))),
        event_address=lambda address: attempt(lambda: address.removeprefix("?")),
        event_do=lambda asked: attempt(lambda: _do(desk, asked)),
        components=_PARTS,
    )


def use_values(desk: Desk | None) -> tuple[str, str]:
    """The values of a finished game's decisions, as JSON, or why there are none.

    The page is drawn again when more have come.

    Args:
        desk: the game's, or nothing where there is nothing to show.
    """
    shown, set_shown = solara.use_state("")

    async def follow() -> None:
        set_shown("")
        while desk is not None:
            desk.follow()
            set_shown(values_told(desk).text)
            if desk.is_valued:
                return
            await asyncio.sleep(_PAUSE)

    task = solara.lab.use_task(follow, dependencies=[desk], raise_error=False)
    return (shown if desk is not None else ""), (told(task.exception) if task.error else "")


def _opened(search: str) -> tuple[Desk | None, str]:
    """The desk that an address names, and what cannot be used in it."""
    try:
        named = keys_in(search).get("game")
        return (TABLES.desk(named[-1]) if named else None), ""
    except InputError as error:
        return None, f"{error}. Begin another game, or open one of yours below."


def _told(desk: Desk | None) -> tuple[str, str]:
    """What the browser is shown of a game in play: the desk, and the table of organisations."""
    if desk is None:
        return "", ""
    if desk.game.phase == "over":
        return json.dumps({"phase": "over", "game": desk.game.id, "title": desk.game.setting.title}), ""
    view = desk.view()
    return desk_told(desk, view).text, rows_told(view).text


def _address(desk: Desk) -> str:
    return query_of([("game", desk.game.id)])


def _brought(file: dict[str, str]) -> Desk:
    """The desk of a game that a player brings as a file.

    Raises:
        InputError: where the file cannot be used.
    """
    return TABLES.bring(sent(file, MOST_BYTES))


def _do(desk: Desk | None, asked: dict[str, Any]) -> None:
    """Carry out what the player did at the desk.

    Args:
        desk: the player's.
        asked: ``what`` (order, stand, call, dismiss, advise, end or predict), and what that needs.

    Raises:
        InputError: where it cannot be done.
    """
    if desk is None:
        raise InputError("no game is open here; begin one, or open one of yours")
    what = asked.get("what")
    if what == "order":
        desk.order(asked)
    elif what == "stand":
        desk.stand({key: asked[key] for key in ("plan", "peers_below", "patience") if key in asked})
    elif what == "call":
        desk.call(_organisation(asked))
    elif what == "dismiss":
        desk.dismiss(_organisation(asked))
    elif what == "advise":
        desk.advise(_organisation(asked), str(asked.get("adviser", "")))
    elif what == "end":
        desk.end_round(asked.get("place", -1), strict=not asked.get("let_wait"))
    elif what == "predict":
        desk.predict({"worse": asked.get("worse", ()), "good_news": asked.get("good_news")})
    else:
        raise InputError(f'the desk knows no "{str(what)[:40]}"')


def _organisation(asked: dict[str, Any]) -> int:
    """The organisation that is meant.

    Raises:
        InputError: where none is named.
    """
    named = asked.get("organisation")
    if isinstance(named, bool) or not isinstance(named, int):
        raise InputError("an organisation is named by its number")
    return named
