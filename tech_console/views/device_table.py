"""The device list on screen: columns to choose, move and widen; status by shape and word, tags as chips, disks as bars.

Rows are painted by the table itself: a delegate called for each cell takes several times as long, and a page of rows must be drawn
within one frame also while 50,000 of them change.
"""

import time
from collections.abc import Collection, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent, QStaticText
from PySide6.QtWidgets import QHeaderView, QMenu

from shared.protocol.directory import DeviceRecord, DeviceState
from shared.widgets.plain_text import button_text, shown_line
from shared.widgets.theme import tokens_of, ui_font
from shared.widgets.tokens import FONT_PX
from tech_console.models.devices import DeviceModel
from tech_console.state.device_status import DeviceStatus
from tech_console.views.cell_tips import CellTips
from tech_console.views.device_marks import MARK, Stamps, chip_width, draw_bar, draw_chip, draw_mark
from tech_console.views.tables import RecordTable

INSET = 14
"""Where the words of a cell begin: below those of the column's head."""
PAD = 8
LEAST = 56
BAR = 28
CHIP = 21
MOST_TEXTS = 20_000
PAINT_S = 0.006
"""So long one turn paints a page of new texts; a whole one may take longer than a frame."""
LOW_DISK = 10
"""Percent free below which a disk is shown in a warning colour; the number says the same."""


