"""A server that tells when it can be visited; the app and the workshop each set it up in their own way."""

from __future__ import annotations

from collections.abc import Callable
from socket import socket
from typing import Any

import uvicorn

__all__ = ["Server"]


class Server(uvicorn.Server):
    """Tells when it can be visited.

    Args:
        config: what it serves, and how.
        when_up: called once, when it answers.
    """

    def __init__(self, config: uvicorn.Config, when_up: Callable[[], Any]) -> None:
        super().__init__(config)
        self._when_up = when_up

    async def startup(self, sockets: list[socket] | None = None) -> None:
        """Start, and tell."""
        await super().startup(sockets)
        self._when_up()
