"""From facts to pages: one HTML file a sheet, that needs nothing from outside and prints on A4."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from simulation.output.one_file import write_whole
from simulation.templates import templates_in
from simulation.workshop.script import AGAIN, SCRIPT
from simulation.workshop.setting import WorkshopSetting
from simulation.workshop_sheets.facts import facts_of

__all__ = ["SHEETS", "sheets_of", "write_sheets"]

_TEMPLATES = Path(__file__).parent / "templates"

SHEETS = {
    "facilitator": "one page for whoever holds it: minutes, words, events, rules",
    "dockets": "a docket for each round, to fill in by hand where there are no phones",
    "notes": "a row for each organisation, to note figures in",
    "predictions": "three that are worse than they report, one whose worsening is good news",
    "observation": "for whoever watches a table",
    "role-cards": "eight people who want different things, to cut out",
}
"""What each sheet is, by the name of its file."""


_SAY: dict[str, str] = {
    **{str(kind): words for kind, words in SCRIPT.items()},
    "again": AGAIN,
    "break": "Don't go on before it: your page waits. Then the rule that most voted for is in force.",
}
"""What to say and do in each part, by its kind; "again": before the rounds of a second future."""


def sheets_of(setting: WorkshopSetting) -> dict[str, str]:
    """A workshop's sheets as HTML, by file name; the same workshop gives the same text."""
    facts = facts_of(setting)
    return {
        f"{name}.html": _environment().get_template(f"{name}.html.j2").render(facts=facts, sheet=name, say=_SAY)
        for name in SHEETS
    }


def write_sheets(setting: WorkshopSetting, folder: Path) -> tuple[Path, ...]:
    """Write a workshop's sheets into a folder, in the place of earlier ones.

    Returns:
        The files.

    Raises:
        InputError: where they cannot be written.
    """
    pages = {folder / name: text for name, text in sheets_of(setting).items()}
    for path, text in pages.items():
        write_whole(path, text)
    return tuple(pages)


@cache
def _environment() -> Environment:
    environment = templates_in(_TEMPLATES)
    environment.globals["stylesheet"] = Markup((_TEMPLATES / "sheets.css").read_text(encoding="utf-8"))
    environment.filters["first_up"] = lambda text: text[:1].upper() + text[1:]
    return environment
