"""What made a comparison: the lines that go with every file."""

from __future__ import annotations

from importlib.metadata import version

from simulation.analysis.comparison import Comparison
from simulation.analysis.made_by import versions
from simulation.analysis.titles import title_of
from simulation.plots.saving import STAMP

__all__ = ["futures_of", "how_made", "made_in_short", "stamp_of"]


def stamp_of(comparison: Comparison) -> str:
    """What pages that show real names say first; empty where none are shown."""
    return STAMP if comparison.sector.shows_real_names else ""


def futures_of(comparison: Comparison) -> str:
    """``200 futures``."""
    return f"{comparison.runs:,} future{'' if comparison.runs == 1 else 's'}"


def how_made(comparison: Comparison, command: str | None = None) -> dict[str, str]:
    """What made the comparison, so that it can be made again.

    Args:
        comparison: what was simulated.
        command: what repeats it; the call from Python where there is none.
    """
    scenario, draws = comparison.scenario, comparison.draws
    made = {
        "Scenario": f"{scenario.name}: {scenario.title}",
        "Scenario hash": scenario.hash,
        "Organisations": f"{len(comparison.sector):,} {scenario.organisations_word}",
        "Years": str(scenario.years),
        "Futures": f"{comparison.runs:,}",
        "Draws of the assumptions": "none" if draws is None else f"{len(set(draws.tolist())):,}",
        "Seed": str(comparison.seed),
        "Baseline": title_of(comparison[comparison.baseline].policy),
        "To repeat it": command or _call(comparison),
    }
    return made | {f"Version of {name}": found for name, found in versions().items()}


def made_in_short(comparison: Comparison) -> str:
    """One line for a page's foot."""
    scenario = comparison.scenario
    return (
        f"turnaround {version('turnaround')}, scenario {scenario.name} (hash {scenario.hash[:12]}),"
        f" {futures_of(comparison)}, seed {comparison.seed}"
    )


def _call(comparison: Comparison) -> str:
    given = [
        f'"{comparison.scenario.name}" (or its file)',
        f'"{",".join(comparison.labels)}"',
        f'baseline="{comparison.baseline}"',
        f"runs={comparison.runs}",
        f"seed={comparison.seed}",
        f'outcome="{comparison.outcome}"',
    ]
    if not comparison.across:
        given.append("uncertain=False")
    return f"simulation.compare({', '.join(given)})"
