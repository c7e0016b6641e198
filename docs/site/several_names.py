"""Attributes of a docstring that share a line, shown by their names: the tool takes the second for a type."""

from __future__ import annotations

import re

__all__ = ["with_several_names"]

_SHARED = re.compile(
    r"<b><code>(?:<[^>]*>)*(?P<first>\w+),(?:</[^>]*>)*</code></b>\s*\(<code>(?P<others>.*?)</code>\)", re.DOTALL
)


def with_several_names(page: str) -> str:
    """A page of HTML in which an entry such as ``title, brief`` stands as it was written."""
    return _SHARED.sub(_written, page)


def _written(found: re.Match[str]) -> str:
    others = re.sub(r"<[^>]*>", "", found["others"]).strip("()")
    return f"<b><code>{found['first']}, {others}</code></b>"
