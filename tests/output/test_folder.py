"""A folder of results: whole or not at all, beside whatever else lies there."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

import pytest

from simulation.errors import InputError
from simulation.output.folder import MANIFEST, files_in, staged


def write(folder: Path, **texts: str) -> None:
    with staged(folder) as staging:
        for name, text in texts.items():
            path = staging / name.replace("__", "/").replace("_", ".")
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        (staging / MANIFEST).write_text(json.dumps({"files": files_in(staging)}), encoding="utf-8")


def test_files_come_together_with_their_manifest(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "results"
    write(folder, a_csv="1", pictures__b_svg="2")
    assert files_in(folder) == ["a.csv", MANIFEST, "pictures/b.svg"]


def test_other_files_stay_and_old_ones_go(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    write(tmp_path, a_csv="1", b_csv="1")
    write(tmp_path, a_csv="2")
    assert files_in(tmp_path) == ["a.csv", MANIFEST, "mine.txt"]
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "2"


def interrupted(file: Path) -> None:
    file.write_text("2", encoding="utf-8")
    raise KeyboardInterrupt


def test_a_failure_leaves_everything_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "results"
    write(folder, a_csv="1")
    with pytest.raises(KeyboardInterrupt), staged(folder) as staging:
        interrupted(staging / "a.csv")
    assert files_in(folder) == ["a.csv", MANIFEST]
    assert (folder / "a.csv").read_text(encoding="utf-8") == "1"


def test_a_failure_leaves_no_new_folder(tmp_path: Path) -> None:
    with pytest.raises(KeyError), staged(tmp_path / "deep" / "results"):
        raise KeyError
    assert list(tmp_path.iterdir()) == []


def test_a_path_that_is_a_file_is_told(tmp_path: Path) -> None:
    file = tmp_path / "results"
    file.touch()
    for path in (file, file / "within"):
        with pytest.raises(InputError, match=r"results is a file; results need a folder"), staged(path):
            pytest.fail("work began")


def test_a_folder_that_cannot_be_written_is_told_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    with pytest.raises(InputError, match=r"nothing can be written in .*: permission denied"), staged(tmp_path / "new"):
        pytest.fail("work began")
    assert not (tmp_path / "new").exists()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions bind ordinary users of POSIX alone")
def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(InputError, match="permission denied"), staged(tmp_path / "new"):
        pytest.fail("work began")


def test_a_manifest_cannot_have_other_files_removed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.touch()
    folder = tmp_path / "results"
    folder.mkdir()
    for files in (["../outside.txt", str(outside), 3, "gone.csv"], "outside", {"a": 1}):
        (folder / MANIFEST).write_text(json.dumps({"files": files}), encoding="utf-8")
        write(folder, a_csv="1")
        assert outside.exists()
    (folder / MANIFEST).write_text("no JSON", encoding="utf-8")
    write(folder, a_csv="1")
    assert files_in(folder) == ["a.csv", MANIFEST]
