"""``--check``: a test page for a phone, before anybody is in the room."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from simulation.workshop_server.application import static_route
from simulation.workshop_server.guard import Guard
from simulation.workshop_server.rendering import render

__all__ = ["IF_IT_FAILS", "check_application"]

_OWN_NETWORK = (
    "Guest and campus networks often keep phones apart from each other (client isolation). Then nothing helps but a"
    " network of your own: this machine's hotspot, a phone's hotspot that this machine joins, or a cheap router"
    " without internet."
)
IF_IT_FAILS = (
    "Is the phone on the same network as this machine (Wi-Fi, not mobile data)? Switch mobile data off and try again.",
    "Does this machine's firewall let Python in? Allow it for private networks, or stop it for the workshop.",
    _OWN_NETWORK,
    "A phone's hotspot takes 5 to 10 guests, a laptop's 8 to 32; for a class take a router, or one laptop a table.",
    "Does the phone say that the network has no internet? That is right: choose to stay connected.",
    "Type the address with http:// in front; some browsers add https:// by themselves, which is not served.",
)
"""What to do where a phone does not get through, the likeliest first."""


def check_application(is_own: Callable[[str], bool], tell: Callable[[str], None]) -> ASGIApp:
    """A page that shows a phone that it gets through, and sends.

    Args:
        is_own: whether a host is this server.
        tell: says a line to whoever is at the terminal.
    """

    def page(*, is_sent: bool) -> Response:
        content = Markup(render("check.html", is_sent=is_sent, help=IF_IT_FAILS))
        return HTMLResponse(render("base.html", kind="", title="Test", live="", again="", content=content))

    async def reached(request: Request) -> Response:
        tell(f"{_who(request)} has opened the test page.")
        return page(is_sent=False)

    async def sent(request: Request) -> Response:
        tell(f"{_who(request)} has sent an answer: it can take part.")
        return page(is_sent=True)

    routes = [Route("/", reached), Route("/", sent, methods=["POST"]), static_route()]
    return Guard(Starlette(routes=routes), is_own)


def _who(request: Request) -> str:
    return request.client.host if request.client else "Somebody"
