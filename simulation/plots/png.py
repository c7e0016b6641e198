"""A figure as the bytes of a PNG, for files that hold pictures."""

from __future__ import annotations

import tempfile
from pathlib import Path

from matplotlib.figure import Figure

from simulation.plots.saving import save_png

__all__ = ["png_of"]


def png_of(figure: Figure, dots_an_inch: float = 200.0) -> bytes:
    """The picture; equal figures give equal bytes."""
    with tempfile.TemporaryDirectory() as folder:
        return save_png(figure, Path(folder) / "picture.png", dots_an_inch=dots_an_inch).read_bytes()
