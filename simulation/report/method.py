"""The method in ten lines."""

from __future__ import annotations

from simulation.analysis.comparison import Comparison
from simulation.analysis.verdict import CLEAR
from simulation.fitted import fitted_numbers

__all__ = ["method_lines"]


def method_lines(comparison: Comparison) -> list[str]:
    """How the numbers came about, in ten sentences or fewer."""
    scenario = comparison.scenario
    organisations, years = scenario.organisations_word, scenario.years
    draws = comparison.draws
    fitted = len(fitted_numbers(scenario))
    others = f", but for {fitted} that were fitted to inspections and drawn together" if fitted else ""
    across = (
        "Effects and other numbers were held as assumed; no range was drawn from."
        if draws is None
        else f"The same futures were then played under {len(set(draws.tolist())):,} draws of every uncertain number,"
        f" each uniform over its plausible range{others}, with one range for all instruments, which favours none in"
        " advance."
    )
    return [
        f"An agent-based model: {len(comparison.sector):,} {organisations} and one regulator, stepped by quarters.",
        ("Each has a true quality (0 to 100; below 40 is failing), a capability, leadership, openness and honesty; its"
        " reports admit the part of a shortfall that honesty lets through."),
        f"Linked {organisations} pass failure on to those that depend on them, and learn from those they are tied to.",
        ("The regulator sees reports, inspections and what comes out, never the truth; being called failing, and help,"
        " change what is reported as well as what is true."),
        (f"{scenario.run_in.quarters} quarters under {scenario.run_in.response} come first, the same for all; then the"
        f" responses branch, for {years} years."),
        (f"All {len(comparison.labels)} responses were played on the same {comparison.runs:,} futures, so that chance"
        " is the same for each, down to one organisation in one quarter."),
        across,
        ("Three uncertainties stay apart: simulation error of a mean (95%, by resampling whole futures), where 9 of 10"
        " futures lie, and where the expected difference lies under 9 of 10 draws."),
        f"Better in fewer than {100 * CLEAR:.0f} of 100 futures, or of 100 draws, is called no clear difference.",
        ("Who gains follows each organisation's own years of failure in the same futures; insularity is drawn anew in"
        " each."),
    ]
