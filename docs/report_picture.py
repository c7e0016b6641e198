"""The picture of a report in the first tutorial, made anew: ``python -m docs.report_picture``, from the top folder.

Makes the comparison that the tutorial makes, and opens its report in Chromium.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from docs.app_pictures import FLAGS, IMAGES
from simulation.analysis.comparing import compare
from simulation.report.chromium import find_chromium

POLICIES = ("last-resort", "brokered-early", "improvement-boards")
RUNS = 40
WIDE, HIGH = 1000, 940


def main() -> None:
    """Write ``docs/images/report.png``: the top of the page, as wide as it is shown."""
    comparison = compare("english-councils", POLICIES, runs=RUNS)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = Path(folder) / "report.html"
        page.write_text(comparison.to_html(), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=str(find_chromium()), args=FLAGS)
        shown = browser.new_page(viewport={"width": WIDE, "height": HIGH})
        shown.goto(page.as_uri())
        shown.screenshot(path=IMAGES / "report.png")
        browser.close()


if __name__ == "__main__":
    main()
