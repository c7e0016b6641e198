"""Whatever a scenario file holds, it is read, or refused in one sentence; and what is read can be written."""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from simulation.parameters import ATTRIBUTES, REGISTER, SHIPPED_TOOLS
from simulation.scenario import Scenario, ScenarioError
from tests.scenario.files import SMALL

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).filter(
    str.strip
)
FREE = [name for name in REGISTER if not name.endswith(("threshold", "_share")) and name != "broker_capacity"]
TOOLS = [name for name in SHIPPED_TOOLS if name != "none"]
EFFECTS = [name for name, rule in ATTRIBUTES.items() if rule.is_effect]


@st.composite
def parameters(draw: st.DrawFn) -> dict[str, float]:
    names = draw(st.lists(st.sampled_from(FREE), max_size=4, unique=True))
    return {name: draw(st.floats(*REGISTER[name].bounds)) for name in names}


@st.composite
def instruments(draw: st.DrawFn) -> dict[str, dict[str, float]]:
    tools = draw(st.lists(st.sampled_from(TOOLS), max_size=3, unique=True))
    attributes = {name: draw(st.lists(st.sampled_from(EFFECTS), max_size=3, unique=True)) for name in tools}
    return {
        name: {a: draw(st.floats(ATTRIBUTES[a].least, ATTRIBUTES[a].most)) for a in chosen}
        for name, chosen in attributes.items()
    }


@st.composite
def scenarios(draw: st.DrawFn) -> dict[str, Any]:
    regions = draw(st.lists(WORDS, min_size=1, max_size=4, unique=True))
    data: dict[str, Any] = {
        "schema_version": 1,
        "name": draw(st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)),
        "title": draw(WORDS),
        "purpose": draw(WORDS),
        "use": draw(WORDS),
        "sources": draw(st.lists(WORDS, max_size=3)),
        "regime": draw(st.sampled_from(["inspection-led", "oversight-led"])),
        "plan": draw(st.sampled_from(["none", "rota", "risk-based", "random"])),
        "monitoring_visits": draw(st.booleans()),
        "years": draw(st.integers(5, 50)),
        "regions": [{"name": name, "organisations": draw(st.integers(2, 6000))} for name in regions],
        "parameters": draw(parameters()),
        "instruments": draw(instruments()),
        "run_in": {"quarters": draw(st.integers(0, 80)), "response": "hands-off"},
    }
    if draw(st.booleans()):
        data["budget"] = draw(st.floats(2, 1e6))
    if draw(st.booleans()):
        where = {"region": draw(st.sampled_from(regions))} if draw(st.booleans()) else {}
        data["events"] = [{"kind": "pressure", "year": draw(st.floats(0, 4.9)), "amount": 2.5, **where}]
    return data


@given(scenarios())
def test_what_is_written_reads_back_equal(data: dict[str, Any]) -> None:
    scenario = Scenario.from_data(data)
    again = Scenario.from_data(tomllib.loads(scenario.to_toml()))
    assert again == scenario
    assert again.hash == scenario.hash


def refusal(make: Callable[[], object]) -> str | None:
    """The sentence with which a scenario is refused, or nothing where it is made; anything else is raised."""
    try:
        make()
    except ScenarioError as error:
        return str(error)
    return None


JUNK: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        st.booleans(),
        st.integers(-(2**63), 2**63 - 1),
        st.floats(),
        st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=8),
        st.dates(),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORDS, inner, max_size=3)),
    max_leaves=6,
)
KEYS = [
    *Scenario.model_fields,
    "parameters.linkage",
    "instruments.hub",
    "instruments.improvement_board.gain",
    "run_in.response",
    "organisations.file",
    "organisations.traits",
    "ties.from",
    "yeers",
]


@given(st.dictionaries(st.sampled_from(KEYS), JUNK, min_size=1, max_size=3))
def test_junk_under_any_key_is_read_or_refused_in_a_sentence(junk: dict[str, Any]) -> None:
    data: dict[str, Any] = {"name": "small", **tomllib.loads(SMALL)}
    for key, value in junk.items():
        table, *inner = key.split(".")
        if not inner:
            data[table] = value
            continue
        part = data.setdefault(table, {})
        for step in inner[:-1]:
            part = part.setdefault(step, {}) if isinstance(part, dict) else {}
        if isinstance(part, dict):
            part[inner[-1]] = value
    told = refusal(lambda: Scenario.from_data(data, "junk.toml"))
    assert told is None or told.startswith(("junk.toml: ", f"{data.get('name')}: "))


@given(st.one_of(st.binary(max_size=60), st.text(max_size=60).map(lambda text: text.encode("utf-8", "ignore"))))
def test_any_bytes_are_refused_in_a_sentence(junk: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "junk.toml"
        path.write_bytes(junk)
        told = refusal(lambda: Scenario.load(path))
        assert told is not None
        assert "junk" in told
