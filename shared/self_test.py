"""What a packaged desktop program finds out about itself: is everything in the package, and does it work on this system.

Not a test of the product: it looks at what is only known once the program is frozen. No key is made and nothing is stored.
"""

import asyncio
import importlib
import ssl
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

import msgspec
from PySide6.QtCore import QEvent, QTranslator
from PySide6.QtGui import QFontDatabase, QGuiApplication, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from shared.link.config import LinkConfig
from shared.link.failure import Cause
from shared.link.looking import look
from shared.mailbox import driver
from shared.qt.translator import SHARED, Domain
from shared.version import own_version
from shared.widgets.icons import icon_pixmap
from shared.widgets.tokens import FONT_FAMILY

LEAST_COLOURS: Final = 12
"""A window has text, lines and surfaces; an empty one has one or two colours."""
STORES: Final = {
    "linux": ("keyring.backends.SecretService", "secretstorage"),
    "win32": ("keyring.backends.Windows", "win32ctypes.pywin32.win32cred"),
    "darwin": ("keyring.backends.macOS", "keyring.backends.macOS.api"),
}
"""The backend, and what it loads in a way that hides when it is missing."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was looked at."""

    name: str
    ok: bool
    found: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """All of it; `ok` when every part is."""

    ok: bool
    version: str
    frozen: bool
    parts: list[Part]


def self_test(domains: Iterable[Domain], window: Callable[[], QWidget], relay: LinkConfig | None = None) -> Report:
    """Return what was found; `window` makes the program's main one. A part that raises is one that is not well."""
    looks: dict[str, Callable[[], tuple[bool, str]]] = {
        "version": lambda: (bool(own_version()), own_version()),
        "key_store": _key_store,
        "translations": lambda: _translations([SHARED, *domains]),
        "fonts": lambda: (FONT_FAMILY in QFontDatabase.families(), FONT_FAMILY),
        "icons": _icons,
        "tls": _tls,
        "sqlite": _sqlite,
        "window": lambda: _window(window),
    }
    if relay is not None:
        looks["relay"] = lambda: _relay(relay)
    parts = [_looked(name, found) for name, found in looks.items()]
    is_frozen = bool(getattr(sys, "frozen", False))
    return Report(ok=all(part.ok for part in parts), version=own_version(), frozen=is_frozen, parts=parts)


def colours(picture: QPixmap) -> int:
    """Return how many different colours a picture has, looked at in a grid."""
    image = picture.toImage()
    step = max(1, min(image.width(), image.height()) // 200)
    return len({
        image.pixel(x, y) for x in range(0, image.width(), step) for y in range(0, image.height(), step)
    })  # fmt: skip


def _looked(name: str, look_at: Callable[[], tuple[bool, str]]) -> Part:
    try:
        ok, found = look_at()
    except Exception as error:  # noqa: BLE001 - whatever is missing in a package is one line of the report
        return Part(name=name, ok=False, found=f"{type(error).__name__}: {error}")
    return Part(name=name, ok=ok, found=found)


def _key_store() -> tuple[bool, str]:
    names = STORES[sys.platform]
    for name in names:
        importlib.import_module(name)
    return True, names[0]


def _translations(domains: Iterable[Domain]) -> tuple[bool, str]:
    """Italian is all translated: an empty file would be no use, and is what a package without it comes to."""
    empty = []
    for domain in domains:
        translator = QTranslator()
        path = domain.folder / f"{domain.name}_it.qm"
        if not translator.load(str(path)) or translator.isEmpty():
            empty.append(path.name)
    return not empty, f"missing: {', '.join(empty)}" if empty else "it"


def _icons() -> tuple[bool, str]:
    found = colours(icon_pixmap("message-circle", "#FF0000", 32, 1.0))
    return found > 1, f"{found} colours"


def _tls() -> tuple[bool, str]:
    """Authorities in a folder are read when one is needed: then the folder has to be there and hold some."""
    known = ssl.create_default_context().cert_store_stats()["x509_ca"]
    folder = ssl.get_default_verify_paths().capath
    in_folder = len(list(Path(folder).glob("*.0"))) if folder else 0
    return known + in_folder > 0, f"{ssl.OPENSSL_VERSION}, {known + in_folder} authorities"


def _sqlite() -> tuple[bool, str]:
    connection = driver.connect(":memory:")
    try:
        version = str(connection.execute("SELECT sqlite_version()").fetchone()[0])
    finally:
        connection.close()
    return True, f"{version}, {driver.journal_pragmas()[1].rpartition('=')[2]}"


def _window(make: Callable[[], QWidget]) -> tuple[bool, str]:
    window = make()
    window.show()
    QApplication.processEvents()
    picture = window.grab()
    found = colours(picture)
    window.hide()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    size = f"{picture.width()}x{picture.height()}"
    return found >= LEAST_COLOURS, f"{size}, {found} colours, {QGuiApplication.platformName()}"


def _relay(config: LinkConfig) -> tuple[bool, str]:
    found: Any = asyncio.run(look(config))
    if isinstance(found, Cause):
        return False, f"{found.code} {found.params.get('why', '')}".strip()
    return True, found.organisation or found.relay_id
