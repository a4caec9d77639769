"""Stacks toasts at the top right of a window or of the screen, the newest below, and closes the gap when one goes."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from shared.widgets.toast import Toast
from shared.widgets.tokens import GRID

MARGIN = 2 * GRID
MOST = 5


class ToastStack(QObject):
    """Give `anchor` for the corner of a window; without one (or while it is hidden) the primary screen is used."""

    def __init__(self, anchor: QWidget | None = None, *, top_margin: int = MARGIN) -> None:
        super().__init__(anchor)
        self._anchor = anchor
        self._top = top_margin
        self._toasts: list[Toast] = []
        if anchor is not None:
            anchor.installEventFilter(self)

    def show_toast(self, toast: Toast) -> None:
        """Show one more; the oldest that is not sticky gives way when there are too many."""
        self._make_room()
        self._toasts.append(toast)
        toast.closed.connect(lambda: self._gone(toast))
        toast.ensurePolished()
        _fit(toast)
        self._arrange()
        toast.show()
        _fit(toast)
        self._arrange()

    def toasts(self) -> list[Toast]:
        """Return what is shown, oldest first."""
        return list(self._toasts)

    def close_all(self) -> None:
        """Take all away, as when the program signs out."""
        for toast in self.toasts():
            toast.close()

    def focus_newest(self) -> None:
        """Bring the newest to the keyboard; for a shortcut of the main window."""
        if self._toasts:
            self._toasts[-1].activateWindow()
            self._toasts[-1].focus_first()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show):
            self._arrange()
        return super().eventFilter(watched, event)

    def _make_room(self) -> None:
        if len(self._toasts) >= MOST:
            oldest = next((toast for toast in self._toasts if not toast.is_sticky), None)
            if oldest is not None:
                oldest.close()

    def _gone(self, toast: Toast) -> None:
        if toast in self._toasts:
            self._toasts.remove(toast)
            self._arrange()

    def _arrange(self) -> None:
        area = self._area()
        y = area.top() + self._top
        for toast in self._toasts:
            toast.move(QPoint(area.right() - toast.width() - MARGIN, y))
            y += toast.height() + GRID

    def _area(self) -> QRect:
        if self._anchor is not None and self._anchor.isVisible():
            return QRect(self._anchor.mapToGlobal(QPoint(0, 0)), self._anchor.size())
        return QGuiApplication.primaryScreen().availableGeometry()


def _fit(toast: Toast) -> None:
    """Make it as high as its lines are at its width: Qt's own guess leaves a gap below those that break."""
    layout = toast.layout()
    if layout is not None and layout.hasHeightForWidth():
        layout.activate()
        toast.resize(toast.width(), layout.totalHeightForWidth(toast.width()))
    else:
        toast.adjustSize()
