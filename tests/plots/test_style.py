"""Policies are told apart with and without colour, and text can be read."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from matplotlib import colormaps
from matplotlib.figure import Figure
from matplotlib.text import Text

from simulation.plots import style
from simulation.policies.shipped import POLICIES
from tests.plots.drawn import DRAWN


def test_every_shipped_policy_has_its_look() -> None:
    assert set(style.LOOKS) == set(POLICIES)


def test_no_colour_is_needed() -> None:
    markers = [look.marker for look in style.LOOKS.values()]
    assert len(set(markers)) == len(markers), "markers alone tell all policies apart"
    for a, b in itertools.combinations(style.LOOKS.values(), 2):
        assert (a.colour, a.dash) != (b.colour, b.dash), "lines of one colour differ in their dashes"


def test_a_policy_looks_the_same_everywhere_and_others_get_a_spare() -> None:
    own = "path/to/file.py:Mine"
    looks = style.looks_of([own, "ladder", "ladder:hold=6"])
    assert looks["ladder"] == style.LOOKS["ladder"]
    assert len({looks[own], looks["ladder:hold=6"], *style.LOOKS.values()}) == len(style.LOOKS) + 2
    assert style.looks_of(["hands-off", "ladder"])["ladder"] == looks["ladder"]


@pytest.mark.parametrize("colour", sorted({look.colour for look in style.LOOKS.values()}))
def test_text_in_a_policys_colour_can_be_read(colour: str) -> None:
    assert style.contrast_on_white(style.ink_of(colour)) >= 4.5


def test_contrast_of_known_pairs() -> None:
    assert style.contrast_on_white("#000000") == pytest.approx(21.0)
    assert style.contrast_on_white("#767676") == pytest.approx(4.54, abs=0.01)


def test_the_scale_of_quality_reads_in_grey() -> None:
    grey = [style.luminance(tuple(colour[:3])) for colour in colormaps[style.QUALITY](np.linspace(0, 1, 50))]
    assert (np.diff(grey) > 0).all()


def texts(figure: Figure) -> list[Text]:
    return [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip()]


@pytest.mark.parametrize("name", DRAWN)
def test_text_is_large_enough_on_paper(name: str) -> None:
    figure = DRAWN[name]()
    if name != "overview":
        assert figure.get_figwidth() == pytest.approx(170 / 25.4), "as wide as the text of an A4 page"
    figure.draw_without_rendering()
    assert min(t.get_fontsize() for t in texts(figure)) >= 8.0


def test_wrapping_breaks_between_words() -> None:
    wrapped = style.wrapped("Brokered peer support, early", 30.0)
    assert wrapped.replace("\n", " ") == "Brokered peer support, early"
    assert all(style.text_width(line, style.TEXT) <= 30.0 for line in wrapped.split("\n"))
    assert style.wrapped("", 30.0) == ""
    assert style.wrapped("unbreakable", 1.0) == "unbreakable"
