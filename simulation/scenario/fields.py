"""What a value in a scenario file may be: types that refuse what they don't mean, in a sentence.

``true`` is no number, ``"5"`` is no number, and 5 is a fine real number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

from pydantic import AfterValidator, AllowInfNan, BaseModel, ConfigDict, Strict, StrictInt, StrictStr

__all__ = [
    "Between", "ColumnName", "FileName", "Identifier", "Part", "Real", "Text", "Whole", "between", "identifier_from",
    "matching",
]  # fmt: skip

N = TypeVar("N", int, float)


class Part(BaseModel):
    """A part of a scenario: cannot be changed, knows all its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True)
class Between(Generic[N]):
    """A check that a number lies within bounds, both allowed."""

    least: N
    most: N

    def __call__(self, value: N) -> N:
        """The number, where it does.

        Raises:
            ValueError: where it doesn't.
        """
        if not self.least <= value <= self.most:
            raise ValueError(
                f"is {_written(value)}; it must lie between {_written(self.least)} and {_written(self.most)}"
            )
        return value


def _written(number: float) -> str:
    """A number as people write it: ``1,000,000``, ``0.05``."""
    return f"{number:,}" if isinstance(number, int) else f"{number:g}"


def between(least: N, most: N) -> Between[N]:
    """A check that a number lies within bounds; the reference of files reads the bounds from it."""
    return Between(least, most)


def matching(pattern: str, allowed: str) -> Callable[[str], str]:
    """A check that a text has a form, which ``allowed`` describes."""

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(f'is "{value}"; it must be {allowed}')
        return value

    return check


def identifier_from(text: str) -> str:
    """An ``Identifier`` made from any text, such as the name of a file; nothing where nothing of it is left.

    >>> identifier_from("My Sector"), identifier_from("price_of_blame"), identifier_from("Überblick")
    ('my-sector', 'price-of-blame', 'uberblick')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _said(value: str) -> str:
    if not value.strip():
        raise ValueError("is empty; say it in a few words")
    return value


Real = Annotated[float, Strict(), AllowInfNan(False)]
Whole = StrictInt
Text = Annotated[StrictStr, AfterValidator(_said)]
Identifier = Annotated[
    StrictStr,
    AfterValidator(
        matching(r"[a-z0-9]+(-[a-z0-9]+)*", "small letters, digits and single hyphens, as in a-poor-sector")
    ),
]
FileName = Annotated[StrictStr, AfterValidator(_said)]
ColumnName = Annotated[StrictStr, AfterValidator(_said)]
