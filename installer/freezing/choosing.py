"""What a bundle holds of all that PyInstaller finds. Pure: names in, decisions out; differences between systems are here.

Whatever Qt brings must be named to stay; whatever the system provides stays out and is in the package's dependencies.
"""

import re
from pathlib import PurePosixPath
from typing import Final

from installer.programs import Program

NOT_IMPORTED: Final = (
    "PIL",
    "_pytest",
    "curses",
    "distutils",
    "doctest",
    "ensurepip",
    "idlelib",
    "lib2to3",
    "numpy",
    "pip",
    "pkg_resources",
    "pydoc",
    "pydoc_data",
    "pygments",
    "pytest",
    "readline",
    "setuptools",
    "tkinter",
    "turtledemo",
    "venv",
    "xmlrpc",
)
"""Modules that something names and nothing of ours runs."""
NOT_ON_DESKTOP: Final = (
    "PySide6.QtOpenGL",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtTest",
    "keyring.testing",
    "unittest",
)
NOT_ON_RELAY: Final = (
    "MySQLdb",
    "PySide6",
    "keyring",
    "psycopg2",
    "shiboken6",
    "sqlalchemy.dialects.mssql",
    "sqlalchemy.dialects.mysql",
    "sqlalchemy.dialects.oracle",
    "sqlalchemy.testing",
)

NAMED_ONLY: Final = {
    "agent": ("jeepney.io.blocking", "jeepney.wrappers"),
    "console": (),
    "relay": ("pysqlite3.dbapi2", "sqlalchemy.dialects.sqlite.pysqlite", "uvloop"),
}
"""What the sources load by a word in a string."""
ASKED_FOR_VERSION: Final = {
    "agent": (),
    "console": (),
    "relay": ("cryptography", "msgspec", "sqlalchemy", "uvloop", "websockets"),
}
"""Libraries whose version a command of the program shows."""
KEY_STORES: Final = {
    "darwin": ("keyring.backends.macOS",),
    "linux": ("keyring.backends.SecretService", "keyring.backends.kwallet"),
    "win32": ("keyring.backends.Windows",),
}

QT_LIBRARIES: Final = ("Core", "DBus", "Gui", "Network", "Svg", "Widgets", "WaylandClient", "XcbQpa")
QT_PLUGINS: Final = (
    "iconengines/qsvgicon",
    "imageformats/qgif",
    "imageformats/qico",
    "imageformats/qjpeg",
    "imageformats/qsvg",
    "imageformats/qwebp",
    "platforminputcontexts/compose",
    "platforminputcontexts/ibus",
    "platforms/qoffscreen",
    "platforms/qwayland",
    "platforms/qwindows",
    "platforms/qxcb",
    "platformthemes/qxdgdesktopportal",
    "styles/qmodernwindowsstyle",
    "wayland-decoration-client/",
    "wayland-shell-integration/xdg-shell",
)
"""Beginnings, as Windows names them; on Linux `lib` stands before the file. No theme of GTK: it brings GTK along."""
QT_LANGUAGES: Final = ("en", "it")

OWN: Final = "sportello"

_METADATA: Final = re.compile(r"^([\w.]+)-[^/]+\.dist-info/(.+)$")
_QT_LIBRARY: Final = re.compile(r"(?:^|/)(?:lib)?Qt6(\w+?)(?:\.so[.\d]*|\.dll)$")
_QT_PART: Final = re.compile(r"PySide6/(?:Qt/)?(plugins|translations|qml)/(.+)$")
_SYSTEM_FOLDER: Final = re.compile(r"^/(?:usr/)?lib(?:32|64)?/(?:[\w-]+-linux-gnu/)?[^/]+$")
_PYTHON_ITSELF: Final = re.compile(r"^libpython3")


def not_imported(program: Program) -> list[str]:
    """Return the modules that PyInstaller does not follow."""
    return sorted({*NOT_IMPORTED, *(NOT_ON_DESKTOP if program.has_screen else NOT_ON_RELAY)})


def named_only(program: Program, platform: str) -> list[str]:
    """Return the modules that PyInstaller cannot see by itself."""
    stores = KEY_STORES.get(platform, ()) if program.has_screen else ()
    return [*stores, *(NAMED_ONLY[program.name] if platform != "win32" else ())]


def is_kept(name: str, source: str) -> bool:
    """Return whether a file stays; `name` is its path in the bundle, `source` where it was found."""
    name = name.replace("\\", "/")
    if library := _METADATA.search(name):  # without what tells where it was installed, and by what
        return library[1] != OWN and library[2].startswith(("METADATA", "entry_points.txt", "licenses/"))
    if part := _QT_PART.search(name):
        return _is_wanted_of_qt(part[1], part[2])
    if library := _QT_LIBRARY.search(name):
        return library[1] in QT_LIBRARIES
    if PurePosixPath(name).name == "opengl32sw.dll":  # 20 MB to draw OpenGL without a graphics card
        return False
    return not _is_of_the_system(name, source)


def _is_wanted_of_qt(kind: str, rest: str) -> bool:
    if kind == "plugins":
        folder, _, file = rest.partition("/")
        return f"{folder}/{file.removeprefix('lib')}".startswith(QT_PLUGINS)
    return kind == "translations" and rest in {f"qtbase_{language}.qm" for language in QT_LANGUAGES}


def _is_of_the_system(name: str, source: str) -> bool:
    """A shared library of the distribution; Python itself may be one, and is not."""
    if "/" in name or ".so" not in name or _PYTHON_ITSELF.match(name):
        return False
    return bool(_SYSTEM_FOLDER.match(source))
