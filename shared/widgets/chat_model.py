"""The rows of one conversation as an item model: ordered, updated by key, with day rows and the "new messages" row.

It holds the newest rows and, as far as somebody asked (`fetch`), those above them. Opening, appending and changing
near the end cost the same however long the conversation is.
"""

import datetime as dt
from collections.abc import Iterable

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from shared.widgets.chat_item import ChatItem, day_row, local_day, order_of
from shared.widgets.chat_past import ChatPast
from shared.widgets.chat_words import spoken

ItemRole = Qt.ItemDataRole.UserRole
NEW_KEY = "new-marker"
FIRST, MORE = 100, 50
"""Rows shown at first, and how many come with each `fetch`: less than a slice of work."""


class ChatModel(QAbstractListModel):
    """Rows are ChatItems; `ItemRole` gives the record itself."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[ChatItem] = []
        self._keys: set[str] = set()
        self._past = ChatPast()
        self._unread_from: str | None = None
        """Where the "new messages" row goes while its place is not reached yet."""
        self.is_whole = True
        """Whether nothing stands above the first row. As long as something may, the first row has no day row."""

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        item = self._rows[index.row()]
        if role == ItemRole:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return item.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(item)
        return None

    def item(self, row: int) -> ChatItem | None:
        """Return the record of a row, None outside."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def items(self) -> list[ChatItem]:
        """Return the rows held, made ones included; the list is the model's own and must not be changed."""
        return self._rows

    def row_of(self, key: str) -> int:
        """Return the row with this key, -1 if there is none; looks from the end, where changes happen."""
        if key in self._keys:
            for row in range(len(self._rows) - 1, -1, -1):
                if self._rows[row].key == key:
                    return row
        return -1

    def is_first(self, row: int) -> bool:
        """Tell whether a bubble opens its group."""
        return not self._rows[row].is_grouped_with(self.item(row - 1))

    def is_last(self, row: int) -> bool:
        """Tell whether a bubble closes its group and carries the avatar."""
        return not self._rows[row].is_grouped_with(self.item(row + 1))

    def set_items(self, items: Iterable[ChatItem], unread_from: str | None = None) -> None:
        """Replace everything; the "new messages" row goes before the key `unread_from`."""
        self.set_stream(sorted(items, key=order_of)[::-1], unread_from)

    def set_stream(self, newest_first: Iterable[ChatItem], unread_from: str | None = None) -> None:
        """Replace everything by rows that are made as they are needed: descending by `order`, each key once."""
        self.beginResetModel()
        self._past, self._unread_from, self.is_whole = ChatPast(newest_first), unread_from, False
        self._rows = self._made(self._past.take(FIRST), FIRST)
        self._keys = {item.key for item in self._rows}
        self.endResetModel()

    def fetch(self) -> None:
        """Put some more rows above the first one, if there are any."""
        if self.is_whole:
            return
        first = self._rows[0] if self._rows else None
        rows = self._made(self._past.take(MORE), MORE)
        if first is not None:
            above = local_day(rows[-1].at) if rows else None
            if above != local_day(first.at):
                rows += [] if first.kind == "day" else [day_row(first)]
            elif first.kind == "day":
                self._remove_row(0)
        if rows:
            self.beginInsertRows(QModelIndex(), 0, len(rows) - 1)
            self._rows[:0] = rows
            self._keys.update(item.key for item in rows)
            self.endInsertRows()
            self._neighbours_changed(len(rows) - 1)

    def upsert(self, item: ChatItem) -> int:
        """Change the row with this key, or put a new one in its place; returns its row, -1 above those held."""
        row = self.row_of(item.key)
        if row >= 0 and self._rows[row].order == item.order:
            return self._replace(row, item)
        if row >= 0:
            self._remove(row)
        return self._insert(item)

    def remove(self, key: str) -> None:
        """Take one row away; an unknown key is ignored."""
        row = self.row_of(key)
        if row >= 0:
            self._remove(row)
        elif not self.is_whole:
            self._past.skip(key)

    def mark_new(self, key: str | None) -> None:
        """Move the "new messages" row before `key`; None takes it away."""
        self.remove(NEW_KEY)
        self._unread_from = key if not self.is_whole else None
        row = self.row_of(key) if key is not None else -1
        if row >= 0:
            self._unread_from = None
            self._insert_row(row, _new_row(self._rows[row]))

    def _made(self, items: list[ChatItem], wanted: int) -> list[ChatItem]:
        """Return rows taken from above with the day rows between them; before the first one when it is the very first."""
        self.is_whole = len(items) < wanted
        rows: list[ChatItem] = []
        quarter: object = None
        day: dt.date | None = None
        for item in items:
            # The calendar day is asked once per quarter of an hour: asking for each of 10,000 messages costs 20 ms.
            at = item.at
            if (now := (at.year, at.month, at.day, at.hour, at.minute // 15, at.tzinfo)) != quarter:
                quarter = now
                if (today := local_day(at)) != day and (rows or self.is_whole):
                    rows.append(day_row(item))
                day = today
            if item.key == self._unread_from:
                self._unread_from = None
                rows.append(_new_row(item))
            rows.append(item)
        return rows

    def _replace(self, row: int, item: ChatItem) -> int:
        self._rows[row] = item
        self.dataChanged.emit(self.index(row), self.index(row))
        return row

    def _insert(self, item: ChatItem) -> int:
        row = len(self._rows)
        while row and self._rows[row - 1].order > item.order:
            row -= 1
        if row == 0 and not self.is_whole:
            self._past.keep(item)
            return -1
        day, before, after = local_day(item.at), self.item(row - 1), self.item(row)
        if after is not None and after.kind == "day" and local_day(after.at) == day:
            # First of a day that already has its row: stand under it.
            row, before, after = row + 1, after, self.item(row + 1)
        if before is None or local_day(before.at) != day:
            self._insert_row(row, day_row(item))
            row += 1
        self._insert_row(row, item)
        if after is not None and after.kind != "day" and local_day(after.at) != day:
            self._insert_row(row + 1, day_row(after))
        self._neighbours_changed(row)
        return row

    def _insert_row(self, row: int, item: ChatItem) -> None:
        self.beginInsertRows(QModelIndex(), row, row)
        self._rows.insert(row, item)
        self._keys.add(item.key)
        if not self.is_whole:
            self._past.skip(item.key)
        self.endInsertRows()

    def _remove(self, row: int) -> None:
        self._remove_row(row)
        before, after = self.item(row - 1), self.item(row)
        if before is not None and before.kind == "day" and (after is None or after.kind == "day"):
            self._remove_row(row - 1)
            row -= 1
        self._neighbours_changed(row)
        if not self._rows:
            self.fetch()

    def _remove_row(self, row: int) -> None:
        self.beginRemoveRows(QModelIndex(), row, row)
        self._keys.discard(self._rows.pop(row).key)
        self.endRemoveRows()

    def _neighbours_changed(self, row: int) -> None:
        # A neighbour may have stopped, or begun, to be the last of its group.
        for near in (row - 1, row + 1):
            if 0 <= near < len(self._rows) and self._rows[near].is_said:
                self.dataChanged.emit(self.index(near), self.index(near))


def _new_row(item: ChatItem) -> ChatItem:
    return ChatItem(key=NEW_KEY, kind="new_marker", text="", at=item.at, order=item.order)
