"""How the order of responses moves with what is assumed: a table."""

from __future__ import annotations

import math

from simulation.analysis.ranks import RanksOfPolicies
from simulation.analysis.rounding import shown
from simulation.report.tables import Column, Rows, Table

__all__ = ["order_table"]


def order_table(ranks: RanksOfPolicies) -> Table:
    """Every response's rank as assumed and over the draws of the assumptions, the best as assumed first."""
    rows = []
    for row in ranks.frame.to_dict("records"):
        cells = [str(row["title"]), shown(row["as_assumed"], 0 if float(row["as_assumed"]).is_integer() else 1)]
        if ranks.draws:
            low, high = (_whole(row[name]) for name in ("rank_low", "rank_high"))
            cells += [shown(row["rank"], 1), f"{low} to {high}", shown(100 * row["best_share"], 0)]
        rows.append(cells)
    heads = ["Rank as assumed"]
    heads += ["Mean rank over draws", "Rank in 9 of 10 draws", "Best in, of 100 draws"] if ranks.draws else []
    note = "Ranks by the expected outcome under each draw of the assumptions; ties share the mean of their ranks."
    return Table(
        f"{ranks.outcome.title}: the order of responses, 1 is best",
        [Column("Response", is_number=False), *map(Column, heads)],
        [Rows(rows)],
        note if ranks.draws else "",
    )


def _whole(rank: float) -> str:
    return "–" if math.isnan(rank) else shown(rank, 0)
