"""Which files are sweeps, and where those lie that ship: beside the scenarios."""

from __future__ import annotations

import tomllib
from pathlib import Path

from simulation.errors import SweepError, did_you_mean

__all__ = ["is_sweep", "shipped_sweeps", "sweep_file"]

_PACKAGE = Path(__file__).parent.parent


def shipped_sweeps() -> dict[str, Path]:
    """The file of each sweep that ships, by name, in alphabetical order."""
    for folder in (_PACKAGE / "scenarios", _PACKAGE.parent / "scenarios"):
        files = {file.stem: file for file in sorted((folder / "sweeps").glob("*.toml"))}
        if files:
            return files
    return {}


def sweep_file(name_or_path: str | Path) -> Path:
    """The file of a sweep, given the name of one that ships, or a path.

    Raises:
        SweepError: where there is neither.
    """
    files = shipped_sweeps()
    text = str(name_or_path)
    if text in files:
        return files[text]
    path = Path(name_or_path).expanduser()
    if path.is_file():
        return path.resolve()
    if path.suffix or len(path.parts) > 1:
        raise SweepError(f"{text} does not exist{did_you_mean(path.stem, files)}")
    raise SweepError(f"{text} is not a sweep{did_you_mean(text, files)} (those that ship: {', '.join(files)})")


def is_sweep(name_or_path: str) -> bool:
    """Whether a name is that of a sweep that ships, or a file has a sweep's keys."""
    if name_or_path in shipped_sweeps():
        return True
    try:
        data = tomllib.loads(Path(name_or_path).expanduser().read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return False
    return not {"design", "levers", "uncertainties"}.isdisjoint(data)
