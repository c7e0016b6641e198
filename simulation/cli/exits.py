"""What the command's exit codes mean."""

from __future__ import annotations

from enum import IntEnum

__all__ = ["Exit"]


class Exit(IntEnum):
    """How a command ended."""

    DONE = 0
    FAILED = 1
    WRONG_INPUT = 2
    DONE_IN_PART = 3
