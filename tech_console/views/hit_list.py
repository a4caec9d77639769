"""The list of search hits: title, the excerpt with the found words in bold, where and when. Painted, never markup."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from shared.protocol.search import HitKind, SearchHit
from shared.widgets.icons import draw_icon
from shared.widgets.plain_text import shown_line
from shared.widgets.theme import tokens_of, ui_font
from shared.widgets.tokens import FONT_PX, SMALL_PX, Tokens
from tech_console.models.hits import HitModel, HitRole, HitRow, pieces
from tech_console.models.words import clock_or_day

HEADING, ROW, INSET, PICTURE = 38, 56, 16, 18
ICONS = {
    HitKind.MESSAGE: "message-square",
    HitKind.TICKET: "ticket",
    HitKind.CONTACT: "user",
    HitKind.DEVICE: "monitor",
}
Index = QModelIndex | QPersistentModelIndex
MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class HitDelegate(QStyledItemDelegate):
    """Paints headings and hits."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's signature
        row: HitRow = index.data(HitRole)
        return QSize(200, HEADING if row.hit is None else ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: HitRow = index.data(HitRole)
        t = tokens_of(option.widget)
        painter.save()
        if row.hit is None:
            painter.setFont(ui_font(SMALL_PX + 1, QFont.Weight.DemiBold))
            painter.setPen(QColor(t.muted))
            painter.drawText(option.rect.adjusted(INSET, 8, -INSET, 0), MIDDLE, row.heading)
        else:
            self._paint_hit(painter, option, row, row.hit, t)
        painter.restore()

    def _paint_hit(
        self, painter: QPainter, option: QStyleOptionViewItem, row: HitRow, hit: SearchHit, t: Tokens
    ) -> None:
        ground = QRectF(option.rect).adjusted(8, 1, -8, -1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.selected if selected else t.hover))
            painter.drawRoundedRect(ground, 8, 8)
        if selected and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(t.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        body = option.rect.adjusted(INSET + 4, 0, -INSET - 4, 0)
        picture = QRectF(body.left(), body.top() + (ROW - PICTURE) / 2, PICTURE, PICTURE)
        draw_icon(painter, ICONS[hit.kind], t.muted, picture)
        words = body.adjusted(PICTURE + 14, 0, 0, 0)
        self._paint_title(painter, QRect(words.left(), words.top() + 8, words.width(), 20), row, hit, t)
        _paint_excerpt(painter, QRect(words.left(), words.top() + 28, words.width(), 20), hit.excerpt, t)

    def _paint_title(self, painter: QPainter, line: QRect, row: HitRow, hit: SearchHit, t: Tokens) -> None:
        small = ui_font(SMALL_PX)
        side = " · ".join(part for part in (shown_line(row.where), clock_or_day(hit.at)) if part)
        metrics = QFontMetrics(small)
        side = metrics.elidedText(side, Qt.TextElideMode.ElideRight, line.width() // 2)
        painter.setFont(small)
        painter.setPen(QColor(t.muted))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | MIDDLE, side)
        font = ui_font(FONT_PX, QFont.Weight.DemiBold)
        room = line.width() - metrics.horizontalAdvance(side) - 16
        title = QFontMetrics(font).elidedText(shown_line(hit.title), Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        painter.setPen(QColor(t.text))
        painter.drawText(line, MIDDLE, title)


def _paint_excerpt(painter: QPainter, line: QRect, excerpt: str, t: Tokens) -> None:
    """Draw the pieces one behind the other, found words in bold, until the line is full."""
    left = line.left()
    for text, is_found in pieces(excerpt):
        font = ui_font(FONT_PX - 1, QFont.Weight.Bold if is_found else QFont.Weight.Normal)
        metrics = QFontMetrics(font)
        room = line.right() - left
        if room <= 0:
            return
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        painter.setPen(QColor(t.text if is_found else t.muted))
        painter.drawText(QRect(left, line.top(), room, line.height()), MIDDLE, shown)
        left += metrics.horizontalAdvance(shown)
        if shown != text:
            return


class HitList(QListView):
    """Signals: `chosen(SearchHit)` for Enter or a click."""

    chosen = Signal(object)

    def __init__(self, model: HitModel) -> None:
        super().__init__()
        self._hits = model
        self.setModel(model)
        self.setItemDelegate(HitDelegate(self))
        self.setMouseTracking(True)
        self.setProperty("kind", "cards")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._choose)

    def start(self) -> None:
        """Put the keyboard on the first hit."""
        self.setFocus()
        if (first := self._hits.first_hit()) >= 0 and not self.currentIndex().isValid():
            self.setCurrentIndex(self._hits.index(first))

    def move_by(self, step: int) -> None:
        """Go to the next or the previous hit, past headings."""
        row = self.currentIndex().row() + step
        while 0 <= row < self._hits.rowCount():
            found = self._hits.row(row)
            if found is not None and found.hit is not None:
                self.setCurrentIndex(self._hits.index(row))
                return
            row += step

    def open_current(self) -> None:
        """Open the hit the keyboard is on."""
        if self.currentIndex().isValid():
            self._choose(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        row = self._hits.row(index.row())
        if row is not None and row.hit is not None:
            self.chosen.emit(row.hit)
