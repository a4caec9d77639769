"""The round button over a scrolled-up conversation that leads back to the newest message, with the number unseen."""

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from shared.widgets.badge import draw_badge
from shared.widgets.icons import draw_icon
from shared.widgets.theme import tokens_of

SIDE, DISC, MARGIN = 48, 36, 10


class JumpButton(QAbstractButton):
    """Place it with `place_in`; hidden while the newest message is in view."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._unseen = 0
        self.setFixedSize(SIDE, SIDE)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setVisible(False)
        self._name_it()

    def set_unseen(self, count: int) -> None:
        """Show how many messages wait below."""
        if count != self._unseen:
            self._unseen = count
            self._name_it()
            self.update()

    def place_in(self, area: QRect) -> None:
        """Stand in the lower corner of the list, on the side where reading ends."""
        left = area.left() + MARGIN
        right = area.right() - SIDE - MARGIN - 8
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self.move(left if mirrored else right, area.bottom() - SIDE - MARGIN)
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        t = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QRectF(SIDE - DISC - 2, SIDE - DISC - 2, DISC, DISC)
        painter.setBrush(QColor(t.hover if self.underMouse() else t.surface))
        painter.setPen(QPen(QColor(t.accent if self.hasFocus() else t.line_strong), 2 if self.hasFocus() else 1))
        painter.drawEllipse(disc)
        draw_icon(painter, "arrow-down", t.text, disc.adjusted(9, 9, -9, -9))
        if self._unseen:
            draw_badge(painter, QRectF(0, 0, SIDE - 6, 18), self._unseen, t)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._name_it()
        super().changeEvent(event)

    def _name_it(self) -> None:
        words = self.tr("Go to the newest message")
        if self._unseen:
            words = self.tr("Go to the newest message: %n new", "", self._unseen)
        self.setAccessibleName(words)
        self.setToolTip(words)
