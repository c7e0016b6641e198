"""From a TOML file to checked content; every mistake is one ``ScenarioError``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from simulation.errors import ScenarioError
from simulation.parameters import REGISTER
from simulation.scenario.complaint import as_scenario_error
from simulation.scenario.fields import identifier_from
from simulation.scenario.shipped import POSTERIOR_FILE

__all__ = ["FILE_PARTS", "read_named_toml", "read_toml", "validated", "with_whole_paths"]

M = TypeVar("M", bound=BaseModel)

FILE_PARTS = ("organisations", "ties", "dependencies", "ratings")
"""Parts of a scenario that name a file."""


def read_named_toml(path: Path) -> dict[str, Any]:
    """As ``read_toml``; a file that says no name has its own, as far as it can be one.

    Raises:
        ScenarioError: as ``read_toml``.
    """
    return {"name": identifier_from(path.stem) or "unnamed", **read_toml(path)}


def read_toml(path: Path) -> dict[str, Any]:
    """The keys and values of a TOML file, in UTF-8 with a byte order mark or without.

    Raises:
        ScenarioError: where it cannot be read, is not UTF-8, or is not TOML.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise ScenarioError(f"{path} does not exist") from None
    except OSError as error:
        raise ScenarioError(f"{path} cannot be read: {error.strerror}") from None
    try:
        return tomllib.loads(content.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ScenarioError(
            f"{path.name}, line {line}: byte 0x{content[error.start]:02x} is not UTF-8; save the file as UTF-8"
        ) from None
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise ScenarioError(f"{path.name} is not valid TOML: {error}") from None


def validated(model: type[M], data: Mapping[str, Any], where: str) -> M:
    """The content that ``data`` says, checked.

    Args:
        model: what to make of it.
        data: keys and values.
        where: the file's name, or the scenario's, for messages.

    Raises:
        ScenarioError: at the first mistake.
    """
    try:
        return model.model_validate(dict(data))
    except ValidationError as error:
        raise as_scenario_error(error, model, where, list(REGISTER)) from None


def with_whole_paths(data: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The same data with every file's path made whole: it counts from the scenario's own folder."""
    whole = dict(data)
    for key in FILE_PARTS:
        part = whole.get(key)
        if isinstance(part, Mapping) and isinstance(part.get("file"), str) and part["file"].strip():
            whole[key] = {**part, "file": str(folder / part["file"])}
    posterior = whole.get("posterior")
    if isinstance(posterior, str) and posterior.endswith(POSTERIOR_FILE):
        whole["posterior"] = str(folder / posterior)
    return whole
