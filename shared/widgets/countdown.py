"""The time that is left, as a ring and as m:ss, counted on this machine's monotonic clock from what the server said."""

import math

from PySide6.QtCore import QDeadlineTimer, QEvent, QRectF, QSize, Qt, QTimerEvent, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from shared.widgets.theme import tokens_of, ui_font

TICK_MS = 200
SOON_MS, LAST_MS = 30_000, 10_000


class Countdown(QWidget):
    """Signals: `expired()` once, when nothing is left. The server decides what that means, not this ring."""

    expired = Signal()

    def __init__(self, size: int = 64, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self._total_ms = 1
        self._deadline = QDeadlineTimer()
        self._timer = 0
        self._said = ""
        self.setFixedSize(QSize(size, size))

    def start(self, remaining_ms: int, total_ms: int) -> None:
        """Count down from `remaining_ms`; the full ring stands for `total_ms`."""
        self._total_ms = max(1, total_ms)
        self._deadline = QDeadlineTimer(max(0, remaining_ms), Qt.TimerType.PreciseTimer)
        self._timer = self._timer or self.startTimer(TICK_MS)
        self._tell()

    def stop(self) -> None:
        """Stand still at what is left; nothing expires any more."""
        if self._timer:
            self.killTimer(self._timer)
            self._timer = 0

    def remaining_ms(self) -> int:
        """Return what is left, 0 when over."""
        return 0 if self._deadline.isForever() else max(0, self._deadline.remainingTime())

    def timerEvent(self, event: QTimerEvent) -> None:  # noqa: ARG002 - Qt's signature
        self._tell()
        if self.remaining_ms() == 0:
            self.stop()
            self.expired.emit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._tell()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        t = tokens_of(self)
        left = self.remaining_ms()
        colour = t.danger if left <= LAST_MS else t.warn if left <= SOON_MS else t.accent
        width = max(3.0, self._size / 14)
        ring = QRectF(self.rect()).adjusted(width, width, -width, -width)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(t.line), width))
        painter.drawEllipse(ring)
        painter.setPen(QPen(QColor(colour), width, c=Qt.PenCapStyle.RoundCap))
        painter.drawArc(ring, 90 * 16, round(360 * 16 * min(1.0, left / self._total_ms)))
        painter.setPen(QColor(t.danger_text if left <= LAST_MS else t.text))
        painter.setFont(digits_font(round(self._size * 0.27)))
        painter.drawText(ring, Qt.AlignmentFlag.AlignCenter, minutes_seconds(left))

    def _tell(self) -> None:
        # Screen readers hear it every ten seconds, and each of the last ten.
        left = self.remaining_ms()
        said = minutes_seconds(left if left <= LAST_MS else math.ceil(left / LAST_MS) * LAST_MS)
        if said != self._said:
            self._said = said
            self.setAccessibleName(self.tr("Time left: {time}").format(time=said))
        self.update()


def minutes_seconds(milliseconds: int) -> str:
    """Return "1:34"; a started second counts as a whole one, so that "0:00" means over."""
    seconds = math.ceil(max(0, milliseconds) / 1000)
    return f"{seconds // 60}:{seconds % 60:02}"


def digits_font(pixels: int) -> QFont:
    """Return the font with figures of one width, so that a running number does not dance."""
    font = ui_font(pixels, QFont.Weight.DemiBold)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
