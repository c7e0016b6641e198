"""The templates of reports, and the stylesheet that all of them share."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, Template
from markupsafe import Markup, escape

from simulation.templates import templates_in

__all__ = ["template"]

_TEMPLATES = Path(__file__).parent / "templates"
_CONDITIONS = ("If the effects are as assumed", "Across the plausible effects", "On equal terms")


def template(name: str) -> Template:
    """The template of that name; what it is not given is an error, and text is escaped."""
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    environment = templates_in(_TEMPLATES)
    environment.filters |= {"conditions": _conditions, "drawing": Markup}
    environment.globals["stylesheet"] = _stylesheet
    return environment


def _stylesheet(stamp: str) -> Markup:
    """The stylesheet, with the stamp where pages are numbered."""
    text = (_TEMPLATES / "report.css").read_text(encoding="utf-8")
    return Markup(text.replace("STAMP", stamp))


def _conditions(sentence: Any) -> Markup:
    """A sentence with the condition under which it holds set off."""
    for words in _CONDITIONS:
        if str(sentence).startswith(words):
            return Markup("<em>") + words + Markup("</em>") + escape(str(sentence)[len(words) :])
    return escape(sentence)
