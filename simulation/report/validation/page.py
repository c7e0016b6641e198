"""``write_validation``: a validation as a page in Markdown with its pictures and tables."""

from __future__ import annotations

from pathlib import Path

from simulation.evidence.months import month_text
from simulation.plots.saving import save_png
from simulation.plots.validation.pictures import pictures_of
from simulation.report.validation.covering import cells_table, coverage_in_short, coverage_section
from simulation.report.validation.in_sample import (
    all_targets,
    checks_in_short,
    sudden_section,
    targets_section,
    widths_in_short,
)
from simulation.report.validation.marking import counted, listed
from simulation.report.validation.out_of_sample import beaten_in_short, parts_of, scores_section
from simulation.report.validation.published import findings_in_short, findings_section
from simulation.report.validation.target_words import in_words
from simulation.validation.validating import Validation

__all__ = ["validation_page", "write_validation"]

_DOTS_AN_INCH = 160.0
_TERMS = (
    "A *target* is a number that inspections give, such as the share of the good that are inadequate next. A *cell* is"
    " one that is predicted: the share of one next grade, in one region or after one last grade. What rests on fewer"
    " than ten cases is shown and not *scored*."
)
_CANNOT = """\
## What this cannot tell

- **Which response works.** The inspections do not code which response each organisation got, so no effect of an
  instrument was fitted, and no fit, however good, speaks for one. Every effect is an assumption; reports show how the
  order of policies moves over its range. A model that reproduces all grades could be wrong about every instrument.
- **Whether it is right for the right reason.** Noisy inspections and drifting services, falling pressure and a kinder
  framework can stand in for one another.
- **Hidden failure, true relapse, honesty**: nothing measured them.
- **Organisations that were abolished**, often after failing, are in no such panel.
"""


def validation_page(found: Validation, *, command: str, pictures: str = "images") -> str:
    """The page.

    Args:
        found: the validation.
        command: what makes it again.
        pictures: the folder of the pictures, as seen from the page.
    """
    lines = [
        *_head(found, command),
        *_in_short(found),
        *targets_section(found.checks, pictures),
        *sudden_section(found.checks, found.in_time, pictures),
        *scores_section(found, pictures),
        *coverage_section(found, pictures),
        *findings_section(found),
        _CANNOT,
        "## Every number",
        "",
        *all_targets(found.checks),
    ]
    cells = cells_table(found)
    if cells:
        lines += ["### Every predicted cell", "", *cells]
    return "\n".join(lines).rstrip() + "\n"


def _head(found: Validation, command: str) -> list[str]:
    real, seen = found.real, found.observation
    gap = f", with a gap {seen.gap}" if seen.gap else ""
    words = found.scenario.organisation_word, found.scenario.organisations_word
    who = counted(len(set(real.organisation.tolist())), *words)
    return [
        "# Validation: what the model reproduces, and what it does not",
        "",
        (
            f"`{found.scenario.name}` with its posterior, held against {counted(len(real), 'inspection')} of {who}"
            f" in {counted(len(real.region_names), 'region')} ({found.source}), {real.window}{gap}. Every miss is"
            " named."
        ),
        "",
        (
            f"This page is written by `{command}`: seed {found.seed}, {counted(found.panels, 'simulated panel')} for"
            f" each posterior, {found.times} times as many organisations a region where predictions are read off."
        ),
        "",
    ]


def _in_short(found: Validation) -> list[str]:
    lines = ["## In short", "", _TERMS, "", f"- {checks_in_short(found.checks)} {widths_in_short(found.checks)}"]
    misses = found.checks.misses
    scored = misses[misses["scored"]]
    if len(scored):
        lines.append(f"- **Missed**: {listed([in_words(name) for name in scored['name']])}.")
    parts = parts_of(found)
    lines += [f"- {sentence}" for sentence in beaten_in_short(parts, found.seed)]
    lines += [f"- {coverage_in_short(what, said)}" for what, said in parts.items()]
    if found.in_time is not None:
        checks = found.in_time.checks
        lines.append(
            f"- Targets of {checks.what}, fitted to the years up to {month_text(found.in_time.until)}:"
            f" {checks_in_short(checks)}"
        )
    if found.findings:
        lines += [f"- {sentence}" for sentence in findings_in_short(found.findings, found.findings_fitted)]
    return [*lines, ""]


def write_validation(found: Validation, page: Path, *, command: str, pictures: Path | None = None) -> list[Path]:
    """Write the page, and its pictures beside it.

    Args:
        found: the validation.
        page: the Markdown file.
        command: what makes it again, for the page.
        pictures: their folder, in or below the page's; ``images`` beside the page by default.

    Returns:
        What was written.
    """
    folder = pictures or page.parent / "images"
    written = [
        save_png(draw(), folder / f"{name}.png", dots_an_inch=_DOTS_AN_INCH)
        for name, draw in pictures_of(found, parts_of(found)).items()
    ]
    page.parent.mkdir(parents=True, exist_ok=True)
    text = validation_page(found, command=command, pictures=folder.relative_to(page.parent).as_posix())
    page.write_text(text, encoding="utf-8", newline="\n")
    return [page, *written]
