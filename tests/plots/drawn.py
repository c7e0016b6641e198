"""Every picture, drawn from the fixed results; ``python -m tests.plots.drawn`` renews the images they are held to.

Look at each image before a renewed one is taken for right.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from matplotlib.figure import Figure

from simulation.plots.around_designation import draw_around_designation
from simulation.plots.cost_and_harm import draw_frontier
from simulation.plots.over_the_years import draw_over_the_years
from simulation.plots.overview import draw_overview
from simulation.plots.paired import draw_paired_differences
from simulation.plots.recovering import draw_recovery
from simulation.plots.saving import save_png, stamp
from simulation.plots.sector import draw_sector
from simulation.plots.seen_beside_true import draw_seen_and_true
from tests.plots import fixed

BASELINES = Path(__file__).parent / "baselines"
DOTS_AN_INCH = 80.0

DRAWN: dict[str, Callable[[], Figure]] = {
    "failing": lambda: draw_over_the_years(fixed.bands()),
    "quality": lambda: draw_over_the_years(fixed.bands("quality")),
    "differences": lambda: draw_paired_differences(fixed.differences()),
    "differences-as-assumed": lambda: draw_paired_differences(fixed.differences(draws=0)),
    "designation": lambda: draw_around_designation(fixed.fall()),
    "seen-and-true": lambda: draw_seen_and_true(fixed.seen_and_true()),
    "recovery": lambda: draw_recovery(fixed.recovery()),
    "cost-and-harm": lambda: draw_frontier(fixed.frontier()),
    "sector-stamped": lambda: stamp(draw_sector(fixed.snapshot())),
    "overview": lambda: draw_overview(fixed.bands(), fixed.differences(), fixed.LABELS[1:], "Four policies"),
}


def main() -> None:
    """Renew the images."""
    for name, draw in DRAWN.items():
        print(save_png(draw(), BASELINES / f"{name}.png", dots_an_inch=DOTS_AN_INCH))


if __name__ == "__main__":
    main()
