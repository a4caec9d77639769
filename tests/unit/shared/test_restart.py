import signal
import sys
from pathlib import Path

import pytest

from shared.restart import changed, own_command, start_anew


def test_options_are_taken_out_in_both_forms_and_others_put_at_the_end() -> None:
    command = ["agent", "--show", "--state=/s", "--enrollment-token=-", "--language=it"]
    assert changed(command, ("--show", "--enrollment-token"), ["--show"]) == [
        "agent", "--state=/s", "--language=it", "--show",
    ]  # fmt: skip


def test_a_program_that_is_not_frozen_is_started_as_it_was() -> None:
    assert own_command() == [sys.executable, *sys.orig_argv[1:]]


def test_a_frozen_program_is_started_through_the_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "versions" / "1.0" / "sportello-agent"
    program.parent.mkdir(parents=True)
    program.touch()
    (tmp_path / "current").symlink_to(program.parent)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(sys, "argv", [str(program), "--show"])
    assert own_command() == [str(tmp_path / "current" / "sportello-agent"), "--show"]


def test_the_new_program_hears_nothing_of_where_the_old_ones_parts_were(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[dict[str, str]] = []
    ignored: list[object] = []

    def become(program: str, command: list[str], environment: dict[str, str]) -> None:
        given.append(environment)
        ignored.append(signal.getsignal(signal.SIGHUP))
        raise FileNotFoundError(program)

    monkeypatch.setattr("os.execve", become)
    monkeypatch.setenv("_PYI_APPLICATION_HOME_DIR", "/old")
    before = signal.getsignal(signal.SIGHUP)
    with pytest.raises(FileNotFoundError):
        start_anew(["/program"], {"TOKEN": "t"})
    assert given[0]["TOKEN"] == "t"
    assert not [name for name in given[0] if name.startswith("_PYI_")]
    assert ignored == [signal.SIG_IGN]
    assert signal.getsignal(signal.SIGHUP) == before
