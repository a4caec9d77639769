"""Size and place of windows that come up beside others; what is in them is theirs."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

FRAME_PX = 48
"""Room for the title bar, which the window manager adds."""
EDGE_PX = 8


def fit_height(window: QWidget) -> None:
    """Make it as high as its content is at its width: Qt's own guess for lines that break leaves a gap."""
    layout = window.layout()
    if layout is None:
        return
    layout.activate()
    width = max(window.minimumWidth(), layout.totalMinimumSize().width())
    height = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
    window.resize(width, height)


def place_over(window: QWidget, below: QWidget) -> None:
    """Put a window that is not shown yet over the middle of another one, whole on its screen."""
    screen = QGuiApplication.screenAt(below.geometry().center()) or QGuiApplication.primaryScreen()
    area = screen.availableGeometry()
    wanted = below.geometry().center() - QPoint(window.width() // 2, window.height() // 2)
    most = QPoint(area.right() - window.width() - EDGE_PX, area.bottom() - window.height() - EDGE_PX)
    window.move(
        max(area.left() + EDGE_PX, min(wanted.x(), most.x())), max(area.top(), min(wanted.y(), most.y()) - FRAME_PX)
    )
