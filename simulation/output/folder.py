"""A folder of results, written whole or not at all, beside whatever else lies there.

Files are made in a hidden folder within, and moved to their places when all are there; the manifest
is taken away before and put back last, so that a folder with a manifest is whole. Only files that an
earlier manifest names are replaced or removed.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from simulation.errors import InputError

__all__ = ["MANIFEST", "SIMULATIONS", "files_in", "staged"]

MANIFEST = "manifest.json"
SIMULATIONS = "simulations"
"""The folder of a calibration's simulated panels, within that of the calibration."""
_PREFIX = ".turnaround-"


@contextmanager
def staged(folder: Path, *, is_calibration: bool = False) -> Iterator[Path]:
    """A place to make files in, which move to ``folder`` when all went well, and vanish when not.

    Entered before any work is done, so that a folder that cannot be written is told at once.

    Args:
        folder: where the results belong.
        is_calibration: whether they are a calibration's, which may go on with its own simulated panels.

    Raises:
        InputError: where the folder is a file, holds a sweep or a calibration, or cannot be made or written.
    """
    if _holds(folder, "sweep"):
        raise InputError(f"{folder} holds a sweep's table, which nothing else replaces; name another folder with --out")
    if _holds(folder, "calibration") or (not is_calibration and _holds(folder / SIMULATIONS, "calibration")):
        raise InputError(f"{folder} holds a calibration, which nothing else replaces; name another folder with --out")
    made = _make(folder)
    try:
        staging = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=folder))
    except OSError as error:
        _remove_empty(made)
        raise InputError(f"nothing can be written in {folder}: {_why(error)}; name another folder with --out") from None
    try:
        yield staging
        _move(staging, folder)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        _remove_empty(made)


def files_in(folder: Path) -> list[str]:
    """The files under a folder, by their paths within it, in alphabetical order."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _make(folder: Path) -> list[Path]:
    """Make a folder and those above it; gives the new ones, innermost first."""
    missing = []
    for path in (folder, *folder.parents):
        if path.exists():
            if not path.is_dir():
                raise InputError(f"{path} is a file; results need a folder: name another with --out")
            break
        missing.append(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder} cannot be made: {_why(error)}; name another folder with --out") from None
    return missing


def _remove_empty(folders: list[Path]) -> None:
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()


def _move(staging: Path, folder: Path) -> None:
    """Put what was made in its place: the manifest last, and nothing left of what an earlier one names."""
    before = _named_in(folder)
    made = files_in(staging)
    try:
        (folder / MANIFEST).unlink(missing_ok=True)
        for name in sorted(made, key=lambda name: name == MANIFEST):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            (staging / name).replace(target)
    except OSError as error:
        name = Path(error.filename2 or error.filename or folder).name
        raise InputError(f"{name} in {folder} cannot be replaced: {_why(error)}; is it open in a program?") from None
    for name in before.difference(made):
        with suppress(OSError):
            (folder / name).unlink()


def _holds(folder: Path, what: str) -> bool:
    """Whether the manifest of a sweep or of a calibration's panels lies there: they may have taken days."""
    try:
        return {what, "parts"} <= json.loads((folder / MANIFEST).read_text(encoding="utf-8")).keys()
    except (OSError, ValueError, AttributeError):
        return False


def _named_in(folder: Path) -> set[str]:
    """The files that the folder's manifest names, as far as they lie in the folder."""
    try:
        names = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    inside = folder.resolve()
    return {
        name
        for name in names
        if isinstance(name, str) and (folder / name).is_file() and (folder / name).resolve().is_relative_to(inside)
    }
