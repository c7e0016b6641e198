"""A single file of results, written whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from simulation.errors import InputError

__all__ = ["check_can_be_written", "check_ending", "write_whole"]


def check_ending(path: Path, ending: str) -> None:
    """See that a file to be written is called what it is.

    Raises:
        InputError: where its name does not end in ``ending``, or is nothing else.
    """
    if path.name in ("", ending):
        raise InputError(f"the file to write must have a name that ends in {ending}, such as mine{ending}")
    if path.suffix != ending:
        raise InputError(f"{path} must end in {ending}; try {path.with_suffix(ending)}")


def check_can_be_written(path: Path) -> None:
    """Say at once, before any work is done, that a file cannot be written; the folders above it are made.

    Raises:
        InputError: where the path is a folder, or its folder cannot be made or written.
    """
    if path.is_dir():
        raise InputError(f"{path} is a folder; name a file with --out")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{path.parent} cannot be made: {error.strerror}; name another file with --out") from None
    if not os.access(path.parent, os.W_OK):
        raise InputError(f"nothing can be written in {path.parent}; name another file with --out")


def write_whole(path: Path, text: str) -> None:
    """Write a text in UTF-8, in the place of whatever was there; nothing changes where that fails.

    Raises:
        InputError: where it cannot be written.
    """
    check_can_be_written(path)
    part = path.with_name(f".turnaround-{path.name}")
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise InputError(f"{path} cannot be written: {error.strerror}; is it open in a program?") from None
