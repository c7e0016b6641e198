"""The facilitator's page: the next step, who is in, and everything that may be done to help the room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from simulation.workshop import FacilitatorView, RefusedError, commands
from simulation.workshop.facilitator_sheet import SettingView
from simulation.workshop_server.answers import Fields, answered, done, fields_of, see, wants_data
from simulation.workshop_server.cookies import cookie_of, with_cookie
from simulation.workshop_server.rendering import render
from simulation.workshop_server.site import Site, Told, site_of, waited
from simulation.workshop_server.watched import WatchedPage

__all__ = ["facilitator_routes", "need_rights"]

_AHEAD = ("sec-purpose", "purpose", "x-moz")
"""Headers by which browsers say that nobody has asked for the page yet."""
_RIGHTS = "This page is the facilitator's. Open it with the one-time link that the terminal shows."


def facilitator_routes() -> list[Route]:
    """The routes of everything that only the facilitator may see or do."""
    page = WatchedPage("/facilitator", "desk", _RIGHTS, _is_facilitator, _view_of, _told)
    return [
        Route("/facilitate/{secret}", _claim),
        *page.routes(),
        Route("/facilitator/act", _act, methods=["POST"]),
        Route("/facilitator/card", _card, methods=["POST"]),
        Route("/facilitator/link", _link, methods=["POST"]),
    ]


async def _claim(request: Request) -> Response:
    """The one-time link: its secret is exchanged for a cookie, and leaves the address.

    A look ahead does not use it up: browsers load typed addresses beforehand, messengers ask what is behind a link.
    """
    secret = str(request.path_params["secret"])
    if request.method == "HEAD" or any("prefetch" in request.headers.get(name, "") for name in _AHEAD):
        return answered(403, "This link works once, so it waits until somebody opens it.")
    try:
        cookie = await waited(site_of(request).workshop.claim(secret[:200]))
    except RefusedError as error:
        if _is_facilitator(request):
            return see("/facilitator")
        return answered(429 if error.code == "limited" else 403, error.sentence)
    return with_cookie(request, see("/facilitator"), "facilitator", cookie)


def _is_facilitator(request: Request) -> bool:
    who = site_of(request).workshop.who_is(cookie_of(request, "facilitator"))
    return who is not None and who.role == "facilitator"


def _view_of(site: Site) -> FacilitatorView:
    return site.workshop.facilitator_view()


def need_rights(request: Request) -> Site:
    """The site, for the facilitator alone.

    Raises:
        RefusedError: for anybody else.
    """
    if not _is_facilitator(request):
        raise RefusedError("not-allowed", _RIGHTS)
    return site_of(request)


def _told(site: Site, view: FacilitatorView) -> Told:
    title = f"{view.station.label} – {view.title}"
    return Told(view.station.id, view.mark, view.clock.seconds_left, 0, title, _html(site, view))


def _html(site: Site, view: FacilitatorView) -> str:
    scenario = site.setting.game.scenario
    return render(
        "desk/desk.html", view=view, address=site.address, joining=site.joining, wall=site.wall_link(),
        one=scenario.organisation_word, many=scenario.organisations_word, changes=site.setting.changes,
        file=site.workshop.file,
    )  # fmt: skip


def _configured(fields: Fields, before: SettingView) -> commands.Configure:
    """Settings of the form at the start; an empty field, and a capacity that was left alone, stay as they are."""
    changes: dict[str, Any] = {}
    if fields.get("rounds"):
        changes["rounds"] = fields.whole("rounds")
    for key in ("budget",):
        if fields.get(key):
            changes[key] = _real(key, fields.text(key, 12))
    capacities = {
        name: float(fields.whole(f"capacity-{name}"))
        for name, _, places in before.capacities
        if fields.get(f"capacity-{name}") and fields.whole(f"capacity-{name}") != places
    }
    if capacities:
        changes["capacities"] = capacities
    minutes = {
        name: _real(name, fields.text(f"minutes-{name}", 12)) for name in _PARTS if fields.get(f"minutes-{name}")
    }
    if minutes:
        changes["minutes"] = minutes
    for key in ("advice", "news", "second"):
        if fields.get(key):
            changes[key] = fields.text(key, 3) == "yes"
    return commands.Configure(changes)


_PARTS = ("join", "brief", "practice", "round", "predict", "reveal", "close")


def _real(name: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise RefusedError("unknown", f'"{name}" is "{text}"; it must be a number') from None
    return value


def _event(fields: Fields) -> commands.PlayEvent:
    at = fields.get("organisation", 9)
    return commands.PlayEvent(fields.text("key", 60), fields.whole("organisation") if at else None)


_ACTS: dict[str, Callable[[Fields], commands.Command]] = {
    "advance": lambda fields: commands.Advance(fields.text("station", 40)),
    "end": lambda fields: commands.EndRound(fields.text("station", 40)),
    "pause": lambda fields: commands.Pause(),
    "continue": lambda fields: commands.Continue(),
    "extend": lambda fields: commands.Extend(float(fields.whole("seconds"))),
    "back": lambda fields: commands.BackOneRound(),
    "event": _event,
    "admit": lambda fields: commands.Admit(fields.whole("seat")),
    "rename": lambda fields: commands.Rename(fields.whole("seat"), fields.text("name", 200)),
    "remove": lambda fields: commands.Remove(fields.whole("seat")),
    "names": lambda fields: commands.ShowNames(fields.text("shown", 3) == "yes"),
    "top": lambda fields: commands.NameTop(fields.text("named", 3) == "yes"),
    "rule": lambda fields: commands.ChooseRule(fields.text("key", 60)),
    "screen": lambda fields: commands.GoToScreen(fields.whole("number")),
}


_SAID = {"configure": "The setting is taken over."}
"""What is said of an act that the page does not show by itself."""


async def _act(request: Request) -> Response:
    site, fields = need_rights(request), await fields_of(request)
    act = fields.text("act", 20)
    if act == "configure":
        command: commands.Command = _configured(fields, site.workshop.facilitator_view().setting)
    elif act in _ACTS:
        command = _ACTS[act](fields)
    else:
        raise RefusedError("unknown", f'there is no act "{act}"; it must be configure or one of {", ".join(_ACTS)}')
    await waited(site.workshop.act(command))
    return done(request, "/facilitator", said=_SAID.get(act, ""))


async def _card(request: Request) -> Response:
    site, fields = need_rights(request), await fields_of(request)
    seat = fields.whole("seat")
    words = await waited(site.workshop.make_card(seat))
    said = f"Seat {seat}: read these four words to its owner: {words}. They work once, for ten minutes."
    return done(request, "/facilitator", said=said) if wants_data(request) else answered(200, said)


async def _link(request: Request) -> Response:
    site = need_rights(request)
    secret = await waited(site.workshop.new_link())
    said = f"Open this once on the other laptop; this one then loses its rights: {site.address}/facilitate/{secret}"
    return done(request, "/facilitator", said=said) if wants_data(request) else answered(200, said)
