"""Pictures of a sweep: each is drawn from its result, says what it shows, and shows what it says."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.exploration.kinds import KINDS, analyse
from simulation.exploration.who_benefits import GROUPS
from simulation.parameters import REGISTER
from simulation.plots.exploration.pictures import draw, finding_picture, ordered_differences_of
from simulation.plots.saving import svg_text
from tests.exploration.made import OUTCOME, POLICIES, sweep_of, with_organisations


def response(design, noise):
    """The second of four alternatives is better by three, but worse by one where the first number is high."""
    second = np.where(design[:, 0] > 0.6, 1.0, -3.0)[:, None]
    first = 20.0 + noise[:, :, 0] + 0.0 * second
    own = 0.3 * noise[:, :, 1]
    return np.stack([first, first + second + own, first + 1.0 + own, first + 4.0], axis=2)


def results(kind="latin-hypercube", samples=150):
    made = sweep_of(
        {OUTCOME: response, "cost_a_year": lambda d, n: np.array([5.0, 9.0, 4.0, 1.0]) + 0.1 * n},
        kind=kind, samples=samples, alternatives=POLICIES, targets={OUTCOME: 21.0},
    )  # fmt: skip
    return with_organisations(made, organisations=6) if samples == 150 else made


@pytest.fixture(scope="module")
def findings():
    made = results()
    return {f"{kind}-{name}": finding for kind in KINDS for name, finding in analyse(made, kind).items()}


def test_every_analysis_has_a_picture_that_says_what_it_shows(findings):
    assert len(findings) == 8
    for name, finding in findings.items():
        picture = finding_picture(name, finding)
        assert len(picture.alternative) > 60, name
        assert picture.svg().count("<title id=") == 1
        assert len(picture.table), name


def test_the_same_finding_gives_the_same_picture(findings):
    finding = findings["robustness-robustness"]
    assert svg_text(draw(finding)) == svg_text(draw(finding))


@pytest.mark.parametrize(("kind", "samples", "word"), [("sobol", 16, "in total"), ("morris", 10, "mean size")])
def test_a_design_made_for_a_measure_shows_it(kind, samples, word):
    found = analyse(results(kind, samples), "sensitivity")
    assert word in svg_text(draw(found["choice"]))


def test_no_direction_is_drawn_where_points_are_too_few_for_it():
    made = sweep_of({OUTCOME: response}, samples=60, alternatives=POLICIES, names=list(REGISTER)[:20])
    figure = draw(analyse(made, "sensitivity")["choice"])
    assert len(figure.axes) == 1
    said = " ".join(text.get_text() for text in figure.texts).replace("\n", " ")
    assert "60 points are too few for 20 uncertain numbers" in said
    assert "Right:" not in said


def test_a_box_is_drawn_where_it_lies(findings):
    found = findings["discover-losses"]
    box = found.boxes[0]
    figure = draw(found)
    (patch,) = figure.axes[1].patches
    assert patch.get_x() == pytest.approx(float(box.box.low[0]))
    assert patch.get_x() + patch.get_width() == pytest.approx(1.0)


def test_what_is_no_finding_is_refused(findings):
    with pytest.raises(TypeError, match="no picture shows a dict; give one of the findings"):
        draw(findings)


def test_without_a_box_there_is_a_sentence():
    made = sweep_of({OUTCOME: lambda d, n: n}, samples=60)
    figure = draw(analyse(made, "discover")["losses"])
    assert not figure.axes
    assert "No part of the assumptions" in svg_text(figure).replace("\n", " ")


def test_the_frontier_s_marks_are_filled(findings):
    found = findings["frontier-frontier"]
    marks = [line for line in draw(found).axes[0].lines if line.get_marker() not in (None, "None", "")]
    filled = [line.get_markerfacecolor() != "white" for line in marks]
    assert filled == found.frame["on_frontier"].tolist()


def test_groups_are_named(findings):
    labels = [text.get_text() for text in draw(findings["who-benefits-who-benefits"]).axes[0].get_yticklabels()]
    assert [*GROUPS["insularity"]] == labels[:3]
    assert labels[-2:] == ["East", "West"]


def test_of_many_alternatives_both_ends_are_shown(findings):
    ordered = ordered_differences_of(findings["compare-compare"], most=2)
    assert ordered.table["policy"].tolist() == [POLICIES[1], POLICIES[3]]


def test_robustness_without_a_target_leaves_that_panel_out(findings):
    from dataclasses import replace

    found = findings["robustness-robustness"]
    assert len(draw(found).axes) == 4
    assert len(draw(replace(found, target=float("nan"))).axes) == 3
