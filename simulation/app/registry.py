"""Which pages there are, in the order of their tabs. A new page is one line here and one file in ``pages/``."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

__all__ = ["PAGES", "Page", "pages"]


@dataclass(frozen=True)
class Page:
    """A page.

    Attributes:
        path: in the address; the first page has "/".
        title: on its tab.
        component: where its Solara component is: ``module:name``.
    """

    path: str
    title: str
    component: str

    def load(self) -> Any:
        """The component."""
        module, _, name = self.component.partition(":")
        return getattr(import_module(module), name)


PAGES = (
    Page("/", "Explore", "simulation.app.pages.explore:ExplorePage"),
    Page("/compare", "Compare", "simulation.app.pages.compare:ComparePage"),
    Page("/play", "Play", "simulation.app.pages.play:PlayPage"),
)


def pages() -> tuple[Page, ...]:
    """All pages, in the order of their tabs."""
    return PAGES
