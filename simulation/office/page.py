"""The look of the one page: A4, one family of type, real headings, so that Word's own navigation works."""

from __future__ import annotations

from typing import Any

from docx import Document
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from simulation.office.marking import set_language

__all__ = ["TEXT_WIDTH", "blank_page"]

_FONT = "Arial"
_INK, _SOFT = RGBColor(0x22, 0x22, 0x22), RGBColor(0x59, 0x59, 0x59)
_MARGIN, _EDGE = 19, 11
TEXT_WIDTH = 210 - 2 * _MARGIN
"""Millimetres between the margins."""

_STYLES: dict[str, tuple[float, bool, float, float]] = {
    "Normal": (10.0, False, 0.0, 3.0),
    "Heading 1": (15.0, True, 0.0, 4.0),
    "Heading 2": (11.0, True, 6.0, 2.0),
    "Caption": (8.5, False, 0.0, 0.0),
    "Footer": (8.0, False, 0.0, 0.0),
    "Header": (8.5, False, 0.0, 0.0),
    "List Bullet": (10.0, False, 0.0, 1.0),
}
"""Points of type, whether bold, points before and after a paragraph."""


def blank_page() -> Any:
    """An empty A4 document with these styles, in British English."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(_MARGIN)
    section.top_margin, section.bottom_margin = Mm(_EDGE + 4), Mm(_EDGE + 4)
    section.header_distance = section.footer_distance = Mm(_EDGE - 4)
    for name, (size, is_bold, before, after) in _STYLES.items():
        _set_style(document.styles[name], size, is_bold, before, after)
    for name in ("Caption", "Footer"):
        document.styles[name].font.color.rgb = _SOFT
    set_language(document, "en-GB")
    return document


def _set_style(style: Any, size: float, is_bold: bool, before: float, after: float) -> None:
    style.font.name, style.font.size, style.font.bold, style.font.italic = _FONT, Pt(size), is_bold, False
    style.font.color.rgb = _INK
    fonts = style.element.rPr.rFonts
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), _FONT)
    paragraph = style.paragraph_format
    paragraph.space_before, paragraph.space_after = Pt(before), Pt(after)
    paragraph.line_spacing_rule = WD_LINE_SPACING.SINGLE
