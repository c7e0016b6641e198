"""What all routes share: the workshop, where it is found, who asks, and what each seat's page keeps in mind."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from simulation.workshop import ParticipantView, RefusedError, Workshop, WorkshopSetting
from simulation.workshop_server.desks import Desks
from simulation.workshop_server.rendering import render

__all__ = ["Site", "Told", "live_answer", "page_answer", "site_of", "waited"]

Result = TypeVar("Result")
EVERY = {"play": 2000, "desk": 1000, "wall": 1000}
"""Milliseconds after which a page asks for the state again."""


@dataclass(frozen=True)
class Told:
    """A page's present state.

    Attributes:
        place: changes where another page begins; within one, only parts of it do.
        mark: changes where anything does.
        left: seconds on the clock; None where there is none or it stands.
        revision: of the draft that the page shows.
        title: of the browser's tab.
        html: the page's main part.
    """

    place: str
    mark: str
    left: int | None
    revision: int
    title: str
    html: str


class Site:
    """One workshop's pages.

    Args:
        workshop: the session.
        address: where participants find it, as it is written on the wall: ``http://192.168.1.5:8770``.
    """

    def __init__(self, workshop: Workshop, address: str) -> None:
        self.workshop = workshop
        self.address = address
        self.desks = Desks()

    @property
    def setting(self) -> WorkshopSetting:
        """What is played."""
        return self.workshop.room.setting

    def view_of(self, seat: int, device: int) -> ParticipantView:
        """What a device at a seat is shown.

        Raises:
            RefusedError: where there is no such seat.
        """
        view = self.workshop.participant_view(seat, device)
        if view is None:
            raise RefusedError("not-seated", "This seat is not here any more; join with the code on the wall.")
        return view

    @property
    def joining(self) -> str:
        """What the code on the wall leads to."""
        return f"{self.address}/join/{self.workshop.code}"

    def wall_link(self) -> str:
        """The projector's read-only link."""
        return f"{self.address}/wall/{self.workshop.wall_key}"


def site_of(request: Request) -> Site:
    """The site that a request came to."""
    return request.app.state.site


async def waited(future: Future[Result]) -> Result:
    """An act's result, once it is on the disk.

    An act that has begun is done whether or not its sender stays, so it is not cancelled with the request.
    """
    return await asyncio.shield(asyncio.wrap_future(future))


def page_answer(told: Told, kind: str, live: str, keep: str, status: int = 200) -> Response:
    """A whole page.

    Args:
        told: its state.
        kind: "play", "desk" or "wall".
        live: where its script asks for the state.
        keep: under which name a phone keeps what is not sent yet.
        status: of the answer.
    """
    html = render(
        "base.html", kind=kind, title=told.title, live=live, keep=keep, every=EVERY[kind], told=told,
        content=Markup(told.html),
    )  # fmt: skip
    return HTMLResponse(html, status)


async def live_answer(request: Request, tell: Callable[[], Awaitable[Told]], mark: str, left: int | None) -> Response:
    """The state for a page's script: whole where its mark is an old one, else the clock alone."""
    if mark and request.query_params.get("mark") == mark:
        return JSONResponse({"left": left})
    told = await tell()
    data: dict[str, Any] = {
        "place": told.place, "mark": told.mark, "left": told.left, "revision": told.revision, "title": told.title,
        "html": told.html,
    }  # fmt: skip
    return JSONResponse(data)
