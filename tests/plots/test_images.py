"""Every picture looks as the image that was looked at; ``python -m tests.plots.drawn`` renews those."""

from __future__ import annotations

from pathlib import Path

import pytest
from matplotlib.testing.compare import compare_images

from simulation.plots.saving import save_png
from tests.plots.drawn import BASELINES, DOTS_AN_INCH, DRAWN

TOLERANCE = 3.0
"""Root mean square of the difference, of 255: a moved label or a changed colour is more, smoothing of edges less."""


@pytest.mark.parametrize("name", DRAWN)
def test_it_looks_as_it_did(name: str, tmp_path: Path) -> None:
    drawn = save_png(DRAWN[name](), tmp_path / f"{name}.png", dots_an_inch=DOTS_AN_INCH)
    kept = tmp_path / f"{name}-kept.png"
    kept.write_bytes((BASELINES / f"{name}.png").read_bytes())
    assert compare_images(str(kept), str(drawn), TOLERANCE) is None


def test_each_image_kept_is_of_a_picture() -> None:
    assert {path.stem for path in BASELINES.glob("*.png")} == set(DRAWN)


def test_a_change_is_noticed(tmp_path: Path) -> None:
    figure = DRAWN["recovery"]()
    figure.axes[0].lines[0].set_visible(False)
    drawn = save_png(figure, tmp_path / "drawn.png", dots_an_inch=DOTS_AN_INCH)
    kept = tmp_path / "kept.png"
    kept.write_bytes((BASELINES / "recovery.png").read_bytes())
    assert compare_images(str(kept), str(drawn), TOLERANCE) is not None
