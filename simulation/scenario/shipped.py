"""Where the files lie that ship: inside the package once built, at the top of a clone."""

from __future__ import annotations

import tomllib
from pathlib import Path

from simulation.errors import InputError, ScenarioError, did_you_mean

__all__ = ["POSTERIOR_FILE", "file_called", "posterior_file", "scenario_file", "shipped_files", "top_level_keys"]

POSTERIOR_FILE = ".parquet"
"""How the file of a posterior ends, so that it is told from the name of one that ships."""
_PACKAGE = Path(__file__).parent.parent


def shipped_files(kind: str = "") -> dict[str, Path]:
    """The file of each scenario that ships, by name, in alphabetical order.

    Args:
        kind: the folder beside the scenarios of what else ships: "sweeps", "searches", "games".
    """
    for folder in (_PACKAGE / "scenarios", _PACKAGE.parent / "scenarios"):
        files = {file.stem: file for file in sorted((folder / kind).glob("*.toml"))}
        if files:
            return files
    return {}


def scenario_file(name_or_path: str | Path) -> Path:
    """The file of a scenario, given the name of one that ships, or a path.

    Raises:
        ScenarioError: where there is neither.
    """
    return file_called(name_or_path, shipped_files(), "scenario", ScenarioError)


def posterior_file(name_or_path: str | Path) -> Path:
    """The file of a posterior's parameter vectors, given the name of one that ships, or a path.

    Raises:
        ScenarioError: where there is neither.
    """
    files: dict[str, Path] = {}
    for folder in (_PACKAGE / "scenarios", _PACKAGE.parent / "scenarios"):
        files = files or {file.stem: file for file in sorted((folder / "posteriors").glob(f"*{POSTERIOR_FILE}"))}
    text = str(name_or_path)
    if text not in files and not text.endswith(POSTERIOR_FILE):
        hint = did_you_mean(text, files)
        raise ScenarioError(
            f"{text} is not a posterior{hint} (those that ship: {', '.join(files)}; a file ends in {POSTERIOR_FILE})"
        )
    return file_called(name_or_path, files, "posterior", ScenarioError)


def file_called(name_or_path: str | Path, files: dict[str, Path], what: str, error: type[InputError]) -> Path:
    """One of the files that ship, given its name, or the file at a path.

    Args:
        name_or_path: what the user wrote.
        files: those that ship, by name.
        what: what one is called in the message ("sweep").
        error: what is raised where there is neither.
    """
    if not isinstance(name_or_path, str | Path):
        raise error(f"{name_or_path!r} is not a {what}; give the name of one that ships, or a file's path")
    text = str(name_or_path)
    if text in files:
        return files[text]
    path = Path(name_or_path).expanduser()
    if path.is_file():
        return path.resolve()
    if path.is_dir() and text:
        raise error(f"{text} is a folder; name a file in it, or a {what} that ships: {', '.join(files)}")
    if path.suffix or len(path.parts) > 1:
        raise error(f"{text} does not exist{did_you_mean(path.stem, files)}")
    called = text or '""'
    raise error(f"{called} is not a {what}{did_you_mean(text, files)} (those that ship: {', '.join(files)})")


def top_level_keys(path: str | Path) -> set[str]:
    """The keys at the top of a TOML file, by which kinds of file are told apart; none where it cannot be read."""
    try:
        return set(tomllib.loads(Path(path).expanduser().read_text(encoding="utf-8-sig")))
    except (OSError, ValueError):
        return set()
