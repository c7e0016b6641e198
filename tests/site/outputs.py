"""Whether what a page shows as printed is what was printed: the same words, and about the same numbers.

Numbers may differ a little, since the promise of equal bits is for one platform with one set of versions.
"""

from __future__ import annotations

import re

__all__ = ["difference"]

_NUMBER = re.compile(r"[+−-]?\d[\d,]*(?:\.\d+)?")
_RELATIVE, _ABSOLUTE = 0.1, 0.2


def difference(shown: str, printed: str) -> str | None:
    """What is wrong with a page's output; nothing where it is as printed.

    Args:
        shown: on the page; a line ``...`` stands for any lines, or for none.
        printed: by the block before.
    """
    lines = _lines(printed)
    at, may_jump = 0, False
    for line in _lines(shown):
        if line == "...":
            may_jump = True
            continue
        places = range(at, len(lines)) if may_jump else range(at, min(at + 1, len(lines)))
        found = next((place for place in places if _alike(line, lines[place])), None)
        if found is None:
            return f"the page shows\n  {line}\nand this was printed:\n{printed}"
        at, may_jump = found + 1, False
    if at < len(lines) and not may_jump:
        return f"the page does not show\n  {lines[at]}\nof what was printed:\n{printed}"
    return None


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip("\n").splitlines()]


def _alike(one: str, other: str) -> bool:
    if _words(one) != _words(other):
        return False
    pairs = zip(_NUMBER.findall(one), _NUMBER.findall(other), strict=True)
    return all(abs(a - b) <= max(_ABSOLUTE, _RELATIVE * abs(b)) for a, b in ((_value(x), _value(y)) for x, y in pairs))


def _words(line: str) -> list[str]:
    return _NUMBER.sub("0", line).split()


def _value(number: str) -> float:
    return float(number.replace(",", "").replace("−", "-"))
