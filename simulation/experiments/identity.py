"""What has to be the same, on this machine and on every worker, for results to be equal to the last bit."""

from __future__ import annotations

import platform
import sys
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version

from simulation.compiled import cache_folder
from simulation.errors import SweepError

__all__ = ["difference", "identity", "refuse_another_identity"]

_PACKAGES = ("turnaround", "numpy", "numba", "scipy", "SALib", "pandas", "pyarrow")


def identity() -> dict[str, str]:
    """Versions, the rules' own fingerprint, and the platform."""
    found = {"python": ".".join(platform.python_version_tuple()[:2])}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found | {
        "rules": cache_folder().name.removeprefix("compiled-"),
        "system": platform.system(),
        "machine": platform.machine(),
        "byte order": sys.byteorder,
    }


def difference(before: Mapping[str, str], now: Mapping[str, str]) -> str | None:
    """The first thing that differs, in a phrase, or nothing: ``numpy was 2.4.5 and is 2.4.6``."""
    for key in dict.fromkeys([*before, *now]):
        if before.get(key) != now.get(key):
            return f"{key} was {before.get(key, 'not told')} and is {now.get(key, 'not told')}"
    return None


def refuse_another_identity(what: str, before: Mapping[str, str]) -> None:
    """See that what was begun would go on to equal results here.

    Args:
        what: how the message calls it: "the sweep in FOLDER".
        before: the identity under which it was begun.

    Raises:
        SweepError: where something differs.
    """
    differs = difference(before, identity())
    if differs:
        raise SweepError(
            f"{what} cannot be gone on with, as its results would not be equal: {differs};"
            " go on where it began, or name another folder with --out"
        )
