"""One screen as it was, to choose a part of it or the whole: by mouse, or by arrow keys and Enter. Esc goes back.

Nothing is sent from here; the picture goes on to the editor.
"""

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from endpoint_agent.capture.marks import LEAST_PX, between
from endpoint_agent.capture.screens import Shot
from shared.widgets.labels import Label
from shared.widgets.theme import set_kind, ui_font
from shared.widgets.tokens import FONT_PX, GRID

STEP_PX, FINE_PX = 20, 1
SHADE = QColor(10, 14, 20, 120)
LINE = QColor("#FFFFFF")
STEPS = {
    Qt.Key.Key_Left: QPoint(-1, 0),
    Qt.Key.Key_Right: QPoint(1, 0),
    Qt.Key.Key_Up: QPoint(0, -1),
    Qt.Key.Key_Down: QPoint(0, 1),
}
ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}


class RegionOverlay(QWidget):
    """Covers one screen. Signals: `chosen(QRect)` in pixels of the picture; `cancelled()`."""

    chosen = Signal(object)
    cancelled = Signal()

    def __init__(self, shot: Shot) -> None:
        flags = Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        super().__init__(None, flags)
        self._shot = shot
        self._from: QPoint | None = None
        self._at = QPoint(0, 0)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._bar = QFrame(self)
        self._bar.setProperty("kind", "toast")
        self._bar.setCursor(Qt.CursorShape.ArrowCursor)
        self._hint = Label("")
        self.whole, self.back = QPushButton(), QPushButton()
        set_kind(self.whole, "primary")
        self.whole.clicked.connect(lambda: self.chosen.emit(QRect(QPoint(0, 0), self._shot.picture.size())))
        self.back.clicked.connect(self.cancelled)
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(16, 10, 10, 10)
        row.setSpacing(GRID)
        row.addWidget(self._hint)
        row.addSpacing(GRID)
        row.addWidget(self.whole)
        row.addWidget(self.back)
        self._retranslate()

    def cover(self) -> None:
        """Show it over the whole of its screen."""
        self.setScreen(self._shot.screen)
        self.setGeometry(self._shot.screen.geometry())
        self._at = self.rect().center()
        self.showFullScreen()
        self.raise_()

    def selection(self) -> QRect:
        """Return what is chosen so far, on screen."""
        if self._from is None:
            return QRect()
        return between(self._from, self._at) & self.rect()

    def _pixels(self, rect: QRect) -> QRect:
        picture = self._shot.picture
        across, down = picture.width() / self.width(), picture.height() / self.height()
        found = QRectF(rect.x() * across, rect.y() * down, rect.width() * across, rect.height() * down)
        return found.toAlignedRect() & picture.rect()

    def _finish(self) -> None:
        rect, self._from = self.selection(), None
        self.update()
        if min(rect.width(), rect.height()) >= LEAST_PX:
            self.chosen.emit(self._pixels(rect))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._from = self._at = event.position().toPoint()
            self._bar.setVisible(False)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._at = event.position().toPoint()
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._from is not None:
            self._bar.setVisible(True)
            self._finish()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in STEPS:
            fine = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._move(STEPS[key] * (FINE_PX if fine else STEP_PX))
        elif key in ENTER:
            self._enter()
        elif key is Qt.Key.Key_Escape and self._from is not None:
            self._from = None
        elif key is Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)
        self.update()

    def _move(self, step: QPoint) -> None:
        wanted = self._at + step
        self._at = QPoint(max(0, min(self.width() - 1, wanted.x())), max(0, min(self.height() - 1, wanted.y())))
        rect = self._pixels(self.selection())
        self.setAccessibleDescription(size_words(rect.size()) if self._from is not None else self._hint.text())

    def _enter(self) -> None:
        """The first press is one corner, the second the other."""
        if self._from is None:
            self._from = QPoint(self._at)
        else:
            self._finish()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.rect(), self._shot.picture)
        rect = self.selection()
        for shaded in _around(self.rect(), rect):
            painter.fillRect(shaded, SHADE)
        painter.setPen(QPen(LINE, 1, Qt.PenStyle.DotLine))
        painter.drawLine(self._at.x(), 0, self._at.x(), self.height())
        painter.drawLine(0, self._at.y(), self.width(), self._at.y())
        if not rect.isEmpty():
            painter.setPen(QPen(LINE, 2))
            painter.drawRect(rect)
            self._draw_size(painter, rect)

    def _draw_size(self, painter: QPainter, rect: QRect) -> None:
        painter.setFont(ui_font(FONT_PX, QFont.Weight.DemiBold))
        words = size_words(self._pixels(rect).size())
        width = painter.fontMetrics().horizontalAdvance(words) + 16
        above = rect.top() - 30 if rect.top() > 34 else rect.top() + 6
        label = QRect(rect.left(), above, width, 24)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(10, 14, 20, 220))
        painter.drawRoundedRect(label, 6, 6)
        painter.setPen(LINE)
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place_bar()
        super().resizeEvent(event)

    def _place_bar(self) -> None:
        self._bar.adjustSize()
        self._bar.move((self.width() - self._bar.width()) // 2, 3 * GRID)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Choose what to capture"))
        self.setAccessibleName(self.tr("Choose what to capture"))
        self._hint.setText(self.tr("Drag over what you want to show. Keys: arrows, Enter, Esc."))
        self.setAccessibleDescription(self._hint.text())
        self.whole.setText(self.tr("Whole screen"))
        self.back.setText(self.tr("Cancel"))
        self._place_bar()


def size_words(size: QSize) -> str:
    """Return width and height as people write them."""
    return f"{size.width()} \u00d7 {size.height()}"


def _around(whole: QRect, hole: QRect) -> list[QRect]:
    """Return what is left of a rectangle when another one is cut out of it."""
    if hole.isEmpty():
        return [whole]
    return [
        QRect(QPoint(whole.left(), whole.top()), QPoint(whole.right(), hole.top() - 1)),
        QRect(QPoint(whole.left(), hole.bottom() + 1), QPoint(whole.right(), whole.bottom())),
        QRect(QPoint(whole.left(), hole.top()), QPoint(hole.left() - 1, hole.bottom())),
        QRect(QPoint(hole.right() + 1, hole.top()), QPoint(whole.right(), hole.bottom())),
    ]
