"""The page on validation, made anew: ``python -m docs.validation --inspections FILE --calibration DIR``.

The calibration's folder is that of the shipped scenario (see docs/how-to/calibrate.md); the inspections are those that
it was calibrated on. What is written is what ``turnaround validate childrens-services --findings`` writes, without its
tables: both come from the same code.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from simulation.evidence.months import as_month
from simulation.evidence.reading import read_inspections
from simulation.report.validation.page import write_validation
from simulation.scenario import Scenario
from simulation.validation.findings.measured import RUNS
from simulation.validation.stored import observation_of, stored_calibration
from simulation.validation.validating import in_order_of, validate

PAGE = Path(__file__).parent / "validation.md"
PICTURES = Path(__file__).parent / "images" / "validation"
COMMAND = "python -m docs.validation"
UNTIL = "2019-12"


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the page and its pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inspections", type=Path, required=True, help="the inspections (CSV)")
    parser.add_argument("--calibration", type=Path, required=True, help="the folder of turnaround calibrate")
    parser.add_argument("--identifier", help="the column that tells organisations apart")
    parser.add_argument("--scenario", default="childrens-services")
    parser.add_argument("--panels", type=int, default=400)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--finding-runs", type=int, default=RUNS)
    parser.add_argument("--until", default=UNTIL, help="the last month of the training part")
    parser.add_argument("--page", type=Path, default=PAGE)
    parser.add_argument("--pictures", type=Path, default=PICTURES)
    said = parser.parse_args(arguments)
    scenario = Scenario.load(said.scenario)
    window = observation_of(said.calibration).window
    real, _ = read_inspections(said.inspections, window=(window.first, window.last), identifier=said.identifier)
    real = in_order_of(scenario, real)
    stored = stored_calibration(said.calibration, scenario, real)
    found = validate(
        stored.scenario,
        real,
        stored.assumptions,
        observation=stored.observation,
        source=said.inspections.name,
        fit=stored.fit_part,
        until=as_month(said.until, "--until"),
        panels=said.panels,
        times=said.times,
        finding_runs=said.finding_runs,
        fitted=stored.posterior.from_now,
        tell=print,
    )
    write_validation(found, said.page, command=COMMAND, pictures=said.pictures)


if __name__ == "__main__":
    main()
