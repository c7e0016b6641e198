"""Pictures that lead to themselves: a page shows them narrower than they are, and a click shows them whole."""

from __future__ import annotations

import re

__all__ = ["with_pictures_whole"]

_PICTURE = re.compile(r'(?P<link><a\b[^>]*>\s*)?(?P<image><img\b[^>]*\bsrc="(?P<source>[^"]+)"[^>]*>)')


def with_pictures_whole(page: str) -> str:
    """A page of HTML whose pictures are links to their files; a picture that is a link already stays as it is."""
    return _PICTURE.sub(
        lambda m: m[0] if m["link"] else f'<a class="picture" href="{m["source"]}">{m["image"]}</a>',
        page,
    )
