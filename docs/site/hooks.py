"""What MkDocs calls while it builds the site: pages from elsewhere in the clone, reference from the code, formulas.

``mkdocs.yml`` names this file. Everything is done by a function of a module beside it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # MkDocs imports this file by its path

from docs.site.links import FILES_OF_THE_CLONE, PAGES_OF_THE_CLONE, led_into_the_site  # noqa: E402
from docs.site.maths import with_mathml  # noqa: E402
from docs.site.pictures import with_pictures_whole  # noqa: E402
from docs.site.reference import with_reference  # noqa: E402
from docs.site.several_names import with_several_names  # noqa: E402

_SEARCH = 'data-md-component="search" role="dialog"'
_AT = {shown: source for source, shown in PAGES_OF_THE_CLONE.items()}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that lie at the top of the clone."""
    for source, shown in PAGES_OF_THE_CLONE.items():
        files.append(File.generated(config, shown, content=(ROOT / source).read_text("utf-8")))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Write the reference into its places, and lead links that leave ``docs/`` to where the site has their target."""

    def keep(place: str) -> str:
        shown = f"{FILES_OF_THE_CLONE}/{place}"
        if files.get_file_from_path(shown) is None:
            files.append(File.generated(config, shown, abs_src_path=str(ROOT / place)))
        return shown

    here = page.file.src_uri
    at = _AT.get(here, f"docs/{here}")
    return led_into_the_site(with_reference(markdown), here, at, ROOT, keep)


def on_page_content(html: str, **_: Any) -> str:
    """Draw the formulas, let pictures be seen whole, and name attributes that share a line."""
    return with_several_names(with_pictures_whole(with_mathml(html)))


def on_post_page(output: str, **_: Any) -> str:
    """Name the search for those who hear the page; the theme leaves its dialog without a name."""
    return output.replace(_SEARCH, f'{_SEARCH} aria-label="Search"', 1)
