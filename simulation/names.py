"""Invented names of places, so that a page never says that a real organisation fails.

Names are stable: the same place in a list, or the same identifier, gives the same name in every run
and on every machine. They are made of old English parts, and none is, holds or lies within the name
of a real English council. A hamlet somewhere may bear one by chance.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache

__all__ = ["MOST_NAMES", "holds_name", "invented_names", "invented_names_for", "veiled_regions"]

_STEMS = (
    "Alder Ames Arle Ash Aver Bar Beck Ber Birk Blax Brad Bram Bran Brock Bux Cald Carl Cass Chal Charl "
    "Clax Cole Cran Crox Dag Dar Den Dray Dun Ed Elm Ever Fen Fern Flax Fos Gar Gil Gos Grim Had Hal Haver "
    "Haw Hazel Hol Horn Hux Ing Kel Kings Kirk Lamb Lang Lind Lox Lul Mal Mar Mel Mid Mor Nether Nor Oak "
    "Orm Ot Ox Pen Pick Quar Rad Rams Raven Red Roth Row Sal Scar Sel Shal Sher Stan Star Sud Swan Tad Tarn "
    "Thorn Thur Tid Tilling Ul Var Wad Wal War Wen Wex Whit Wil Win Wool Wy Yar"
).split()
_ENDINGS = (
    "mere wick combe thorpe dale field worth stead gate brook leigh burn cliffe hurst moor ridge minster "
    "well holme garth hythe wold fleet bourne croft ford ley by ington stow marsh ness shaw thwaite wood "
    "cote don grave low"
).split()
_SECOND_WORDS = ("", "Vale", "Magna", "Heath", "Cross", "Green", "Regis", "Parva", "Bridge", "Abbas", "Fields")

_TAKEN = (
    # Real councils of both tiers, and well-known towns, that the parts above could make or hold.
    "ashfield ashford ashington bedford bedfordshire bradford broxbourne calderdale derby enfield havering "
    "hillingdon huntingdon huntingdonshire kirkby maldon marlow oxford oxfordshire salford selby stanford "
    "swindon warwick warwickshire waverley whitby wycombe "
    # Plain words.
    "callow fallow hallow mallow sallow shallow tallow wallow"
).split()


def _is_free(word: str) -> bool:
    """Whether a word reads well and neither holds nor lies within the name of a real council."""
    has_clash = any(taken in word or word in taken for taken in _TAKEN)
    return not has_clash and re.search(r"(.)\1\1", word) is None


def _stride_over(count: int) -> int:
    """A step that visits every one of ``count`` places before it comes back, far from the last each time."""
    stride = round(count * 0.381966)
    while math.gcd(stride, count) != 1:
        stride += 1
    return stride


@cache
def _words() -> tuple[str, ...]:
    """All single words, shuffled by a fixed stride so that neighbours in a list do not sound alike."""
    made = dict.fromkeys(stem + ending for stem in _STEMS for ending in _ENDINGS if stem[-1] != ending[0])
    words = [word for word in made if _is_free(word.lower())]
    stride = _stride_over(len(words))
    return tuple(words[(place * stride) % len(words)] for place in range(len(words)))


def _name_at(place: int) -> str:
    words = _words()
    second = _SECOND_WORDS[place // len(words)]
    first = words[place % len(words)]
    return f"{first} {second}" if second else first


MOST_NAMES = 25_000
"""The most names that can be asked for at once."""


def _check_count(count: int) -> None:
    if count > MOST_NAMES:
        raise ValueError(f"there are invented names for {MOST_NAMES:,} organisations, not for {count:,}")


def invented_names(count: int) -> tuple[str, ...]:
    """The first ``count`` invented names; the n-th is always the same.

    Raises:
        ValueError: for more than ``MOST_NAMES``.
    """
    _check_count(count)
    return tuple(_name_at(place) for place in range(count))


def _tokens(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def invented_names_for(identifiers: Sequence[str], avoid: Iterable[str] = ()) -> tuple[str, ...]:
    """An invented name for each identifier, unique within the list.

    A name depends on the identifier alone, unless an earlier one in the list has taken it: names stay
    when a list is shortened, lengthened or put in another order, but for a few.

    Args:
        identifiers: the organisations' identifiers.
        avoid: real names, of which none can be found in any invented one, whatever their case.

    Raises:
        ValueError: for more than ``MOST_NAMES``.
    """
    _check_count(len(identifiers))
    is_usable = _usable_beside(avoid)
    every = len(_words()) * len(_SECOND_WORDS)
    stride = _stride_over(every)
    room = len(_words())
    while room < min(2 * len(identifiers), every):
        room += len(_words())
    names: dict[str, None] = {}
    for identifier in identifiers:
        first = int.from_bytes(hashlib.sha256(identifier.encode()).digest()[:8]) % min(room, every)
        candidates = (_name_at((first + step * stride) % every) for step in range(every))
        names[next(name for name in candidates if name not in names and is_usable(name))] = None
    return tuple(names)


def _usable_beside(real_names: Iterable[str]) -> Callable[[str], bool]:
    """Whether an invented name can be shown without holding a real one.

    Its first word must be no word of any real name, and its second no whole real name.
    """
    real = [_tokens(name) for name in real_names]
    words = {word for name in real for word in name}
    whole = {name[0] for name in real if len(name) == 1}

    def is_usable(name: str) -> bool:
        first, *second = _tokens(name)
        return first not in words and whole.isdisjoint(second)

    return is_usable


def holds_name(text: str, name: str) -> bool:
    """Whether ``text`` holds ``name`` as whole words: "Derbyshire" does not hold "Derby".

    The case counts, as "reading" is a word and "Reading" a council.
    """
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def veiled_regions(regions: Sequence[str], real_names: Iterable[str]) -> tuple[str, ...]:
    """Regions' names as they may be shown: one that holds a real organisation's name becomes "Region 3"."""
    names = list(real_names)
    return tuple(
        f"Region {place}" if any(holds_name(region, name) for name in names) else region
        for place, region in enumerate(regions, start=1)
    )
