"""Whatever stops a sweep or damages its folder: it goes on to the same table, or says in a sentence why not."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from simulation.errors import InputError, SweepError, SweepStoppedError
from simulation.experiments import folder as folder_module
from simulation.experiments.estimating import bytes_at_most
from simulation.experiments.folder import read_manifest
from simulation.experiments.results import SweepResults
from simulation.experiments.running import play_sweep, run_sweep
from simulation.experiments.sweep import Sweep
from simulation.output.folder import staged
from tests.experiments.small import DATA, folder_with_scenario, same_bits, small_sweep

COMMAND = [sys.executable, "-c", "from simulation.cli.main import main; main()", "sweep"]


def as_toml(data: dict[str, Any]) -> str:
    import tomlkit

    return tomlkit.dumps(data)


@pytest.fixture
def finished(tmp_path: Path) -> tuple[Sweep, Path]:
    sweep, out = small_sweep(tmp_path), tmp_path / "out"
    play_sweep(sweep, out, part_cells=6)
    return sweep, out


def test_killed_at_random_moments_it_resumes_to_the_same_table(tmp_path: Path) -> None:
    folder_with_scenario(tmp_path)
    file, out = tmp_path / "small.toml", tmp_path / "out"
    file.write_text(as_toml({**DATA, "organisations": 40, "design": {"kind": "latin-hypercube", "samples": 900}}))
    chance, kills, listed = random.Random(), 0, 0
    for _ in range(3):
        kills += _run_and_kill(file, out, more_than=listed, after=chance.uniform(0.0, 0.4))
        manifest = read_manifest(out)
        assert manifest is not None
        listed = len(manifest["parts"])
    assert kills >= 2, "it was done before it could be killed; make the sweep longer"
    sweep = Sweep.load(file)
    play_sweep(sweep, out, resume=True)
    resumed, unbroken = SweepResults.load(out), run_sweep(sweep)
    assert same_bits(resumed.outcomes, unbroken.outcomes)
    assert resumed.organisations is not None
    assert unbroken.organisations is not None
    assert same_bits(resumed.organisations, unbroken.organisations)


def _run_and_kill(file: Path, out: Path, *, more_than: int, after: float) -> bool:
    """Run the command until it has written more parts than that, and a little longer; whether it had to be killed."""
    process = subprocess.Popen([*COMMAND, str(file), "--out", str(out), "--resume"], stderr=subprocess.DEVNULL)
    begun = time.monotonic()
    while process.poll() is None and len(list(out.glob("parts/part-*.parquet"))) <= more_than:
        assert time.monotonic() - begun < 120
        time.sleep(0.02)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


def _truncate(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def _change_one_byte(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 3] ^= 1
    file.write_bytes(content)


@pytest.mark.parametrize("damage", [_truncate, _change_one_byte, Path.unlink])
@pytest.mark.parametrize("name", ["parts/part-00002.parquet", "design.parquet"])
def test_a_damaged_file_is_named_and_made_again(
    finished: tuple[Sweep, Path], damage: Callable[[Path], None], name: str
) -> None:
    sweep, out = finished
    before = SweepResults.load(out)
    damage(out / name)
    with pytest.raises(SweepError, match=rf"{name} in .*(has changed since it was written|is missing).*--resume"):
        SweepResults.load(out)
    done = play_sweep(sweep, out, resume=True)
    assert done.damaged == (name,)
    assert done.played == (18 if name.startswith("parts") else 0)
    assert same_bits(SweepResults.load(out).outcomes, before.outcomes)


def test_a_sweep_that_is_done_has_nothing_to_resume(finished: tuple[Sweep, Path]) -> None:
    sweep, out = finished
    assert play_sweep(sweep, out, resume=True).played == 0
    with pytest.raises(SweepError, match=r"which is done; read it with turnaround analyse .*, or name another"):
        play_sweep(sweep, out)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"seed": 1}, "seed was 0 and is 1"),
        ({"replications": 4}, "replications was 3 and is 4"),
        ({"design": {"kind": "latin-hypercube", "samples": 13}}, "design.samples was 12 and is 13"),
        ({"settings": {"linkage": 0.2}}, "settings.linkage was not set and is 0.2"),
        ({"name": "other"}, "holds another sweep, small, not other"),
    ],
)
def test_a_changed_sweep_is_not_gone_on_with(finished: tuple[Sweep, Path], change: dict[str, Any], told: str) -> None:
    sweep, out = finished
    with pytest.raises(SweepError, match=told):
        play_sweep(sweep.changed(**change), out, resume=True)


def test_a_changed_scenario_file_is_not_gone_on_with(finished: tuple[Sweep, Path]) -> None:
    sweep, out = finished
    file = sweep.folder / "twelve.toml"
    file.write_text(file.read_text().replace("leadership_mean = 0.4", "leadership_mean = 0.5"))
    with pytest.raises(SweepError, match=r"content of what it names has changed \(scenario\)"):
        play_sweep(Sweep.from_data(sweep.data, folder=sweep.folder), out, resume=True)


@pytest.mark.parametrize(("key", "told"), [("numpy", "numpy was 1.0 and is"), ("machine", "machine was 1.0 and is")])
def test_another_version_or_platform_is_not_gone_on_with(finished: tuple[Sweep, Path], key: str, told: str) -> None:
    sweep, out = finished
    manifest = json.loads((out / "manifest.json").read_text())
    manifest["identity"][key] = "1.0"
    (out / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(SweepError, match=f"results would not be equal: {told}"):
        play_sweep(sweep, out, resume=True)


def test_a_folder_of_other_results_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"command": "turnaround compare"}')
    with pytest.raises(SweepError, match="holds other results, not a sweep's"):
        play_sweep(small_sweep(tmp_path), tmp_path)
    assert json.loads((tmp_path / "manifest.json").read_text()) == {"command": "turnaround compare"}


def test_other_results_do_not_take_a_sweeps_place(finished: tuple[Sweep, Path]) -> None:
    _, out = finished
    with pytest.raises(InputError, match="holds a sweep's table, which nothing else replaces"), staged(out):
        pass
    assert len(SweepResults.load(out).outcomes) == 108


def test_a_folder_that_cannot_be_made_or_written_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SweepError, match="file is a file; results need a folder"):
        play_sweep(small_sweep(tmp_path), tmp_path / "file" / "out")
    if not Path("/proc").is_dir():
        return
    # Nobody may write here, not even who may write everywhere.
    with pytest.raises(SweepError, match=r"nothing can be written in /proc/turnaround.*name another folder with --out"):
        play_sweep(small_sweep(tmp_path), Path("/proc/turnaround"))


def test_two_at_a_time_do_not_write_one_folder(tmp_path: Path) -> None:
    sweep, out = small_sweep(tmp_path), tmp_path / "out"
    manifest = {"parts": [], "sweep": {}, "status": "running"}
    with (
        folder_module.SweepFolder(out, manifest),
        pytest.raises(SweepError, match="is being written by another sweep"),
    ):
        play_sweep(sweep, out)


def test_a_design_too_large_for_the_disk_is_refused_before_it_is_made(tmp_path: Path) -> None:
    sweep = small_sweep(tmp_path, design={"kind": "sobol", "samples": 2**29}, organisations=True)
    with pytest.raises(SweepError, match=r"has [\d,]+ futures, which take up to [\d.,]+ TB, but there are .* free"):
        play_sweep(sweep, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    small = small_sweep(tmp_path)
    needed = bytes_at_most(small, 12)
    with pytest.raises(SweepError, match="free"):
        play_sweep(small, tmp_path / "out", space=needed)
    assert play_sweep(small, tmp_path / "out", space=2 * needed).played == small.rows


def test_a_full_disk_is_told_and_gone_on_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sweep, out = small_sweep(tmp_path), tmp_path / "out"
    write, count = os.fsync, 0

    def is_full(descriptor: int) -> None:
        nonlocal count
        count += 1
        if count == 6:
            raise OSError(28, "No space left on device")
        write(descriptor)

    monkeypatch.setattr(os, "fsync", is_full)
    with pytest.raises(SweepStoppedError, match="is full; what is done is kept: make room, and go on with --resume"):
        play_sweep(sweep, out, part_cells=6)
    monkeypatch.undo()
    assert play_sweep(sweep, out, resume=True).played < sweep.rows
    assert same_bits(SweepResults.load(out).outcomes, run_sweep(sweep).outcomes)


POLICY = '''
"""A policy of a user's own."""
from dataclasses import dataclass
import numpy as np
from simulation.policies.hands_off import HandsOff

