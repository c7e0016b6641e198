"""From a scenario's content back to TOML: what differs from the defaults, in the order of a file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import InlineTable

from simulation.errors import ScenarioError
from simulation.scenario.content import ScenarioContent
from simulation.scenario.reading import FILE_PARTS
from simulation.scenario.shipped import POSTERIOR_FILE, posterior_file

__all__ = ["as_data", "as_toml", "fingerprint"]


def as_data(content: ScenarioContent) -> dict[str, Any]:
    """What a file would say: every key by its name in the file, without those that are not set."""
    data = content.model_dump(by_alias=True, exclude_none=True)
    for key in FILE_PARTS:
        if key in data:
            data[key] = {name: value for name, value in data[key].items() if value not in ((), {})}
    return data


def _as_item(value: Any) -> Any:
    """A value as TOML writes it: tables for mappings, one line for each member of a list."""
    if isinstance(value, Mapping):
        table = tomlkit.table()
        for key, inner in value.items():
            table.add(key, _as_item(inner))
        return table
    if isinstance(value, tuple | list):
        array = tomlkit.array()
        for inner in value:
            array.append(_in_one_line(inner) if isinstance(inner, Mapping) else inner)
        return array.multiline(len(value) > 1)
    return value


def _in_one_line(values: Mapping[str, Any]) -> InlineTable:
    table = tomlkit.inline_table()
    table.update(values)
    return table


def as_toml(content: ScenarioContent, *, to_give_away: bool = False) -> str:
    """The scenario as a file that reads back to the same; the paths in it are whole.

    Args:
        content: the scenario.
        to_give_away: whether the file goes to somebody else. Then the lists that it names are named without the
            folders in which they lie, and a comment says where they are to be put.
    """
    document = tomlkit.document()
    data = as_data(content)
    if to_give_away:
        data, lists = _without_folders(data)
        if lists:
            document.add(tomlkit.comment("This scenario needs lists that are not part of it: ask for them where it"))
            document.add(tomlkit.comment(f"came from, and put them beside this file. They are: {', '.join(lists)}"))
            document.add(tomlkit.nl())
    plain = {key: value for key, value in data.items() if not isinstance(value, Mapping)}
    for key, value in {**plain, **data}.items():
        if value not in ({}, ()):
            document.add(key, _as_item(value))
    return tomlkit.dumps(document)


def _without_folders(data: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The same without where its lists lie, and their names."""
    if str(data.get("posterior", "")).endswith(POSTERIOR_FILE):
        data = data | {"posterior": Path(data["posterior"]).name}
    bare = {key: {**data[key], "file": Path(data[key]["file"]).name} for key in FILE_PARTS if key in data}
    return data | bare, list(dict.fromkeys(part["file"] for part in bare.values()))


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except (OSError, ValueError):
        raise ScenarioError(f"{path} cannot be read, so that the scenario has no hash") from None


def fingerprint(content: ScenarioContent) -> str:
    """SHA-256, in hex, of what the scenario says and of the content of every file that it names.

    Where a file lies does not count, nor the order of keys, except that of new instruments, which
    gives them their codes.
    """
    data = as_data(content)
    for key in FILE_PARTS:
        if key in data:
            data[key] = {**data[key], "file": _digest(Path(data[key]["file"]))}
    if content.posterior is not None:
        data["posterior"] = _digest(posterior_file(content.posterior))
    data["order_of_instruments"] = list(data["instruments"])
    canonical = json.dumps(data, sort_keys=True, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
