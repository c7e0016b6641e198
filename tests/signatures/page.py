"""The docs page of the signatures, made from what is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.signatures.effects import Effect

PAGE = Path(__file__).parents[2] / "docs" / "signatures.md"

HEAD = """# Signatures: what the evidence says, and what the model shows

Fourteen findings from the study of failing public organisations went into the model as mechanisms. For each there is
a *signature*: a pattern that a simulation must show if the mechanism does what the finding says, and a *placebo*: the
same measurement with the mechanism switched off, which must show nothing. That a signature holds means that the model
does what it claims to; it is not evidence that the finding is true of any real sector, since mechanisms and most
numbers are assumed.

**How they are measured.** {runs} worlds with a fixed seed ({seed}), crises on. An effect is the mean over worlds of
a paired difference, with its {confidence:.0%} interval over worlds. It holds where the interval excludes nil and
the effect exceeds the smallest effect that was stated before anybody looked (the reasons stand in the tests).
Effects *against the twin* compare the same organisation in the same future with nobody designated or treated, from
its first designation on; a before-and-after comparison would take regression to the mean for an effect. A placebo
is equal to the bit where the mechanism can be nil, and else below a tenth of the live effect or within the
allowance shown.

This page is written from `tests/signatures/effects.toml` by `python -m tests.signatures --refresh`; the tests measure
the effects anew and hold them to it.
"""


def number(value: float) -> str:
    """Three significant digits, without a power of ten or a minus nil."""
    text = f"{value:.3g}" if abs(value) < 1000 else f"{value:.0f}"
    return "0" if float(text) == 0 else text.replace("-", "−")


def effect_row(e: Effect) -> str:
    """An effect as a row of a table."""
    interval = f"{number(e.low)} to {number(e.high)}"
    smallest = number(e.smallest) if e.smallest else "above 0"
    return f"| {e.what} | {number(e.value)} | {interval} | {smallest} | {e.unit} | {'yes' if e.holds else '**no**'} |"


def effect_table(entries: list[dict[str, Any]]) -> list[str]:
    """Effects as a table."""
    head = "| effect | value | 99% interval | smallest | unit | holds |"
    return [head, "|---|---:|---:|---:|---|---|", *(effect_row(Effect(**entry)) for entry in entries), ""]


def placebo_line(entry: dict[str, Any]) -> str:
    """A placebo as a line."""
    if "equal" in entry:
        return f"- {entry['what']}: {'equal to the bit' if entry['equal'] else '**not equal**'}."
    left = f"{number(entry['value'])} {entry['unit']} left, at most {number(entry['allowed'])} allowed"
    return f"- {entry['what']}: {left}{'' if entry['holds'] else ' (**too much**)'}."


def section(name: str, entry: dict[str, Any]) -> list[str]:
    """One signature."""
    lines = [f"## {name}. {entry['finding']}", "", f"*Setting*: {entry['setting']}", ""]
    lines += effect_table(entry["live"])
    lines += ["*Placebo*", "", *(placebo_line(placebo) for placebo in entry["placebo"]), ""]
    if entry.get("unreached"):
        lines += ["*Not reached*", "", *effect_table(entry["unreached"])]
    if entry["note"]:
        lines += [entry["note"], ""]
    return lines


def page_of(kept: dict[str, Any]) -> str:
    """The whole page, from what is kept."""
    lines = [HEAD.format(**kept["protocol"])]
    for name, entry in kept.items():
        if name != "protocol":
            lines += section(name, entry)
    return "\n".join(lines).rstrip() + "\n"
