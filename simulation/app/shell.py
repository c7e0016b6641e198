"""What surrounds every page: the name, the tabs, the switch of light and dark, and a way past them."""

from __future__ import annotations

from typing import Any

import reacton.ipyvuetify as v
import solara

from simulation.app.catalogue import catalogue
from simulation.app.registry import pages
from simulation.plots.saving import STAMP

__all__ = ["Shell"]


@solara.component_vue("vue/header.vue")
def _Header(tabs: list[dict[str, str]], here: str, notice: str) -> None:
    """The bar at the top."""


@solara.component
def Shell(children: list[Any]) -> None:
    """The layout of all pages.

    Args:
        children: the page, as Solara hands it to a layout.
    """
    router = solara.use_router()
    here = router.parts[0] if router.parts else ""
    notice = STAMP if catalogue().real_names else ""
    tabs = [{"path": page.path.strip("/"), "title": page.title} for page in pages()]
    with v.Html(tag="div", class_="ta-site"):
        _Header(tabs=tabs, here=here, notice=notice)
        with v.Html(tag="main", class_="ta-main", attributes={"id": "content", "tabindex": "-1"}):
            for child in children:
                solara.display(child)
