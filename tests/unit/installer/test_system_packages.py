"""Which system packages are asked for, by what they are wanted for."""

import sys

from installer.system_packages import ALL, BUILD, DESK, FRONT, WINE, needed, of_python


def test_a_developer_gets_desktop_and_servers_of_the_tests() -> None:
    assert set(ALL) <= set(needed([]))
    assert set(DESK + FRONT) <= set(needed([]))


def test_a_build_machine_gets_no_desktop_and_no_server() -> None:
    assert set(BUILD) <= set(needed(["packages"]))
    assert not set(needed(["packages"])) & set(DESK + FRONT + WINE)


def test_only_packages_for_windows_need_wine() -> None:
    assert set(WINE) <= set(needed(["wine"]))
    assert not set(WINE) & set(needed([]))


def test_debians_own_python_is_frozen_with_its_library() -> None:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert of_python("/usr") == (f"libpython{version}",)
    assert of_python("/opt/python") == ()
