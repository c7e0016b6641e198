"""Behind a real proxy, set up as the documentation says: websockets, a path of its own, https outside."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.app.conftest import READY, running, visit

pytestmark = pytest.mark.browser
PATH = "/services/turnaround"
DOCUMENTED = (Path(__file__).parents[2] / "docs" / "app.md").read_text(encoding="utf-8")
NGINX, OPENSSL = (
    shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin") for name in ("nginx", "openssl")
)
AROUND = """\
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log stderr warn;
events {{}}
http {{
    access_log off;
    proxy_max_temp_file_size 0;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port} ssl;
        ssl_certificate {folder}/here.crt;
        ssl_certificate_key {folder}/here.key;
{location}
    }}
}}
"""


def documented(app: str) -> str:
    """What the documentation says to put into nginx, for the app at that address and the path of this test."""
    (location,) = re.findall(r"```nginx\n(.*?)```", DOCUMENTED, re.DOTALL)
    assert "http://127.0.0.1:8765/" in location
    assert "/turnaround/" in location
    return location.replace("http://127.0.0.1:8765/", app).replace("/turnaround/", f"{PATH}/")


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    process.kill()
    raise AssertionError(f"nginx does not listen: {process.communicate()[1]}")


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory, user_folder: Path) -> Iterator[str]:
    """The app behind nginx with https; its address outside."""
    if NGINX is None or OPENSSL is None:
        pytest.skip("nginx and openssl, which this tries the app behind, are not both installed")
    folder, port = tmp_path_factory.mktemp("proxy"), free_port()
    certificate = [OPENSSL, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    subprocess.run(
        [*certificate, "-keyout", folder / "here.key", "-out", folder / "here.crt"], check=True, capture_output=True
    )
    with running(user_folder, "--prefix", PATH) as address:
        outside = urlsplit(address)
        assert outside.path == f"{PATH}/"
        told = documented(f"http://{outside.netloc}/")
        file = folder / "nginx.conf"
        file.write_text(AROUND.format(folder=folder, port=port, location=told), encoding="utf-8")
        proxy = subprocess.Popen([NGINX, "-p", folder, "-c", file], stderr=subprocess.PIPE, text=True)
        try:
            wait_for(port, proxy)
            yield f"https://127.0.0.1:{port}{PATH}/"
        finally:
            proxy.terminate()
            assert "error" not in proxy.communicate(timeout=20)[1]


def test_all_pages_work_behind_a_proxy(browser: Browser, behind: str) -> None:
    found = visit(browser, behind, accepts_any_certificate=True)
    sockets: list[str] = []
    found.page.on("websocket", lambda opened: sockets.append(opened.url))
    page = found.open()
    page.keyboard.press("ArrowRight")
    found.says("Year 1, Q2")
    page.get_by_label("Policy").select_option("hands-off")  # over the websocket, and back
    found.says("under Hands off:")
    page.wait_for_url(f"{behind}?policy=hands-off*")
    page.get_by_role("button", name="Share and save").click()
    with page.expect_download() as taken:
        page.locator(".ta-sheet a[href*='log.csv']").click()
    assert taken.value.url.startswith(f"{behind}files/log.csv?policy=hands-off")
    assert "sentence" in taken.value.path().read_text(encoding="utf-8").partition("\n")[0]
    page.get_by_role("link", name="Compare").click()
    page.wait_for_url(f"{behind}compare*")
    page.reload()
    page.wait_for_selector(".ta-compare-years")
    page.get_by_role("link", name="Play").click()
    page.get_by_role("button", name="Begin the short game").click()
    page.wait_for_url(f"{behind}play?game=*")
    expect(page.locator(".ta-play-card").first).to_be_visible()
    page.get_by_role("link", name="Explore").click()
    page.wait_for_selector(READY)
    assert sockets
    assert all(url.startswith(behind.replace("https:", "wss:")) for url in sockets)
    (cookie,) = (one for one in found.context.cookies() if one["name"] == "solara-session-id")
    assert cookie["secure"]  # the app knows that outside all is https
    found.context.close()
    assert found.outside == []
    assert found.complaints == []
