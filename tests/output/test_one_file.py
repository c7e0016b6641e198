"""A single file, written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulation.errors import InputError
from simulation.output.one_file import check_can_be_written, write_whole


def test_it_takes_the_place_of_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "new" / "targets.toml"
    write_whole(path, "a = 1\n")
    write_whole(path, "é = 2\n")
    assert path.read_bytes() == "é = 2\n".encode()
    assert [p.name for p in path.parent.iterdir()] == ["targets.toml"]


def test_what_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "targets.toml"
    path.write_text("before")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(InputError, match="cannot be written: No space left on device"):
        write_whole(path, "after")
    assert path.read_text() == "before"
    assert [p.name for p in tmp_path.iterdir()] == ["targets.toml"]


def test_a_place_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="is a folder; name a file"):
        check_can_be_written(tmp_path)
    with pytest.raises(InputError, match="cannot be made"):
        check_can_be_written(tmp_path / "file" / "targets.toml")
