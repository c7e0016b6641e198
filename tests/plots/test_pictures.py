"""All pictures of a real, small comparison."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from simulation.analysis.comparing import compare
from simulation.analysis.comparison import Comparison
from simulation.plots import PICTURES, STAMP, comparison_pictures, write_comparison_pictures
from tests.analysis.small import POLICIES, SMALL_SECTOR


@pytest.fixture(scope="module")
def small() -> Comparison:
    return compare(SMALL_SECTOR.changed(years=8), POLICIES, runs=20, seed=3)


def test_each_has_its_words_and_its_table(small: Comparison) -> None:
    pictures = list(comparison_pictures(small))
    assert [picture.name for picture in pictures] == list(PICTURES)
    for picture in pictures:
        assert any(character.isdigit() for character in picture.alternative)
        assert isinstance(picture.table, pd.DataFrame)
        assert len(picture.table)
        assert picture.svg().startswith("<svg")
        assert STAMP not in picture.svg()


def test_files_of_simulations_with_a_stamp(small: Comparison, tmp_path: Path) -> None:
    paths = write_comparison_pictures(small.simulations, tmp_path, stamp=True, names=["failing", "differences"])
    assert [path.name for path in paths] == ["failing.svg", "failing.png", "differences.svg", "differences.png"]
    assert STAMP in paths[0].read_text(encoding="utf-8")


def test_one_policy_alone_and_one_future(tmp_path: Path) -> None:
    """Nothing to compare with, nothing to spread over: pictures still come, or are left out."""
    alone = compare(SMALL_SECTOR.changed(years=5), "improvement-boards", runs=1, uncertain=False)
    assert write_comparison_pictures(alone, tmp_path)
