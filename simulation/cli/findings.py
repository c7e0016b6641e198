"""Findings of a sweep on the terminal: what they say, then the numbers, within 80 columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from simulation.cli.tables import new_table

if TYPE_CHECKING:
    from simulation.exploration.compare import PooledDifferences
    from simulation.exploration.cost_and_harm import SweepFrontier
    from simulation.exploration.discovery import Discovery
    from simulation.exploration.kinds import Finding
    from simulation.exploration.robustness import Robustness
    from simulation.exploration.sensitivity import Sensitivity
    from simulation.exploration.who_benefits import Benefits

__all__ = ["print_findings"]

_MOST_ROWS = 20


def print_findings(out: Console, question: str, findings: Mapping[str, Finding]) -> None:
    """Print the question, and each finding's sentences, table and notes."""
    from simulation.exploration import compare, cost_and_harm, discovery, robustness, sensitivity, who_benefits

    tables = {
        compare.PooledDifferences: _compare,
        sensitivity.Sensitivity: _sensitivity,
        discovery.Discovery: _discovery,
        robustness.Robustness: _robustness,
        cost_and_harm.SweepFrontier: _frontier,
        who_benefits.Benefits: _benefits,
    }
    out.print(question, style="bold")
    for finding in findings.values():
        out.print()
        for sentence in finding.sentences:
            out.print(sentence)
        out.print()
        tables[type(finding)](out, finding)  # type: ignore[operator]


def _number(value: float, *, sign: bool = False) -> str:
    from simulation.analysis.rounding import shown

    size = abs(value)
    return shown(value, 0 if size >= 100 else 1 if size >= 10 else 2, sign=sign)


def _range(low: float, high: float, *, sign: bool = False) -> str:
    return f"{_number(low, sign=sign)} to {_number(high, sign=sign)}"


def _table(title: str, heads: list[str]) -> Table:
    table = new_table(title, heads, right=heads[1:])
    table.columns[0].overflow = "fold"
    return table


def _compare(out: Console, found: PooledDifferences) -> None:
    rows = found.of(str(found.frame["outcome"].iloc[0]))
    heads = ["", "difference", "9 of 10\nassumptions", "9 of 10\nfutures", "better in\nof 100"]
    table = _table(f"{rows['outcome'].iloc[0].replace('_', ' ')}, {rows['unit'].iloc[0]}, less {found.baseline}", heads)
    for row in rows.head(_MOST_ROWS).to_dict("records"):
        half = (row["error_high"] - row["error_low"]) / 2.0
        table.add_row(
            row["alternative"],
            f"{_number(row['difference'], sign=True)} ±{_number(half)}",
            _range(row["assumptions_low"], row["assumptions_high"], sign=True),
            _range(row["futures_low"], row["futures_high"], sign=True),
            f"{100 * row['better_futures']:.0f} | {100 * row['better_assumptions']:.0f}",
        )
    out.print(table)
    for note in (
        f"±: simulation error (95%) over {found.points:,} design points of {found.replications} futures each.",
        "Better in: so many of 100 futures | of 100 design points. Fewer than 80 is no clear difference.",
    ):
        out.print(note, style="dim")


def _sensitivity(out: Console, found: Sensitivity) -> None:
    names = {"total": "total index", "mean_size": "mean size\nof effect", "explained": "share\nexplained"}
    heads = ["", names[found.main], "95%"]
    table = _table("", [*heads, "rank\ncorrelation", "95%"] if found.has_directions else heads)
    for row in found.frame.head(_MOST_ROWS).to_dict("records"):
        cells = [
            row["uncertainty"],
            _number(row[found.main]),
            _range(row[f"{found.main}_low"], row[f"{found.main}_high"]),
        ]
        if found.has_directions:
            cells.append(_number(row["rank_correlation"], sign=True))
            cells.append(_range(row["rank_correlation_low"], row["rank_correlation_high"], sign=True))
        table.add_row(*cells)
    out.print(table)
    if not found.has_directions:
        out.print(found.few_points, style="dim")


def _discovery(out: Console, found: Discovery) -> None:
    for leaf in found.leaves:
        out.print(f"By a tree: {leaf.sentence}")
    for note in found.notes:
        out.print(note, style="dim")


def _robustness(out: Console, found: Robustness) -> None:
    heads = ["", "mean", "regret,\n9 of 10", "at\nworst", "target\nof 100", "best in\nof 100", "rank"]
    table = _table(f"{found.outcome.title}, {found.unit}", heads)
    for row in found.frame.sort_values("regret_90", kind="stable").head(_MOST_ROWS).to_dict("records"):
        table.add_row(
            row["alternative"], _number(row["mean"]), _number(row["regret_90"]), _number(row["regret_max"]),
            "-" if row["satisficing"] != row["satisficing"] else f"{100 * row['satisficing']:.0f}",
            f"{100 * row['best_share']:.0f}", f"{row['rank']:.1f}",
        )  # fmt: skip
    out.print(table)
    note = f"Regret: what is lost against the best alternative at the same design point, over {found.points:,} of them."
    out.print(note, style="dim")


def _frontier(out: Console, found: SweepFrontier) -> None:
    table = _table("", ["", f"cost,\n{found.cost_unit}", f"{found.harm.name.replace('_', ' ')},\n{found.harm_unit}",
                        "on the frontier\nof 100 resamples"])  # fmt: skip
    for row in found.frame.sort_values(["cost", "harm"], kind="stable").head(2 * _MOST_ROWS).to_dict("records"):
        table.add_row(
            row["alternative"], _number(row["cost"]), _number(row["harm"]), f"{100 * row['frontier_share']:.0f}"
        )
    out.print(table)


def _benefits(out: Console, found: Benefits) -> None:
    table = _table(f"{found.unit}, {found.policy} less {found.against}", ["", "difference", "95%", "better in\nof 100"])
    before = ""
    for row in found.frame.to_dict("records"):
        if row["by"] != before:
            table.add_row(f"By {row['by']}")
            before = row["by"]
        table.add_row(
            f"  {row['group']}", _number(row["difference"], sign=True),
            _range(row["error_low"], row["error_high"], sign=True), f"{100 * row['better_futures']:.0f}",
        )  # fmt: skip
    out.print(table)
