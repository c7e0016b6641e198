"""How pages write quarters, numbers and changes: the words of the game's own page."""

from __future__ import annotations

from datetime import datetime

from simulation.game.sheet import Option, OrganisationSheet

__all__ = ["ago", "clock", "counted", "number", "signed", "state_of", "terms_of", "time_of_day", "upper"]

_MINUS = "−"


def counted(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun.

    >>> counted(1, "council"), counted(3, "council")
    ('1 council', '3 councils')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def ago(quarters: int) -> str:
    """How long ago.

    >>> ago(0), ago(1), ago(9)
    ('now', '1 quarter ago', '2 years ago')
    """
    if quarters < 8:
        return f"{counted(quarters, 'quarter')} ago" if quarters else "now"
    halves = round(quarters / 2)
    return f"{halves // 2}{'½' if halves % 2 else ''} years ago"


def number(value: float) -> str:
    """A number of cost units with two decimals at most; a minus sign is one.

    >>> number(2.0), number(-0.25)
    ('2', '−0.25')
    """
    text = f"{abs(value):.2f}".rstrip("0").rstrip(".")
    return f"{_MINUS}{text}" if value < 0 and text != "0" else text


def signed(value: float) -> str:
    """A change of whole points.

    >>> signed(3), signed(-3), signed(0)
    ('+3', '−3', '±0')
    """
    whole = round(value)
    return f"+{whole}" if whole > 0 else f"{_MINUS}{-whole}" if whole < 0 else "±0"


def clock(seconds: int | None) -> str:
    """Time left, as a clock shows it.

    >>> clock(95), clock(0)
    ('1:35', '0:00')
    """
    return "" if seconds is None else f"{seconds // 60}:{seconds % 60:02d}"


def time_of_day(seconds: float) -> str:
    """The server's second as its clock on the wall shows it."""
    return datetime.fromtimestamp(seconds).strftime("%H:%M:%S")


def upper(text: str) -> str:
    """A sentence's first letter large.

    >>> upper("asked for help")
    'Asked for help'
    """
    return text[:1].upper() + text[1:]


def terms_of(option: Option) -> str:
    """What an option costs, commits and leaves.

    >>> terms_of(Option("inspect", "Inspect", 0.2, True, 0.0, None, "", 1, ""))
    '0.2 once'
    """
    if option.action == "hold":
        return ""
    if option.cost < 0:
        return f"saves {number(-option.cost)} a quarter"
    if option.action == "stop":
        return ""
    if option.is_once:
        return f"{number(option.cost)} once"
    committed = f", {number(option.commitment)} at least" if option.commitment > 0 else ""
    left = "" if option.left is None else f", {option.left} left"
    return f"{number(option.cost)} a quarter{committed}{left}"


def state_of(row: OrganisationSheet) -> str:
    """What stands at an organisation, in words; empty where nothing does."""

    def lasting(quarters: int) -> str:
        return f", {counted(quarters, 'quarter')}" if quarters else ""

    said = []
    if row.called_failing is not None:
        said.append(f"called failing{lasting(row.called_failing)}")
    if row.instrument:
        helped = f" from {row.helper}" if row.helper else ""
        said.append(f"{row.instrument.lower()}{helped}{lasting(row.instrument_age)}")
    if row.waits_for:
        said.append(f"waits for {row.waits_for.lower()}{lasting(row.waiting)}")
    if row.helping:
        said.append(f"helps {row.helping}")
    if row.stance != "neutral":
        said.append(row.stance)
    return upper("; ".join(said))
