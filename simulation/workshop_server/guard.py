"""The door: whom the server answers, how much it reads, and what every answer tells the browser."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["LARGEST_BODY", "Guard"]

LARGEST_BODY = 16_000
"""Bytes that a form may have; the largest that a page sends is a tenth of it."""
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = [
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
_KEPT = b"no-referrer"
_FORM = b"same-origin"
"""Pages with forms: under ``no-referrer`` a browser hides a form's origin, by which the door knows its own."""
_SAFE = {"GET", "HEAD"}


class Guard:
    """Answers only who asks for this server by a name of its own, and takes orders only from its own pages.

    A page elsewhere could otherwise make a browser in the room send orders (``Origin``), or be given a name
    that leads here and then read the answers (``Host``).

    Args:
        app: what is guarded.
        is_own: whether a host, as ``name`` or ``name:port`` in small letters, is this server.
    """

    def __init__(self, app: ASGIApp, is_own: Callable[[str], bool]) -> None:
        self.app = app
        self.is_own = is_own

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what is not from here or is too long; pass on the rest, and give the answer its headers."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, _with_headers(send))
            return
        if scope["method"] in _SAFE:
            await self.app(scope, receive, _with_headers(send))
            return
        body = await _body(receive)
        if body is None:
            await _too_long()(scope, receive, _with_headers(send))
            return
        given = False

        async def whole() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self.app(scope, whole, _with_headers(send))

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        told = [(name, value.decode("latin-1").lower()) for name, value in scope["headers"]]
        hosts = [value for name, value in told if name == b"host"]
        if len(hosts) != 1 or not self.is_own(hosts[0]):
            return PlainTextResponse("This address is not the workshop's; type the one that is on the wall.", 421)
        if scope["method"] in _SAFE:
            return None
        if scope["method"] != "POST":
            return PlainTextResponse("Pages are read (GET), and forms are sent (POST).", 405, {"Allow": "GET, POST"})
        origins = [value for name, value in told if name == b"origin"]
        if len(origins) != 1 or origins[0] != f"{scope['scheme']}://{hosts[0]}" or not urlsplit(origins[0]).netloc:
            return PlainTextResponse("This came from another page than the workshop's, and nothing was done.", 403)
        lengths = [value for name, value in told if name == b"content-length"]
        if any(not value.isdigit() or int(value) > LARGEST_BODY for value in lengths):
            return _too_long()
        return None


def _too_long() -> PlainTextResponse:
    return PlainTextResponse(f"That is too long; {LARGEST_BODY} bytes are the most.", 413, {"Connection": "close"})


async def _body(receive: Receive) -> bytes | None:
    """All that was sent, or nothing where it is too long or the sender has gone."""
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        body += message.get("body", b"")
        if len(body) > LARGEST_BODY:
            return None
        if not message.get("more_body"):
            return body


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = list(message.get("headers", []))
            told = {name.lower(): value for name, value in headers}
            is_page = told.get(b"content-type", b"").startswith(b"text/html") and message["status"] < 300
            headers += [*_HEADERS, (b"referrer-policy", _FORM if is_page else _KEPT)]
            if b"cache-control" not in told:
                headers.append((b"cache-control", b"no-store"))
            message = {**message, "headers": headers}
        await send(message)

    return sent
