"""Plain data for JSON, which has no NaN: from frames, and into files."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

__all__ = ["records", "write_json"]


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A dictionary a row, by column; what is missing is ``None``."""
    return [{str(name): _plain(value) for name, value in row.items()} for row in frame.to_dict("records")]


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write plain data as people and programs read it: indented, in UTF-8, the same bytes on every system.

    Raises:
        ValueError: where a number in it is not finite.
    """
    text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return None if math.isnan(value) or math.isinf(value) else value
    return value.item() if hasattr(value, "item") else value
