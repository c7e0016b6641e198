"""Frames as plain data for JSON, which has no NaN."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

__all__ = ["records"]


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A dictionary a row, by column; what is missing is ``None``."""
    return [{str(name): _plain(value) for name, value in row.items()} for row in frame.to_dict("records")]


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return None if math.isnan(value) or math.isinf(value) else value
    return value.item() if hasattr(value, "item") else value
