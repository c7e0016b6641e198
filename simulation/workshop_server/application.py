"""All routes of a workshop behind one door."""

from __future__ import annotations

from collections.abc import Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from simulation.errors import InputError
from simulation.workshop_server.answers import message_answer, unlawful_answer
from simulation.workshop_server.exports import export_routes
from simulation.workshop_server.facilitators import facilitator_routes
from simulation.workshop_server.guard import Guard
from simulation.workshop_server.participants import participant_routes
from simulation.workshop_server.rendering import STATIC, content_of
from simulation.workshop_server.site import Site
from simulation.workshop_server.walls import wall_routes

__all__ = ["application", "static_route"]


async def _static(request: Request) -> Response:
    name = str(request.path_params["name"])
    if name not in STATIC:
        raise HTTPException(404)
    # The address holds the content's hash, so it may be kept for good.
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(content_of(name), media_type=STATIC[name], headers=headers)


def static_route() -> Route:
    """The route of style sheets and the script."""
    return Route("/static/{digest}/{name}", _static)


def application(site: Site, is_own: Callable[[str], bool]) -> ASGIApp:
    """A workshop's pages as any ASGI server can run them.

    Args:
        site: what is shown.
        is_own: whether a host, as browsers name it, is this server.
    """
    app = Starlette(
        routes=[*participant_routes(), *wall_routes(), *facilitator_routes(), *export_routes(), static_route()],
        exception_handlers={InputError: message_answer, HTTPException: unlawful_answer},
    )
    app.state.site = site
    return Guard(app, is_own)
