"""Looks for the browser, from those of the pictures: colours, dashes and markers of policies, the scale of quality."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import numpy as np
from matplotlib import colormaps
from matplotlib.colors import to_hex, to_rgb
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path

from simulation.plots import style

__all__ = ["LOW", "HIGH", "marker_path", "policy_looks", "quality_scale"]

LOW, HIGH = 20.0, 90.0
"""Points of quality that the colours spread over, as in the pictures."""
_STEPS = 141
"""Half a point a colour."""
_NIGHT = "#1b1f24"
_LETTERS = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C", Path.CLOSEPOLY: "Z"}
_WIDTH = 2.0
"""Markers are drawn as wide as the unit; in the browser they go from -1 to 1."""


@cache
def quality_scale() -> list[str]:
    """The colours of quality from ``LOW`` to ``HIGH``, half a point apart."""
    colours = colormaps[style.QUALITY]
    return [to_hex(colours(step / (_STEPS - 1))) for step in range(_STEPS)]


def _on_dark(colour: str, contrast: float = 4.5) -> str:
    """The colour, lightened until text in it can be read on the dark page."""
    red, green, blue = to_rgb(colour)
    night, share = style.luminance(_NIGHT) + 0.05, 0.0
    while share < 1.0:
        mixed = tuple(part + (1.0 - part) * share for part in (red, green, blue))
        if (style.luminance(mixed) + 0.05) / night >= contrast:  # type: ignore[arg-type]
            return to_hex(mixed)  # type: ignore[arg-type]
        share += 0.04
    return "#ffffff"


@cache
def marker_path(marker: style.Marker) -> str:
    """A marker of the pictures as the ``d`` of an SVG path, from about -1 to 1, y down."""
    shape = MarkerStyle(marker)
    outline = shape.get_path().transformed(shape.get_transform())
    parts = []
    for points, code in outline.iter_segments(curves=True, simplify=False):
        said = " ".join(f"{x:.3g} {y:.3g}" for x, y in np.reshape(points, (-1, 2)) * (_WIDTH, -_WIDTH))
        parts.append(_LETTERS[code] + ("" if code == Path.CLOSEPOLY else said))
    return "".join(parts)


def policy_looks(labels: Iterable[str]) -> dict[str, dict[str, Any]]:
    """How each policy is drawn: colour on light and on dark, dashes in line widths, and marker."""
    return {
        label: {
            "light": style.ink_of(look.colour),
            "dark": _on_dark(look.colour),
            "dash": " ".join(f"{2.0 * length:g}" for length in look.dash[1]),
            "marker": marker_path(look.marker),
        }
        for label, look in style.looks_of(labels).items()
    }
