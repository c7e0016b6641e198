"""One rule book: uncompiled it says the same, and a process that starts after an edit follows the edit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from simulation.agents.plain import plain
from simulation.rules import capability, reporting
from tests.agents import digest

ROOT = Path(__file__).parents[2]


def digest_in_child(what: str, root: Path = ROOT, **environment: str) -> str:
    """The digest that a new process finds with the package that lies in ``root``."""
    answer = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.agents.digest", what],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.strip()


@pytest.mark.parametrize("what", ["engine", "model"])
def test_uncompiled_rules_give_the_same_bits(what: str) -> None:
    compiled = {"engine": digest.of_engine, "model": digest.of_model}[what]()
    assert digest_in_child(what, NUMBA_DISABLE_JIT="1") == compiled


def copy_of_package(folder: Path) -> Path:
    skipped = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "simulation", folder / "simulation", ignore=skipped)
    (folder / "tests" / "agents").mkdir(parents=True)
    for name in ("digest.py", "small.py"):
        shutil.copy(ROOT / "tests" / "agents" / name, folder / "tests" / "agents" / name)
    return folder


def edit(root: Path, file: str, old: str, new: str) -> None:
    path = root / "simulation" / "rules" / file
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize(
    ("what", "file", "old", "new"),
    [
        ("start", "capability.py", "return p.capability_base +", "return 1.0 + p.capability_base +"),
        pytest.param("engine", "reporting.py", "(1.0 - honesty) *", "(1.001 - honesty) *", marks=pytest.mark.slow),
    ],
)
def test_an_edited_rule_changes_the_next_process(what: str, file: str, old: str, new: str, tmp_path: Path) -> None:
    root = copy_of_package(tmp_path / "copy")
    cache = {"NUMBA_CACHE_DIR": str(tmp_path / "cache")}
    before = digest_in_child(what, root, **cache)
    assert before == {"engine": digest.of_engine, "start": digest.of_start}[what]()
    edit(root, file, old, new)
    after = digest_in_child(what, root, **cache)
    assert after != before
    edit(root, file, new, old)
    assert digest_in_child(what, root, **cache) == before


def test_the_plain_form_of_a_rule_calls_plain_forms() -> None:
    written = plain(reporting.concealed)
    assert not hasattr(written, "py_func")
    assert not hasattr(written.__globals__["reportable_shortfall"], "py_func")
    assert written.__doc__ == reporting.concealed.__doc__


def test_a_rule_named_as_a_parameter_is_not_taken_for_a_call() -> None:
    assert plain(capability.learning_from_peers).__name__ == "learning_from_peers"


def test_what_is_not_compiled_is_plain_already() -> None:
    assert plain(len) is len
