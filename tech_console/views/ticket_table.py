"""The list of tickets on screen. Rows are painted by the table itself: a delegate called for each cell takes several
times as long, and a page of rows must be drawn within one frame also while 50,000 tickets change.
"""  # noqa: D205 - the reason is one sentence

from PySide6.QtCore import QEvent, QItemSelectionModel, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QStaticText

from shared.protocol.tickets import TicketRecord
from shared.widgets.plain_text import shown_line
from shared.widgets.theme import tokens_of, ui_font
from shared.widgets.tokens import FONT_PX, Tokens
from tech_console.models.tickets import PRIORITY_COLUMN, PRIORITY_TONES, STATE_COLUMN, STATE_TONES, TicketModel
from tech_console.views.tables import DOT, INSET, ROW, RecordTable

IMPORTANCE = (0, 1, 2, 6, 3, 4, 5, 7)
WIDTHS = (76, 0, 112, 104, 150, 150, 140, 96)
GAP = 8
MOST_TEXTS = 5000


class TicketTable(RecordTable):
    """Signals: those of RecordTable."""

    def __init__(self, model: TicketModel) -> None:
        super().__init__(model, "ticket_id", WIDTHS, many=True, importance=IMPORTANCE)
        self._model = model
        self._texts: dict[tuple[str, int], QStaticText] = {}
        self._font = ui_font(FONT_PX)
        self._metrics = QFontMetrics(self._font)
        # Heads ask for each row whether it is selected, to paint themselves: 50,000 questions for nothing.
        for heads in (self.horizontalHeader(), self.verticalHeader()):
            heads.setSelectionModel(QItemSelectionModel(model, heads))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._texts = {}
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = tokens_of(self)
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(t.surface))
        row = self.rowAt(event.rect().top())
        if row < 0:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        columns = [c for c in range(self._model.columnCount()) if not self.isColumnHidden(c)]
        places = [(c, self.columnViewportPosition(c), self.columnWidth(c)) for c in columns]
        while row < self._model.rowCount() and self.rowViewportPosition(row) <= event.rect().bottom():
            record = self._model.record(row)
            if record is not None:
                self._paint_row(painter, row, record, places, t)
            row += 1

    def _paint_row(
        self, painter: QPainter, row: int, record: TicketRecord, places: list[tuple[int, int, int]], t: Tokens
    ) -> None:
        index = self._model.index(row, 0)
        line = QRect(0, self.rowViewportPosition(row), self.viewport().width(), ROW)
        selected = self.selectionModel().isSelected(index)
        if selected or row == self.hovered_row:
            painter.fillRect(line, QColor(t.selected if selected else t.hover))
        painter.setPen(QColor(t.line))
        painter.drawLine(line.bottomLeft(), line.bottomRight())
        if self.shows_keyboard_on(index):
            painter.setPen(QColor(t.accent))
            # The dots of the row above have left their colour in the brush.
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(line).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(QColor(t.text))
        for column, left, width in places:
            tone = _tone(record, column)
            x = left + INSET
            if tone is not None:
                self._paint_dot(painter, QPointF(x, line.center().y()), tone, t)
                x += DOT + GAP
            static = self._text(self._model.text_of(record, column), left + width - x - GAP)
            painter.drawStaticText(QPointF(x, line.top() + (ROW - self._metrics.height()) / 2), static)

    def _paint_dot(self, painter: QPainter, at: QPointF, tone: str, t: Tokens) -> None:
        colour = {"ok": t.ok, "warn": t.warn, "info": t.accent, "danger": t.danger}.get(tone, t.line_strong)
        painter.setBrush(QColor(colour))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QRectF(at.x(), at.y() - DOT / 2 + 0.5, DOT, DOT))
        painter.setPen(QColor(t.text))

    def _text(self, text: str, width: int) -> QStaticText:
        """Return a text cut to a width; laid out once, for most rows say what others said before."""
        found = self._texts.get((text, width))
        if found is None:
            if len(self._texts) >= MOST_TEXTS:
                self._texts.clear()
            cut = self._metrics.elidedText(shown_line(text), Qt.TextElideMode.ElideRight, width)
            found = self._texts[text, width] = QStaticText(cut)
            found.setTextFormat(Qt.TextFormat.PlainText)
        return found


def _tone(record: TicketRecord, column: int) -> str | None:
    """Return the colour of the dot before a word, None for columns without one; the word says the same."""
    if column == STATE_COLUMN:
        return STATE_TONES[record.state]
    return PRIORITY_TONES[record.priority] if column == PRIORITY_COLUMN else None
