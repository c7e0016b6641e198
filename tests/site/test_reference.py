"""What the site writes from the code, and how it leads links and draws formulas."""

from __future__ import annotations

import re

import pytest

from docs.site.command_line import commands
from docs.site.file_keys import keys
from docs.site.fitted import fitted
from docs.site.links import led_into_the_site
from docs.site.maths import with_mathml
from docs.site.pictures import with_pictures_whole
from docs.site.reference import with_reference
from docs.site.several_names import with_several_names
from simulation.scenario import Scenario
from tests.site.pages import CLONE


def row(table: str, key: str) -> list[str]:
    (line,) = [line for line in table.splitlines() if line.startswith(f"| `{key}` |")]
    return [cell.strip() for cell in line.strip("|").split(" |")]


def test_a_key_has_its_type_its_bounds_its_default_and_its_meaning() -> None:
    scenario = keys("scenario")
    assert row(scenario, "years")[1:] == [
        "whole number, 5 to 50", "`20`", "How long each future is simulated after the run-in.",
    ]  # fmt: skip
    assert row(scenario, "title")[1:3] == ["text", "needed"]
    assert row(scenario, "regions")[1] == "list of tables"
    assert row(scenario, "instruments")[1] == "table of tables of numbers by name"
    assert row(scenario, "regime")[1] == '`"inspection-led"` or `"oversight-led"`'
    assert row(keys("edges"), "from")[2] == "needed"
    assert row(keys("events"), "amount")[1] == "number, −50 to 50"
    assert row(keys("sweep"), "seed")[1:3] == ["whole number, from 0", "`0`"]
    assert row(keys("sweep"), "replications")[1] == "whole number, 1 to 1,000,000"


@pytest.mark.parametrize(
    "which", ["scenario", "run-in", "organisations", "edges", "ratings", "sweep", "design", "search", "objective"]
)
def test_every_key_has_a_meaning(which: str) -> None:
    lines = keys(which).splitlines()[4:]
    assert lines
    assert not [line for line in lines if not line.removesuffix(" |").split(" | ")[-1].strip()]


def test_a_command_has_its_usage_its_options_and_their_defaults() -> None:
    text = commands()
    assert "turnaround compare [OPTIONS] [SCENARIO]" in text
    assert "| `--runs N` | How many futures. | `200` |" in text
    assert "| `FILE` |" in text
    assert "--help" not in text


def test_fitted_numbers_are_those_that_the_scenario_sets() -> None:
    table, scenario = fitted("childrens-services"), Scenario.load("childrens-services")
    set_there = {name: value for name, value in scenario.parameters.items() if name != "pressure_level"}
    for name, value in set_there.items():
        assert row(table, name)[1] == f"{value:.3g}".replace("-", "−"), name
    # Of the window, and no more of what comes after it.
    past = {"pressure_trend", "earlier_framework_shift"}
    assert len(table.splitlines()) - 2 == len(set_there) + len(past)


def test_a_place_is_filled_and_a_false_one_named() -> None:
    page = with_reference("Before.\n\n<!-- keys: design -->\n\nAfter.\n")
    assert "`trajectories`" in page
    assert page.startswith("Before.")
    with pytest.raises(KeyError):
        with_reference("<!-- keys: moon -->")


def test_links_that_leave_the_folder_are_led_to_what_the_site_has() -> None:
    kept: list[str] = []

    def keep(place: str) -> str:
        kept.append(place)
        return f"clone/{place}"

    def led(text: str) -> str:
        return led_into_the_site(text, "how-to/page.md", "docs/how-to/page.md", CLONE, keep)

    assert led("[a](../../README.md)") == "[a](../index.md)"
    assert led("[a](../../CONTRIBUTING.md#style)") == "[a](../contributing.md#style)"
    assert led("[a](../../LICENSE)") == "[a](../clone/LICENSE)"
    assert led("[a](sweep.md#designs)") == "[a](sweep.md#designs)"
    assert led("[a](https://example.org/b.md)") == "[a](https://example.org/b.md)"
    assert led("[a](../../no-such-file)") == "[a](../../no-such-file)"
    assert kept == ["LICENSE"]
    at_the_top = led_into_the_site("[a](docs/how-to/sweep.md)", "contributing.md", "CONTRIBUTING.md", CLONE, keep)
    assert at_the_top == "[a](how-to/sweep.md)"


def test_formulas_become_mathml_and_an_unknown_command_is_named() -> None:
    inline = '<p>Let <span class="arithmatex">\\(a &lt; b\\)</span>.</p>'
    assert with_mathml(inline).startswith('<p>Let <math ')
    assert "<mo>&#x0003C;</mo>" in with_mathml(inline)
    block = '<div class="arithmatex">\\[\nT_F\n\\]</div>'
    assert '<div class="formula"><math ' in with_mathml(block)
    with pytest.raises(ValueError, match=r"\\moon"):
        with_mathml('<span class="arithmatex">\\(\\moon\\)</span>')


def test_a_page_has_one_place_in_the_navigation() -> None:
    settings = (CLONE / "mkdocs.yml").read_text("utf-8")
    named = re.findall(r"^ +- (?:.+: )?(\S+\.md)$", settings, re.MULTILINE)
    assert len(named) > 30
    assert len(set(named)) == len(named)


def test_a_picture_leads_to_its_file_once() -> None:
    picture = '<img alt="A desk" src="images/play.png" />'
    whole = f'<p><a class="picture" href="images/play.png">{picture}</a></p>'
    assert with_pictures_whole(f"<p>{picture}</p>") == whole
    assert with_pictures_whole(whole) == whole


def test_attributes_that_share_a_line_are_all_named() -> None:
    first = '<b><code><span title="simulation.Simulation.scenario,">scenario,</span></code></b>'
    typed = '<code><span title="Policy">policy</span></code>'
    assert with_several_names(f"{first}\n  ({typed}) what") == "<b><code>scenario, policy</code></b> what"
    assert with_several_names(f"{first} (<code>(name, region)</code>)") == "<b><code>scenario, name, region</code></b>"
    alone = "<b><code>scenario</code></b> (<code>Scenario</code>)"
    assert with_several_names(alone) == alone
