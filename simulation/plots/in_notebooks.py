"""Pictures of a comparison by name, as figures that show themselves in a notebook with their text alternatives."""

from __future__ import annotations

import base64
from functools import partial
from typing import Any

from matplotlib.figure import Figure

from simulation.analysis.comparison import Comparison
from simulation.errors import InputError, did_you_mean, one_of
from simulation.plots.alternatives import describe
from simulation.plots.pictures import PICTURES, comparison_pictures
from simulation.plots.png import png_of

__all__ = ["described", "figure_of", "shows_itself"]

_DOTS_AN_INCH = 120.0


def figure_of(comparison: Comparison, name: str) -> Figure:
    """One picture of a comparison.

    Args:
        comparison: with series.
        name: one of ``PICTURES``.

    Raises:
        InputError: where there is no such picture, or nothing to draw in it.
    """
    if name not in PICTURES:
        hint = did_you_mean(name, PICTURES) or f"; it may be {one_of(PICTURES)}"
        raise InputError(f"{name} is not a picture{hint}")
    for picture in comparison_pictures(comparison, [name]):
        return shows_itself(picture.figure, picture.alternative)
    raise InputError(f"there is nothing to draw in the picture {name}: no case of it in these futures")


def described(figure: Figure, result: object) -> Figure:
    """A figure that shows itself, with the text alternative of the result that it was drawn from.

    Args:
        figure: from one of the ``draw_`` functions.
        result: what that function was given.
    """
    return shows_itself(figure, describe(result))


def shows_itself(figure: Figure, alternative: str) -> Figure:
    """Let a figure show itself where it is a cell's result, with its text alternative.

    A figure made without pyplot, as ours are, is else shown as the name of its class.
    """
    vars(figure)["_repr_mimebundle_"] = partial(_shown, figure, alternative)
    return figure


def _shown(figure: Figure, alternative: str, **_: Any) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """What IPython asks for: the picture, what to say without it, and the alternative that pages made from it take."""
    picture = base64.b64encode(png_of(figure, _DOTS_AN_INCH)).decode("ascii")
    return {"image/png": picture, "text/plain": alternative}, {"image/png": {"alt": alternative}}
