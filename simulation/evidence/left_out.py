"""What was left out of a file, and why: an account that adds up to the rows of the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

__all__ = ["Account", "LeftOut"]

_EXAMPLES = 3


@dataclass(frozen=True)
class LeftOut:
    """Rows left out for one reason.

    Attributes:
        reason: why.
        lines: their lines in the file.
        examples: what the first of them held, each once.
    """

    reason: str
    lines: tuple[int, ...]
    examples: tuple[str, ...]

    def __str__(self) -> str:
        shown = ", ".join(f"{line:,}" for line in self.lines[:_EXAMPLES])
        more = ", ..." if len(self.lines) > _EXAMPLES else ""
        held = f": {', '.join(self.examples)}" if self.examples else ""
        plural = "s" if len(self.lines) != 1 else ""
        return f"{len(self.lines):,} for {self.reason}{held} (line{plural} {shown}{more})"


@dataclass
class Account:
    """What became of the rows of a file.

    Attributes:
        rows: how many it has below its header, empty lines aside.
        kept: how many inspections were kept.
        notes: what was unusual, and kept.
    """

    rows: int = 0
    kept: int = 0
    notes: list[str] = field(default_factory=list)
    _dropped: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def note(self, sentence: str) -> None:
        """Say what was unusual and kept."""
        self.notes.append(sentence)

    def drop(self, line: int, reason: str, held: str = "") -> None:
        """Say that a row was left out: its line, why, and what it held."""
        self._dropped.setdefault(reason, []).append((line, held))

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What was left out, the most frequent reason first."""
        found = [
            LeftOut(
                reason,
                tuple(sorted(line for line, _ in rows)),
                tuple(dict.fromkeys(f'"{held[:40]}"' for _, held in rows if held))[:_EXAMPLES],
            )
            for reason, rows in self._dropped.items()
        ]
        return tuple(sorted(found, key=lambda left: (-len(left.lines), left.reason)))

    def sentences(self) -> Sequence[str]:
        """The account in sentences, a line each."""
        left = self.left_out
        count = sum(len(one.lines) for one in left)
        head = f"Kept {self.kept:,} of {self.rows:,} rows."
        return [
            head if not count else f"{head} Left out {count:,}:",
            *(f"  {one}" for one in left),
            *self.notes,
        ]
