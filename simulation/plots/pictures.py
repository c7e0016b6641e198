"""All the pictures of a comparison, each with its text alternative and the table behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

import pandas as pd
from matplotlib.figure import Figure

from simulation.analysis.bands import bands_of
from simulation.analysis.comparison import Comparison
from simulation.analysis.designation import designation_panels, fall_after_designation
from simulation.analysis.frontier import cost_against_harm
from simulation.analysis.ordered import ordered_differences
from simulation.analysis.sector_map import sector_snapshot
from simulation.analysis.seen_and_true import seen_and_true
from simulation.analysis.titles import title_of
from simulation.batches import Simulation
from simulation.plots.alternatives import describe
from simulation.plots.around_designation import draw_around_designation
from simulation.plots.cost_and_harm import draw_frontier
from simulation.plots.over_the_years import draw_over_the_years
from simulation.plots.paired import draw_paired_differences
from simulation.plots.recovering import draw_recovery
from simulation.plots.saving import for_a_page, save, stamp, svg_text
from simulation.plots.sector import draw_sector
from simulation.plots.seen_beside_true import draw_seen_and_true

__all__ = ["PICTURES", "Picture", "comparison_pictures", "write_comparison_pictures"]

_PANEL_BYTES = 60_000_000
_MOST_FUTURES_FOLLOWED = 40
_SECTOR_YEAR = 5
_QUARTERS_BEFORE, _QUARTERS_AFTER = 4, 16


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture ready for a page.

    Attributes:
        name: of its files, and what its identifiers begin with in a page.
        figure: what is drawn.
        alternative: what it shows, in a sentence or two built from its numbers.
        table: the numbers behind it.
    """

    name: str
    figure: Figure
    alternative: str
    table: pd.DataFrame

    @cached_property
    def document(self) -> str:
        """The picture as an SVG document, drawn once: a figure is not to be changed after it was asked for."""
        return svg_text(self.figure)

    def svg(self) -> str:
        """An SVG element for a page, with its text alternative inside."""
        return for_a_page(self.document, self.name, self.alternative)

    def save(self, folder: Path) -> list[Path]:
        """Write it as SVG and PNG under its name; the two paths."""
        return save(self.figure, folder, self.name, self.document)


def comparison_pictures(comparison: Comparison, names: Sequence[str] = ()) -> Iterator[Picture]:
    """The pictures of a comparison, in the order in which pages show them.

    Those that nothing can be drawn of are left out: recovery where nobody was failing at the start,
    the fall after designation where nobody was designated with enough years around it. Two of them
    simulate a few futures again, to follow single organisations.

    Args:
        comparison: with series.
        names: which of ``PICTURES``; all where empty.

    Raises:
        KeyError: where a name is not one.
    """
    for name in names or PICTURES:
        drawn = PICTURES[name](comparison)
        if drawn is not None:
            result, figure, table = drawn
            if comparison.sector.shows_real_names:
                stamp(figure)
            yield Picture(name, figure, describe(result), table)


def write_comparison_pictures(
    comparison: Comparison | Sequence[Simulation], folder: Path, *, stamp: bool = False, names: Sequence[str] = ()
) -> list[Path]:
    """Write the pictures of a comparison as SVG and PNG.

    Args:
        comparison: itself, or simulations of the same futures (seed 0), the baseline first.
        folder: made where it is missing.
        stamp: whether each says that it is no statement about a real organisation; where real names
            are shown, each says so anyway.
        names: which of ``PICTURES``; all where empty.

    Returns:
        The paths written.
    """
    if not isinstance(comparison, Comparison):
        first = comparison[0]
        comparison = Comparison(first.scenario, tuple(comparison), (), first.label, 0)
    written = []
    for picture in comparison_pictures(comparison, names):
        if stamp and not comparison.sector.shows_real_names:
            _stamped(picture.figure)
        written += picture.save(folder)
    return written


_stamped = stamp
_Drawn = tuple[object, Figure, pd.DataFrame]


def _over_the_years(measure: str, comparison: Comparison) -> _Drawn:
    bands = bands_of(comparison.simulations, measure, comparison.baseline)
    return bands, draw_over_the_years(bands), bands.table


def _differences(comparison: Comparison) -> _Drawn:
    baseline = title_of(comparison[comparison.baseline].policy)
    ordered = ordered_differences(comparison.differences(), comparison.scenario, baseline, comparison.outcome)
    return ordered, draw_paired_differences(ordered), ordered.table


def _designation(comparison: Comparison) -> _Drawn | None:
    """Around designation under the policy that the headline speaks of."""
    policy = comparison[comparison.headline().policy or comparison.baseline].policy
    scenario = comparison.scenario
    after = min(_QUARTERS_AFTER, scenario.quarters // 2)
    fit = _PANEL_BYTES // (40 * scenario.quarters * len(comparison.sector))
    runs = max(1, min(_MOST_FUTURES_FOLLOWED, comparison.runs, fit))
    simulation, twin = designation_panels(scenario, [policy], runs=runs, seed=comparison.seed)
    try:
        fall = fall_after_designation(simulation, twin, before=_QUARTERS_BEFORE, after=after)
    except ValueError:
        return None
    return fall, draw_around_designation(fall), fall.table


def _seen_and_true(comparison: Comparison) -> _Drawn:
    seen = seen_and_true(comparison.simulations)
    return seen, draw_seen_and_true(seen), seen.at_marks


def _recovery(comparison: Comparison) -> _Drawn | None:
    recovery = comparison.recovery()
    return (recovery, draw_recovery(recovery), recovery.table) if recovery.cohort > 0 else None


def _frontier(comparison: Comparison) -> _Drawn:
    frontier = cost_against_harm(comparison.simulations, harm="harm")
    return frontier, draw_frontier(frontier), frontier.table


def _sector(comparison: Comparison) -> _Drawn:
    """The first future under the policy that the headline speaks of."""
    snapshot = sector_snapshot(
        comparison.scenario,
        comparison[comparison.headline().policy or comparison.baseline].policy,
        year=min(_SECTOR_YEAR, comparison.scenario.years),
        seed=comparison.seed,
        real_names=comparison.sector.shows_real_names,
    )
    return snapshot, draw_sector(snapshot), snapshot.table.drop(columns=["x", "y"])


PICTURES: dict[str, Callable[[Comparison], _Drawn | None]] = {
    "failing": partial(_over_the_years, "failing"),
    "quality": partial(_over_the_years, "quality"),
    "differences": _differences,
    "designation": _designation,
    "seen-and-true": _seen_and_true,
    "recovery": _recovery,
    "cost-and-harm": _frontier,
    "sector": _sector,
}
"""What draws each picture, by name, in the order in which pages show them."""
