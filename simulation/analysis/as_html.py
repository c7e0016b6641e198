"""A comparison as a small piece of HTML, which is how a notebook shows it: the question, the answer, the table.

No script, no picture and no outside request; colours are the page's own, so that it suits light and dark.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING, Any

from simulation.analysis.rounding import decimals_for, shown
from simulation.analysis.titles import title_of, unit_in
from simulation.outcomes import Outcome, outcome_named

if TYPE_CHECKING:
    from simulation.analysis.comparison import Comparison

__all__ = ["as_html"]

_LEFT, _RIGHT = ' style="text-align:left"', ' style="text-align:right"'


def as_html(comparison: Comparison, statement: str = "") -> str:
    """Question, answer and the table of differences.

    Args:
        comparison: what was simulated.
        statement: what a page that shows real names has to say.
    """
    headline = comparison.headline()
    parts = [f"<p>{escape(statement)}</p>"] if statement else []
    parts.append(f"<p><strong>{escape(headline.question)}</strong></p>")
    parts.append(f"<p>{escape(' '.join(headline.sentences))}</p>")
    if headline.policy is not None:
        parts.append(_table(comparison))
        parts += [f"<p>{escape(note)}</p>" for note in _notes(comparison)]
    return "\n".join(['<div lang="en-GB">', *parts, "</div>"])


def _table(comparison: Comparison) -> str:
    outcome = outcome_named(comparison.outcome)
    rows = comparison.differences()
    rows = rows.sort_values("difference", ascending=outcome.less_is_better is not False, kind="stable")
    unit = "in 100" if outcome.unit == "share" else unit_in(comparison.scenario, outcome.unit)
    baseline = title_of(comparison[comparison.baseline].policy)
    heads = ["Policy", f"Mean ({unit})", f"Difference ± simulation error ({unit})", f"9 of 10 futures ({unit})"]
    if comparison.draws is not None:
        heads += [f"9 of 10 draws of the assumptions ({unit})", "Better (of 100 futures)", "Better (of 100 draws)"]
    else:
        heads.append("Better (of 100 futures)")
    half = float(((rows["error_high"] - rows["error_low"]) / 2.0).median())
    cells = _Cells(comparison, outcome, half)
    body = [_row([title, *texts]) for title, texts in cells.of(rows.to_dict("records"))]
    body.append(_row([f"{baseline} (baseline)", cells.mean(comparison.baseline), *[""] * (len(heads) - 2)]))
    caption = f"{outcome.title}: each policy against {baseline}, in the same {comparison.runs:,} futures"
    head = "".join(f'<th scope="col"{_RIGHT if k else _LEFT}>{escape(text)}</th>' for k, text in enumerate(heads))
    return (
        f"<table>\n<caption{_LEFT}>{escape(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{''.join(body)}</tbody>\n</table>"
    )


class _Cells:
    """The cells of a row as text, all rounded alike."""

    def __init__(self, comparison: Comparison, outcome: Outcome, half: float) -> None:
        self.comparison, self.outcome = comparison, outcome
        self.factor = 100.0 if outcome.unit == "share" else 1.0
        self.decimals = decimals_for(half * self.factor)

    def of(self, rows: Iterable[dict[Any, Any]]) -> Iterable[tuple[str, list[str]]]:
        """Each row's policy with its verdict, and its other cells."""
        for row in rows:
            error = self._number((row["error_high"] - row["error_low"]) / 2.0)
            cells = [self.mean(row["policy"]), f"{self._number(row['difference'], sign=True)} ± {error}"]
            cells.append(self._span(row["futures_low"], row["futures_high"]))
            often = [shown(100.0 * row["better_futures"], 0)]
            if self.comparison.draws is not None:
                cells.append(self._span(row["assumptions_low"], row["assumptions_high"]))
                often.append(shown(100.0 * row["better_assumptions"], 0))
            yield f"{row['title']}: {row['verdict']}", [*cells, *often]

    def mean(self, label: str) -> str:
        """A policy's mean over futures."""
        return self._number(float(self.comparison[label].outcomes[self.outcome.name].mean()))

    def _number(self, value: float, *, sign: bool = False) -> str:
        return shown(value * self.factor, self.decimals, sign=sign).replace("-", "−")

    def _span(self, low: float, high: float) -> str:
        return f"{self._number(low, sign=True)} to {self._number(high, sign=True)}"


def _row(cells: list[str]) -> str:
    name, *rest = cells
    others = "".join(f"<td{_RIGHT}>{escape(text)}</td>" for text in rest)
    return f'<tr><th scope="row"{_LEFT}>{escape(name)}</th>{others}</tr>\n'


def _notes(comparison: Comparison) -> list[str]:
    notes = ["9 of 10 futures: where chance alone puts the difference, if the effects are as assumed."]
    if comparison.draws is not None:
        notes[0] += (
            f" 9 of 10 draws: the expected difference under {len(set(comparison.draws.tolist())):,} draws of the"
            " plausible effects."
        )
    return [*notes, "Fewer than 80 of 100 is no clear difference."]
