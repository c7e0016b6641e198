"""The parts that pages are made of in the browser: Vue components, one file each in ``vue/``.

A page's own component is made with ``solara.component_vue``; whatever it uses inside is handed to it by name::

    @solara.component_vue("../vue/explore.vue")
    def ExploreView(head: str, event_choose: Callable[[dict], None]) -> None: ...

    ExploreView(head=..., event_choose=..., components=parts("network", "story"))

and is then a tag of its template: ``<ta-network>``; other parts know it too where the page's ``beforeCreate`` calls
``turnaround.share(this)``. Functions that parts share are in ``assets/custom.js``, colours
and sizes in ``assets/custom.css``; both are loaded with every page.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["VUE", "parts"]

VUE = Path(__file__).parent / "vue"


@cache
def _text(name: str) -> str:
    return (VUE / f"{name}.vue").read_text(encoding="utf-8")


def parts(*names: str) -> dict[str, str]:
    """Components by their tags, for ``components=``: ``network`` becomes ``<ta-network>``.

    Raises:
        FileNotFoundError: where there is no such file in ``vue/``.
    """
    return {f"ta-{name}": _text(name) for name in names}
