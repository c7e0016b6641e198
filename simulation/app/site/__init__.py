"""The site that Solara serves: a route for each page of the registry, all within the shell.

A package of its own, since Solara looks for ``assets`` and ``templates`` beside it.
"""

from __future__ import annotations

import solara

from simulation.app.registry import pages
from simulation.app.shell import Shell

__all__ = ["routes"]

routes = [
    solara.Route(
        path=page.path if page.path == "/" else page.path.strip("/"),
        component=page.load(),
        label=f"{page.title} · turnaround",
        layout=Shell if page.path == "/" else None,
    )
    for page in pages()
]
