"""What is true has one colour and what is reported another, in every picture."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from simulation.plots.one_future import OneFuture, draw_one_future
from tests.plots.drawn import DRAWN


def colours_of(figure: Figure) -> dict[str, str]:
    """The colour of each label at a line's end."""
    return {text.get_text(): str(text.get_color()) for ax in figure.axes for text in ax.texts}


def test_true_and_reported_look_alike_everywhere() -> None:
    counts = pd.DataFrame(
        {"failing": [3, 9], "reported_failing": [1, 5], "designated": [2, 7], "treated": [0, 3]}, dtype=float
    )
    one = colours_of(draw_one_future(OneFuture("Hands off", 0, 0, "councils", counts)))
    around, seen = colours_of(DRAWN["designation"]()), colours_of(DRAWN["seen-and-true"]())
    assert one["truly failing"] == around["true"] == seen["truly"]
    assert one["reported failing"] == around["reported"] == seen["reported"]
    assert one["truly failing"] != one["reported failing"]
