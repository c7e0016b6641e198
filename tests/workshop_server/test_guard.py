"""The door: who is answered, what is refused, and what every answer tells the browser."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Message

from simulation.workshop_server.addresses import Own, reachable, written
from simulation.workshop_server.guard import LARGEST_BODY, Guard
from tests.app.loop import run

OWN = "192.168.1.5:8770"
Headers = list[tuple[str, str]]


async def _page(request: Request) -> Response:
    return HTMLResponse("a page")


async def _sent(request: Request) -> Response:
    return HTMLResponse(f"{len(await request.body())} bytes")


async def _away(request: Request) -> Response:
    return RedirectResponse("/", 303)


GUARD = Guard(
    Starlette(routes=[Route("/", _page), Route("/", _sent, methods=["POST"]), Route("/away", _away)]),
    Own("192.168.1.5", 8770),
)


def ask(
    method: str, headers: Headers, chunks: tuple[bytes, ...] = (b"",), path: str = "/", kind: str = "http"
) -> tuple[int, dict[str, str], bytes]:
    """What the door answers, as a server would ask it."""
    scope: dict[str, Any] = {
        "type": kind, "method": method, "path": path, "raw_path": path.encode(), "query_string": b"", "scheme": "http",
        "http_version": "1.1", "headers": [(name.encode(), value.encode()) for name, value in headers],
        "client": ("192.168.1.9", 5000), "server": ("192.168.1.5", 8770), "root_path": "",
    }  # fmt: skip
    coming = [
        {"type": "http.request", "body": chunk, "more_body": k < len(chunks) - 1} for k, chunk in enumerate(chunks)
    ]
    told: list[Message] = []

    async def receive() -> Message:
        return coming.pop(0) if coming else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        told.append(message)

    run(GUARD(scope, receive, send))
    if told[0]["type"] == "websocket.close":
        return told[0]["code"], {}, b""
    body = b"".join(message.get("body", b"") for message in told[1:])
    return told[0]["status"], {name.decode(): value.decode() for name, value in told[0]["headers"]}, body


def test_a_page_is_given_to_who_asks_by_its_own_name() -> None:
    status, headers, body = ask("GET", [("host", OWN)])
    assert (status, body) == (200, b"a page")
    assert "script-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "same-origin"


def test_an_answer_that_is_no_page_tells_nobody_where_it_came_from() -> None:
    status, headers, _ = ask("GET", [("host", OWN)], path="/away")
    assert status == 303
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("host", ["evil.example:8770", "192.168.1.5", "192.168.1.5:80", "192.168.1.55:8770", ""])
def test_another_name_is_not_answered(host: str) -> None:
    status, _, body = ask("GET", [("host", host)])
    assert status == 421
    assert b"a page" not in body


def test_a_host_that_is_missing_or_given_twice_is_not_answered() -> None:
    assert ask("GET", [])[0] == 421
    assert ask("GET", [("host", OWN), ("host", "evil.example")])[0] == 421


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "", "https://192.168.1.5:8770", "http://192.168.1.5", "http://localhost:8770"],
)
def test_orders_come_from_its_own_pages_alone(origin: str) -> None:
    status, _, body = ask("POST", [("host", OWN), ("origin", origin)], (b"a=1",))
    assert status == 403
    assert b"nothing was done" in body


def test_orders_without_an_origin_are_refused() -> None:
    assert ask("POST", [("host", OWN)], (b"a=1",))[0] == 403
    assert ask("POST", [("host", OWN), ("origin", f"http://{OWN}")], (b"a=", b"1"))[0::2] == (200, b"3 bytes")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_no_other_ways(method: str) -> None:
    assert ask(method, [("host", OWN), ("origin", f"http://{OWN}")])[0] == 405


def test_bodies_are_bounded_whether_or_not_their_length_is_told() -> None:
    told = [("host", OWN), ("origin", f"http://{OWN}")]
    assert ask("POST", [*told, ("content-length", str(LARGEST_BODY + 1))])[0] == 413
    assert ask("POST", [*told, ("content-length", "-1")])[0] == 413
    assert ask("POST", told, (b"x" * LARGEST_BODY, b"x"))[0] == 413
    assert ask("POST", told, (b"x" * LARGEST_BODY, b""))[2] == f"{LARGEST_BODY} bytes".encode()


def test_no_sockets() -> None:
    assert ask("GET", [("host", OWN)], kind="websocket")[0] == 1008


def test_a_server_for_everybody_goes_by_each_address_of_the_machine() -> None:
    own = Own("0.0.0.0", 8770)
    for one in reachable():
        assert own(f"{one.host}:8770")
    assert own("localhost:8770")
    assert own("[::1]:8770")
    assert not own("evil.example:8770")
    assert not own("127.0.0.1:8771")
    assert Own("127.0.0.1", 80)("localhost")


def test_addresses_for_phones_come_first() -> None:
    found = reachable()
    assert found[-1].is_loopback
    assert [one.is_loopback for one in found] == sorted(one.is_loopback for one in found)
    assert all(one.words for one in found)
    assert written("10.0.0.2", 80) == "http://10.0.0.2"
