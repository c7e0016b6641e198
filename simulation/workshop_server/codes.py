"""Codes that a phone's camera reads: as a picture in a page, and as text in a terminal."""

from __future__ import annotations

from functools import lru_cache
from io import StringIO

import segno
from markupsafe import Markup

__all__ = ["code_in_page", "code_in_terminal"]


@lru_cache(maxsize=64)
def code_in_page(address: str) -> Markup:
    """An SVG picture of the code, with a white rim, as large as its surroundings allow."""
    made = segno.make_qr(address, error="m")
    return Markup(made.svg_inline(border=3, omitsize=True, svgclass="qr", lineclass=None, dark="#000", title="QR code"))


def code_in_terminal(address: str) -> str:
    """The code in half blocks, two rows a line, to be read from a dark terminal."""
    said = StringIO()
    segno.make_qr(address, error="l").terminal(said, border=2, compact=True)
    return said.getvalue()
