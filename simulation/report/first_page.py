"""Page one: the question, the answer with its uncertainty, and what an adviser asks next. It stands alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.ticker import MaxNLocator

from simulation.analysis.comparison import Comparison
from simulation.analysis.headline import Headline
from simulation.analysis.ordered import ordered_differences
from simulation.analysis.titles import title_of
from simulation.outcomes import outcome_named
from simulation.plots import style
from simulation.plots.alternatives import describe
from simulation.plots.paired import plot_paired_differences
from simulation.plots.saving import inline_svg
from simulation.report.cannot import cannot_tell
from simulation.report.costs import Costs, costs_of
from simulation.report.gains import Gains, gains_of
from simulation.report.seen import Seen, seen_at_marks

__all__ = ["FirstPage", "first_page"]

_BEST_SHOWN = 3
_ROW, _HEAD, _FOOT = 5.0, 12.5, 9.0
"""Millimetres of the small picture."""


@dataclass(frozen=True)
class FirstPage:
    """What page one says, in its order."""

    setting: str
    headline: Headline
    turns: Sequence[str]
    picture: str
    picture_said: str
    seen: Seen
    gains: Gains | None
    costs: Costs
    cannot: Sequence[str]


def first_page(comparison: Comparison, turns: Sequence[str] = (), alike: str = "") -> FirstPage:
    """Page one of a comparison.

    Args:
        comparison: what was simulated.
        turns: what would turn the answer round, a sentence each.
        alike: what is left of the difference on equal terms; it stands with the cost.
    """
    headline = comparison.headline()
    policy = headline.policy or comparison.baseline
    costs = costs_of(comparison, policy)
    if alike:
        costs = Costs(f"{costs.sentence} {alike}", costs.table, costs.note)
    return FirstPage(
        _setting(comparison),
        headline,
        turns,
        _small_picture(comparison) if headline.policy else "",
        _picture_said(comparison),
        seen_at_marks(comparison, policy),
        gains_of(comparison, policy) if headline.policy else None,
        costs,
        cannot_tell(comparison),
    )


def _setting(comparison: Comparison) -> str:
    scenario, sector = comparison.scenario, comparison.sector
    if sector.shows_real_names:
        who = f"{len(sector):,} {scenario.organisations_word} of a real list"
    elif sector.is_real:
        who = f"{len(sector):,} {scenario.organisations_word} of a real list, under invented names"
    else:
        who = f"{len(sector):,} invented {scenario.organisations_word}"
    return f"{scenario.title}: {who}. Simulated; every effect of an instrument is an assumption."


def _small_picture(comparison: Comparison) -> str:
    """The best responses against the baseline, at half the height of the picture that shows all."""
    baseline = title_of(comparison[comparison.baseline].policy)
    outcome = outcome_named(comparison.outcome)
    table = comparison.differences()
    best = table.sort_values("difference", ascending=outcome.less_is_better is not False, kind="stable")
    ordered = ordered_differences(best.head(_BEST_SHOWN), comparison.scenario, baseline, comparison.outcome)
    figure = style.sheet(_HEAD + _FOOT + _ROW * len(ordered.table))
    right = 45.0 if ordered.draws else 24.0
    (ax,) = style.grid(figure, 1, 1, left=47, right=right, top=_HEAD, bottom=_FOOT)
    plot_paired_differences(ordered, ax)
    ax.xaxis.set_major_locator(MaxNLocator(6))
    return inline_svg(figure, "first", describe(ordered))


def _picture_said(comparison: Comparison) -> str:
    others = len([label for label in comparison.labels if label != comparison.baseline])
    shown = min(_BEST_SHOWN, others)
    which = "The response" if others == 1 else "The responses"
    if shown < others:
        which = f"The best {shown} of {others} responses"
    thin = "; thin, 9 of 10 draws of the assumptions" if comparison.across else ""
    baseline = title_of(comparison[comparison.baseline].policy)
    return (
        f'{which} against "{baseline}". Dot: mean (hollow: no clear difference); ticks: its simulation error; thick'
        f" line: 9 of 10 futures{thin}."
    )
