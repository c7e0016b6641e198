"""Serve a workshop until it is interrupted."""

from __future__ import annotations

from collections.abc import Callable
from socket import socket
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from simulation.app.server import Server

__all__ = ["serve", "server"]


def server(app: ASGIApp, when_up: Callable[[], Any]) -> Server:
    """A server for the pages of a room.

    No access log: addresses hold the code and one-time links. No proxy is believed: a room has none. Warnings are
    not written, since they are about phones (one that tries https first, say) and would frighten whoever holds it.
    """
    config = uvicorn.Config(
        app, log_level="error", access_log=False, proxy_headers=False, server_header=False, ws="none", lifespan="off",
        limit_concurrency=600, backlog=512, timeout_keep_alive=30, timeout_graceful_shutdown=2,
        h11_max_incomplete_event_size=16_384,
    )  # fmt: skip
    return Server(config, when_up)


def serve(app: ASGIApp, listening: socket, when_up: Callable[[], Any]) -> None:
    """Serve until interrupted.

    Args:
        app: the pages.
        listening: a bound socket.
        when_up: called once it can be visited.
    """
    server(app, when_up).run(sockets=[listening])
