"""Options that say how simulated inspections are seen, shared by all commands that simulate a panel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from simulation.errors import InputError, did_you_mean, one_of

if TYPE_CHECKING:
    from simulation.evidence.months import Window
    from simulation.evidence.observation import Observation, Timetable

__all__ = [
    "DelayOption",
    "FirstOption",
    "GapOption",
    "LastOption",
    "NewFrameworkOption",
    "TimetableOption",
    "observation_of",
]

_SEEN = "How it is seen"
_TIMETABLE = {"inadequate": "inadequate", "other": "other", "early-or-late": "early_or_late"}

FirstOption = Annotated[
    str, typer.Option("--from", help="The first month of reports.", metavar="MONTH", rich_help_panel=_SEEN)
]
LastOption = Annotated[
    str, typer.Option("--to", help="The last month of reports.", metavar="MONTH", rich_help_panel=_SEEN)
]
TimetableOption = Annotated[
    str | None,
    typer.Option(
        help="Months to the next visit by grade, such as inadequate=36,other=51,early-or-late=6.",
        metavar="GRADE=MONTHS",
        rich_help_panel=_SEEN,
    ),
]
GapOption = Annotated[
    str | None,
    typer.Option(help="Months without inspections, such as 2020-04:2021-06.", metavar="A:B", rich_help_panel=_SEEN),
]
DelayOption = Annotated[
    float, typer.Option(help="Months from a visit to its report.", metavar="MONTHS", rich_help_panel=_SEEN)
]
NewFrameworkOption = Annotated[
    str | None,
    typer.Option(
        help="The month from which visits grade by the present framework, such as 2018-01; earlier ones by"
        " earlier_framework_shift.",
        metavar="MONTH",
        rich_help_panel=_SEEN,
    ),
]


def observation_of(
    first: str, last: str, timetable: str | None, gap: str | None, delay: float, new_framework: str | None
) -> Observation:
    """The observation that the options choose.

    Raises:
        InputError: where one cannot be used.
    """
    from simulation.evidence.months import Window, as_month
    from simulation.evidence.observation import Observation, Timetable

    return Observation(
        Window(as_month(first, "--from"), as_month(last, "--to")),
        Timetable() if timetable is None else _timetable(timetable),
        None if gap is None else _gap(gap),
        delay,
        None if new_framework is None else as_month(new_framework, "--new-framework"),
    )


def _gap(text: str) -> Window:
    from simulation.evidence.months import Window, as_month

    begin, colon, end = text.partition(":")
    if not colon:
        raise InputError(f'--gap is "{text}"; it must be two months, such as 2020-04:2021-06')
    return Window(as_month(begin, "the first month of --gap"), as_month(end, "the last month of --gap"))


def _timetable(text: str) -> Timetable:
    from simulation.evidence.observation import Timetable

    values: dict[str, float] = {}
    for part in text.split(","):
        name, _, months = part.strip().partition("=")
        if name not in _TIMETABLE:
            raise InputError(
                f'--timetable: "{name}" is not {one_of(_TIMETABLE)}{did_you_mean(name, _TIMETABLE)}'
                " (the model's inspectors tell inadequate from the rest)"
            )
        if _TIMETABLE[name] in values:
            raise InputError(f"--timetable names {name} more than once; name each once")
        try:
            values[_TIMETABLE[name]] = float(months)
        except ValueError:
            raise InputError(f'--timetable: {name} is "{months}"; it must be a number of months') from None
    return Timetable(**values)
