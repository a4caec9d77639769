"""The programs' icon as PNG files, drawn by the code that draws it in the tray; nothing to keep in step."""

import struct
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


def ico(drawn: dict[int, bytes]) -> bytes:
    """Return the pictures as one icon file of Windows, which has taken PNG inside since Vista."""
    head = struct.pack("<HHH", 0, 1, len(drawn))
    entries, content, at = b"", b"", len(head) + 16 * len(drawn)
    for size, picture in sorted(drawn.items()):
        side = size % 256  # 256 is written as 0
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), at + len(content))
        content += picture
    return head + entries + content
