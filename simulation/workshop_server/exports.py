"""What the facilitator takes home: the debrief and the tables, with names or without."""

from __future__ import annotations

import io
import zipfile
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from simulation.workshop.exporting import session_export
from simulation.workshop_server.debrief import debrief_html
from simulation.workshop_server.facilitators import need_rights

__all__ = ["export_routes"]


_ENCODING = "utf-8-sig"
"""With a mark at the beginning, without which spreadsheets take it for another encoding and spoil names."""


def export_routes() -> list[Route]:
    """The routes of the two files."""
    return [Route("/facilitator/debrief.html", _debrief), Route("/facilitator/tables.zip", _tables)]


async def _debrief(request: Request) -> Response:
    site = need_rights(request)
    export = await run_in_threadpool(partial(session_export, site.workshop, names=_with_names(request)))
    html = await run_in_threadpool(debrief_html, export.debrief)
    return HTMLResponse(html, headers={"Content-Disposition": 'attachment; filename="workshop-debrief.html"'})


async def _tables(request: Request) -> Response:
    site = need_rights(request)
    export = await run_in_threadpool(partial(session_export, site.workshop, names=_with_names(request)))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in export.tables().items():
            archive.writestr(name, text.encode(_ENCODING))
    headers = {"Content-Disposition": 'attachment; filename="workshop-tables.zip"'}
    return Response(packed.getvalue(), media_type="application/zip", headers=headers)


def _with_names(request: Request) -> bool:
    return request.query_params.get("names") == "yes"
