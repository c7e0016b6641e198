"""What the report says, in what order, and what it must never say."""

from __future__ import annotations

import csv
import dataclasses
import re

import html5lib
import pytest

from simulation.analysis.comparing import compare
from simulation.names import holds_name
from simulation.parameters import REGISTER
from simulation.plots.saving import STAMP
from simulation.report import report_html
from tests.analysis.small import SMALL_SECTOR
from tests.report.conftest import Report
from tests.scenario.files import REAL, needs_real_lists


def text_of(html: str) -> str:
    """What a reader reads: no stylesheet, no tags, one space between words."""
    document = html5lib.parse(html, namespaceHTMLElements=False)
    for style in document.iter("style"):
        style.text = ""
    return " ".join(" ".join(document.itertext()).split())


@pytest.fixture(scope="session")
def text(small: Report) -> str:
    return text_of(small.html)


def test_the_question_and_the_answer_come_first(small: Report, text: str) -> None:
    headline = small.comparison.headline()
    assert text.index(headline.question) < text.index("If the effects are as assumed") < text.index("What is seen")
    body = text[text.index("If the effects") :]
    leaves = r'If the effects are as assumed , "[^"]+" leaves [\d.]+ (fewer|more) failing councils at any time'
    assert re.search(leaves, body)
    assert re.search(r"Across the plausible effects , the difference runs from [\d.]+", body)
    assert re.search(r"it is (better|worse) in \d+ of 100", body)
    assert re.search(r"turns it round|It turns round", body)


def test_the_order_is_that_of_an_adviser_with_five_minutes(text: str) -> None:
    heads = ["What is seen and what is true", "Who gains and who loses", "What it costs", "What this cannot tell you",
             "Pictures", "All responses", "How the order moves with what is assumed", "On equal terms",
             "What would change the answer", "Assumptions, and how sure", "Method in ten lines",
             "How to reproduce this"]  # fmt: skip
    places = [text.index(head) for head in heads]
    assert places == sorted(places)


def test_how_the_order_moves_is_said(small: Report, text: str) -> None:
    part = text[text.index("How the order moves") : text.index("On equal terms")]
    assert "The effects of instruments are assumptions; each was drawn from its plausible range." in part
    assert re.search(r"is best in \d+ of 100 draws of the assumptions, and has ranks \d to \d in 9 of 10", part)
    assert "Kendall's W" in part
    for simulation in small.comparison.simulations:
        assert part.count(simulation.policy.title) >= 1


def test_where_nothing_was_drawn_the_order_is_not_called_firm() -> None:
    comparison = compare(SMALL_SECTOR, "last-resort,voluntary-peers", runs=20, seed=1, uncertain=False)
    text = text_of(report_html(comparison))
    assert "nothing shows how the order of responses moves over their plausible ranges" in text


def test_less_than_80_of_100_is_no_clear_difference() -> None:
    comparison = compare(SMALL_SECTOR, "last-resort,voluntary-peers", runs=20, seed=1)
    row = comparison.differences().iloc[0]
    assert min(row["better_futures"], row["better_assumptions"]) < 0.8
    assert "That is no clear difference" in text_of(report_html(comparison))


def test_effects_are_called_assumptions_wherever_results_are_shown(small: Report) -> None:
    document = html5lib.parse(small.html, namespaceHTMLElements=False)
    sections = {s.get("aria-labelledby"): " ".join(" ".join(s.itertext()).split()) for s in document.iter("section")}
    for name in ("question", "pictures", "responses", "equal", "turning", "assumptions"):
        assert re.search(r"assum", sections[name]), name


def test_every_assumption_is_there_with_how_sure_we_are(text: str) -> None:
    for name, entry in REGISTER.items():
        assert name in text
        assert entry.source in text
    for name in ("gain", "disruption", "lag", "capacity"):
        assert f"({name})" in text


def test_it_says_how_to_repeat_it(small: Report, text: str) -> None:
    assert "turnaround compare me" in text
    assert small.comparison.scenario.hash in text
    assert "numpy" in text
    assert 'title = "A small sector"' in text


def test_the_command_made_for_it_names_everything(whole: Report) -> None:
    text = text_of(whole.html)
    assert "turnaround compare english-councils.toml --policies " in text
    assert "--runs 24 --seed 0 --outcome failing_organisations" in text


def test_pictures_have_headings_alternatives_and_tables(small: Report) -> None:
    document = html5lib.parse(small.html, namespaceHTMLElements=False)
    articles = [a for a in document.iter("article") if a.get("class") == "picture"]
    assert len(articles) >= 6
    identifiers = [e.get("id") for e in document.iter() if e.get("id")]
    assert len(identifiers) == len(set(identifiers))
    for article in articles:
        assert article.find("h3").text
        (svg,) = (e for e in article.iter() if str(e.tag).endswith("svg"))
        assert svg.get("role") == "img"
        titles = {e.get("id"): e.text for e in svg.iter() if str(e.tag).endswith("title")}
        assert len(titles[svg.get("aria-labelledby")]) > 40
        assert len(list(article.find("details").iter("tr"))) > 2


def test_it_speaks_of_nothing_that_would_have_happened(small: Report, whole: Report) -> None:
    for report in (small, whole):
        text = text_of(report.html).lower()
        assert "would have" not in text
        assert "significant" not in text
        assert "p-value" not in text
        assert STAMP not in report.html
        assert "nan" not in re.findall(r"[a-z]+", text)


def test_one_policy_alone_and_one_future_alone_have_a_report() -> None:
    alone = compare(SMALL_SECTOR, "last-resort", runs=3, uncertain=False)
    assert "There is nothing to compare" in report_html(alone)
    one = compare(SMALL_SECTOR, "last-resort,hands-off", runs=1, uncertain=False)
    assert "One future alone" in text_of(report_html(one))


def test_text_from_a_scenario_stays_text() -> None:
    scenario = SMALL_SECTOR.changed(title="A <script>alert(1)</script> & more", sources=["<b>x</b>"])
    comparison = compare(scenario, "last-resort,hands-off", runs=2, uncertain=False)
    assert "<script" not in report_html(comparison)
    assert "A <script>alert(1)</script> & more" in text_of(report_html(comparison))


def test_without_assumptions_it_says_so(small: Report) -> None:
    fixed = dataclasses.replace(small.comparison, across=(), assumptions=None)
    text = text_of(report_html(fixed))
    assert "Across the plausible effects" not in text
    assert "held fixed" in text


@needs_real_lists
def test_real_names_are_shown_only_when_asked_for_and_then_stamped(invented: Report, named: Report) -> None:
    with (REAL / "authorities.csv").open(encoding="utf-8-sig") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    text = text_of(invented.html)
    assert not [name for name in names if holds_name(text, name)]
    assert STAMP not in invented.html
    assert text_of(named.html).startswith(named.comparison.headline().question)
    assert text_of(named.html).count(STAMP) > 8
    assert "would have" not in text_of(named.html)
