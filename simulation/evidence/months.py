"""Calendar months as whole numbers, and the window of months through which a panel is seen."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from simulation.errors import InputError

__all__ = ["DAYS_A_MONTH", "MONTHS_A_QUARTER", "Window", "as_month", "first_day_of", "month_of", "month_text"]

DAYS_A_MONTH = 365.25 / 12
MONTHS_A_QUARTER = 3


def as_month(text: str, what: str) -> int:
    """A month such as 2014-02, as months since January 1970.

    Args:
        text: the month.
        what: the option or key that says it, for the message.

    Raises:
        InputError: where it is no month from 1900-01 to 2199-12.

    >>> as_month("1970-03", "--from")
    2
    """
    if not re.fullmatch(r"(19|20|21)\d\d-(0[1-9]|1[0-2])", text.strip()):
        raise InputError(f'{what} is "{text}"; it must be a month such as 2014-02')
    return int(np.datetime64(text.strip(), "M").astype(np.int64))


def month_text(month: int) -> str:
    """A month as it is written: ``2014-02``."""
    return str(np.datetime64(month, "M"))


def first_day_of(month: int | np.ndarray) -> np.ndarray:
    """The first day of each month, as days since 1 January 1970, int64."""
    return np.asarray(month).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


def month_of(day: int) -> int:
    """The month in which a day lies."""
    return int(np.datetime64(day, "D").astype("datetime64[M]").astype(np.int64))


@dataclass(frozen=True)
class Window:
    """Months from ``first`` to ``last``, both within; months since January 1970.

    Attributes:
        first, last: months.
    """

    first: int
    last: int

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise InputError(f"{month_text(self.last)} lies before {month_text(self.first)}; a window runs forwards")

    @classmethod
    def between(cls, first: str, last: str) -> Window:
        """The window between two written months.

        Raises:
            InputError: where one is no month, or the last lies before the first.
        """
        return cls(as_month(first, "the first month"), as_month(last, "the last month"))

    def __str__(self) -> str:
        return f"{month_text(self.first)} to {month_text(self.last)}"

    @property
    def months(self) -> int:
        """How many months."""
        return self.last - self.first + 1

    @property
    def quarters(self) -> int:
        """How many quarters cover it, counted from its first month."""
        return -(-self.months // MONTHS_A_QUARTER)

    @property
    def first_day(self) -> int:
        """Its first day, as days since 1 January 1970."""
        return int(first_day_of(self.first))

    @property
    def last_day(self) -> int:
        """Its last day, likewise."""
        return int(first_day_of(self.last + 1)) - 1

    @property
    def years(self) -> tuple[int, ...]:
        """The years whose 31 December lies within."""
        return tuple(1970 + month // 12 for month in range(self.first, self.last + 1) if month % 12 == 11)

    @property
    def year_ends(self) -> np.ndarray:
        """Their last days, int64, shape (years,)."""
        return first_day_of(np.array([12 * (year - 1969) for year in self.years], np.int64)) - 1
