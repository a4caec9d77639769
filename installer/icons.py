"""The programs' icon as PNG files, drawn by the code that draws it in the tray; nothing to keep in step."""

from typing import Final

SIZES: Final = (16, 22, 24, 32, 48, 64, 128, 256)


def pictures(sizes: tuple[int, ...] = SIZES) -> dict[int, bytes]:
    """Return each size as PNG; needs Qt, draws offscreen."""
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QGuiApplication

    from shared.widgets.app_icon import app_pixmap

    app = QGuiApplication.instance() or QGuiApplication(["icons", "-platform", "offscreen"])
    drawn: dict[int, bytes] = {}
    for size in sizes:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        app_pixmap(size).save(buffer, "PNG")
        drawn[size] = bytes(buffer.data().data())
    del app
    return drawn
