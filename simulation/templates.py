"""Templates of pages: text is escaped, and what a template uses without being given it is an error."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

__all__ = ["templates_in"]


def templates_in(folder: Path) -> Environment:
    """The templates of a folder, to which filters and globals may be added."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
