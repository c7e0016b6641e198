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
from simulation.workshop_server.answers import Fields, answered, done, fields_of, see, wants_data
from simulation.workshop_server.cookies import cookie_of, with_cookie
from simulation.workshop_server.desks import Desk
from simulation.workshop_server.participant_pages import is_proposing, mark_of, orders_of, told_to
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
        Route("/play/mate", _mate, methods=["POST"]),
        Route("/play/chair", _chair, methods=["POST"]),
    ]


def _place_of(request: Request) -> tuple[int, int] | None:
    """The seat and the device that a browser is; nothing for anybody else."""
    who = site_of(request).workshop.who_is(cookie_of(request, "seat"))
    if who is None or who.role != "participant" or who.seat is None:
        return None
    return who.seat, who.device


def _own_place(request: Request) -> tuple[int, int]:
    place = _place_of(request)
    if place is None:
        raise RefusedError("not-seated", "this browser has no seat here; join with the code on the wall")
    return place


# Joining


async def _door(request: Request) -> Response:
    return see("/play" if _place_of(request) is not None else "/join")


async def _join_page(request: Request) -> Response:
    code = str(request.path_params.get("code", ""))[:12]
    if _place_of(request) is not None:
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
    place = _place_of(request)
    if place is None:
        return see("/join")
    site = site_of(request)
    site.workshop.seen(*place)
    keep = f"{site.workshop.code} {place}"
    return page_answer(await told_to(site, *place), "play", _LIVE, keep)


async def _live(request: Request) -> Response:
    place = _place_of(request)
    if place is None:
        return JSONResponse({"to": "/join"})
    site = site_of(request)
    site.workshop.seen(*place)
    view = site.view_of(*place)
    mark = mark_of(view, site.desks.of(*place, view.station.id))
    return await live_answer(request, lambda: told_to(site, *place), mark, view.clock.seconds_left)


# What a round's page sends: one change, put into the whole draft


async def _decide(request: Request) -> Response:
    place, fields = _own_place(request), await fields_of(request)
    organisation = fields.whole("organisation")
    order = {"organisation": organisation, "action": fields.get("action", 60) or None}
    order["stance"] = fields.get("stance", 60) or None

    def put(draft: dict[str, Any]) -> None:
        others = [case for case in draft.get("cases", ()) if case["organisation"] != organisation]
        draft["cases"] = [*others, order] if order["action"] or order["stance"] else others

    return await _saved(request, place, fields, put)


async def _stand(request: Request) -> Response:
    place, fields = _own_place(request), await fields_of(request)
    standing = {
        "plan": fields.text("plan", 20),
        "peers_below": float(fields.whole("peers_below")),
        "patience": fields.whole("patience"),
    }

    def put(draft: dict[str, Any]) -> None:
        draft["standing"] = standing

    return await _saved(request, place, fields, put)


async def _is_done(request: Request) -> Response:
    place, fields = _own_place(request), await fields_of(request)
    is_done = fields.text("is_done", 3) == "yes"
    return await _saved(request, place, fields, lambda draft: None, is_done=is_done)


async def _saved(
    request: Request,
    place: tuple[int, int],
    fields: Fields,
    put: Callable[[dict[str, Any]], None],
    *,
    is_done: bool | None = None,
) -> Response:
    """Save the whole draft with one change in it; the page names the draft that it knows by its revision."""
    site, (seat, device) = site_of(request), place
    view = site.view_of(*place)
    draft = dict(orders_of(view))
    put(draft)
    if is_proposing(view):
        await waited(site.workshop.propose(*place, fields.text("station", 40), draft))
        return done(request, "/play", said="Proposed to your table")
    saved = await waited(
        site.workshop.decide(
            seat,
            fields.text("message", 64),
            fields.text("station", 40),
            fields.whole("base"),
            draft,
            is_done=view.draft.is_done if is_done is None else is_done,
            device=device,
        )
    )
    return done(request, "/play", said="Saved", revision=saved.revision)


async def _call(request: Request) -> Response:
    place, fields = _own_place(request), await fields_of(request)
    organisation, desk = _on_desk(request, place, fields)
    desk.call(organisation)
    return done(request, "/play", said="", mark="")


async def _advise(request: Request) -> Response:
    place, fields = _own_place(request), await fields_of(request)
    organisation, desk = _on_desk(request, place, fields)
    desk.advise(organisation, await waited(site_of(request).workshop.advise(place[0], organisation)))
    return done(request, "/play", said="", mark="")


def _on_desk(request: Request, place: tuple[int, int], fields: Fields) -> tuple[int, Desk]:
    site = site_of(request)
    view = site.view_of(*place)
    if view.play is None or fields.text("station", 40) != view.station.id:
        raise RefusedError("closed", "this round is over")
    organisation, count = fields.whole("organisation"), len(view.play.organisations)
    if organisation >= count:
        raise RefusedError("unknown", f"organisations have the numbers 0 to {count - 1}; there is no {organisation}")
    return organisation, site.desks.of(*place, view.station.id)


async def _predict(request: Request) -> Response:
    (seat, device), fields = _own_place(request), await fields_of(request)
    good = fields.get("good_news", 9)
    saved = await waited(
        site_of(request).workshop.predict(
            seat,
            fields.text("message", 64),
            fields.whole("base"),
            fields.wholes("worse"),
            fields.whole("good_news") if good else None,
            device=device,
        )
    )
    return done(request, "/play", said="Saved", revision=saved.revision)


async def _wish(request: Request) -> Response:
    (seat, device), fields = _own_place(request), await fields_of(request)
    message, base, change = fields.text("message", 64), fields.whole("base"), fields.get("change", 60)
    saved = await waited(site_of(request).workshop.wish(seat, message, base, change, device=device))
    return done(request, "/play", said="Saved", revision=saved.revision)


# A table that shares a seat


async def _mate(request: Request) -> Response:
    seat, _ = _own_place(request)
    words = await waited(site_of(request).workshop.make_mate_card(seat))
    said = (
        f'On the other device open {site_of(request).address}, then "I have four words", and type: {words}.'
        " They work for ten minutes."
    )
    return done(request, "/play", said=said) if wants_data(request) else answered(200, said)


async def _chair(request: Request) -> Response:
    (seat, device), fields = _own_place(request), await fields_of(request)
    await waited(site_of(request).workshop.pass_chair(seat, device, fields.whole("to")))
    return done(request, "/play", said="", mark="")
