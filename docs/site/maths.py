"""Formulas as MathML, made when the site is built: browsers draw them without a script, and read them aloud."""

from __future__ import annotations

import html
import re

from latex2mathml.converter import convert

__all__ = ["with_mathml"]

_MARKED = re.compile(
    r'<(?P<tag>span|div) class="arithmatex">\\(?P<open>[(\[])(?P<latex>.*?)\\[)\]]</(?P=tag)>', re.DOTALL
)
"""A formula as the Markdown extension ``pymdownx.arithmatex`` marks it in its generic form."""
_LONG = 30
"""Characters of LaTeX from which a formula within a line may be wider than a telephone."""


def with_mathml(page: str) -> str:
    """A page of HTML with every marked formula as MathML.

    Args:
        page: what Markdown gave; a formula stands in an element of class ``arithmatex``.

    Raises:
        ValueError: where a formula holds a command that the converter does not know, which it would print as text.
    """
    return _MARKED.sub(_formula, page)


def _formula(found: re.Match[str]) -> str:
    latex = html.unescape(found["latex"]).strip()
    is_block = found["open"] == "["
    mathml = convert(latex, display="block" if is_block else "inline")
    unknown = re.search(r"\\[A-Za-z]+", html.unescape(mathml))
    if unknown:
        raise ValueError(f"{unknown[0]} in the formula {latex} is not known to the converter; write it another way")
    if is_block:
        return f'<div class="formula">{mathml}</div>'
    # Browsers don't break a formula; a long one can be scrolled by itself where the page is narrow.
    return f'<span class="long-formula">{mathml}</span>' if len(latex) > _LONG else mathml
