"""The description of the model and the code say the same: tables, names, symbols, fields; and links lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs.symbols import SYMBOLS
from docs.tables import FOLDER, named_in_tables, pages, with_tables
from simulation.draws import Chance
from simulation.outcomes import OUTCOMES
from simulation.parameters import ATTRIBUTES, REGISTER, SHIPPED_TOOLS
from simulation.policies.shipped import POLICIES
from simulation.regulation.policy import levers_of
from simulation.scenario.content import ScenarioContent
from simulation.state import FILE, ORGANISATION, SECTOR, TRACK, Arrays
from simulation.worlds import PLACE, World

PAGES = pages()
TABLE = re.compile(r"<!-- table: .*?<!-- end of table -->", re.DOTALL)
PARTS_OF_ODD = {
    "index", "entities", "schedule", "design-concepts", "initialisation", "input", "submodels-organisation",
    "submodels-regulator", "policies", "randomness", "outcomes", "parameters", "references",
}  # fmt: skip
CONCEPTS = (
    "Basic principles", "Emergence", "Adaptation", "Objectives", "Learning", "Prediction", "Sensing", "Interaction",
    "Stochasticity", "Collectives", "Observation",
)  # fmt: skip


def text_of(page: Path) -> str:
    return page.read_text("utf-8")


def prose_of(page: Path) -> str:
    """A page without what is written from the code."""
    return TABLE.sub("", text_of(page))


def each_page() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)


def known_names() -> set[str]:
    """Every name that the pages may speak of as the code's."""
    fields = [name for kind in (ORGANISATION, FILE, SECTOR, TRACK, PLACE) for name in kind.names or ()]
    levers = [entry.name for policy in POLICIES.values() for entry in levers_of(policy)]
    return {
        *REGISTER, *ATTRIBUTES, *SHIPPED_TOOLS, *fields, *levers, *World._fields, *Arrays._fields,
        *(outcome.name for outcome in OUTCOMES), *ScenarioContent.model_fields,
    }  # fmt: skip


@each_page()
def test_tables_are_what_the_code_says(page: Path) -> None:
    assert text_of(page) == with_tables(text_of(page)), "run python -m docs.tables"


def test_a_wrong_number_would_be_found() -> None:
    page = FOLDER / "submodels-organisation.md"
    assert with_tables(text_of(page).replace("| 0.78 |", "| 0.87 |")) == text_of(page)
    with pytest.raises(KeyError):
        with_tables("<!-- table: parameters linkages -->\n<!-- end of table -->")


def test_every_part_of_the_protocol_has_its_page() -> None:
    assert {page.stem for page in PAGES} == PARTS_OF_ODD
    concepts = re.findall(r"^\*\*\d+\. ([\w ]+)\.\*\*", text_of(FOLDER / "design-concepts.md"), re.MULTILINE)
    assert tuple(concepts) == CONCEPTS


def test_every_parameter_has_a_letter_of_its_own() -> None:
    assert list(SYMBOLS) == list(REGISTER)
    assert len(set(SYMBOLS.values())) == len(SYMBOLS)


def test_every_parameter_is_shown_where_it_acts_and_only_there() -> None:
    shown = [name for page in PAGES for name in named_in_tables(text_of(page))]
    assert sorted(shown) == sorted(REGISTER)


@each_page()
def test_what_a_table_shows_the_text_uses(page: Path) -> None:
    """Each letter that a page's tables explain stands in a formula of that page."""
    formulas = " ".join(re.findall(r"\$\$?(.+?)\$\$?", prose_of(page), re.DOTALL))
    missing = [
        name
        for name in named_in_tables(text_of(page))
        if not re.search(rf"(?<![\w\\]){re.escape(SYMBOLS[name])}(?![\w])", formulas)
    ]
    assert not missing


@each_page()
def test_names_written_as_code_are_the_code_s(page: Path) -> None:
    written = set(re.findall(r"`([a-z]+(?:_[a-z]+)+)`", prose_of(page)))
    assert not written - known_names()


def test_every_state_variable_is_described() -> None:
    entities, outcomes = text_of(FOLDER / "entities.md"), text_of(FOLDER / "outcomes.md")
    fields = [*(PLACE.names or ()), *(ORGANISATION.names or ()), *(FILE.names or ()), *(SECTOR.names or ())]
    elsewhere = {"first_pressure", *("usual_leadership", "usual_openness", "usual_honesty")}
    assert not [name for name in fields if name not in elsewhere and f"`{name}`" not in entities]
    assert not [name for name in TRACK.names or () if f"`{name}`" not in outcomes]


def test_every_policy_s_rule_names_its_levers() -> None:
    page = prose_of(FOLDER / "policies.md")
    for name, policy in POLICIES.items():
        assert f"| `{name}` |" in page, name
        for entry in levers_of(policy):
            assert re.search(rf"\*{entry.name}\*|mathit{{{entry.name}}}", page), f"{name}: {entry.name}"


def test_every_instrument_s_number_is_placed_and_every_draw_explained() -> None:
    parameters, randomness = prose_of(FOLDER / "parameters.md"), prose_of(FOLDER / "randomness.md")
    assert not [name for name in ATTRIBUTES if f"`{name}`" not in parameters]
    assert not [kind.name for kind in Chance if kind.name.lower().replace("_", " ") not in randomness]


def anchors_of(page: Path) -> set[str]:
    """The anchors of a page's headings, as Markdown's readers make them."""
    headings = re.findall(r"^#+ (.+)$", text_of(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def links_of(page: Path) -> Iterator[tuple[Path, str]]:
    for target in re.findall(r"\]\(([^)\s]+)\)", text_of(page)):
        if "://" not in target:
            file, _, anchor = target.partition("#")
            yield (page.parent / file if file else page), anchor


@pytest.mark.parametrize("page", [*PAGES, *FOLDER.parent.glob("*.md")], ids=lambda page: page.stem)
def test_links_lead_somewhere(page: Path) -> None:
    for target, anchor in links_of(page):
        assert target.exists(), target
        assert not anchor or anchor in anchors_of(target), f"{target.name}#{anchor}"
