"""The wall: what the room sees. It is read only, and spoils nothing."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from simulation.workshop import WallView
from simulation.workshop_server.answers import answered, see
from simulation.workshop_server.cookies import cookie_of, with_cookie
from simulation.workshop_server.rendering import render
from simulation.workshop_server.site import Site, Told, site_of
from simulation.workshop_server.watched import WatchedPage

__all__ = ["wall_routes"]

_CLOSED = "The wall opens with the link on the facilitator's page."


def wall_routes() -> list[Route]:
    """The routes of the projector's page."""
    page = WatchedPage("/wall", "wall", _CLOSED, _may_see, lambda site: site.workshop.wall_view(), _told)
    return [*page.routes(), Route("/wall/{key}", _open)]


async def _open(request: Request) -> Response:
    """The read-only link: its key goes into a cookie, so that nobody reads it off the wall."""
    key = str(request.path_params["key"])
    if len(key) > 200 or not site_of(request).workshop.is_wall(key):
        return answered(403, "This link to the wall does not hold. The facilitator's page shows the one that does.")
    return with_cookie(request, see("/wall"), "wall", key)


def _may_see(request: Request) -> bool:
    key = cookie_of(request, "wall")
    return key is not None and site_of(request).workshop.is_wall(key)


def _told(site: Site, view: WallView) -> Told:
    screen = view.screen.number if view.screen is not None else 0
    place = f"{view.station.id} {screen} {view.station.is_settling}"
    return Told(place, view.mark, view.clock.seconds_left, 0, view.title, _html(site, view))


def _html(site: Site, view: WallView) -> str:
    scenario = site.setting.game.scenario
    return render(
        "wall/wall.html", view=view, address=site.address, joining=site.joining,
        one=scenario.organisation_word, many=scenario.organisations_word,
    )  # fmt: skip
