"""An answer that is a text for the browser."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

__all__ = ["Written"]


@dataclass(frozen=True)
class Written:
    """An answer as JSON."""

    text: str

    @classmethod
    def of(cls, content: dict[str, Any]) -> Written:
        """The content, written once."""
        return cls(json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False))

    @property
    def nbytes(self) -> int:
        """How much memory it takes."""
        return 2 * len(self.text)
