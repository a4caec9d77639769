"""What a bundle holds: of Qt only what is named, of the system nothing, of other packages no trace of where they lay."""

import pytest

from installer.freezing.choosing import is_kept, named_only, not_imported
from installer.programs import PROGRAMS

SITE = "/somewhere/site-packages"


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Gui.so.6",
        "libQt6Core.so.6",
        "PySide6\\Qt6Widgets.dll",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/Qt/plugins/platforminputcontexts/libcomposeplatforminputcontextplugin.so",
        "PySide6/Qt/plugins/wayland-shell-integration/libxdg-shell.so",
        "PySide6/Qt/translations/qtbase_it.qm",
        "PySide6/QtGui.abi3.so",
        "keyring-25.7.0.dist-info/entry_points.txt",
        "keyring-25.7.0.dist-info/METADATA",
    ],
)
def test_what_the_screens_need_stays(name: str) -> None:
    assert is_kept(name, f"{SITE}/{name}")


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Qml.so.6",
        "PySide6/Qt6Quick.dll",
        "PySide6/opengl32sw.dll",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/plugins/platforms/libqeglfs.so",
        "PySide6/Qt/plugins/sqldrivers/libqsqlite.so",
        "PySide6/Qt/translations/qtbase_fr.qm",
        "PySide6/Qt/translations/qt_help_it.qm",
        "PySide6/Qt/qml/QtQuick/qmldir",
        "sportello-0.1.0.dist-info/direct_url.json",
        "sportello-0.1.0.dist-info/METADATA",
        "keyring-25.7.0.dist-info/RECORD",
        "keyring-25.7.0.dist-info/INSTALLER",
    ],
)
def test_what_nothing_uses_stays_out(name: str) -> None:
    assert not is_kept(name, f"{SITE}/{name}")


@pytest.mark.parametrize("folder", ["/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib"])
def test_the_systems_libraries_stay_with_the_system(folder: str) -> None:
    assert not is_kept("libssl.so.3", f"{folder}/libssl.so.3")


def test_python_itself_goes_along_wherever_it_was_found() -> None:
    assert is_kept("libpython3.11.so.1.0", "/usr/lib/x86_64-linux-gnu/libpython3.11.so.1.0")
    assert is_kept("libpython3.11.so.1.0", "/opt/python/lib/libpython3.11.so.1.0")
    assert is_kept("python3.11/lib-dynload/_ssl.so", "/usr/lib/python3.11/lib-dynload/_ssl.so")


def test_the_relay_has_no_screen() -> None:
    assert "PySide6" in not_imported(PROGRAMS["relay"])
    assert "PySide6" not in not_imported(PROGRAMS["agent"])
    assert named_only(PROGRAMS["relay"], "linux") != []
    assert named_only(PROGRAMS["relay"], "win32") == []


def test_each_system_gets_its_own_key_store() -> None:
    assert "keyring.backends.SecretService" in named_only(PROGRAMS["agent"], "linux")
    assert named_only(PROGRAMS["agent"], "win32") == ["keyring.backends.Windows"]
