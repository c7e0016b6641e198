"""All pictures of a validation, by the names of their files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from matplotlib.figure import Figure

from simulation.plots.validation.scores import draw_coverage, draw_scores
from simulation.plots.validation.sudden import draw_sudden
from simulation.plots.validation.targets import draw_moves, draw_others, draw_year_ends
from simulation.validation.predictions import Predictions
from simulation.validation.validating import Validation

__all__ = ["pictures_of"]


def pictures_of(found: Validation, parts: Mapping[str, Predictions]) -> dict[str, Callable[[], Figure]]:
    """What draws each picture; those of predictions only where there are some.

    Args:
        found: the validation.
        parts: its predictions, by what they are of.
    """
    pictures: dict[str, Callable[[], Figure]] = {
        "year-ends": partial(draw_year_ends, found.checks),
        "moves": partial(draw_moves, found.checks),
        "others": partial(draw_others, found.checks),
        "sudden": partial(draw_sudden, found.checks, found.in_time),
    }
    if parts:
        scores = [(what, score) for what, said in parts.items() for score in said.scores(found.seed)]
        coverage = {what: {name: said.coverage(name) for name in said.names} for what, said in parts.items()}
        pictures |= {"scores": partial(draw_scores, scores), "coverage": partial(draw_coverage, coverage)}
    return pictures
