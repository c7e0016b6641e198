"""Cookies: one for each role, told apart by port, which browsers do not do."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

__all__ = ["cookie_of", "with_cookie"]

_A_DAY = 24 * 3600


def _name(request: Request, role: str) -> str:
    return f"turnaround-{role}-{request.url.port or 80}"


def cookie_of(request: Request, role: str) -> str | None:
    """What this browser holds for a role: "seat", "facilitator" or "wall"."""
    value = request.cookies.get(_name(request, role))
    return value if value and len(value) <= 200 else None


def with_cookie(request: Request, response: Response, role: str, value: str) -> Response:
    """The response, which gives the browser a cookie that no script reads and no other site sends."""
    response.set_cookie(_name(request, role), value, max_age=_A_DAY, httponly=True, samesite="strict", path="/")
    return response
