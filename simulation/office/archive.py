"""Archives without dates. Office files note when each part was written; these don't: equal contents, equal bytes.

Dates among the document's properties are taken out too: when a file was written says nothing of what
is in it, and the notes say what made it.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from simulation.errors import InputError

__all__ = ["undated", "write_bytes"]

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_PROPERTIES = "docProps/core.xml"
_DATES = re.compile(rb"<dcterms:(created|modified)\b.*?</dcterms:\1>", re.DOTALL)
_READABLE = 0o600 << 16


def undated(archive: bytes) -> bytes:
    """The same archive, without a date in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as read, zipfile.ZipFile(buffer, "w") as written:
        for name in read.namelist():
            content = read.read(name)
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.create_system = 3
            entry.external_attr = _READABLE
            entry.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(entry, _DATES.sub(b"", content) if name == _PROPERTIES else content)
    return buffer.getvalue()


def write_bytes(path: Path, content: bytes, suffix: str) -> Path:
    """Write a file whole; the folder is made where it is missing.

    Raises:
        InputError: where the name has another ending, or the file cannot be written.
    """
    if path.suffix.lower() != suffix:
        raise InputError(f"{path.name} must end in {suffix}; try {path.with_suffix(suffix).name}")
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        why = (error.strerror or str(error)).lower()
        raise InputError(f"{path} cannot be written: {why}; is it open in a program?") from None
    return path
