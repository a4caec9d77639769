"""The picture in the editor: shown whole, drawn on with the chosen tool by mouse, or by arrow keys and Enter."""

import random

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from endpoint_agent.capture.marks import MARK, Mark, Tool, applied, between
from endpoint_agent.views.region_overlay import ENTER, FINE_PX, STEP_PX, STEPS
from shared.widgets.theme import tokens_of

LEAST = QSize(320, 200)


class CaptureCanvas(QWidget):
    """Keeps the picture as it was and the steps done to it, until the editor is closed. Signals: `changed()`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tool = Tool.HIDE
        self._source = QImage()
        self._shown = QImage()
        self.marks: list[Mark] = []
        self._from: QPoint | None = None
        self._at = QPoint(0, 0)
        self.setMinimumSize(LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_picture(self, picture: QImage) -> None:
        """Begin with a picture."""
        self._source, self.marks, self._from = picture, [], None
        self._redo()
        self._at = self._shown.rect().center()

    def picture(self) -> QImage:
        """Return it as it will be sent."""
        return self._shown

    def undo(self) -> None:
        """Take the last step back."""
        if self.marks:
            self.marks.pop()
            self._redo()

    def forget(self) -> None:
        """Let go of all pictures: what was hidden must not stay in memory longer than needed."""
        self._source, self._shown, self.marks = QImage(), QImage(), []

    def _redo(self) -> None:
        self._show(applied(self._source, self.marks))

    def _show(self, picture: QImage) -> None:
        self._shown = picture
        self._at = QPoint(min(self._at.x(), self._shown.width() - 1), min(self._at.y(), self._shown.height() - 1))
        self.update()
        self.changed.emit()

    def _add(self) -> None:
        if self._from is None:
            return
        mark = Mark(
            tool=self.tool,
            start=(self._from.x(), self._from.y()),
            end=(self._at.x(), self._at.y()),
            seed=random.getrandbits(32),
        )
        self._from = None
        if mark.is_worth_it(self._shown.size()):
            self.marks.append(mark)
            self._show(applied(self._shown, [mark]))
        self.update()

    def frame(self) -> QRect:
        """Return where the picture is drawn."""
        size = self._shown.size()
        room = size.scaled(self.size() - QSize(2, 2), Qt.AspectRatioMode.KeepAspectRatio)
        size = size if size.width() <= room.width() else room
        place = QRect(QPoint(0, 0), size)
        place.moveCenter(self.rect().center())
        return place

    def _pixel(self, point: QPoint) -> QPoint:
        frame = self.frame()
        x = (point.x() - frame.left()) * self._shown.width() // max(1, frame.width())
        y = (point.y() - frame.top()) * self._shown.height() // max(1, frame.height())
        return QPoint(max(0, min(self._shown.width() - 1, x)), max(0, min(self._shown.height() - 1, y)))

    def _on_screen(self, pixel: QPoint) -> QPoint:
        frame, size = self.frame(), self._shown.size()
        return frame.topLeft() + QPoint(
            pixel.x() * frame.width() // max(1, size.width()), pixel.y() * frame.height() // max(1, size.height())
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._from = self._at = self._pixel(event.position().toPoint())
            self.setFocus()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._at = self._pixel(event.position().toPoint())
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._add()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in STEPS:
            fine = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            wanted = self._at + STEPS[key] * (FINE_PX if fine else STEP_PX)
            self._at = self._pixel(self._on_screen(wanted)) if not self._shown.rect().contains(wanted) else wanted
            self.update()
        elif key in ENTER and self._from is None:
            self._from = QPoint(self._at)
        elif key in ENTER:
            self._add()
        elif key is Qt.Key.Key_Escape and self._from is not None:
            self._from = None
            self.update()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        t, frame = tokens_of(self), self.frame()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(t.pressed))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(frame, self._shown)
        at = self._on_screen(self._at)
        if self._from is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, self.tool is Tool.ARROW)
            painter.setPen(QPen(MARK, 2, Qt.PenStyle.DashLine))
            start = self._on_screen(self._from)
            if self.tool is Tool.ARROW:
                painter.drawLine(start, at)
            else:
                painter.drawRect(between(start, at))
        elif self.hasFocus():
            painter.setPen(QPen(MARK, 1))
            painter.drawLine(at.x() - 8, at.y(), at.x() + 8, at.y())
            painter.drawLine(at.x(), at.y() - 8, at.x(), at.y() + 8)
        painter.setPen(QPen(QColor(t.accent if self.hasFocus() else t.line_strong), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