@dataclass(frozen=True)
class Fragile(HandsOff):
    """Gives up where beliefs are very low."""
    name = "fragile"
    title = "Fragile"

    def decide(self, view, memory):
        if view.quarter == 3 and (view.belief.min(axis=1) < LIMIT).any():
            raise RuntimeError("this is too much")
        return super().decide(view, memory)
'''


def test_what_fails_is_noted_with_its_numbers_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(POLICY.replace("LIMIT", "15.0"))
    sweep = small_sweep(tmp_path).with_policies([f"{tmp_path / 'mine.py'}:Fragile"])
    results, without = run_sweep(sweep), run_sweep(small_sweep(tmp_path))
    failures = results.failures
    fragile = results.outcomes[results.outcomes["alternative"] == "fragile"]
    assert 0 < len(failures) < len(fragile)
    assert (failures["alternative"] == "fragile").all()
    assert (failures["reason"] == "RuntimeError: this is too much").all()
    assert failures["linkage"].tolist() == results.design.loc[failures["point"], "linkage"].tolist()
    assert fragile["harm"].isna().sum() == len(failures)
    others = results.outcomes[results.outcomes["alternative"] != "fragile"].reset_index(drop=True)
    assert others["harm"].tolist() == without.outcomes["harm"].tolist()


def test_the_command_says_what_failed_and_ends_with_three(tmp_path: Path) -> None:
    folder_with_scenario(tmp_path)
    (tmp_path / "small.toml").write_text(as_toml(DATA))
    (tmp_path / "mine.py").write_text(POLICY.replace("LIMIT", "15.0"))
    ended = subprocess.run(
        [*COMMAND, "small.toml", "--out", "out", "--policies", "mine.py:Fragile"],
        cwd=tmp_path, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert ended.returncode == 3, ended.stderr
    assert "RuntimeError: this is too much" in ended.stdout
    assert (
        (tmp_path / "out" / "failures.csv").read_text().startswith("point,replication,run,alternative,reason,linkage")
    )
