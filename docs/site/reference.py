"""Reference written when the site is built: a page says where, with a comment such as ``<!-- keys: sweep -->``.

A reader who looks at the page elsewhere sees the sentences around the comment, which say how to get the same
from the command itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from docs.site.command_line import commands
from docs.site.file_keys import keys
from docs.site.fitted import fitted

__all__ = ["with_reference"]

_PLACE = re.compile(r"^<!-- (?P<what>commands|fitted|keys)(?:: (?P<which>[\w-]+))? -->$", re.MULTILINE)
_WRITERS: dict[str, Callable[[str], str]] = {"commands": lambda _: commands(), "fitted": fitted, "keys": keys}


def with_reference(markdown: str) -> str:
    """A page's text with the reference written into the places that ask for it.

    Raises:
        KeyError: where a place asks for the keys of a file that is none.
    """
    return _PLACE.sub(lambda found: _WRITERS[found["what"]](found["which"] or ""), markdown)
