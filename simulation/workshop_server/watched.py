"""A page that one link opens and that keeps itself at the session's state: the wall's, and the facilitator's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulation.workshop import FacilitatorView, WallView
from simulation.workshop_server.answers import answered
from simulation.workshop_server.site import Site, Told, live_answer, page_answer, site_of

__all__ = ["WatchedPage"]

View = TypeVar("View", WallView, FacilitatorView)


@dataclass(frozen=True)
class WatchedPage(Generic[View]):
    """A page and the address at which its script asks for the state.

    Attributes:
        address: of the page; the state is one step below, at ``live``.
        kind: "wall" or "desk": how it looks and how often it asks.
        closed: what whoever may not see it is told.
        may_see: whether a browser may.
        view_of: what is shown now.
        told: the page's main part made from it, which takes long beside the view.
    """

    address: str
    kind: str
    closed: str
    may_see: Callable[[Request], bool]
    view_of: Callable[[Site], View]
    told: Callable[[Site, View], Told]

    def routes(self) -> list[Route]:
        """The routes of the page and of its state."""
        return [Route(self.address, self._page), Route(self._live_address, self._live)]

    @property
    def _live_address(self) -> str:
        return f"{self.address}/live"

    async def _page(self, request: Request) -> Response:
        if not self.may_see(request):
            again = "" if "again" in request.query_params else f"{self.address}?again=1"
            return answered(403, self.closed, again=again)
        site = site_of(request)
        return page_answer(self.told(site, self.view_of(site)), self.kind, self._live_address, self.kind)

    async def _live(self, request: Request) -> Response:
        if not self.may_see(request):
            return JSONResponse({"to": self.address}, 403)
        site = site_of(request)
        view = self.view_of(site)

        async def told() -> Told:
            return self.told(site, view)

        return await live_answer(request, told, view.mark, view.clock.seconds_left)
