"""Before the app starts: a free port, a missing extra, and how Solara is set up."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys

import pytest

from simulation.app import launching
from simulation.app.launching import address_of, bound_socket, need_app, set_up_solara
from simulation.app.looks import marker_path, policy_looks, quality_scale
from simulation.app.parts import VUE, parts
from simulation.errors import InputError
from simulation.plots.style import LOOKS, luminance
from simulation.policies import POLICIES


def test_a_taken_port_is_told() -> None:
    with bound_socket("127.0.0.1", 0) as first:
        first.listen()
        port = first.getsockname()[1]
        assert address_of(first) == f"http://127.0.0.1:{port}/"
        assert address_of(first, "/here/") == f"http://127.0.0.1:{port}/here/"
        with pytest.raises(InputError, match=rf"port {port}: .*; name another port with --port"):
            bound_socket("127.0.0.1", port)


@pytest.mark.parametrize("port", [70_000, -1])
def test_what_is_no_port_is_told(port: int) -> None:
    with pytest.raises(InputError, match=f"--port is {port}; it must lie between"):
        bound_socket("127.0.0.1", port)


@pytest.mark.parametrize("host", ["no.such.host.invalid", "nonsense..", "203.0.113.7"])
def test_what_is_no_address_of_this_machine_is_told(host: str) -> None:
    with pytest.raises(InputError, match="no address of this machine; name one of its own"):
        bound_socket(host, 0)


def test_everybody_s_address_is_shown_as_one_s_own() -> None:
    with bound_socket("0.0.0.0", 0) as listening:
        assert address_of(listening).startswith("http://127.0.0.1:")
        assert listening.family == socket.AF_INET


def test_a_missing_extra_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launching, "find_spec", lambda name: None if name.startswith("solara") else name)
    with pytest.raises(InputError, match=r"^solara and solara-assets are not installed") as told:
        need_app()
    assert str(told.value).endswith("pip install 'turnaround[app]'")


def test_settings_stay_at_home_and_leave_the_user_s(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [name for name in launching._SETTINGS if name != "SOLARA_KERNEL_CULL_TIMEOUT"]
    for name in [*names, "SOLARA_ROOT_PATH"]:
        monkeypatch.setenv(name, "")  # so that it is put back as it was
        monkeypatch.delenv(name)
    monkeypatch.setenv("SOLARA_KERNEL_CULL_TIMEOUT", "9m")
    set_up_solara("turn/")
    assert os.environ["SOLARA_TELEMETRY_MIXPANEL_ENABLE"] == "0"
    assert os.environ["SOLARA_ASSETS_CDN"] == ""
    assert os.environ["SOLARA_KERNEL_CULL_TIMEOUT"] == "9m"
    assert os.environ["SOLARA_ROOT_PATH"] == "/turn"


def test_wrong_input_ends_the_command_with_2() -> None:
    arguments = ["turnaround", "app", "--port", "70000"]
    script = f"import sys; from simulation.cli.main import main; sys.argv = {arguments}; main()"
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert answer.returncode == 2
    assert answer.stderr.startswith("--port is 70000; it must lie between 0 and 65535")


def test_every_policy_can_be_read_on_light_and_dark() -> None:
    looks = policy_looks(POLICIES)
    assert set(looks) == set(LOOKS)
    night = luminance("#1b1f24") + 0.05
    for look in looks.values():
        assert 1.05 / (luminance(look["light"]) + 0.05) >= 4.5
        assert (luminance(look["dark"]) + 0.05) / night >= 4.5


def test_every_policy_has_a_marker_of_its_own_and_all_are_of_a_size() -> None:
    drawn = {label: look["marker"] for label, look in policy_looks(POLICIES).items()}
    assert len(set(drawn.values())) == len(POLICIES)
    for label, path in drawn.items():
        assert re.fullmatch(r"(M|L|Q|C)[-0-9. e]+((L|Q|C)[-0-9. e]+)+Z", path), label
        numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", path)]
        assert 0.6 < max(map(abs, numbers)) < 1.5, label


def test_markers_point_in_the_browser_as_in_the_pictures() -> None:
    up, down = marker_path("^"), marker_path("v")
    assert up.startswith("M0 -1L")  # y goes down in a browser
    assert re.match(r"M\S+ 1L", down)


def test_the_scale_runs_from_dark_to_bright() -> None:
    shades = [luminance(colour) for colour in quality_scale()]
    assert shades == sorted(shades)


def test_parts_close_their_tags() -> None:
    """A browser reads a part's template, for which ``<ta-lines />`` would never end."""
    for file in VUE.glob("*.vue"):
        template = file.read_text(encoding="utf-8").partition("<script>")[0]
        if "<svg" not in template:
            assert "<path" not in template or "/>" not in template, file
        for tag in {f"ta-{part.stem}" for part in VUE.glob("*.vue")}:
            assert template.count(f"<{tag}\n") + template.count(f"<{tag} ") == template.count(f"</{tag}>"), (file, tag)
    assert set(parts("lines")) == {"ta-lines"}
