"""The commented file that ``turnaround new`` writes: a scenario that runs, and what else it could say."""

from __future__ import annotations

from simulation.parameters import ATTRIBUTES, REGISTER, SHIPPED_TOOLS
from simulation.policies import POLICIES
from simulation.scenario.content import SCHEMA_VERSION

__all__ = ["starter"]

_TEMPLATE = """\
# A scenario: who the organisations are, how they are regulated, what is assumed.
# Check it with `turnaround check NAME.toml`, play it with `turnaround compare NAME.toml`.
schema_version = VERSION
name = "NAME"
title = "A sector of my own"
purpose = "What this scenario represents, in a sentence."
use = "The question that it is to answer."
sources = ["Where the numbers come from, or: assumed."]
organisation_word = "council"     # what pages call one
organisations_word = "councils"   # and several

regime = "inspection-led"         # failing by published grade; or oversight-led: by what the regulator believes
plan = "rota"                     # whom inspectors visit: rota, risk-based, random or none
monitoring_visits = true          # whether the failing are visited every quarter
years = 20                        # 5 to 50
# budget = 10                     # cost units a quarter; leave out for no limit
# policies = [POLICIES]           # which to compare; leave out for all

regions = [
    {name = "North", organisations = 40},
    {name = "South", organisations = 60},
]

# The years before the comparison, the same for all policies: how long, under which response.
[run_in]
quarters = 40
response = "last-resort"

# What differs from the defaults. `turnaround parameters` lists all, with ranges and sources.
[parameters]
PARAMETERS

# Numbers of an instrument. A name that is not among those that ship adds a new instrument.
# [instruments.improvement_board]
BOARD

# Things that happen: pressure (on all, a region or an organisation), a scandal or a whistleblower (at an
# organisation). Give the year, or the quarter, from 0.
#
# [[events]]
# kind = "pressure"
# year = 3
# region = "South"
# amount = 4                        # points
# quarters = 8

# Real organisations in place of regions: delete "regions" above and take off the hashes. Paths count
# from this file. Only file and identifier are needed; ties, dependencies and ratings are each optional.
#
# [organisations]
# file = "organisations.csv"        # CSV in UTF-8, a row for each organisation
# identifier = "code"               # the column that tells them apart; each value once
# name = "name"
# region = "region"
# latitude = "latitude"
# longitude = "longitude"
# size = "population"               # people served
#
# [ties]                            # who could talk to whom
# file = "ties.csv"
# from = "code"
# to = "neighbour_code"
# weight = "weight"                 # 0 to 1; leave out to draw strengths
#
# [dependencies]                    # the first depends on the second
# file = "dependencies.csv"
# from = "code"
# to = "depends_on"
#
# [ratings]                         # inspections; the latest grade of each organisation counts
# file = "ratings.csv"
# identifier = "code"
# grade = "grade"                   # inadequate, requires improvement, good, outstanding or empty
# date = "date"                     # 2026-08-18 or 18/08/2026
"""

_SHOWN_PARAMETERS = ("pressure_trend", "linkage", "openness_mean", "honesty_mean")
_SHOWN_NUMBERS = ("gain", "capacity", "cost")


def _parameter_lines() -> str:
    shown = [REGISTER[name] for name in _SHOWN_PARAMETERS]
    return "\n".join(f"# {p.name} = {p.default:g}  # {p.low:g} to {p.high:g} {p.unit}. {p.meaning}" for p in shown)


def _board_lines() -> str:
    board = SHIPPED_TOOLS["improvement_board"]
    return "\n".join(f"# {name} = {getattr(board, name):g}  # {ATTRIBUTES[name].meaning}" for name in _SHOWN_NUMBERS)


def starter(name: str) -> str:
    """A scenario file to begin from: it can be played as it is, and says what may be changed.

    Args:
        name: the scenario's name, as ``Scenario.name`` allows.
    """
    filled = {
        "NAME": name,
        "VERSION": str(SCHEMA_VERSION),
        "[POLICIES]": str(list(POLICIES)[:2]).replace("'", '"'),
        "PARAMETERS": _parameter_lines(),
        "BOARD": _board_lines(),
    }
    text = _TEMPLATE
    for blank, words in filled.items():
        text = text.replace(blank, words)
    return text
