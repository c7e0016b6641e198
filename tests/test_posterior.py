"""Posteriors: vectors as a file, and what becomes of them when a scenario looks ahead."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from simulation.errors import InputError
from simulation.posterior import Posterior

FRAME = pd.DataFrame(
    {"inspection_sd": [4.0, 6.0], "pressure_trend": [-0.4, 0.2], "earlier_framework_shift": [3.0, -1.0]}
)


def test_it_reads_back_to_the_bit(tmp_path: Path) -> None:
    file = tmp_path / "posterior.parquet"
    Posterior(FRAME / 3.0, {"window": "2014-02 to 2026-08", "years": 12.5833}).save(file)
    again = Posterior.load(file)
    pd.testing.assert_frame_equal(again.frame, FRAME / 3.0, check_exact=True)
    assert again.about == {"window": "2014-02 to 2026-08", "years": 12.5833}


def test_from_now_on_the_trend_is_a_level_and_the_earlier_framework_is_gone() -> None:
    ahead = Posterior(FRAME, {"years": 10.0}).from_now
    assert set(ahead) == {"inspection_sd", "pressure_level"}
    assert ahead["pressure_level"].tolist() == [-4.0, 2.0]
    assert ahead["inspection_sd"].tolist() == [4.0, 6.0]


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (pd.DataFrame({"inspection_sd": []}), "holds no parameter vector"),
        (pd.DataFrame({"inspection_error": [1.0]}), "inspection_error is not a parameter"),
        (pd.DataFrame({"inspection_sd": [-1.0]}), "inspection_sd is -1; it must lie between 0 and 100"),
    ],
)
def test_what_is_no_posterior_is_told(tmp_path: Path, frame: pd.DataFrame, said: str) -> None:
    frame.to_parquet(tmp_path / "wrong.parquet")
    with pytest.raises(InputError) as caught:
        Posterior.load(tmp_path / "wrong.parquet")
    assert said in str(caught.value)


def test_a_file_that_is_missing_or_something_else_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere.parquet does not exist"):
        Posterior.load(tmp_path / "nowhere.parquet")
    (tmp_path / "text.parquet").write_text("grades")
    with pytest.raises(InputError, match="is no Parquet file of parameter vectors"):
        Posterior.load(tmp_path / "text.parquet")
