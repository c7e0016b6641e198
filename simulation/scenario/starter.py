"""The commented file that ``turnaround new`` writes: a scenario that runs, and what else it could say."""

from __future__ import annotations

from collections.abc import Iterable

import tomlkit
from tomlkit import TOMLDocument

from simulation.parameters import ATTRIBUTES, REGISTER, SHIPPED_TOOLS
from simulation.policies import POLICIES
from simulation.scenario.content import SCHEMA_VERSION

__all__ = ["starter"]

_REAL_LIST = """
Real organisations in place of regions: delete "regions" above and take off the hashes. Paths count
from this file. Only file and identifier are needed; ties, dependencies and ratings are each optional.

[organisations]
file = "organisations.csv"        # CSV in UTF-8, a row for each organisation
identifier = "code"               # the column that tells them apart; each value once
name = "name"
region = "region"
latitude = "latitude"
longitude = "longitude"
size = "population"               # people served

[ties]                            # who could talk to whom
file = "ties.csv"
from = "code"
to = "neighbour_code"
weight = "weight"                 # 0 to 1; leave out to draw strengths

[dependencies]                    # the first depends on the second
file = "dependencies.csv"
from = "code"
to = "depends_on"

[ratings]                         # inspections; the latest grade of each organisation counts
file = "ratings.csv"
identifier = "code"
grade = "grade"                   # inadequate, requires improvement, good, outstanding or empty
date = "date"                     # 2026-08-18 or 18/08/2026
"""

_EVENTS = """
Things that happen: pressure (on all, a region or an organisation), a scandal or a whistleblower (at an
organisation). Give the year, or the quarter, from 0.

[[events]]
kind = "pressure"
year = 3
region = "South"
amount = 4                        # points
quarters = 8
"""


def _remark(document: TOMLDocument, text: str) -> None:
    for line in text.strip().splitlines():
        document.add(tomlkit.comment(line) if line else tomlkit.comment(""))


def _say(document: TOMLDocument, key: str, value: object, remark: str) -> None:
    item = tomlkit.item(value)
    item.comment(remark)
    document.add(key, item)


def _parameters(document: TOMLDocument) -> None:
    document.add(tomlkit.nl())
    _remark(
        document, "What differs from the defaults; `turnaround parameters` lists all with their ranges and sources."
    )
    table = tomlkit.table()
    for name in ("pressure_trend", "linkage", "openness_mean", "honesty_mean"):
        entry = REGISTER[name]
        table.add(
            tomlkit.comment(
                f"{name} = {entry.default:g}  # {entry.low:g} to {entry.high:g} {entry.unit}: {entry.meaning}"
            )
        )
    document.add("parameters", table)


def _instruments(document: TOMLDocument) -> None:
    document.add(tomlkit.nl())
    _remark(document, "Numbers of an instrument. A name that is not among those that ship adds a new instrument.")
    board = SHIPPED_TOOLS["improvement_board"]
    lines: Iterable[str] = ("gain", "capacity", "cost")
    _remark(document, "[instruments.improvement_board]")
    for name in lines:
        rule = ATTRIBUTES[name]
        _remark(
            document,
            f"{name} = {getattr(board, name):g}  # {rule.least:g} to {rule.most:g} {rule.unit}: {rule.meaning}",
        )


def starter(name: str) -> str:
    """A scenario file to begin from: it can be run as it is, and says what may be changed.

    Args:
        name: the scenario's name, as ``Scenario.name`` allows.
    """
    document = tomlkit.document()
    _remark(document, "A scenario: who the organisations are, how they are regulated, what is assumed.")
    _remark(document, f"Check it with `turnaround check {name}.toml`, run it with `turnaround compare {name}.toml`.")
    _say(document, "schema_version", SCHEMA_VERSION, "the version of this list of keys")
    document.add("name", tomlkit.item(name))
    _say(document, "title", "A sector of my own", "as pages show it")
    _say(document, "purpose", "What this scenario represents.", "in a sentence")
    _say(document, "use", "The question that it is to answer.", "in a sentence")
    sources = tomlkit.array()
    sources.append("Where the numbers come from, or: assumed.")
    document.add("sources", sources)
    _say(document, "organisation_word", "council", "what pages call one")
    _say(document, "organisations_word", "councils", "and several")
    document.add(tomlkit.nl())
    _say(document, "regime", "inspection-led", "or oversight-led: who is called failing by grade, or by belief")
    _say(document, "plan", "rota", "whom inspectors visit: rota, risk-based, random or none")
    _say(document, "monitoring_visits", True, "whether the failing are visited every quarter")
    _say(document, "years", 20, "5 to 50")
    _remark(document, "budget = 10  # cost units a quarter; leave out for no limit")
    _remark(
        document,
        f"policies = [{', '.join(repr(p).replace(chr(39), chr(34)) for p in list(POLICIES)[:3])}]  # leave out for all",
    )
    regions = tomlkit.array()
    for region, count in (("North", 40), ("South", 60)):
        line = tomlkit.inline_table()
        line.update({"name": region, "organisations": count})
        regions.append(line)
    document.add("regions", regions.multiline(True))
    document.add(tomlkit.nl())
    _remark(document, "Years before the comparison, the same for all policies: how long, under which response.")
    run_in = tomlkit.table()
    run_in.update({"quarters": 40, "response": "last-resort"})
    document.add("run_in", run_in)
    _parameters(document)
    _instruments(document)
    for more in (_EVENTS, _REAL_LIST):
        document.add(tomlkit.nl())
        _remark(document, more)
    return tomlkit.dumps(document)
