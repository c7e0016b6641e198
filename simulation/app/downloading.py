"""Downloads as plain links: the address names the file and the setting, so that no page need be open.

A page that has files of its own adds a route here.
"""

from __future__ import annotations

import logging

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from simulation.app.address import keys_in, whole_number
from simulation.app.downloads import download
from simulation.app.pool import BusyError
from simulation.app.setting import setting_in
from simulation.errors import InputError

__all__ = ["download_routes"]

_LOG = logging.getLogger("turnaround.app")


async def _file(request: Request) -> Response:
    search = request.url.query
    try:
        quarter = whole_number(keys_in(search), "at", 0)
        made = await run_in_threadpool(download, request.path_params["name"], setting_in(search), quarter)
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
    return [Route("/files/{name}", _file)]
