"""From what was sent to plain fields, and from what came of it to an answer: a page, or data for the page's script."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from simulation.errors import InputError
from simulation.workshop import RefusedError, StoreError
from simulation.workshop_server.rendering import render

__all__ = ["Fields", "answered", "done", "fields_of", "message_answer", "see", "unlawful_answer", "wants_data"]

_STATUS = {
    "limited": 429,
    "not-seated": 403,
    "not-chair": 403,
    "not-allowed": 403,
    "no-advice": 403,
    "unknown": 400,
    "busy": 503,
}
_MOST_FIELDS = 64
_TITLES = {
    400: "That could not be read", 403: "Not from here", 404: "There is no such page", 405: "Not in this way",
    429: "Too many tries", 503: "Not saved",
}  # fmt: skip


class Fields:
    """A form's fields, each a text of bounded length; what is missing or no number is refused in a sentence."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in pairs:
            self._values.setdefault(name, []).append(value)

    def text(self, name: str, longest: int = 200) -> str:
        """A text.

        Raises:
            RefusedError: where it is missing, given twice or too long.
        """
        values = self._values.get(name, [])
        if len(values) != 1:
            raise RefusedError("unknown", f'"{name}" must be given once; load the page and send its form')
        if len(values[0]) > longest:
            raise RefusedError("unknown", f'"{name}" is too long; {longest} characters are the most')
        return values[0]

    def get(self, name: str, longest: int = 200) -> str:
        """A text, empty where the field is missing."""
        return self.text(name, longest) if name in self._values else ""

    def whole(self, name: str) -> int:
        """A whole number from 0 up.

        Raises:
            RefusedError: where it is none.
        """
        return _whole(name, self.text(name, 9))

    def wholes(self, name: str) -> tuple[int, ...]:
        """Whole numbers of a field that may be given several times."""
        return tuple(_whole(name, value) for value in self._values.get(name, []))


def _whole(name: str, value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) <= 9):
        raise RefusedError("unknown", f'"{name}" must be a whole number from 0 up')
    return int(value)


async def fields_of(request: Request) -> Fields:
    """What a form holds.

    Raises:
        RefusedError: where it cannot be read.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise RefusedError("unknown", "what was sent is no form; load the page and send its form")
    try:
        text = (await request.body()).decode("ascii")
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise RefusedError("unknown", "what was sent cannot be read; load the page and send its form") from None
    if any("\0" in name or "\0" in value for name, value in pairs):
        raise RefusedError("unknown", "what was sent holds signs that cannot be read")
    return Fields(pairs)


def wants_data(request: Request) -> bool:
    """Whether the page's script asks, and not the browser for a whole page."""
    return "application/json" in request.headers.get("accept", "")


def see(address: str) -> Response:
    """Go to another page, with a plain reading of it."""
    return RedirectResponse(address, status_code=303)


def done(request: Request, back: str, **data: object) -> Response:
    """Something was done: data for the script, or back to the page."""
    return JSONResponse(data) if wants_data(request) else see(back)


def answered(status: int, sentence: str, headers: Mapping[str, str] | None = None, again: str = "") -> Response:
    """A page with one sentence.

    Args:
        status: of the answer.
        sentence: what is said.
        headers: further ones.
        again: an address that the page goes to by itself: a browser that came from another site's link sends
            the cookie only then.
    """
    html = render("base.html", kind="", title="Workshop", live="", again=again, content=_notice(status, sentence))
    return HTMLResponse(html, status, headers=headers)


def _notice(status: int, sentence: str) -> Markup:
    title = _TITLES.get(status, "Not done")
    return Markup(render("notice.html", title=title, sentence=sentence, link="/", link_words="To the workshop"))


def message_answer(request: Request, error: Exception) -> Response:
    """What a refused act is answered with: its sentences, and a status that says whether to try again."""
    assert isinstance(error, InputError)
    status, headers = 409, {}
    if isinstance(error, StoreError):
        status = 503
    elif isinstance(error, RefusedError):
        status = _STATUS.get(error.code, 409)
        if error.wait:
            headers["Retry-After"] = str(int(error.wait) + 1)
    sentences = error.sentences if isinstance(error, RefusedError) else (str(error),)
    said = ". ".join(sentence.rstrip(".") for sentence in sentences)
    said = said[:1].upper() + said[1:] + "."
    if wants_data(request):
        return JSONResponse({"said": said}, status, headers=headers)
    return answered(status, said, headers)


_SENTENCES = {404: "Nothing is found at this address.", 405: "This address is not used in this way."}


def unlawful_answer(request: Request, error: Exception) -> Response:
    """What a wrong address is answered with."""
    assert isinstance(error, HTTPException)
    said = _SENTENCES.get(error.status_code, error.detail)
    if wants_data(request):
        return JSONResponse({"said": said}, error.status_code)
    return answered(error.status_code, said)
