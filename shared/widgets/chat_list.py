"""The scrolling list of a conversation: a QListView (for its accessibility) with a layout of its own.

QListView lays out every row again whenever one is appended; here rows nobody looks at keep an estimated height, and
what is in view never moves by itself: at the bottom it stays at the bottom, elsewhere the rows in view stay in place.
"""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QRegion, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem, QWidget

from shared.widgets.chat_delegate import ChatDelegate, Hit
from shared.widgets.chat_model import ChatModel
from shared.widgets.chat_older import OlderRows
from shared.widgets.file_item import FileAction
from shared.widgets.row_heights import RowHeights
from shared.widgets.theme import tokens_of

Index = QModelIndex | QPersistentModelIndex
NEAR_BOTTOM_PX = 24
WHEEL_STEP_PX = 24
NEARBY = 1000
"""Rows on either side whose height is guessed anew when the width changes; all of a long talk would hold the window."""


class ChatList(QListView):
    """Shows a ChatModel. Signals: `moved()` after what is in view changed; `reached(key)` after `go_to`."""

    moved = Signal()
    reached = Signal(str)

    def __init__(self, model: ChatModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = RowHeights()
        self._width = 0
        self._chat = model
        self._sticks = True
        self._by_keyboard = False
        self._delegate = ChatDelegate(self, model)
        self.setItemDelegate(self._delegate)
        self.setProperty("kind", "chat")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.viewport().setMouseTracking(True)
        # Qt moves pixels on a scroll only where it knows that all of them are painted.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._older = OlderRows(self, model)
        self.setModel(model)
        model.rowsRemoved.connect(self._rows_removed)
        self.moved.connect(self._older.look)

    def is_at_bottom(self) -> bool:
        """Tell whether the newest row is in view."""
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - NEAR_BOTTOM_PX

    def jump_to_bottom(self) -> None:
        """Show the newest row, and stay there."""
        self._older.stop()
        self._sticks = True
        self._settle()

    def go_to(self, key: str) -> None:
        """Put the keyboard on a row and show it, as soon as it and all rows below it are here."""
        self._older.reach(key, lambda: self._stand_on(key))

    def _stand_on(self, key: str) -> None:
        index = self._chat.index(self._chat.row_of(key))
        self.setFocus()
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)
        self.take_keyboard()
        self.reached.emit(key)

    def hit(self, point: QPoint) -> tuple[int, Hit]:
        """Return the row under a point of the viewport (-1 if none) and what of it lies there."""
        row = self._rows.row_at(point.y() + self.verticalOffset())
        if row < 0:
            return -1, Hit()
        return row, self._delegate.hit(row, QPointF(point - self._row_rect(row).topLeft()), self._width)

    def stop(self) -> None:
        """Wait for pictures that are being decoded."""
        self._delegate.thumbnails.stop()

    def hover(self, key: str, action: FileAction | None) -> None:
        """Show which button of a file's row the mouse is on."""
        self._delegate.hover(key, action)

    def visible_rows(self) -> range:
        """Return the rows now in view, wholly or in part."""
        top = self.verticalOffset()
        return self._rows.rows_between(top, top + self.viewport().height())

    def doItemsLayout(self) -> None:  # noqa: N802 - Qt's name
        # The same rows in another font or language: the reader's place is kept. Other rows: there is none to keep.
        anchor, offset = self._anchor() if len(self._rows) == self._chat.rowCount() else (-1, 0)
        self._estimate()
        QAbstractItemView.doItemsLayout(self)
        self._settle(anchor, offset)

    def _estimate(self) -> None:
        """Guess heights for the width there is now: of all rows when they are others, else only of those near the view."""
        width = self._width = self.viewport().width()
        near, count = self.visible_rows(), self._chat.rowCount()
        if len(self._rows) == count:
            near = range(near.start - NEARBY, near.stop + NEARBY)
            self._rows.estimate(near, lambda row: self._delegate.estimate(row, width))
        else:
            self._rows.reset(self._delegate.estimate(row, width) for row in range(count))

    def reset(self) -> None:
        # A new conversation is read from its end.
        self._older.stop()
        self._sticks = True
        super().reset()
        if self.isVisible():
            self.doItemsLayout()

    def rowsInserted(self, parent: Index, start: int, end: int) -> None:  # noqa: ARG002, N802 - Qt's signature
        if self._needs_whole_layout(end + 1 - start):
            return
        fresh = [self._delegate.estimate(row, self._width) for row in range(start, end + 1)]
        self._change(lambda: self._rows.insert(start, fresh), start, end + 1 - start)

    def _rows_removed(self, parent: QModelIndex, first: int, last: int) -> None:  # noqa: ARG002 - Qt's signature
        if not self._needs_whole_layout(first - last - 1):
            self._change(lambda: self._rows.remove(first, last), first, first - last - 1)

    def dataChanged(self, topLeft: Index, bottomRight: Index, roles: Any = ()) -> None:  # noqa: ARG002, N802, N803 - Qt's signature
        first, last = topLeft.row(), bottomRight.row()
        if not self._needs_whole_layout(0):
            self._change(lambda: self._rows.forget(first, last), last, 0)

    def _needs_whole_layout(self, added: int) -> bool:
        # While hidden, or before the first layout, the list only notes that it has to be laid out once.
        if len(self._rows) + added == self._chat.rowCount() and self._width == self.viewport().width():
            return False
        self.scheduleDelayedItemsLayout()
        return True

    def _change(self, change: Callable[[], None], row: int, added: int) -> None:
        anchor, offset = self._anchor()
        above, value = self._rows.top(min(row, len(self._rows))), self.verticalOffset()
        total = self._rows.total
        change()
        if anchor >= row:
            anchor += added
        self._settle(anchor, offset, paints=False)
        shift = value - self.verticalOffset()
        if added == 0 and shift == 0 and total == self._rows.total:
            self.viewport().update(self._row_rect(row))
        elif self._sticks and abs(shift) < self.viewport().height():
            # What stands above the change only moved: the pixels are moved, not painted again.
            self.viewport().scroll(0, shift)
            self.viewport().update(0, above + shift - value, self._width, self.viewport().height())
        else:
            self.viewport().update()

    def _anchor(self, scrolled: int = 0) -> tuple[int, int]:
        """Return the first row wholly in view `scrolled` pixels ago, and how far below the upper edge it is now."""
        top = self.verticalOffset()
        rows = self._rows.rows_between(top + scrolled, top + scrolled + self.viewport().height())
        row = next((row for row in rows if self._rows.top(row) >= top + scrolled), rows.start if rows else -1)
        return row, (self._rows.top(row) - top if row >= 0 else 0)

    def _settle(self, anchor: int = -1, offset: int = 0, *, paints: bool = True) -> None:
        """Measure what is in view until nothing moves any more; three rounds are always enough in practice."""
        for _ in range(4):
            self._place(anchor, offset)
            if not self._rows.settle(reversed(self.visible_rows()), self._measure):
                break
        self._place(anchor, offset)
        if paints:
            self.viewport().update()
        self.moved.emit()

    def _place(self, anchor: int, offset: int) -> None:
        bar = self.verticalScrollBar()
        value = bar.value()
        if 0 <= anchor < len(self._rows):
            value = self._rows.top(anchor) - offset
        was_blocked = bar.blockSignals(True)
        bar.setRange(0, max(0, self._rows.total - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(WHEEL_STEP_PX)
        # The bar keeps its room, so that bubbles do not jump when it is needed; style.py draws no handle then.
        bar.setEnabled(bar.maximum() > 0)
        bar.setValue(bar.maximum() if self._sticks else value)
        bar.blockSignals(was_blocked)
        bar.update()

    def _measure(self, row: int) -> int:
        return self._delegate.height(row, self._width)

    def updateGeometries(self) -> None:  # noqa: N802 - Qt's name
        # Scroll range and steps are ours (_place); QListView would compute them from a layout it does not have.
        QAbstractItemView.updateGeometries(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        anchor, offset = self._anchor()
        QAbstractItemView.resizeEvent(self, event)
        if self.viewport().width() != self._width:
            self._estimate()
        self._settle(anchor, offset)

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: ARG002, N802 - Qt's signature
        self._sticks = self.is_at_bottom()
        # What was in view before stays where the scroll put it, whatever height the rows coming into view turn out to be.
        anchor, offset = self._anchor(dy if abs(dy) < self.viewport().height() else 0)
        if self._rows.settle(reversed(self.visible_rows()), self._measure):
            self._settle(anchor, offset)
        self.viewport().update()
        self.moved.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(tokens_of(self).background))
        top = self.verticalOffset()
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        current = self.currentIndex().row() if self.hasFocus() and self._by_keyboard else -1
        # The region and not its bounding box: after a scroll it is a strip above and a strip below.
        region: Iterable[QRect] = event.region()  # type: ignore[assignment]  # iterable, though the stub does not say so
        parts = (self._rows.rows_between(top + part.top(), top + part.bottom() + 1) for part in region)
        for row in sorted(set[int]().union(*parts)):
            option.rect = self._row_rect(row)
            on = QStyle.StateFlag.State_HasFocus
            option.state = option.state | on if row == current else option.state & ~on
            self._delegate.paint(painter, option, self._chat.index(row))
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        # The ring round the current row is for those who came by keyboard; it starts at the newest message.
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.take_keyboard()
        super().focusInEvent(event)

    def take_keyboard(self) -> None:
        """Show the current row, the newest one if there is none yet: somebody uses the keyboard here."""
        self._by_keyboard = True
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self._chat.index(self._chat.rowCount() - 1))
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._older.stop()
        super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._older.stop()
        self._by_keyboard = False
        super().mousePressEvent(event)

    def _row_rect(self, row: int) -> QRect:
        return QRect(0, self._rows.top(row) - self.verticalOffset(), self.viewport().width(), self._rows.height(row))

    def visualRect(self, index: Index) -> QRect:  # noqa: N802 - Qt's name
        if not index.isValid() or index.row() >= len(self._rows):
            return QRect()
        return self._row_rect(index.row())

    def indexAt(self, point: QPoint) -> QModelIndex:  # noqa: N802 - Qt's name
        row = self._rows.row_at(point.y() + self.verticalOffset())
        return self._chat.index(row) if row >= 0 else QModelIndex()

    def scrollTo(  # noqa: N802 - Qt's name
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        rect, bar, height = self.visualRect(index), self.verticalScrollBar(), self.viewport().height()
        if rect.isEmpty():
            return
        if hint is QAbstractItemView.ScrollHint.PositionAtTop or rect.top() < 0 or rect.height() > height:
            bar.setValue(bar.value() + rect.top())
        elif rect.bottom() > height:
            bar.setValue(bar.value() + rect.bottom() - height + 1)

    def horizontalOffset(self) -> int:  # noqa: N802 - Qt's name
        return 0

    def verticalOffset(self) -> int:  # noqa: N802 - Qt's name
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: Index) -> bool:  # noqa: ARG002, N802 - Qt's signature
        return False

    def setSelection(self, rect: QRect, command: Any) -> None:  # noqa: N802 - Qt's signature
        """Rows are not selected; the current row is what keyboard and menu act on."""

    def visualRegionForSelection(self, selection: Any) -> QRegion:  # noqa: ARG002, N802 - Qt's signature
        return QRegion()

    def moveCursor(  # noqa: N802 - Qt's name
        self,
        cursorAction: QAbstractItemView.CursorAction,  # noqa: N803 - Qt's name
        modifiers: Qt.KeyboardModifier,  # noqa: ARG002 - Qt's signature
    ) -> QModelIndex:
        action = QAbstractItemView.CursorAction
        self._older.stop()
        if cursorAction is action.MoveHome and not self._chat.is_whole:
            self._older.reach(None, lambda: self.setCurrentIndex(self._chat.index(0)))
            return self.currentIndex()
        last, row = self._chat.rowCount() - 1, self.currentIndex().row()
        page = max(1, len(self.visible_rows()) - 1)
        steps = {action.MoveUp: -1, action.MovePrevious: -1, action.MoveLeft: -1, action.MovePageUp: -page}
        steps |= {action.MovePageDown: page, action.MoveHome: -last, action.MoveEnd: last}
        target = last if row < 0 else row + steps.get(cursorAction, 1)
        return self._chat.index(max(0, min(target, last)))
