"""The sheet that appears over a conversation while files are dragged over it, and takes them."""

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from shared.widgets.icons import draw_icon
from shared.widgets.theme import tokens_of, ui_font
from shared.widgets.tokens import GRID, TEXT_PX


class DropZone(QWidget):
    """Lies over `pane`, hidden until files come over it. Signals: `dropped(paths)`; folders and addresses are left out."""

    dropped = Signal(list)

    def __init__(self, pane: QWidget, *over: QWidget) -> None:
        super().__init__(pane)
        self._pane = pane
        self._is_enabled = True
        self.setAcceptDrops(True)
        self.setVisible(False)
        self._words = ""
        for widget in (pane, *over):
            widget.setAcceptDrops(True)
            widget.installEventFilter(self)

    def set_allowed(self, *, allowed: bool) -> None:
        """Take files, or let them be dropped elsewhere."""
        self._is_enabled = allowed

    def say(self, words: str) -> None:
        """Set what stands on the sheet."""
        self._words = words
        self.setAccessibleName(words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent) and event.type() is QEvent.Type.DragEnter and self._wants(event):
            self.setGeometry(self._pane.rect())
            self.raise_()
            self.show()
            event.acceptProposedAction()
            return True
        if watched is self._pane and event.type() is QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._pane.rect())
        # A drop on what lies below happens when the sheet came up too late for it.
        if isinstance(event, QDropEvent) and event.type() is QEvent.Type.Drop and self._wants(event):
            self.dropEvent(event)
            return True
        return False

    def _wants(self, event: QDropEvent) -> bool:
        return self._is_enabled and bool(local_files(event))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.hide()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        self.hide()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.dropped.emit(local_files(event))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        t = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(t.info_tint)
        ground.setAlphaF(0.94)
        painter.fillRect(self.rect(), ground)
        painter.setPen(QPen(QColor(t.accent), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(12, 12, -12, -12), 14, 14)
        middle = QRectF(self.rect()).center()
        draw_icon(painter, "upload", t.accent_text, QRectF(middle - QPointF(20, 44), middle + QPointF(20, -4)))
        painter.setFont(ui_font(TEXT_PX))
        painter.setPen(QColor(t.accent_text))
        words = QRectF(3 * GRID, middle.y() + GRID, self.width() - 6 * GRID, 60)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(words, flags, self._words)


def local_files(event: QDropEvent) -> list[str]:
    """Return the paths that are dragged; files on other machines are none of ours to fetch."""
    return [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
