"""Printing the report with a browser that is there already; none is ever fetched."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

__all__ = ["NO_CHROMIUM", "find_chromium", "print_if_possible", "print_pdf"]

_NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge",
)  # fmt: skip
_USUAL_PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
_SECONDS = 120

NO_CHROMIUM = "No Chromium was found, so no PDF was written: open report.html in any browser and print it to A4."


def find_chromium() -> Path | None:
    """A Chromium, Chrome or Edge on this machine, or nothing."""
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    return next((Path(place) for place in _USUAL_PLACES if Path(place).is_file()), None)


def print_if_possible(page: Path, pdf: Path) -> str:
    """Print an HTML file where a browser is found that prints; gives why there is no PDF, or nothing."""
    browser = find_chromium()
    if browser is None:
        return NO_CHROMIUM
    try:
        print_pdf(page, pdf, browser)
    except RuntimeError as error:
        return f"No PDF was written, as {error}: open report.html in any browser and print it to A4."
    return ""


def print_pdf(page: Path, pdf: Path, browser: Path) -> Path:
    """Print an HTML file to a PDF, at the size that its stylesheet says.

    Args:
        page, pdf: files.
        browser: as ``find_chromium`` gives it.

    Raises:
        RuntimeError: where the browser wrote nothing; the message holds its last words.
    """
    with tempfile.TemporaryDirectory(prefix="turnaround-print-", ignore_cleanup_errors=True) as profile:
        command = [
            str(browser), "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--no-first-run", f"--user-data-dir={profile}",
            "--no-pdf-header-footer", f"--print-to-pdf={pdf.resolve()}", page.resolve().as_uri(),
        ]  # fmt: skip
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise RuntimeError(f"{browser.name} printed nothing: {error}") from None
    if not pdf.is_file() or pdf.stat().st_size == 0:
        raise RuntimeError(f"{browser.name} printed nothing: {done.stderr.strip()[-200:]}")
    return pdf
