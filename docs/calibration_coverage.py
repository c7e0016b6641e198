"""Whether posteriors hold the truth as often as they say: ``python -m docs.calibration_coverage --targets FILE``.

Takes simulated panels in turn for the observed one (see ``simulation.calibration.coverage``) and writes
``docs/calibration-coverage.md`` and its picture. The simulations are those of a calibration of the shipped scenario:
its folder, where there is one, else they are made anew in a temporary one, which takes as long as a calibration.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from simulation.calibration.basis import Basis, through_window
from simulation.calibration.calibrating import reference_table
from simulation.calibration.coverage import DRAWS, Coverage, coverage
from simulation.calibration.fitting import KEPT, targets_to_fit
from simulation.calibration.priors import FITTED, priors_of
from simulation.calibration.waves import Plan
from simulation.evidence.months import Window, as_month
from simulation.evidence.observation import Observation, Timetable
from simulation.evidence.targets import Targets
from simulation.plots.calibration import draw_coverage
from simulation.plots.saving import save_png
from simulation.scenario import Scenario

PAGE = Path(__file__).parent / "calibration-coverage.md"
PICTURE = Path(__file__).parent / "images" / "calibration-coverage.png"
SEEN = Observation(
    Window.between("2014-02", "2026-08"),
    Timetable(inadequate=32, other=43, early_or_late=6),
    Window.between("2020-04", "2021-06"),
    new_framework=as_month("2018-01", "new_framework"),
)
"""How the real panel was seen; see the how-to of calibration."""

_UNEVEN = 0.01
_PAGE = """\
# Do posteriors hold the truth as often as they say?

Written by `python -m docs.calibration_coverage`; not by hand.

{repeats} simulated panels were taken in turn for the observed one, and the numbers that had led to each were fitted
to its {targets} targets from {panels} other panels, exactly as the real panel is fitted (each posterior rests on
{kept} of them). The true value's rank among {draws} draws of its posterior is then as likely to be any as any other,
if posteriors are right (simulation-based calibration, Talts et al. 2018). A hump in the middle would mean intervals
that are too wide, a bowl too narrow, a slope a lean to one side.

![Histograms of ranks, a panel a number](images/calibration-coverage.png)

Of {bins} bars {outside} lie outside the band that holds 99 of 100 where all ranks are equally likely ({low} to {high}
of {repeats}); about {chance} would by chance. {verdict}

| number | in the 50% interval | in the 80% | in the 95% | bars outside | p | mean rank |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
{table}

What this shows is that the *method* is right where the model is: the truth then lies in the intervals as often as they
say. It cannot show that the model is right about councils; [what the data cannot say](what-the-data-cannot-say.md) and
validation speak of that. Seed {seed}.
"""


def page(found: Coverage, targets: int, seed: int) -> str:
    """The page as Markdown."""
    frame = found.frame()
    low, high = found.band()
    bins, outside = 10 * len(frame), int(frame["outside_band"].sum())
    uneven = ", ".join(f"`{name}`" for name in frame.loc[frame["p"] < _UNEVEN, "name"])
    verdict = (
        f"Ranks of {uneven} are uneven (p below {_UNEVEN:g}): take their intervals with care."
        if uneven
        else f"No number's ranks are uneven: every p of Pearson's chi-squared test is above {_UNEVEN:g}."
    )
    rows = [
        (f"`{row['name']}`", *_percentages(row), str(row["outside_band"]), f"{row['p']:.2f}", f"{row['mean_rank']:.2f}")
        for row in frame.to_dict("records")
    ]
    mean = frame.drop(columns="name").mean()
    rows.append(("all", *_percentages(mean), str(outside), "", f"{mean['mean_rank']:.2f}"))
    return _PAGE.format(
        repeats=found.repeats, targets=targets, panels=f"{found.table:,}", kept=f"{found.kept:,}", draws=DRAWS,
        bins=bins, outside=outside, low=low, high=high, chance=f"{bins / 100:.0f}", verdict=verdict, seed=seed,
        table="\n".join("| " + " | ".join(row) + " |" for row in rows),
    )  # fmt: skip


def _percentages(row: Any) -> list[str]:
    return [f"{100 * row[f'within_{level}']:.0f}%" for level in (50, 80, 95)]


def main(arguments: Sequence[str] | None = None) -> None:
    """Try it, and write the page and the picture."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--targets", type=Path, required=True, help="targets of the real panel")
    parser.add_argument("--simulations", type=Path, help="the folder of simulations of a calibration")
    parser.add_argument("--panels", type=int, default=36_000, help="panels of that calibration")
    parser.add_argument("--repeats", type=int, default=200, help="panels to take for the observed one")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args(arguments)
    targets = Targets.load(given.targets)
    basis = Basis(through_window(Scenario.load("childrens-services"), FITTED), SEEN, priors_of(), given.seed)
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.simulations or Path(temporary) / "simulations"
        table = reference_table(basis, targets, Plan.of(given.panels), folder=folder, resume=True)
    names = targets_to_fit(targets)
    found = coverage(table, names, given.repeats, KEPT, given.seed)
    save_png(draw_coverage(found), PICTURE)
    PAGE.write_text(page(found, len(names), given.seed), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
