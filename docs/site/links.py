"""Links of the pages to what lies in the clone beside ``docs/``, led to where the site has it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from pathlib import Path

__all__ = ["FILES_OF_THE_CLONE", "PAGES_OF_THE_CLONE", "led_into_the_site"]

PAGES_OF_THE_CLONE = {"CHANGELOG.md": "changelog.md", "CONTRIBUTING.md": "contributing.md"}
"""Pages at the top of the clone, and where the site has them."""
FILES_OF_THE_CLONE = "clone"
"""The folder of the site that keeps copies of files of the clone to which pages link."""

_LINK = re.compile(r"(?<=\]\()(?P<target>[^)\s#]+)(?P<anchor>#[^)\s]*)?(?=\))")


def led_into_the_site(text: str, page: str, at: str, root: Path, keep: Callable[[str], str]) -> str:
    """A page's text with links that leave ``docs/`` changed to where the site has what they name.

    Args:
        text: of the page, in Markdown.
        page: where the page is shown, such as ``how-to/sweep.md``.
        at: where its text lies in the clone, such as ``docs/how-to/sweep.md``.
        root: the clone's top folder.
        keep: copies a file of the clone into the site and gives its place there.
    """

    def led(found: re.Match[str]) -> str:
        target, anchor = found["target"], found["anchor"] or ""
        if ":" in target:
            return found[0]
        place = posixpath.normpath(posixpath.join(posixpath.dirname(at), target))
        if place == "README.md":
            shown = "index.md"
        elif place in PAGES_OF_THE_CLONE:
            shown = PAGES_OF_THE_CLONE[place]
        elif place.startswith("docs/"):
            shown = place.removeprefix("docs/")
        elif (root / place).is_file():
            shown = keep(place)
        else:
            return found[0]  # the build names it
        return posixpath.relpath(shown, posixpath.dirname(page) or ".") + anchor

    return _LINK.sub(led, text)
