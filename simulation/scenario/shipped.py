"""Where the scenarios lie that ship: inside the package once built, at the top of a clone."""

from __future__ import annotations

from pathlib import Path

from simulation.errors import ScenarioError, did_you_mean

__all__ = ["scenario_file", "shipped_files"]

_PACKAGE = Path(__file__).parent.parent


def shipped_files() -> dict[str, Path]:
    """The file of each scenario that ships, by name, in alphabetical order."""
    for folder in (_PACKAGE / "scenarios", _PACKAGE.parent / "scenarios"):
        files = {file.stem: file for file in sorted(folder.glob("*.toml"))}
        if files:
            return files
    return {}


def scenario_file(name_or_path: str | Path) -> Path:
    """The file of a scenario, given the name of one that ships, or a path.

    Raises:
        ScenarioError: where there is neither.
    """
    files = shipped_files()
    text = str(name_or_path)
    if text in files:
        return files[text]
    path = Path(name_or_path).expanduser()
    if path.is_file():
        return path.resolve()
    if path.suffix or len(path.parts) > 1:
        raise ScenarioError(f"{text} does not exist{did_you_mean(path.stem, files)}")
    raise ScenarioError(f"{text} is not a scenario{did_you_mean(text, files)} (those that ship: {', '.join(files)})")
