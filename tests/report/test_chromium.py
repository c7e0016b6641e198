"""Finding a browser, and saying what is wrong where one prints nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulation.report import chromium


def test_none_is_found_where_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "_USUAL_PLACES", ())
    monkeypatch.setattr(chromium.shutil, "which", lambda name: None)
    assert chromium.find_chromium() is None
    assert "report.html" in chromium.NO_CHROMIUM
    assert chromium.print_if_possible(Path("page.html"), Path("page.pdf")) == chromium.NO_CHROMIUM


def test_a_browser_that_prints_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!DOCTYPE html><title>x</title>", encoding="utf-8")
    monkeypatch.setattr(chromium, "find_chromium", lambda: tmp_path / "no-such-browser")
    missing = chromium.print_if_possible(page, tmp_path / "page.pdf")
    assert missing.startswith("No PDF was written, as no-such-browser printed nothing: ")
    assert missing.endswith("open report.html in any browser and print it to A4.")
    with pytest.raises(RuntimeError, match="printed nothing"):
        chromium.print_pdf(page, tmp_path / "page.pdf", tmp_path / "no-such-browser")
