"""Writing pictures: SVG whose text is text and whose bytes are always the same, and PNG."""

from __future__ import annotations

import io
import re
import threading
from html import escape
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.text import Text

from simulation.plots import style

__all__ = ["SETTINGS", "STAMP", "for_a_page", "inline_svg", "save", "save_png", "stamp", "svg_text"]

STAMP = "Simulated behaviour. Not a statement about any real organisation."

_DOTS_AN_INCH = 200.0
_STAMP_HEIGHT = 4.5
"""Millimetres."""
"""Of PNG, and of what is an image in SVG."""
_FAMILY = ("DejaVu Sans", "sans-serif")
"""It ships with Matplotlib, so that pictures are the same everywhere; a page that lacks it takes another."""
SETTINGS: dict[Any, Any] = {
    "font.family": list(_FAMILY),
    "svg.fonttype": "none",
    "svg.hashsalt": "turnaround",
    "axes.unicode_minus": True,
    "text.hinting": "none",
}
_PATH, _DECIMALS = re.compile(r'\bd="[^"]*"'), re.compile(r"(\.\d\d)\d+")
"""Outlines, and their decimals beyond a hundredth of a point, which only make files large."""
_DRAWING = threading.RLock()
"""Matplotlib's settings are shared by all threads, so only one at a time writes with ours."""


def stamp(figure: Figure) -> Figure:
    """Write on a picture that shows real names what it is, on a line of its own below all that is drawn."""
    before = 25.4 * figure.get_figheight()
    height = before + _STAMP_HEIGHT
    figure.set_figheight(height / 25.4)
    for ax in figure.axes:
        left, bottom, width, high = ax.get_position(original=True).bounds
        ax.set_position((left, (bottom * before + _STAMP_HEIGHT) / height, width, high * before / height))
    for text in figure.texts:
        x, y = text.get_position()
        text.set_position((x, (y * before + _STAMP_HEIGHT) / height))
    figure.text(0.997, 0.8 / height, STAMP, ha="right", va="bottom", size=style.SMALL, color=style.INK, style="italic")
    return figure


def _in_our_type(figure: Figure) -> None:
    """Give all text our family: it took others' settings, if they had any, when it was made."""
    for text in figure.findobj(Text):
        text.set_fontfamily(list(_FAMILY))


def svg_text(figure: Figure) -> str:
    """The figure as an SVG document; equal figures give equal text."""
    buffer = io.StringIO()
    with _DRAWING, mpl.rc_context(SETTINGS):
        _in_our_type(figure)
        figure.savefig(buffer, format="svg", dpi=_DOTS_AN_INCH, metadata={"Date": None, "Creator": None})
    shorter = _PATH.sub(lambda found: _DECIMALS.sub(r"\1", found[0]), buffer.getvalue())
    return "\n".join(line.rstrip() for line in shorter.splitlines()) + "\n"


def inline_svg(figure: Figure, name: str, alternative: str) -> str:
    """The figure as an SVG element for an HTML page.

    Args:
        figure: what to draw.
        name: put before every identifier, so that several pictures can share a page.
        alternative: the text alternative (see ``describe``).
    """
    return for_a_page(svg_text(figure), name, alternative)


def for_a_page(document: str, name: str, alternative: str) -> str:
    """An SVG document from ``svg_text`` as an element for an HTML page; name and alternative as in ``inline_svg``."""
    text = document[document.index("<svg") :]
    text = re.sub(r'\bid="([^"]+)"', rf'id="{name}-\1"', text)
    text = re.sub(r"url\(#([^)]+)\)", rf"url(#{name}-\1)", text)
    text = re.sub(r'href="#([^"]+)"', rf'href="#{name}-\1"', text)
    text = re.sub(r"\s*<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    said = f'<title id="{name}-alternative">{escape(alternative)}</title>'
    return re.sub(r"<svg([^>]*)>", rf'<svg\1 role="img" aria-labelledby="{name}-alternative">\n {said}', text, count=1)


def save_png(figure: Figure, path: Path, *, dots_an_inch: float = _DOTS_AN_INCH) -> Path:
    """Write a figure as PNG; the folder is made where it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _DRAWING, mpl.rc_context(SETTINGS):
        _in_our_type(figure)
        figure.savefig(path, format="png", dpi=dots_an_inch, metadata={"Software": None})
    return path


def save(figure: Figure, folder: Path, name: str, document: str | None = None) -> list[Path]:
    """Write a figure as ``name.svg`` and ``name.png``; the folder is made where it is missing.

    Args:
        figure, folder, name: what to write, where, and what to call it.
        document: its ``svg_text``, where there is one already.

    Returns:
        The two paths.
    """
    folder.mkdir(parents=True, exist_ok=True)
    svg = folder / f"{name}.svg"
    svg.write_text(svg_text(figure) if document is None else document, encoding="utf-8", newline="\n")
    return [svg, save_png(figure, folder / f"{name}.png")]
