"""Reports that the tests of this folder share."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from simulation.analysis.comparing import compare
from simulation.analysis.comparison import Comparison
from simulation.report import write_report
from simulation.report.chromium import print_pdf
from simulation.scenario import Scenario
from tests.analysis.small import POLICIES, SMALL_SECTOR
from tests.scenario.files import REAL


@dataclass(frozen=True)
class Report:
    """A comparison and its page."""

    comparison: Comparison
    path: Path

    @property
    def html(self) -> str:
        return self.path.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Report:
    comparison = compare(SMALL_SECTOR, POLICIES, runs=24, seed=3)
    path = write_report(comparison, tmp_path_factory.mktemp("small"), command="turnaround compare me")
    return Report(comparison, path)


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The default scenario with all its policies: as long as a page gets, on few futures."""
    comparison = compare("english-councils", runs=24, years=10)
    return Report(comparison, write_report(comparison, tmp_path_factory.mktemp("whole")))


def real(folder: Path, *, real_names: bool) -> Report:
    scenario = Scenario.load("english-councils").with_lists(
        organisations=REAL / "authorities.csv", ties=REAL / "neighbours.csv", ratings=REAL / "inspections.csv"
    )
    comparison = compare(
        scenario.changed(years=5), "last-resort,improvement-boards", runs=8, uncertain=False, real_names=real_names
    )
    return Report(comparison, write_report(comparison, folder))


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return real(tmp_path_factory.mktemp("invented"), real_names=False)


@pytest.fixture(scope="session")
def named(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return real(tmp_path_factory.mktemp("named"), real_names=True)


@pytest.fixture(scope="session")
def printed(whole: Report, chromium: Path) -> Path:
    return print_pdf(whole.path, whole.path.with_name("whole.pdf"), chromium)
