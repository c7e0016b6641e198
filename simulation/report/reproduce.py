"""How to repeat a comparison: command, seed, versions, and the scenario itself."""

from __future__ import annotations

import shlex
from dataclasses import dataclass

from simulation.analysis.comparison import Comparison
from simulation.analysis.made_by import shown_scenario, versions

__all__ = ["Reproduction", "command_of", "reproduction_of"]


@dataclass(frozen=True)
class Reproduction:
    """What repeats a comparison.

    Attributes:
        command: as typed.
        facts: seed, hash and versions, by name.
        scenario: the scenario as a file.
    """

    command: str
    facts: dict[str, str]
    scenario: str


def command_of(comparison: Comparison) -> str:
    """The command that repeats a comparison, of the scenario saved as a file."""
    words = ["turnaround", "compare", f"{comparison.scenario.name}.toml", "--policies", ",".join(comparison.labels)]
    words += ["--baseline", comparison.baseline, "--runs", str(comparison.runs), "--seed", str(comparison.seed)]
    words += ["--outcome", comparison.outcome]
    if not comparison.across:
        words.append("--fixed")
    if comparison.sector.shows_real_names:
        words.append("--real-names")
    return shlex.join(words)


def reproduction_of(comparison: Comparison, command: str | None = None) -> Reproduction:
    """What repeats a comparison.

    Args:
        comparison: what was simulated.
        command: as it was typed; else one that takes the scenario shown as a file.
    """
    facts = {
        "Seed": str(comparison.seed),
        "Futures": f"{comparison.runs:,}",
        "Baseline": comparison.baseline,
        "Policies": ", ".join(comparison.labels),
        "Scenario": comparison.scenario.name,
        "Scenario hash (SHA-256)": comparison.scenario.hash,
        "Versions": ", ".join(f"{name} {number}" for name, number in versions().items()),
    }
    # A report is made to be handed on.
    scenario = shown_scenario(comparison.scenario, comparison.sector, to_give_away=True)
    return Reproduction(command or command_of(comparison), facts, scenario)
