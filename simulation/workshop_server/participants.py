"""Participants' pages: joining, the desk in each round, predictions, and what was true."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from simulation.workshop import RefusedError
from simulation.workshop.seating import MOST_NAME
from simulation.workshop_server.answers import Fields, done, fields_of, see
from simulation.workshop_server.cookies import cookie_of, with_cookie
from simulation.workshop_server.desks import Desk
from simulation.workshop_server.participant_pages import mark_of, told_to
from simulation.workshop_server.rendering import render
from simulation.workshop_server.site import live_answer, page_answer, site_of, waited

__all__ = ["participant_routes"]

_LIVE = "/play/live"


def participant_routes() -> list[Route]:
    """The routes of everything that phones ask for."""
    return [
        Route("/", _door),
        Route("/join", _join_page),
        Route("/join/{code}", _join_page),
        Route("/join", _join, methods=["POST"]),
        Route("/card", _take_card, methods=["POST"]),
        Route("/play", _play),
        Route(_LIVE, _live),
        Route("/play/decide", _decide, methods=["POST"]),
        Route("/play/stand", _stand, methods=["POST"]),
        Route("/play/done", _is_done, methods=["POST"]),
        Route("/play/call", _call, methods=["POST"]),
        Route("/play/advise", _advise, methods=["POST"]),
        Route("/play/predict", _predict, methods=["POST"]),
        Route("/play/wish", _wish, methods=["POST"]),
    ]


def _seat_of(request: Request) -> int | None:
    who = site_of(request).workshop.who_is(cookie_of(request, "seat"))
    return who.seat if who is not None and who.role == "participant" else None


def _own_seat(request: Request) -> int:
    seat = _seat_of(request)
    if seat is None:
        raise RefusedError("not-seated", "this browser has no seat here; join with the code on the wall")
    return seat


# Joining


async def _door(request: Request) -> Response:
    return see("/play" if _seat_of(request) is not None else "/join")


async def _join_page(request: Request) -> Response:
    code = str(request.path_params.get("code", ""))[:12]
    if _seat_of(request) is not None:
        return see("/play")
    return _form(request, code, "", "")


def _form(request: Request, code: str, name: str, complaint: str, status: int = 200) -> Response:
    title = site_of(request).setting.title
    content = render("join.html", title=title, code=code, name=name, complaint=complaint, longest_name=MOST_NAME)
    return HTMLResponse(
        render("base.html", kind="join", title=title, live="", again="", content=Markup(content)), status
    )


async def _join(request: Request) -> Response:
    fields = await fields_of(request)
    code, name = fields.text("code", 12), fields.text("name", 200)
    try:
        joined = await waited(site_of(request).workshop.join(code, name, cookie_of(request, "seat")))
    except RefusedError as error:
        status = 429 if error.code == "limited" else 409
        return _form(request, code, name[:MOST_NAME], _sentence(error), status)
    return with_cookie(request, see("/play"), "seat", joined.cookie)


async def _take_card(request: Request) -> Response:
    fields = await fields_of(request)
    words = fields.text("words", 80)
    try:
        joined = await waited(site_of(request).workshop.take_card(words))
    except RefusedError as error:
        return _form(request, "", "", _sentence(error), 429 if error.code == "limited" else 409)
    return with_cookie(request, see("/play"), "seat", joined.cookie)


def _sentence(error: RefusedError) -> str:
    return error.sentence[:1].upper() + error.sentence[1:].rstrip(".") + "."


# The page


async def _play(request: Request) -> Response:
    seat = _seat_of(request)
    if seat is None:
        return see("/join")
    site = site_of(request)
    site.workshop.seen(seat)
    keep = f"{site.workshop.code} {seat}"
    return page_answer(await told_to(site, seat), "play", _LIVE, keep)


async def _live(request: Request) -> Response:
    seat = _seat_of(request)
    if seat is None:
        return JSONResponse({"to": "/join"})
    site = site_of(request)
    site.workshop.seen(seat)
    view = site.view_of(seat)
    mark = mark_of(view, site.desks.of(seat, view.station.id))
    return await live_answer(request, lambda: told_to(site, seat), mark, view.clock.seconds_left)


# What a round's page sends: one change, put into the whole draft


async def _decide(request: Request) -> Response:
    seat, fields = _own_seat(request), await fields_of(request)
    organisation = fields.whole("organisation")
    order = {"organisation": organisation, "action": fields.get("action", 60) or None}
    order["stance"] = fields.get("stance", 60) or None

    def put(draft: dict[str, Any]) -> None:
        others = [case for case in draft.get("cases", ()) if case["organisation"] != organisation]
        draft["cases"] = [*others, order] if order["action"] or order["stance"] else others

    return await _saved(request, seat, fields, put)


async def _stand(request: Request) -> Response:
    seat, fields = _own_seat(request), await fields_of(request)
    standing = {
        "plan": fields.text("plan", 20),
        "peers_below": float(fields.whole("peers_below")),
        "patience": fields.whole("patience"),
    }

    def put(draft: dict[str, Any]) -> None:
        draft["standing"] = standing

    return await _saved(request, seat, fields, put)


async def _is_done(request: Request) -> Response:
    seat, fields = _own_seat(request), await fields_of(request)
    is_done = fields.text("is_done", 3) == "yes"
    return await _saved(request, seat, fields, lambda draft: None, is_done=is_done)


async def _saved(
    request: Request, seat: int, fields: Fields, put: Callable[[dict[str, Any]], None], *, is_done: bool | None = None
) -> Response:
    """Save the whole draft with one change in it; the page names the draft that it knows by its revision."""
    site = site_of(request)
    view = site.view_of(seat)
    draft = dict(view.draft.orders)
    put(draft)
    saved = await waited(
        site.workshop.decide(
            seat,
            fields.text("message", 64),
            fields.text("station", 40),
            fields.whole("base"),
            draft,
            is_done=view.draft.is_done if is_done is None else is_done,
        )
    )
    return done(request, "/play", said="Saved", revision=saved.revision)


async def _call(request: Request) -> Response:
    seat, fields = _own_seat(request), await fields_of(request)
    organisation, desk = _on_desk(request, seat, fields)
    desk.call(organisation)
    return done(request, "/play", said="", mark="")


async def _advise(request: Request) -> Response:
    seat, fields = _own_seat(request), await fields_of(request)
    organisation, desk = _on_desk(request, seat, fields)
    desk.advise(organisation, await waited(site_of(request).workshop.advise(seat, organisation)))
    return done(request, "/play", said="", mark="")


def _on_desk(request: Request, seat: int, fields: Fields) -> tuple[int, Desk]:
    site = site_of(request)
    view = site.view_of(seat)
    if view.play is None or fields.text("station", 40) != view.station.id:
        raise RefusedError("closed", "this round is over")
    organisation, count = fields.whole("organisation"), len(view.play.organisations)
    if organisation >= count:
        raise RefusedError("unknown", f"organisations have the numbers 0 to {count - 1}; there is no {organisation}")
    return organisation, site.desks.of(seat, view.station.id)


async def _predict(request: Request) -> Response:
    seat, fields = _own_seat(request), await fields_of(request)
    good = fields.get("good_news", 9)
    saved = await waited(
        site_of(request).workshop.predict(
            seat,
            fields.text("message", 64),
            fields.whole("base"),
            fields.wholes("worse"),
            fields.whole("good_news") if good else None,
        )
    )
    return done(request, "/play", said="Saved", revision=saved.revision)


async def _wish(request: Request) -> Response:
    seat, fields = _own_seat(request), await fields_of(request)
    saved = await waited(
        site_of(request).workshop.wish(seat, fields.text("message", 64), fields.whole("base"), fields.get("change", 60))
    )
    return done(request, "/play", said="Saved", revision=saved.revision)
