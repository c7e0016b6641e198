"""What draws each finding of a sweep, and a finding's picture ready for a page."""

from __future__ import annotations

from functools import singledispatch

from matplotlib.figure import Figure

from simulation.analysis.ordered import OrderedDifferences
from simulation.exploration.compare import PooledDifferences
from simulation.exploration.cost_and_harm import SweepFrontier
from simulation.exploration.discovery import Discovery
from simulation.exploration.kinds import Finding
from simulation.exploration.robustness import Robustness
from simulation.exploration.sensitivity import Sensitivity
from simulation.exploration.who_benefits import Benefits
from simulation.outcomes import outcome_named
from simulation.plots.alternatives import describe
from simulation.plots.exploration.benefits import draw_benefits
from simulation.plots.exploration.boxes import draw_discovery
from simulation.plots.exploration.frontier import draw_sweep_frontier
from simulation.plots.exploration.robust import draw_robustness
from simulation.plots.exploration.sensitivity import draw_sensitivity
from simulation.plots.in_notebooks import shows_itself
from simulation.plots.paired import draw_paired_differences
from simulation.plots.pictures import Picture

__all__ = ["draw", "finding_picture", "ordered_differences_of", "plot_finding"]

_MOST_ROWS = 30


@singledispatch
def draw(finding: object) -> Figure:
    """The picture of a finding, at the width of a page.

    Raises:
        TypeError: where nothing draws such a finding.
    """
    raise TypeError(f"no picture shows a {type(finding).__name__}; give one of the findings that analyse gives by name")


draw.register(Sensitivity)(draw_sensitivity)
draw.register(Discovery)(draw_discovery)
draw.register(Robustness)(draw_robustness)
draw.register(SweepFrontier)(draw_sweep_frontier)
draw.register(Benefits)(draw_benefits)


@draw.register
def _(finding: PooledDifferences) -> Figure:
    return draw_paired_differences(ordered_differences_of(finding))


@describe.register
def _(finding: PooledDifferences) -> str:
    return describe(ordered_differences_of(finding))


def ordered_differences_of(
    finding: PooledDifferences, outcome: str | None = None, *, most: int = _MOST_ROWS
) -> OrderedDifferences:
    """One outcome's differences as the dot-and-interval picture takes them.

    Of very many alternatives, those at both ends of the order are shown.
    """
    outcome = outcome or str(finding.frame["outcome"].iloc[0])
    rows = finding.of(outcome).rename(columns={"alternative": "policy"})
    if len(rows) > most:
        rows = rows.iloc[[*range(most // 2), *range(len(rows) - most // 2, len(rows))]]
    rows = rows.reset_index(drop=True)
    return OrderedDifferences(
        outcome_named(outcome),
        str(rows["unit"].iloc[0]),
        finding.baseline,
        int(rows["runs"].max()),
        finding.points,
        rows,
    )


def finding_picture(name: str, finding: Finding) -> Picture:
    """A finding's picture, with its text alternative and its numbers."""
    return Picture(name, draw(finding), describe(finding), finding.frame)


def plot_finding(finding: Finding) -> Figure:
    """The picture of a finding; in a notebook it shows itself, with what it says for those who cannot see it."""
    return shows_itself(draw(finding), describe(finding))
