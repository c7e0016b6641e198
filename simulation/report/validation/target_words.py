"""Targets' names in words."""

from __future__ import annotations

__all__ = ["in_words"]

_PLAIN = {
    "relapse.next": "inadequate again at the inspection after the one that ended it",
    "relapse.within_12_quarters": "inadequate again within 12 quarters",
    "entry.a_year": "newly inadequate, for each year under a better grade",
    "region.spread_of_grade": "spread of regions' mean grade, in steps",
    "region.spread_of_inadequate": "spread of regions' share inadequate",
    "region.correlation": "correlation of grades within regions",
}


def in_words(name: str) -> str:
    """A target's name in words.

    >>> in_words("next.good.inadequate"), in_words("year_end.2019.good")
    ('inadequate next, after good', 'good at the end of 2019')
    """
    if name in _PLAIN:
        return _PLAIN[name]
    topic, *rest = name.split(".")
    parts = [part.replace("_", " ") for part in rest]
    if topic == "first":
        return f"{parts[0]} at the first inspection"
    if topic == "year_end":
        return f"{parts[1]} at the end of {parts[0]}"
    if topic == "next":
        return f"{parts[1]} next, after {parts[0]}"
    if topic == "months":
        return f"months to the next report after {parts[0]}, {parts[1]}"
    if topic == "inadequate":
        what, bound = parts[0], parts[1]
        if what.startswith("out by"):
            return f"out of inadequate by {what.removeprefix('out by ')} months, at {bound}"
        return f"median months in inadequate, at {bound}"
    if topic == "entry":
        return f"newly inadequate, of inspections after {parts[0]}"
    if topic == "by_region":
        return f"{'.'.join(rest[:-1])}: {'share inadequate' if parts[-1] == 'inadequate' else parts[-1]}"
    return name