class DeviceTable(RecordTable):
    """Signals: `columns_changed()` when a person chose, moved or widened columns; `columns_wanted()` for the dialog."""

    columns_changed = Signal()
    columns_wanted = Signal()

    def __init__(self, model: DeviceModel) -> None:
        super().__init__(model, "device_id", [column.width for column in model.columns], many=True)
        self._model = model
        self._texts: dict[tuple[str, int, bool], QStaticText] = {}
        self._tokens = tokens_of(self)
        self._chips: dict[tuple[str, int], int] = {}
        self._stamps = Stamps()
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self.viewport().update)
        model.is_seen = lambda keys: bool(keys) and self._sees(set(keys))
        self._plain, self._strong = ui_font(FONT_PX), ui_font(FONT_PX, QFont.Weight.Medium)
        # Heads ask for each row whether it is selected, to paint themselves: 50,000 questions for nothing.
        for heads in (self.horizontalHeader(), self.verticalHeader()):
            heads.setSelectionModel(QItemSelectionModel(model, heads))
        self._is_setting = False
        self._is_narrow = False
        self._left_out: set[int] = set()
        self._chosen_widths = {place: column.width for place, column in enumerate(model.columns)}
        CellTips(self)
        heads = self.horizontalHeader()
        heads.setSectionsMovable(True)
        heads.setTextElideMode(Qt.TextElideMode.ElideRight)
        heads.setFirstSectionMovable(True)
        heads.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        heads.customContextMenuRequested.connect(self._offer_columns)
        heads.sectionMoved.connect(self._chosen)
        heads.sectionResized.connect(self._widened)
        heads.setSortIndicatorShown(True)
        for place in range(len(model.columns)):
            heads.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
        heads.setStretchLastSection(True)

    def _sees(self, keys: Collection[str]) -> bool:
        """What is not on the screen need not be painted again, however much of it changes."""
        first, bottom = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        last = bottom if bottom >= 0 else self._model.rowCount() - 1
        rows = (self._model.record(row) for row in range(max(0, first), last + 1))
        return any(device is not None and device.device_id in keys for device in rows)

    # Columns

    def columns(self) -> list[str]:
        """Return the ids of the columns shown, from the left."""
        heads = self.horizontalHeader()
        order = (heads.logicalIndex(visual) for visual in range(heads.count()))
        return [
            self._model.columns[place].id
            for place in order
            if not self.isColumnHidden(place) or place in self._left_out
        ]

    def widths(self) -> dict[str, int]:
        """Return the widths that differ from how the columns come."""
        columns = self._model.columns
        chosen = self._chosen_widths.items()
        return {columns[place].id: width for place, width in chosen if width != columns[place].width}

    def set_columns(self, ids: Sequence[str], widths: Mapping[str, int] | None = None) -> None:
        """Show these columns in this order; unknown ids are left out, and there is always at least the name."""
        self._is_setting = True
        self._left_out.clear()
        heads, places = self.horizontalHeader(), self._model.places
        wanted = [places[id_] for id_ in dict.fromkeys(ids) if id_ in places] or [places["name"]]
        for visual, place in enumerate(wanted):
            heads.moveSection(heads.visualIndex(place), visual)
        for place, column in enumerate(self._model.columns):
            if widths is not None:
                self._chosen_widths[place] = max(LEAST, widths.get(column.id, column.width))
            self.setColumnWidth(place, self._chosen_widths[place])
            self.setColumnHidden(place, place not in wanted)
        self._is_setting = False
        self._leave_room()
        self.viewport().update()

    def set_narrow(self, *, is_narrow: bool) -> None:
        """Leave out the columns at the right that have no room, instead of scrolling sideways."""
        self._is_narrow = is_narrow
        self._leave_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._leave_room()

    def _leave_room(self) -> None:
        self._is_setting = True
        room = self.viewport().width()
        shown = [self._model.places[id_] for id_ in self.columns()]
        self._left_out.clear()
        for number, place in enumerate(shown):
            # The last one shown is stretched, so its present width says nothing.
            room -= self._chosen_widths[place]
            leaves = self._is_narrow and number > 0 and room < 0
            self.setColumnHidden(place, leaves)
            if leaves:
                self._left_out.add(place)
        self._is_setting = False

    def _chosen(self) -> None:
        if not self._is_setting:
            self.columns_changed.emit()

    def _widened(self, place: int, _before: int, after: int) -> None:
        is_last = place == self.outer_columns()[1]
        if after and not self._is_setting and not is_last and not self.isColumnHidden(place):
            self._chosen_widths[place] = after
            self.columns_changed.emit()

    def _offer_columns(self, at: QPoint) -> None:
        menu = QMenu(self)
        shown = self.columns()
        for column in self._model.columns:
            action = menu.addAction(button_text(column.title()))
            action.setCheckable(True)
            action.setChecked(column.id in shown)
            action.setEnabled(column.id != "name")
            action.triggered.connect(lambda on, id_=column.id: self._choose(id_, is_shown=on))
        menu.addSeparator()
        menu.addAction(self.tr("Columns…")).triggered.connect(self.columns_wanted)
        menu.exec(self.horizontalHeader().mapToGlobal(at))
        menu.deleteLater()

    def _choose(self, id_: str, *, is_shown: bool) -> None:
        shown = self.columns()
        self.set_columns([*shown, id_] if is_shown else [other for other in shown if other != id_])
        self.columns_changed.emit()

    def sorted_by(self) -> tuple[str, bool]:
        """Return the column that orders and whether it falls."""
        heads = self.horizontalHeader()
        place = heads.sortIndicatorSection()
        known = 0 <= place < len(self._model.columns)
        return (
            self._model.columns[place].id if known else "name",
            heads.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder,
        )

    def sort_by(self, id_: str, *, is_falling: bool = False) -> None:
        """Order by a column."""
        place = self._model.places.get(id_, 0)
        self.start_sorted(place, Qt.SortOrder.DescendingOrder if is_falling else Qt.SortOrder.AscendingOrder)

    def selected_count(self) -> int:
        """Count the selected rows without naming each: there may be 50,000."""
        selection = self.selectionModel().selection()
        return sum(selection.at(number).height() for number in range(selection.count()))

    # Painting

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._tokens = tokens_of(self)
            self._texts, self._chips = {}, {}
            self._stamps.forget()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(self._tokens.surface))
        bottom = event.rect().bottom()
        row = self.rowAt(event.rect().top())
        if row < 0:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._plain)
        cells = self._cells(event.rect())
        count, known, until = self._model.rowCount(), len(self._texts), time.perf_counter() + PAINT_S
        while row < count and (top := self.rowViewportPosition(row)) <= bottom:
            if len(self._texts) > known and time.perf_counter() > until:
                # Texts never shown before cost ten times as much as known ones: what stands below comes with the next turn.
                self._rest.start()
                return
            self._paint_row(painter, row, top, cells)
            row += 1

    def _cells(self, within: QRect) -> list[tuple[int, int, int]]:
        """Return place, left edge and width of the columns to paint."""
        heads, shift = self.horizontalHeader(), self.horizontalHeader().offset()
        found = []
        for visual in range(heads.count()):
            place = heads.logicalIndex(visual)
            if (width := heads.sectionSize(place)) and not heads.isSectionHidden(place):
                left = heads.sectionPosition(place) - shift
                if left <= within.right() and left + width >= within.left():
                    found.append((place, left, width))
        return found

    def _paint_row(self, painter: QPainter, row: int, top: int, cells: list[tuple[int, int, int]]) -> None:
        device = self._model.record(row)
        if device is None:
            return
        t, height, width = self._tokens, self.rowHeight(row), self.viewport().width()
        line = QRect(0, top, width, height)
        if self.selectionModel().isRowSelected(row, self.rootIndex()):
            painter.fillRect(line, QColor(t.selected))
        elif row == self.hovered_row:
            painter.fillRect(line, QColor(t.hover))
        painter.fillRect(QRect(0, top + height - 1, width, 1), QColor(t.line))
        for place, left, room in cells:
            self._paint_cell(painter, device, place, QRect(left, top, room, height - 1))
        if self.hasFocus() and row == self.currentIndex().row():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QColor(t.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(line.adjusted(0, 0, -1, -2))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _paint_cell(self, painter: QPainter, device: DeviceRecord, place: int, cell: QRect) -> None:
        t, column = self._tokens, self._model.columns[place]
        body = cell.adjusted(INSET, 0, -PAD, 0)
        colour = t.muted if device.state is DeviceState.REVOKED else t.text
        if column.id == "tags":
            self._paint_tags(painter, device.tags, body)
            return
        if column.id == "status":
            colour = self._paint_status(painter, device, body, colour)
        elif column.id == "disk_free" and device.facts.disk_free_percent >= 0:
            colour = self._paint_disk(painter, device.facts.disk_free_percent, body, colour)
        elif column.id == "reboot":
            colour = t.warn_text
        self._draw(painter, column.text(device), body, colour, is_strong=column.id == "name")

    def _paint_status(self, painter: QPainter, device: DeviceRecord, body: QRect, colour: str) -> str:
        status, t = self._model.status(device), self._tokens
        spot = QPointF(body.left(), body.center().y() - MARK // 2)
        mark = QRectF(0.5, 0.5, MARK, MARK)
        self._stamps.stamp(painter, spot, (MARK + 2, MARK + 2), (status,), lambda p: draw_mark(p, mark, status, t))
        body.adjust(MARK + 8, 0, 0, 0)
        return t.danger_text if status is DeviceStatus.OVERDUE else colour

    def _paint_disk(self, painter: QPainter, percent: int, body: QRect, colour: str) -> str:
        is_low, t = percent < LOW_DISK, self._tokens
        spot, bar = QPointF(body.left(), body.center().y() - 2), QRectF(0, 0, BAR, 5)
        self._stamps.stamp(
            painter, spot, (BAR, 6), ("disk", percent), lambda p: draw_bar(p, bar, 1 - percent / 100, t, is_low=is_low)
        )
        body.adjust(BAR + 8, 0, 0, 0)
        return t.danger_text if is_low else colour

    def _paint_tags(self, painter: QPainter, tags: Sequence[str], body: QRect) -> None:
        left, t = body.left(), self._tokens
        for number, tag in enumerate(tags):
            more = len(tags) - number - 1
            room = body.right() - left - (28 if more else 0)
            if room < 32:
                self._draw(painter, f"+{more + 1}", QRect(left, body.top(), 28, body.height()), t.muted)
                return
            width = self._chips.get((tag, room))
            if width is None:
                width = self._chips[tag, room] = chip_width(tag, room)
            chip = QRectF(0, 0, width, CHIP)
            paint = partial(draw_chip, room=chip, text=tag, t=t)
            self._stamps.stamp(
                painter, QPointF(left, body.center().y() - CHIP // 2), (width, CHIP), ("tag", tag), paint
            )
            left += width + 4

    def _draw(self, painter: QPainter, text: str, body: QRect, colour: str, *, is_strong: bool = False) -> None:
        if not text or body.width() < 8:
            return
        made = self._texts.get((text, body.width(), is_strong))
        if made is None:
            made = self._static(text, body.width(), is_strong=is_strong)
        painter.setPen(colour)
        if is_strong:
            painter.setFont(self._strong)
        painter.drawStaticText(QPointF(body.left(), body.top() + (body.height() - made.size().height()) / 2), made)
        if is_strong:
            painter.setFont(self._plain)

    def _static(self, text: str, room: int, *, is_strong: bool) -> QStaticText:
        if len(self._texts) > MOST_TEXTS:
            self._texts, self._chips = {}, {}
        font = self._strong if is_strong else self._plain
        made = _prepared(shown_line(text), font)
        if made.size().width() > room:
            made = _prepared(QFontMetrics(font).elidedText(made.text(), Qt.TextElideMode.ElideRight, room), font)
        self._texts[text, room, is_strong] = made
        return made


def _prepared(text: str, font: QFont) -> QStaticText:
    made = QStaticText(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.prepare(font=font)
    return made
