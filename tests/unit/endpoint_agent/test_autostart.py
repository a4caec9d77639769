import plistlib
from pathlib import Path

import pytest

from endpoint_agent.autostart import MacAutostart, NoAutostart, XdgAutostart, own_command


def test_the_entry_starts_the_program(tmp_path: Path) -> None:
    autostart = XdgAutostart(["/opt/sportello agent/agent", "-x"], tmp_path)
    assert not autostart.is_on()
    assert autostart.set_on(True)
    assert autostart.is_on()
    lines = (tmp_path / "sportello-agent.desktop").read_text().splitlines()
    assert 'Exec="/opt/sportello agent/agent" -x' in lines


def test_switched_off_the_entry_hides_one_of_the_machine(tmp_path: Path) -> None:
    autostart = XdgAutostart(["agent"], tmp_path)
    autostart.set_on(True)
    autostart.set_on(False)
    assert not autostart.is_on()
    assert "Hidden=true" in (tmp_path / "sportello-agent.desktop").read_text().splitlines()


def test_where_the_machine_starts_it_the_person_needs_no_entry_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = tmp_path / "xdg" / "autostart" / "sportello-agent.desktop"
    machine.parent.mkdir(parents=True)
    machine.touch()
    monkeypatch.setenv("XDG_CONFIG_DIRS", f"/none:{tmp_path / 'xdg'}")
    autostart, own = XdgAutostart(["agent"], tmp_path / "own"), tmp_path / "own" / machine.name
    assert autostart.is_on()
    autostart.set_on(False)
    assert not autostart.is_on()
    autostart.set_on(True)
    assert autostart.is_on()
    assert not own.exists()


def test_it_is_the_persons_own_folder(home: Path) -> None:
    XdgAutostart(["agent"]).set_on(True)
    assert (home / ".config" / "autostart" / "sportello-agent.desktop").is_file()


def test_a_folder_that_cannot_be_written_is_no_crash(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert not XdgAutostart(["agent"], tmp_path / "file" / "autostart").set_on(True)


def test_on_a_mac_it_is_a_launch_agent(tmp_path: Path) -> None:
    autostart = MacAutostart(["agent"], tmp_path)
    autostart.set_on(True)
    assert autostart.is_on()
    assert plistlib.loads(next(tmp_path.iterdir()).read_bytes())["ProgramArguments"] == ["agent"]
    autostart.set_on(False)
    autostart.set_on(False)
    assert not autostart.is_on()


def test_the_headless_program_is_started_by_others() -> None:
    assert not NoAutostart().set_on(True)
    assert not NoAutostart().is_on()


def test_the_entry_never_holds_a_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["sportello-agent", "--enrollment-token", "secret"])
    assert not any("secret" in part for part in own_command())
