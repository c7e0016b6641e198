"""Compiled code lies in a folder named by its sources; other packages' caches stay where they are."""

from __future__ import annotations

import ast
import importlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import numba
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from simulation import compiled as module
from simulation.compiled import cache_folder, compiled, total

ROOT = Path(module.__file__).parents[1]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package of three files in place of the real one, and an empty folder for caches."""
    folder = tmp_path / "package"
    folder.mkdir()
    (folder / "rules.py").write_text("@compiled\ndef rule(x): return x + 1\n", "utf-8")
    (folder / "vocabulary.py").write_text("FAILING = 1\n", "utf-8")
    (folder / "pages.py").write_text("print('hello')\n", "utf-8")
    monkeypatch.setattr(module, "PACKAGE", folder)
    monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path / "caches"))
    cache_folder.cache_clear()
    yield folder
    cache_folder.cache_clear()


def test_every_constant_that_compiled_code_freezes_names_the_folder() -> None:
    """An edit of one must not leave the old value in machine code that is found again."""
    hashed = module._compiled_sources()
    elsewhere = {}
    for file in hashed:
        for imported in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(imported, ast.ImportFrom) or not (imported.module or "").startswith("simulation"):
                continue
            source = importlib.import_module(str(imported.module))
            for name in imported.names:
                value = getattr(source, name.name, None)  # a module of a package that is not loaded has none
                if is_constant(value) and Path(str(source.__file__)) not in hashed:
                    elsewhere[name.name] = file.name
    assert elsewhere == {}


def is_constant(value: object) -> bool:
    """Whether Numba takes it for a number when it compiles."""
    is_enum = isinstance(value, type) and issubclass(value, Enum)
    return is_enum or isinstance(value, bool | int | float | np.generic | np.ndarray | tuple)


def folder_now() -> Path:
    cache_folder.cache_clear()
    return cache_folder()


@pytest.mark.parametrize("file", ["rules.py", "vocabulary.py"])
def test_an_edit_of_what_is_compiled_names_another_folder(package: Path, file: str) -> None:
    before, text = folder_now(), (package / file).read_text("utf-8")
    (package / file).write_text(text.replace("1", "2"), "utf-8")
    assert folder_now() != before
    (package / file).write_text(text, "utf-8")
    assert folder_now() == before


def test_an_edit_of_what_is_not_compiled_names_the_same_folder(package: Path) -> None:
    before = folder_now()
    (package / "pages.py").write_text("print('good bye')\n", "utf-8")
    assert folder_now() == before


def test_a_new_compiled_file_or_a_new_name_names_another_folder(package: Path) -> None:
    before = folder_now()
    (package / "rules.py").rename(package / "laws.py")
    renamed = folder_now()
    (package / "more.py").write_text("@compiled\ndef more(x): return x\n", "utf-8")
    assert len({before, renamed, folder_now()}) == 3


@pytest.mark.usefixtures("package")
def test_another_numba_or_numpy_names_another_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    before = folder_now()
    monkeypatch.setattr(numba, "__version__", "0.0.1")
    other_numba = folder_now()
    monkeypatch.setattr(np, "__version__", "0.0.1")
    assert len({before, other_numba, folder_now()}) == 3


@pytest.mark.usefixtures("package")
def test_the_folder_that_the_user_set_is_used_and_made(tmp_path: Path) -> None:
    folder = folder_now()
    assert folder.is_dir()
    assert folder.parent == tmp_path / "caches"


@pytest.mark.usefixtures("package")
def test_where_nothing_can_be_written_a_temporary_folder_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("not a folder", "utf-8")
    monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path / "file"))
    monkeypatch.setattr(module.tempfile, "gettempdir", lambda: str(tmp_path / "temporary"))
    assert folder_now().parent == tmp_path / "temporary" / "turnaround"


@pytest.mark.usefixtures("package")
def test_folders_unused_for_a_month_are_removed_and_no_others(tmp_path: Path) -> None:
    now = time.time()
    ages = {"compiled-old": 31, "compiled-recent": 29, "somebody-else": 400}
    for name, days in ages.items():
        (tmp_path / "caches" / name).mkdir(parents=True)
        (tmp_path / "caches" / name / "inside").write_text("x", "utf-8")
        os.utime(tmp_path / "caches" / name, (now - days * 86400,) * 2)
    kept = folder_now()
    assert {f.name for f in (tmp_path / "caches").iterdir()} == {"compiled-recent", "somebody-else", kept.name}


@pytest.mark.usefixtures("package")
def test_use_keeps_a_folder_young(tmp_path: Path) -> None:
    folder = folder_now()
    os.utime(folder, (0, 0))
    assert folder_now() == folder
    assert time.time() - folder.stat().st_mtime < 3600


@pytest.mark.skipif(bool(numba.config.DISABLE_JIT), reason="nothing is compiled")
def test_numbas_own_setting_is_put_back(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path))
    assert compiled(lambda x: x + 1)(1) == 2
    assert str(tmp_path) == numba.config.CACHE_DIR
    monkeypatch.setattr(module.numba, "njit", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        compiled(lambda x: x)
    assert str(tmp_path) == numba.config.CACHE_DIR


def test_a_new_process_caches_where_numbas_variable_says(tmp_path: Path) -> None:
    code = (
        "import numpy as np, numba; from simulation.compiled import total, is_first_compile;"
        "assert is_first_compile();"
        "total(np.ones(3)); print(numba.config.CACHE_DIR)"
    )
    environment = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path), "PYTHONPATH": str(ROOT), "NUMBA_DISABLE_JIT": "0"}
    found = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr
    assert found.stdout.strip() == str(tmp_path)
    (folder,) = tmp_path.iterdir()
    assert folder.name.startswith("compiled-")
    assert list(folder.rglob("compiled.total*.nbi"))


# Sums


@given(arrays(np.float64, st.integers(0, 300), elements=st.floats(-1e6, 1e6)))
def test_total_adds_from_left_to_right(values: np.ndarray) -> None:
    expected = 0.0
    for value in values.tolist():
        expected += value
    assert total(values) == expected


def test_totals_bits_are_a_loops_and_not_numpys() -> None:
    values = np.random.default_rng(0).normal(size=(64, 150))
    mine = np.array([total(row) for row in values])
    assert np.array_equal(mine, np.add.accumulate(values, axis=1)[:, -1])
    differ = mine != values.sum(axis=1)
    assert differ.sum() > 32, "NumPy adds as a loop does here: then nothing needs total"
    np.testing.assert_allclose(mine, values.sum(axis=1), rtol=0, atol=1e-12)
