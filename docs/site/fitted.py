"""The numbers of a scenario that were fitted to real inspections, as a table, from its posterior."""

from __future__ import annotations

from simulation.parameters import REGISTER
from simulation.posterior import Posterior
from simulation.scenario.shipped import posterior_file

__all__ = ["fitted"]


def fitted(name: str) -> str:
    """Each fitted number: where the data leaves it, beside what is assumed where nothing is fitted, as Markdown.

    Args:
        name: of a posterior that ships.
    """
    vectors = Posterior.load(posterior_file(name)).frame
    lines = ["| number | fitted | 95% interval | else assumed | unit | meaning |"]
    lines += ["| --- | ---: | --- | --- | --- | --- |"]
    for key in vectors.columns:
        if vectors[key].nunique() == 1:
            continue
        parameter, (low, middle, high) = REGISTER[key], vectors[key].quantile([0.025, 0.5, 0.975])
        is_fixed = parameter.low == parameter.high
        span = "" if is_fixed else f" ({_written(parameter.low)} to {_written(parameter.high)})"
        lines.append(
            f"| `{key}` | {_written(middle)} | {_written(low)} to {_written(high)}"
            f" | {_written(parameter.default)}{span} | {parameter.unit} | {parameter.meaning} |"
        )
    return "\n".join(lines)


def _written(value: float) -> str:
    return f"{value:.3g}".replace("-", "\N{MINUS SIGN}")
