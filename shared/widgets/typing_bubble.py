"""Three moving dots and a name: somebody is writing. Takes no room while nobody is."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimerEvent
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QWidget

from shared.widgets.avatar import draw_avatar
from shared.widgets.plain_text import isolated
from shared.widgets.theme import tokens_of, ui_font
from shared.widgets.tokens import SMALL_PX

HEIGHT, STEP_MS = 44, 300


class TypingBubble(QWidget):
    """Stands under the list of a conversation; `set_typing(None)` hides it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._key, self._step, self._timer = "", "", 0, 0
        self.setFixedHeight(HEIGHT)
        self.setVisible(False)

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    def set_typing(self, name: str | None, key: str = "") -> None:
        """Say who is writing."""
        self._name, self._key = name or "", key
        self.setAccessibleName(self._words())
        self.setVisible(name is not None)
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        self._timer = self._timer or self.startTimer(STEP_MS)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        if self._timer:
            self.killTimer(self._timer)
            self._timer = 0
        super().hideEvent(event)

    def timerEvent(self, event: QTimerEvent) -> None:  # noqa: ARG002 - Qt's signature
        self._step = (self._step + 1) % 3
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.setAccessibleName(self._words())
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        t = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(t.background))
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            # Only the shapes are mirrored; the text is placed by its own alignment below.
            bubble, avatar = QRectF(self.width() - 108, 4, 56, 30), QRectF(self.width() - 44, 6, 28, 28)
            words, side = QRectF(16, 4, self.width() - 132, 30), Qt.AlignmentFlag.AlignRight
        else:
            bubble, avatar = QRectF(52, 4, 56, 30), QRectF(16, 6, 28, 28)
            words, side = QRectF(116, 4, self.width() - 132, 30), Qt.AlignmentFlag.AlignLeft
        draw_avatar(painter, avatar, self._name, self._key)
        self._draw_dots(painter, bubble)
        painter.setFont(ui_font(SMALL_PX))
        painter.setPen(QColor(t.muted))
        text = painter.fontMetrics().elidedText(self._words(), Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, side | Qt.AlignmentFlag.AlignVCenter, text)

    def _draw_dots(self, painter: QPainter, bubble: QRectF) -> None:
        t = tokens_of(self)
        painter.setBrush(QColor(t.bubble))
        painter.setPen(QPen(QColor(t.bubble_line), 1))
        painter.drawRoundedRect(bubble, 14, 14)
        painter.setPen(Qt.PenStyle.NoPen)
        for number in range(3):
            colour = QColor(t.muted)
            colour.setAlphaF((1.0, 0.65, 0.35)[(number - self._step) % 3])
            painter.setBrush(colour)
            painter.drawEllipse(QPointF(bubble.left() + 18 + number * 10, bubble.center().y()), 3, 3)

    def _words(self) -> str:
        return self.tr("{name} is writing…").format(name=isolated(self._name)) if self._name else ""
