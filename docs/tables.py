"""The tables of the model's description, written anew from the code: ``python -m docs.tables``.

A page holds a table between two comments, of which the first says what it shows::

    <!-- table: parameters linkage pressure_trend -->
    <!-- end of table -->

Everything between them is replaced. A test holds the pages to what this writes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from pathlib import Path

from docs.symbols import SYMBOLS
from simulation.assumptions import EFFECT_RANGES
from simulation.draws import Chance, Purpose, Shock
from simulation.outcomes import OUTCOMES
from simulation.parameters import ATTRIBUTES, REGISTER, SHIPPED_TOOLS, Parameter
from simulation.policies.shipped import POLICIES
from simulation.regulation.policy import levers_of
from simulation.vocabulary import words

__all__ = ["FOLDER", "named_in_tables", "pages", "with_tables"]

FOLDER = Path(__file__).parent / "model"
_TABLE = re.compile(r"(<!-- table: (?P<what>[\w-]+)(?P<names>[\w\s]*?) -->\n).*?(<!-- end of table -->)", re.DOTALL)


def _table(head: Sequence[str], align: str, rows: Iterable[Sequence[str]]) -> list[str]:
    """Rows of Markdown; ``align`` has l or r for each column."""
    marks = {"l": "---", "r": "---:"}
    lines = [head, [marks[letter] for letter in align], *rows]
    return ["| " + " | ".join(line) + " |" for line in lines]


def _number(value: float) -> str:
    """A number as it is written in Markdown: no more digits than it has, and a true minus sign."""
    return f"{value:g}".replace("-", "−")


def _range(low: float, high: float) -> str:
    return "fixed" if low == high else f"{_number(low)} to {_number(high)}"


def _named(parameter: Parameter) -> tuple[str, str]:
    return f"${SYMBOLS[parameter.name]}$", f"`{parameter.name}`"


def parameters(names: Sequence[str]) -> list[str]:
    """What some parameters mean, with their letters: for a submodel."""
    rows = (
        (*_named(p), _number(p.default), _range(p.low, p.high), p.unit, p.meaning)
        for p in (REGISTER[name] for name in names)
    )
    return _table(("symbol", "parameter", "default", "range", "unit", "meaning"), "llrlll", rows)


def register(_: Sequence[str]) -> list[str]:
    """Every parameter by group, with how sure we are and of what."""
    lines: list[str] = []
    for group in dict.fromkeys(p.group for p in REGISTER.values()):
        lines += ["", f"### {group.capitalize()}", ""]
        rows = (
            (*_named(p), _number(p.default), _range(p.low, p.high), p.unit, p.confidence, p.source)
            for p in REGISTER.values()
            if p.group == group
        )
        head = ("symbol", "parameter", "default", "range", "unit", "how sure", "source")
        lines += _table(head, "llrllll", rows)
    return [*lines[1:], ""]


def confidence(_: Sequence[str]) -> list[str]:
    """How many parameters are known how well."""
    meanings = {
        "published": "read in a source, or computed from published data",
        "calibrated": "fitted to data",
        "seed": "a starting number tried in a prototype",
        "assumed": "assumed; a source, where one is named, gives a direction or an order of size at most",
    }
    counts = {level: sum(p.confidence == level for p in REGISTER.values()) for level in meanings}
    rows = [(level, str(counts[level]), meaning) for level, meaning in meanings.items()]
    return _table(("how sure", "parameters", "meaning"), "lrl", rows)


def instruments(_: Sequence[str]) -> list[str]:
    """The shipped instruments' numbers."""
    tools = {name: tool for name, tool in SHIPPED_TOOLS.items() if name != "none"}
    head = ("number", *(name.replace("_", " ") for name in tools), "unit", "meaning")
    rows = (
        (f"`{name}`", *(_number(getattr(tool, name)) for tool in tools.values()), rule.unit, rule.meaning)
        for name, rule in ATTRIBUTES.items()
    )
    return _table(head, "l" + "r" * len(tools) + "ll", rows)


def effect_ranges(_: Sequence[str]) -> list[str]:
    """The range that each effect of an instrument is drawn from in an uncertain comparison."""
    rows = (
        (f"`{name}`", _range(low, high), ATTRIBUTES[name].unit, ATTRIBUTES[name].meaning)
        for name, (low, high) in EFFECT_RANGES.items()
    )
    return _table(("effect", "range", "unit", "meaning"), "llll", rows)


def policies(_: Sequence[str]) -> list[str]:
    """The shipped policies and their traits."""
    rows = (
        (
            f"`{name}`",
            policy.title,
            ", ".join(words(instrument) for instrument in policy.uses) or "none",
            "yes" if policy.brokered else "no",
            "yes" if policy.coordinated else "no",
            "yes" if policy.designates else "no",
        )
        for name, policy in POLICIES.items()
    )
    return _table(("policy", "title", "instruments", "brokered", "coordinated", "designates"), "llllll", rows)


def levers(_: Sequence[str]) -> list[str]:
    """The levers of the shipped policies."""
    rows = (
        (
            f"`{name}`",
            f"`{entry.name}`",
            _number(entry.default),
            _range(entry.low, entry.high),
            entry.unit,
            entry.meaning,
        )
        for name, policy in POLICIES.items()
        for entry in levers_of(policy)
    )
    return _table(("policy", "lever", "default", "range", "unit", "meaning"), "llrlll", rows)


def outcomes(_: Sequence[str]) -> list[str]:
    """The measures."""
    better = {True: "less", False: "more", None: ""}
    rows = ((f"`{o.name}`", o.title, o.unit, o.meaning, better[o.less_is_better]) for o in OUTCOMES)
    return _table(("measure", "title", "unit", "meaning", "better"), "lllll", rows)


def _codes(kind: type[IntEnum]) -> list[str]:
    return _table(("code", "name"), "rl", ((str(int(member)), words(member)) for member in kind))


_TABLES: dict[str, Callable[[Sequence[str]], list[str]]] = {
    "parameters": parameters,
    "register": register,
    "confidence": confidence,
    "instruments": instruments,
    "effect-ranges": effect_ranges,
    "policies": policies,
    "levers": levers,
    "outcomes": outcomes,
    "purposes": lambda _: _codes(Purpose),
    "shocks": lambda _: _codes(Shock),
    "chances": lambda _: _codes(Chance),
}


def with_tables(text: str) -> str:
    """A page with every table written anew."""

    def written(found: re.Match[str]) -> str:
        lines = _TABLES[found["what"]](found["names"].split())
        return found[1] + "\n" + "\n".join(lines) + "\n\n" + found[4]

    return _TABLE.sub(written, text)


def named_in_tables(text: str) -> list[str]:
    """The parameters that a page's tables of parameters show, in order."""
    return [name for found in _TABLE.finditer(text) if found["what"] == "parameters" for name in found["names"].split()]


def pages() -> list[Path]:
    """The pages of the model's description."""
    return sorted(FOLDER.glob("*.md"))


def main() -> None:
    """Write the tables of all pages anew."""
    for page in pages():
        page.write_text(with_tables(page.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
