"""What can be taken away from the compare page: the scenario, tables, pictures, the report.

A link names the setting and how many futures the page showed, so that it gives the same file whenever it is followed.
"""

from __future__ import annotations

import io
from collections.abc import Callable

import pandas as pd
from matplotlib.figure import Figure

from simulation.analysis.comparison import Comparison
from simulation.app.catalogue import catalogue
from simulation.app.comparing.asking import reached
from simulation.app.comparing.course import Course
from simulation.app.comparing.setting import Compared
from simulation.app.comparing.steps import MOST_FUTURES
from simulation.app.comparing.turning import LONG
from simulation.app.comparing.written import Written
from simulation.app.downloads import Download, scenario_file
from simulation.errors import InputError, did_you_mean, one_of
from simulation.plots.around_designation import draw_around_designation
from simulation.plots.pictures import comparison_pictures
from simulation.plots.png import png_of
from simulation.plots.saving import stamp, svg_text

__all__ = ["COMPARISON_FILES", "comparison_file"]


def comparison_file(name: str, setting: Compared, futures: int) -> Download:
    """A file of the comparison that a setting chooses.

    Args:
        name: one of ``COMPARISON_FILES``.
        setting: what is compared.
        futures: how many futures it rests on; rounded to whole steps of the page.

    Raises:
        InputError: where there is no such file, or the setting cannot be used.
        BusyError: where the pool is full.
    """
    if name not in COMPARISON_FILES:
        hint = did_you_mean(name, COMPARISON_FILES)
        raise InputError(f"there is no file {name[:40]} here; there is {one_of(COMPARISON_FILES)}{hint}")
    kind, make = COMPARISON_FILES[name]
    if make is None:
        return scenario_file(setting.choice)
    scenario = catalogue().opened(setting.choice)
    futures = max(1, min(futures, MOST_FUTURES))
    course = reached(setting, futures)
    return Download(f"{scenario.name}-comparison-{name}", kind, make(course, setting, futures))


Make = Callable[[Course, Compared, int], bytes]


def _csv(tabulate: Callable[[Comparison], pd.DataFrame]) -> Make:
    def make(course: Course, setting: Compared, futures: int) -> bytes:
        return tabulate(course.comparison(futures, setting.outcome)).to_csv(index=False, lineterminator="\n").encode()

    return make


def _parquet(course: Course, setting: Compared, futures: int) -> bytes:
    buffer = io.BytesIO()
    course.comparison(futures, setting.outcome).outcomes().to_parquet(buffer, index=False)
    return buffer.getvalue()


def _picture(name: str, write: Callable[[Figure], bytes]) -> Make:
    def make(course: Course, setting: Compared, futures: int) -> bytes:
        (picture,) = comparison_pictures(course.comparison(futures, setting.outcome), [name])
        return write(picture.figure)

    return make


def _fall(write: Callable[[Figure], bytes]) -> Make:
    """Around designation under the policy that the sentence speaks of, as far as the page has followed it."""

    def make(course: Course, setting: Compared, futures: int) -> bytes:
        policy = course.comparison(futures, setting.outcome).headline().policy
        fall = course.falls().get(policy or "")
        if fall is None:
            raise InputError("no fall after designation has been followed yet; let the page look at more futures")
        figure = draw_around_designation(fall)
        return write(stamp(figure) if course.sector.shows_real_names else figure)

    return make


def _svg(figure: Figure) -> bytes:
    return svg_text(figure).encode()


def _report(course: Course, setting: Compared, futures: int) -> bytes:
    """The report, which simulates more; one at a time for all visitors."""
    comparison = course.comparison(futures, setting.outcome)
    key = ("report", setting.simulated, setting.outcome, comparison.runs)
    report = LONG.ask(key, lambda: Written(comparison.to_html()))
    return report.result().text.encode()


_PICTURES = ("failing", "quality", "differences", "cost-and-harm")

COMPARISON_FILES: dict[str, tuple[str, Make | None]] = {
    "scenario.toml": ("application/toml", None),
    "futures.csv": ("text/csv", _csv(Comparison.outcomes)),
    "futures.parquet": ("application/vnd.apache.parquet", _parquet),
    "years.csv": ("text/csv", _csv(Comparison.series)),
    "differences.csv": ("text/csv", _csv(lambda comparison: comparison.all_differences)),
    **{f"{name}.png": ("image/png", _picture(name, png_of)) for name in _PICTURES},
    **{f"{name}.svg": ("image/svg+xml", _picture(name, _svg)) for name in _PICTURES},
    "designation.png": ("image/png", _fall(png_of)),
    "designation.svg": ("image/svg+xml", _fall(_svg)),
    "report.html": ("text/html", _report),
}
"""What a link can ask for: its kind, and what makes it."""
