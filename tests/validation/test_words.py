"""What the page says of who predicts better, of coverage and of sizes: the words follow the numbers."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from simulation.evidence.computing import estimate
from simulation.report.validation.in_sample import widths_in_short
from simulation.report.validation.marking import interval, number, percent
from simulation.report.validation.out_of_sample import beaten_in_short, rivals_in_short
from simulation.report.validation.published import findings_in_short
from simulation.report.validation.target_words import in_words
from simulation.validation.checks import predictive_checks
from simulation.validation.findings.finding import PublishedFinding, Shown
from simulation.validation.paired import PairedScores
from tests.validation.made import chain


@dataclass
class Said:
    """As much of predictions as sentences look at: differences of the log and the energy score."""

    differences: tuple[float, float]
    names: tuple[str, ...] = ("this model", "Markov chain")
    asked: tuple[int, ...] = (1, 2, 3)

    def scores(self, seed: int) -> list[PairedScores]:
        return [
            PairedScores(score, "Markov chain", 1.0, 1.0 - d, d, d - 0.1, d + 0.1, 3, 3)
            for score, d in zip(("log", "energy"), self.differences, strict=True)
        ]


@pytest.mark.parametrize(
    ("differences", "said"),
    [
        ((-0.5, -0.5), "it beats the Markov chain by either score"),
        ((0.5, 0.5), "it does worse than the Markov chain by either score"),
        ((0.0, 0.0), "it cannot be told apart from the Markov chain by either score"),
        (
            (0.0, -0.5),
            "by the log score it cannot be told apart from the Markov chain, by the energy score it beats it",
        ),
    ],
)
def test_one_split_is_said_plainly(differences: tuple[float, float], said: str) -> None:
    assert said in rivals_in_short("first", Said(differences), seed=0)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("all_differences", "said"),
    [
        ([(-0.5, -0.5), (-0.5, 0.0)], "**beats** the Markov chain: in 3 of 4"),
        ([(-0.5, 0.0), (0.0, 0.0)], "**beats in part** the Markov chain: in 1 of 4"),
        ([(0.0, 0.0), (0.5, 0.0)], "**does not beat** the Markov chain: in 0 of 4"),
        ([(0.5, 0.5), (0.5, 0.0)], "**does worse than** the Markov chain: in 0 of 4"),
        ([(0.5, -0.5), (0.0, 0.0)], "**neither beats nor loses to** the Markov chain: in 1 of 4"),
    ],
)
def test_all_splits_together_give_one_answer(all_differences: list[tuple[float, float]], said: str) -> None:
    parts = {str(place): Said(differences) for place, differences in enumerate(all_differences)}
    assert said in beaten_in_short(parts, seed=0)[0]  # type: ignore[arg-type]


def test_wide_intervals_that_cover_all_are_called_so() -> None:
    checks = predictive_checks("all", chain(80, seed=1), chain(80, panels=40, seed=2), resamples=40)
    assert "over-cover" not in widths_in_short(checks)
    checks.frame["low"], checks.frame["high"], checks.frame["verdict"] = 0.0, 1.0, "inside"
    assert "**over-cover**" in widths_in_short(checks)


def test_findings_are_counted_and_misses_named() -> None:
    shown = Shown(2.0, 1.0, 3.0)
    findings = [
        PublishedFinding("First", "", "", "", shown, 2.5, direction=True),
        PublishedFinding("Second", "", "", "", shown, 9.0, direction=False),
    ]
    one, two = findings_in_short(findings, findings[:1])
    assert "1 of 2 directions and 1 of 2 comparable sizes agree; not: second." in one
    assert "1 of 1 directions and 1 of 1 comparable sizes agree." in two


def test_every_target_has_words() -> None:
    names = estimate(chain(30, seed=4)).names
    assert all(in_words(name) != name for name in names)
    assert len({in_words(name) for name in names}) == len(names)


def test_numbers_are_written_as_people_write_them() -> None:
    assert [percent(share) for share in (0.0, 0.004, 0.0951, 0.5, float("nan"))] == ["0", "0.4", "9.5", "50", "–"]
    assert [number(value) for value in (-1.234, -0.001, 1234.5, float("inf"))] == ["−1.23", "0.00", "1,234.50", "–"]
    assert interval(0.1, 0.256, share=True) == "10 to 26"
    assert interval(float("nan"), 1.0, share=False) == "–"
