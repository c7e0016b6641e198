"""What sentences call an assumption, and how they say its value with its unit.

``phrase_of("improvement_board.gain")`` is "a board's gain"; ``said(0.03, "rate a quarter", 2)`` is "0.03 a
quarter". A phrase is a noun that takes "is": *if* a board's gain *is* below 0.03 a quarter.
"""

from __future__ import annotations

from simulation.analysis.parameter_phrases import PARAMETER_PHRASES
from simulation.analysis.rounding import shown
from simulation.parameters import ATTRIBUTES, REGISTER

__all__ = ["decimals_of", "phrase_of", "said", "unit_of"]

_INSTRUMENTS = {
    "peer_support": "peer support",
    "improvement_board": "a board",
    "central_intervention": "central intervention",
    "structural_reform": "a reform",
}
"""Shipped instruments as a sentence names one; a scenario's own by their names."""

_EFFECTS = {
    "lag": "{whose} lag before it begins to help",
    "disruption": "{whose} disruption at first",
    "gain": "{whose} gain",
    "ceiling": "the capability up to which {who} helps",
    "coaching": "{whose} coaching of leaders",
    "replaces_leader": "the moment at which {who} replaces leaders",
    "leader_level": "the leadership that {who} recruits",
    "openness": "{whose} effect on openness",
    "scrutiny": "the honesty that {who} enforces",
    "blame": "the blame that {who} brings",
    "cost": "{whose} cost",
    "gain_lost": "the part of {whose} gain that leaves with it",
    "redraw_sd": "the spread with which {who} reshuffles capability",
    "tie_cut": "the part of its ties that an organisation loses by {who}",
    "sits": "whether {who} sees the truth",
    "needs_helper": "whether {who} needs a helper",
    "least_quarters": "the shortest time for {who}",
    "most_quarters": "the longest time for {who}",
    "pause": "the pause before {who} can come again",
    "release_margin": "the margin above warning at which {who} ends",
    "capacity": "the share of the sector that can have {who} at a time",
}

_A_QUARTER = frozenset({"coaching", "openness", "cost"})
"""Effects that are counted a quarter, though their unit doesn't say so."""


def phrase_of(name: str) -> str:
    """What a sentence calls an assumption.

    Args:
        name: a parameter of the register, or an instrument's number: ``improvement_board.gain``.

    >>> phrase_of("improvement_board.gain"), phrase_of("peer_support.gain_lost")
    ("a board's gain", "the part of peer support's gain that leaves with it")
    >>> phrase_of("linkage")
    'the pressure that spills over from each point of shortfall of those depended on'
    """
    instrument, dot, attribute = name.partition(".")
    if dot:
        who = _INSTRUMENTS.get(instrument, instrument.replace("_", " "))
        whose = f"{who}'" if who.endswith("s") else f"{who}'s"
        pattern = _EFFECTS.get(attribute, "{whose} " + attribute.replace("_", " "))
        return pattern.format(who=who, whose=whose)
    return PARAMETER_PHRASES.get(name) or _from_register(name)


def _from_register(name: str) -> str:
    """A phrase for a parameter without one: its name, and its meaning in brackets."""
    plain = f'"{name.replace("_", " ")}"'
    if name not in REGISTER:
        return plain
    meaning = REGISTER[name].meaning.rstrip(".")
    return f"{plain} ({meaning[0].lower()}{meaning[1:]})"


def unit_of(name: str) -> str:
    """The unit of an assumption: the register's, or that of an instrument's number."""
    attribute = name.partition(".")[2]
    if not attribute:
        return REGISTER[name].unit
    unit = ATTRIBUTES[attribute].unit
    return f"{unit} a quarter" if attribute in _A_QUARTER else unit


def decimals_of(value: float) -> int:
    """Decimals that show a number as it is written, to four digits.

    >>> decimals_of(0.05), decimals_of(4.0), decimals_of(0.0125)
    (2, 0, 4)
    """
    return len(f"{float(f'{value:.4g}'):f}".rstrip("0").partition(".")[2])


def said(value: float, unit: str, decimals: int) -> str:
    """A value with its unit, as a sentence says it.

    Args:
        value: the number.
        unit: a unit of the register, or of an instrument's number.
        decimals: as in ``rounding.shown``.

    >>> said(0.0312, "rate a quarter", 3), said(4.0, "quarters", 0), said(-0.031, "share a quarter", 2)
    ('0.031 a quarter', '4 quarters', '-0.03 a quarter')
    >>> said(1.0, "quarters", 0), said(0.55, "share", 2)
    ('1 quarter', '0.55')
    """
    number = shown(value, decimals)
    if unit in ("share", "coefficient", "number", "correlation"):
        return number
    if unit in ("rate a quarter", "share a quarter"):
        return f"{number} a quarter"
    if unit == "rate a year":
        return f"{number} a year"
    if number in ("1", "-1"):
        unit = unit.replace("quarters", "quarter").replace("points", "point").replace("units", "unit")
        unit = "year" if unit == "years" else unit
    return f"{number} {unit}"
