"""The README's picture, made anew from the model: ``python -m docs.pictures``, from the clone's top folder."""

from __future__ import annotations

from pathlib import Path

from simulation.analysis.bands import bands_of
from simulation.analysis.comparing import compare
from simulation.analysis.ordered import ordered_differences
from simulation.analysis.titles import title_of
from simulation.plots.overview import draw_overview
from simulation.plots.saving import save_png

IMAGES = Path(__file__).parent / "images"
SHOWN = ("improvement-boards", "brokered-early", "ladder", "structural-reform")
RUNS = 200
WIDE = 1200


def main() -> None:
    """Write ``docs/images/comparison.png``, 1200 pixels wide."""
    comparison = compare("english-councils", runs=RUNS)
    baseline = title_of(comparison[comparison.baseline].policy)
    ordered = ordered_differences(comparison.differences(), comparison.scenario, baseline)
    bands = bands_of(comparison.simulations, "failing", comparison.baseline)
    title = f"{len(comparison.sector)} English councils, {comparison.scenario.years} simulated years"
    figure = draw_overview(bands, ordered, SHOWN, title)
    save_png(figure, IMAGES / "comparison.png", dots_an_inch=WIDE / figure.get_figwidth())


if __name__ == "__main__":
    main()
