"""A comparison on the terminal: the question, the answer in sentences, the table, within 80 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console

from simulation.cli.tables import new_table

if TYPE_CHECKING:
    import pandas as pd

    from simulation.analysis.comparison import Comparison

__all__ = ["print_answer"]


def print_answer(out: Console, comparison: Comparison, turning: tuple[str, ...] = ()) -> None:
    """Print question, answer, what would turn it round, table and what the columns mean."""
    headline = comparison.headline()
    out.print(headline.question, style="bold")
    out.print()
    for sentence in headline.sentences:
        out.print(sentence)
    for sentence in turning:
        out.print(sentence)
    out.print()
    if headline.policy is not None:
        _print_table(out, comparison)
        out.print()
        for note in _notes(comparison):
            out.print(note, style="dim")
        if comparison.precision is not None:
            out.print(headline.error, style="dim")


def _print_table(out: Console, comparison: Comparison) -> None:
    """A row a policy, in groups: better than the baseline, no clear difference, worse."""
    from simulation.analysis.rounding import decimals_for, shown
    from simulation.analysis.verdict import BETTER, NOT_JUDGED, UNCLEAR, WORSE
    from simulation.outcomes import outcome_named

    outcome = outcome_named(comparison.outcome)
    rows = comparison.differences().sort_values("difference", ascending=outcome.less_is_better is not False)
    factor = 100.0 if outcome.unit == "share" else 1.0
    decimals = decimals_for(float(((rows["error_high"] - rows["error_low"]) / 2.0).median()) * factor)
    has_draws = bool(rows["draws"].max())
    heads = ["", "mean", "difference", "9 of 10\nfutures"]
    heads += ["9 of 10\nassumptions", "better in\nof 100"] if has_draws else ["better in\nof 100"]
    table = new_table(_title(comparison, rows["unit"].iloc[0]), heads, right=heads[1:])
    table.columns[0].overflow = "fold"

    def number(value: float, *, sign: bool = False) -> str:
        return shown(value * factor, decimals, sign=sign)

    def mean(label: str) -> str:
        return number(float(comparison[label].outcomes[comparison.outcome].mean()))

    def cells(row: pd.Series) -> list[str]:
        half = (row["error_high"] - row["error_low"]) / 2.0
        line = [f"  {row['policy']}", mean(row["policy"])]
        line.append(f"{number(row['difference'], sign=True)} ±{number(half)}")
        line.append(f"{number(row['futures_low'], sign=True)} to {number(row['futures_high'], sign=True)}")
        often = shown(100 * row["better_futures"], 0)
        if has_draws:
            line.append(f"{number(row['assumptions_low'], sign=True)} to {number(row['assumptions_high'], sign=True)}")
            often += f" | {shown(100 * row['better_assumptions'], 0)}"
        return [*line, often]

    table.add_row(comparison.baseline, mean(comparison.baseline), "baseline", style="dim")
    for verdict in (BETTER, UNCLEAR, NOT_JUDGED, WORSE):
        group = rows[rows["verdict"] == verdict]
        if len(group):
            table.add_row(verdict.capitalize())
            for _, row in group.iterrows():
                table.add_row(*cells(row))
    out.print(table)


def _title(comparison: Comparison, unit: str) -> str:
    from simulation.outcomes import outcome_named

    outcome = outcome_named(comparison.outcome)
    return f"{outcome.title}, {'in 100' if outcome.unit == 'share' else unit}"


def _notes(comparison: Comparison) -> list[str]:
    """What the columns mean: the three uncertainties, told apart."""
    from simulation.fitted import fitted_numbers

    futures = f"{comparison.runs:,} futures"
    notes = [
        f"Difference: from {comparison.baseline}, future by future, mean of {futures}; ±: its simulation error (95%).",
        "Futures: where chance alone puts it, if the effects are as assumed.",
    ]
    better = "Better in: so many of 100 futures"
    if comparison.draws is not None:
        draws = len(set(comparison.draws.tolist()))
        notes.append(f"Assumptions: the expected difference under {draws:,} draws of the plausible effects.")
        fitted = len(fitted_numbers(comparison.scenario))
        if fitted:
            notes.append(f"Of the numbers drawn {fitted} are calibrated: fitted to inspections, and drawn together.")
        better += " | of 100 draws of the assumptions"
    return [*notes, f"{better}. Fewer than 80 is no clear difference."]
