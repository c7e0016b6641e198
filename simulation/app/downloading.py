"""Downloads as plain links: the address names the file and the setting, so that no page need be open.

A page that has files of its own adds a route here.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from simulation.app.address import keys_in, whole_number
from simulation.app.comparing.files import comparison_file
from simulation.app.comparing.setting import compared_in
from simulation.app.comparing.steps import MOST_FUTURES
from simulation.app.downloads import Download, download
from simulation.app.playing.tables import TABLES
from simulation.app.pool import BusyError
from simulation.app.setting import setting_in
from simulation.errors import InputError

__all__ = ["download_routes"]

_LOG = logging.getLogger("turnaround.app")


async def _file(request: Request) -> Response:
    """A file of one future, as the explore page shows it."""

    def make(name: str, search: str) -> Download:
        return download(name, setting_in(search), whole_number(keys_in(search), "at", 0))

    return await _sent(request, make)


async def _comparison_file(request: Request) -> Response:
    """A file of a comparison, as the compare page shows it."""

    def make(name: str, search: str) -> Download:
        return comparison_file(name, compared_in(search), whole_number(keys_in(search), "futures", MOST_FUTURES))

    return await _sent(request, make)


async def _game_file(request: Request) -> Response:
    """A game that is over, as the play page's start takes it."""

    def make(name: str, _: str) -> Download:
        return Download(f"game-{name}.json", "application/json", TABLES.export(name).encode())

    return await _sent(request, make)


async def _bookmark_file(request: Request) -> Response:
    """A bookmark of a game in play, which the play page's start takes too."""

    def make(name: str, _: str) -> Download:
        return Download(f"bookmark-{name}.json", "application/json", TABLES.bookmark(name).encode())

    return await _sent(request, make)


async def _sent(request: Request, make: Callable[[str, str], Download]) -> Response:
    """The file that a link names, or a sentence that says why there is none."""
    try:
        made = await run_in_threadpool(make, request.path_params["name"], request.url.query)
    except InputError as mistake:
        return PlainTextResponse(str(mistake), status_code=400)
    except BusyError as busy:
        return PlainTextResponse(str(busy), status_code=503)
    except Exception:
        _LOG.exception("a file could not be made")
        return PlainTextResponse("The server could not make this file; its log says why.", status_code=500)
    disposition = f'attachment; filename="{made.name}"'
    return Response(made.content, media_type=made.kind, headers={"content-disposition": disposition})


def download_routes() -> list[Route]:
    """The routes of all downloads."""
    return [
        Route("/files/compare/{name}", _comparison_file),
        Route("/files/play/{name}.bookmark.json", _bookmark_file),
        Route("/files/play/{name}.json", _game_file),
        Route("/files/{name}", _file),
    ]
