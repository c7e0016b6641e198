"""Before and around a workshop: its extra, its file, what is announced, the test page, and the command itself."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import pytest

from simulation.app.launching import bound_socket
from simulation.cli.main import app
from simulation.errors import InputError
from simulation.workshop_server import launching
from simulation.workshop_server.addresses import Own
from simulation.workshop_server.checking import IF_IT_FAILS, check_application
from simulation.workshop_server.codes import code_in_page, code_in_terminal
from simulation.workshop_server.launching import address_for, announcement, file_for, need_workshop
from simulation.workshop_server.serving import server
from tests.workshop_server.client import Client
from tests.workshop_server.running import PATIENCE

COMMAND = [sys.executable, "-u", "-c", "from simulation.cli.main import main; main()", "workshop"]


def test_a_missing_extra_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launching, "find_spec", lambda name: None if name == "segno" else name)
    with pytest.raises(InputError, match=r"^segno is not installed") as told:
        need_workshop()
    assert str(told.value).endswith("pip install 'turnaround[workshop]'")


def test_the_same_command_finds_the_same_file_on_the_same_day() -> None:
    today = date(2026, 3, 2)
    assert file_for("honest-council", today, is_rehearsal=False) == Path("workshop-honest-council-2026-03-02.db")
    assert file_for("mine/some.toml", today, is_rehearsal=False) == Path("workshop-some-2026-03-02.db")
    assert file_for("honest-council", today, is_rehearsal=True).name.startswith("rehearsal-")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.8.0.1", "::1"])
def test_loopback_is_told_to_be_closed(host: str) -> None:
    assert announcement(host).startswith("Only this machine")


@pytest.mark.parametrize("host", ["192.168.1.5", "0.0.0.0", "room.local"])
def test_who_can_reach_it_and_read_along_is_announced(host: str) -> None:
    said = announcement(host)
    assert said.startswith("Everybody on")
    assert "plain HTTP" in said


def test_the_joining_address() -> None:
    assert address_for("192.168.1.5", 8770) == "http://192.168.1.5:8770"
    assert re.fullmatch(r"http://[\d.]+:8770", address_for("0.0.0.0", 8770))


def test_codes_hold_the_address_whatever_is_in_it() -> None:
    html = code_in_page("http://192.168.1.5:8770/join/ABCDEF")
    assert html.startswith("<svg")
    assert "style=" not in html
    assert len(code_in_terminal("http://192.168.1.5:8770/join/ABCDEF").splitlines()) < 25


def test_the_test_page_tells_the_phone_and_the_terminal() -> None:
    told: list[str] = []
    listening = bound_socket("127.0.0.1", 0)
    port = listening.getsockname()[1]
    is_up = threading.Event()
    running = server(check_application(Own("127.0.0.1", port), told.append), is_up.set)
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    assert is_up.wait(PATIENCE)
    try:
        phone = Client(port)
        page = phone.get("/")
        assert page.status == 200
        assert "This device gets through" in page.text
        assert page.text.count("<li>") == len(IF_IT_FAILS)
        assert "It works both ways" in phone.post("/").text
        assert phone.get("/play").status == 404
        assert phone.post("/", {}, Origin="http://evil.example").status == 403
    finally:
        running.should_exit = True
        thread.join(PATIENCE)
        listening.close()
    assert [line.partition(" has ")[2] for line in told] == [
        "opened the test page.",
        "sent an answer: it can take part.",
    ]


def test_the_command_holds_a_session_and_forgets_names(tmp_path: Path) -> None:
    file = tmp_path / "session.db"
    said = ""
    for more in ([], ["--second"]):  # the same command goes on from the file
        process = subprocess.Popen(
            [*COMMAND, *more, "--db", str(file), "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if "Ctrl+C" in line:
                break
        port, code = re.search(r"http://127\.0\.0\.1:(\d+) +code +(\w{6})", said), None
        assert port is not None, said
        code = port[2]
        client = Client(int(port[1]))
        assert client.post("/join", {"code": code, "name": "Philippa"}).status == 303
        assert "Only this machine can reach it" in said
        assert "/facilitate/" in said
        process.send_signal(signal.SIGINT)
        rest = process.communicate(timeout=PATIENCE)[0]
        assert "Traceback" not in rest, rest
        assert client.cookies[f"turnaround-seat-{port[1]}"] not in said + rest  # secrets are not logged
    assert f'Going on with "The honest council" in {file}, at: Join.' in said
    assert "--second changes nothing in a session that has begun" in said
    assert b"Philippa" in file.read_bytes()
    done = subprocess.run([*COMMAND, "forget", str(file)], capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0
    assert "2 names erased" in done.stdout
    assert b"Philippa" not in file.read_bytes()


def test_arguments_that_do_not_fit_are_told(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    for arguments, words in (
        (["forget"], "Name its file"),
        (["forget", str(tmp_path / "none.db")], "none.db"),
        (["honest-council", "x.db"], "one argument too many"),
        (["no-such", "--db", str(tmp_path / "a.db")], "no-such"),
        (["--db", str(tmp_path), "--port", "0"], str(tmp_path)),
    ):
        done = CliRunner().invoke(app, ["workshop", *arguments])
        assert done.exit_code == 2, arguments
        assert words in done.output, done.output
