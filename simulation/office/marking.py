"""What Word files say to screen readers and printers, for which python-docx has no words of its own."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

__all__ = [
    "describe_picture",
    "describe_table",
    "keep_whole",
    "repeat_as_head",
    "rule_rows",
    "set_language",
    "space_cells",
]



def _with(name: str, **attributes: str) -> Any:
    element = OxmlElement(name)
    for attribute, value in attributes.items():
        element.set(qn(f"w:{attribute}"), value)
    return element


def set_language(document: Any, language: str) -> None:
    """Say in which language all text is, unless a part says otherwise."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    run = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in run.findall(qn("w:lang")):
        run.remove(old)
    run.append(_with("w:lang", val=language, eastAsia=language, bidi="ar-SA"))
    document.core_properties.language = language


def describe_picture(shape: Any, name: str, alternative: str) -> None:
    """Give a picture its text alternative."""
    properties = shape._inline.docPr
    properties.set("name", name)
    properties.set("descr", alternative)


def describe_table(table: Any, title: str, description: str) -> None:
    """Give a table a title and a description, which screen readers say before its cells."""
    properties = table._tbl.tblPr
    properties.append(_with("w:tblCaption", val=title))
    properties.append(_with("w:tblDescription", val=description))


def repeat_as_head(row: Any) -> None:
    """Mark a row as a table's head."""
    row._tr.get_or_add_trPr().append(_with("w:tblHeader"))


def keep_whole(row: Any) -> None:
    """Never break a row between pages."""
    row._tr.get_or_add_trPr().append(_with("w:cantSplit"))


def space_cells(table: Any, twips: int) -> None:
    """Set the space at the left and the right of every cell; a twip is a twentieth of a point."""
    margins = _with("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_with(f"w:{side}", w=str(twips), type="dxa"))
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)


def rule_rows(table: Any) -> None:
    """Thin lines above, between and below the rows, and none between columns."""
    borders = _with("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(_with(f"w:{side}", val="single", sz="4", space="0", color="8C8C8C"))
    table._tbl.tblPr.find(qn("w:tblLayout")).addprevious(borders)
