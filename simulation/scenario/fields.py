"""What a value in a scenario file may be: types that refuse what they don't mean, in a sentence.

``true`` is no number, ``"5"`` is no number, and 5 is a fine real number.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, TypeVar

from pydantic import AfterValidator, AllowInfNan, BaseModel, ConfigDict, Strict, StrictInt, StrictStr

__all__ = ["ColumnName", "FileName", "Identifier", "Part", "Real", "Text", "Whole", "between", "matching"]

N = TypeVar("N", int, float)


class Part(BaseModel):
    """A part of a scenario: cannot be changed, knows all its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def between(least: N, most: N) -> Callable[[N], N]:
    """A check that a number lies within bounds, both allowed."""

    def check(value: N) -> N:
        if not least <= value <= most:
            raise ValueError(f"is {value:g}; it must lie between {least:g} and {most:g}")
        return value

    return check


def matching(pattern: str, allowed: str) -> Callable[[str], str]:
    """A check that a text has a form, which ``allowed`` describes."""

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(f'is "{value}"; it must be {allowed}')
        return value

    return check


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
