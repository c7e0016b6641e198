"""A browser without a screen: keeps cookies, names where it comes from, and follows nothing by itself."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

__all__ = ["Answer", "Client"]

Fields = dict[str, Any] | list[tuple[str, str]]


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def data(self) -> Any:
        return json.loads(self.body)

    def header(self, name: str) -> str:
        return ", ".join(value for key, value in self.headers if key.lower() == name.lower())


@dataclass
class Client:
    """Asks one server, one question a connection."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    received: list[Answer] = field(default_factory=list)
    """Everything that it was ever told."""

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str | None] | None = None
    ) -> Answer:
        """Ask; a header that is None is left out."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent: dict[str, str | None] = {"Host": self.host, "Cookie": cookie or None}
        if method == "POST":
            sent |= {"Origin": f"http://{self.host}", "Content-Type": "application/x-www-form-urlencoded"}
            sent["Content-Length"] = str(len(body or b""))
        sent |= headers or {}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=300)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in sent.items():
                if value is not None:
                    connection.putheader(name, value)
            connection.endheaders(body)
            response = connection.getresponse()
            answer = Answer(response.status, response.getheaders(), response.read())
        finally:
            connection.close()
        for name, value in answer.headers:
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        self.received.append(answer)
        return answer

    def get(self, path: str, **headers: str | None) -> Answer:
        return self.ask("GET", path, headers=dict(headers))

    def data(self, path: str) -> Any:
        return self.ask("GET", path, headers={"Accept": "application/json"}).data

    def post(self, path: str, fields: Fields | None = None, **headers: str | None) -> Answer:
        return self.ask("POST", path, urlencode(fields or {}, doseq=True).encode(), dict(headers))

    def send(self, path: str, fields: Fields | None = None) -> Answer:
        """As the page's script sends."""
        return self.ask("POST", path, urlencode(fields or {}, doseq=True).encode(), {"Accept": "application/json"})

    def hidden(self, html: str, form: str) -> dict[str, str]:
        """The hidden fields of a form, by its id."""
        found = re.search(rf'<form id="{form}".*?</form>', html, re.DOTALL)
        assert found is not None, form
        return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', found[0]))
