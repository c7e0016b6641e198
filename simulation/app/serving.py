"""The server: Solara's, with downloads beside it, pages that say their language, and no way to the outside."""

from __future__ import annotations

import warnings
import webbrowser
from collections.abc import Callable
from socket import socket
from typing import Any

import solara.server.app
import solara.server.starlette
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from simulation.app.downloading import download_routes
from simulation.app.downloads import replay_for
from simulation.app.pool import POOL
from simulation.app.server import Server
from simulation.app.setting import Setting

__all__ = ["application", "serve"]

_SITE = "simulation.app.site"
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss:; frame-ancestors 'self';"
    " base-uri 'self'; form-action 'self'"
)
"""Browsers refuse every request to another host; Vue compiles its templates, which takes ``unsafe-eval``."""
_HEADERS = [
    (b"content-security-policy", _POLICY.encode()),
    (b"referrer-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
]
_MENDED = (
    (b"<html>", b'<html lang="en">'),
    # Light or dark as the visitor's system has it, until the visitor says otherwise.
    (b'"variant": "light"', b'"variant": "auto"'),
    # What was shown stays, and nobody need do anything: the page mends itself.
    (
        b"""<v-progress-circular indeterminate size="128" style="text-align: center;">Server
                disconnected.</v-progress-circular>""",
        (
            b'<p class="ta-panel ta-lost" role="status"><strong>No connection to the app.</strong>'
            b" This page goes on by itself, where it is, as soon as the app can be reached again.</p>"
        ),
    ),
    # Pages must be able to be enlarged.
    (b", maximum-scale=1, user-scalable=no, minimal-ui", b""),
)


class Mended:
    """Puts into Solara's page what it lacks: a language, free zoom, and headers that keep requests at home."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; where the answer is a page, mend it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if any(name == b"accept" and b"text/html" in value for name, value in scope["headers"]):
            # A compressed page could not be mended; it is small, and what is large comes as files.
            headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
            scope = {**scope, "headers": headers}
        start: Message | None = None
        body = b""

        async def mended(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *_HEADERS]
                if not _is_page(message["headers"]):
                    await send(message)
                    return
                start = message
            elif start is not None and message["type"] == "http.response.body":
                body += message.get("body", b"")
                if not message.get("more_body"):
                    await self._send(start, body, send)
            else:
                await send(message)

        await self.app(scope, receive, mended)

    @staticmethod
    async def _send(start: Message, body: bytes, send: Send) -> None:
        for lacking, put in _MENDED:
            body = body.replace(lacking, put, 1)
        headers = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
        await send({**start, "headers": [*headers, (b"content-length", str(len(body)).encode())]})
        await send({"type": "http.response.body", "body": body})


def _is_page(headers: list[tuple[bytes, bytes]]) -> bool:
    told = {name.lower(): value for name, value in headers}
    return told.get(b"content-type", b"").startswith(b"text/html") and b"content-encoding" not in told


def application() -> ASGIApp:
    """The app as any ASGI server can run it; ``launching.set_up_solara`` must have been called before."""
    solara.server.app.apps["__default__"] = solara.server.app.AppScript(_SITE)
    solaras = solara.server.starlette
    return Mended(
        Starlette(routes=[*download_routes(), Mount("/", app=solaras.app)], lifespan=solaras.lifespan)
    )


def serve(
    listening: socket, address: str, *, open_browser: bool, tell: Callable[[str], Any], prefix: str = ""
) -> None:
    """Serve until interrupted.

    Args:
        listening: a bound socket.
        address: where it is found.
        open_browser: whether to open a browser there.
        tell: says a line to whoever started it.
        prefix: the path under which a proxy shows the app, which the proxy takes off.
    """

    def up() -> None:
        # What the first visitor will see is computed while the browser still opens.
        POOL.ask(Setting().replayed, lambda: replay_for(Setting()))
        tell(address)
        if open_browser:
            webbrowser.open(address)

    # Without https, Solara's cookie cannot be shown in frames of other sites, which nobody asks for.
    warnings.filterwarnings("ignore", message="Cookies with samesite", category=UserWarning)
    # Proxy headers (X-Forwarded-Proto) are trusted from this machine alone, which is uvicorn's default.
    config = uvicorn.Config(
        application(),
        root_path=prefix and "/" + prefix.strip("/"),
        log_level="warning",
        ws_max_size=4_000_000,
        # A replay has a third of a megabyte: to compress it takes longer than to send it to most who look.
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=2,
    )
    Server(config, up).run(sockets=[listening])
