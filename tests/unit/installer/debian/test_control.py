"""What dpkg is told: no package trusts nobody, no script knows another package, settings are the administrator's."""

import pytest

from installer.debian.control import control, scripts
from installer.debian.layout import settings
from installer.programs import PROGRAMS, Program

ALL = list(PROGRAMS.values())


@pytest.mark.parametrize("program", ALL, ids=lambda program: program.name)
def test_every_package_brings_the_authorities_it_trusts(program: Program) -> None:
    assert "ca-certificates" in _fields(program)["Depends"].split(", ")


@pytest.mark.parametrize("program", ALL, ids=lambda program: program.name)
def test_debians_own_python_finds_the_library_that_others_bring_along(program: Program) -> None:
    assert "libexpat1" in _fields(program)["Depends"].split(", ")


def test_the_agent_asks_for_a_key_store_and_does_not_insist() -> None:
    fields = _fields(PROGRAMS["agent"])
    assert "gnome-keyring | kwalletmanager" in fields["Recommends"]
    assert "gnome-keyring" not in fields["Depends"]


def test_the_relay_needs_no_screen() -> None:
    assert "libegl1" not in _fields(PROGRAMS["relay"])["Depends"]
    assert "adduser" in _fields(PROGRAMS["relay"])["Depends"]


@pytest.mark.parametrize("program", ALL, ids=lambda program: program.name)
def test_scripts_stand_alone_and_stop_at_the_first_failure(program: Program) -> None:
    written = scripts(program, "1.2.3-1", "0123456789abcdef")
    assert set(written) == {"preinst", "postinst", "prerm", "postrm"}
    for text in written.values():
        assert text.startswith("#!/bin/sh\nset -e\n")
        assert 'CONTENT="0123456789ab"' in text


def test_settings_lie_below_etc() -> None:
    assert all(target.startswith("etc/") for program in ALL for target in settings(program))
    assert "etc/sportello/agent.toml" in settings(PROGRAMS["agent"])


def _fields(program: Program) -> dict[str, str]:
    text = control(program, "1.2.3-1", "amd64", 1000)
    return dict(line.split(": ", 1) for line in text.splitlines() if not line.startswith(" "))
