"""Templates: everything that comes from outside is escaped, and files are named by what is in them."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from simulation.templates import templates_in
from simulation.workshop_server import pictures, words
from simulation.workshop_server.codes import code_in_page

__all__ = ["STATIC", "address_of", "content_of", "render"]

STATIC = {
    "workshop.css": "text/css; charset=utf-8",
    "wall.css": "text/css; charset=utf-8",
    "workshop.js": "text/javascript; charset=utf-8",
    "debrief.css": "text/css; charset=utf-8",
}
"""Files that pages ask for, and no others: no path from outside reaches the file system."""


@cache
def content_of(name: str) -> bytes:
    """A file that pages ask for.

    Raises:
        KeyError: for any other name.
    """
    STATIC[name]
    return files("simulation.workshop_server").joinpath("static", name).read_bytes()


@cache
def address_of(name: str) -> str:
    """Where a page finds a file: the address changes with the content, so that browsers may keep it."""
    return f"/static/{hashlib.sha256(content_of(name)).hexdigest()[:12]}/{name}"


def _text_of(name: str) -> Markup:
    return Markup(content_of(name).decode())


@cache
def _environment() -> Environment:
    environment = templates_in(Path(__file__).parent / "templates")
    for name in ("ago", "clock", "number", "signed", "state_of", "terms_of", "time_of_day", "upper"):
        environment.filters[name] = getattr(words, name)
    environment.globals.update(
        counted=words.counted, static=address_of, text_of=_text_of, qr=code_in_page, pictures=pictures
    )
    return environment


def render(template: str, **context: Any) -> str:
    """A template with its values."""
    return _environment().get_template(template).render(**context)
