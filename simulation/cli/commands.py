"""A command as it would be typed, to be told in a manifest and typed again."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

__all__ = ["typed"]


def typed(name: str, arguments: Sequence[str], options: Sequence[tuple[str, object]]) -> str:
    """The command, with those options that are set.

    Args:
        name: of the command, such as ``compare``.
        arguments: what stands before the options.
        options: names and values; nothing and ``False`` are left out, ``True`` has no value, and a list
            repeats its option.

    >>> typed("compare", ["english-councils"], [("--runs", 50), ("--set", ["linkage=0.5"]), ("--fixed", True)])
    'turnaround compare english-councils --runs 50 --set linkage=0.5 --fixed'
    """
    words = ["turnaround", name, *arguments]
    for option, value in options:
        if value is None or value is False:
            continue
        if value is True:
            words.append(option)
        else:
            for one in value if isinstance(value, list) else [value]:
                words += [option, Path(one).as_posix() if isinstance(one, Path) else str(one)]
    return shlex.join(words)
