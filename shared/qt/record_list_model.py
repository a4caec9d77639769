"""An item model over many frozen records with its own index for filter and sort, updated by id.

No QSortFilterProxyModel: it takes seconds where this takes milliseconds. A subclass declares
its columns; roles other than text come from `role_data`.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
RecordRole = Qt.ItemDataRole.UserRole


class Column(NamedTuple):
    """One column: `text` is shown and searched; `sort_key` orders (default: the text without case)."""

    title: Callable[[], str]
    text: Callable[[Any], str]
    sort_key: Callable[[Any], Any] | None = None
    is_searched: bool = True


class RecordListModel(QAbstractTableModel, Generic[R]):
    """Rows are the records that match the search, in the chosen order. `RecordRole` gives the record itself."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._records: dict[str, R] = {}
        self._hay: dict[str, str] = {}
        self._order: list[str] = []
        self._shown: list[str] = []
        self._rows: dict[str, int] | None = None
        self._needle = ""
        self._accepts: Callable[[R], bool] | None = None
        self._sorted_by: tuple[int, bool] | None = None

    def key_of(self, record: R) -> str:
        """Return the id of a record; subclasses override it where it is not called `id`."""
        return str(record.id)  # type: ignore[attr-defined]  # the records of most lists have one

    def role_data(self, record: R, column: int, role: int) -> object:  # noqa: ARG002 - for subclasses
        """Return what a role other than text shows; subclasses override it."""
        return None

    def set_records(self, records: Iterable[R]) -> None:
        """Replace all records; search and order stay."""
        self.beginResetModel()
        self._records = {self.key_of(record): record for record in records}
        self._hay = {key: self._hay_of(record) for key, record in self._records.items()}
        self._order = self._ordered(self._records)
        self._shown, self._rows = self._matching(self._order), None
        self.endResetModel()

    def upsert(self, record: R) -> None:
        """Add a record or change the one with the same id; it moves to where it belongs."""
        key = self.key_of(record)
        if key in self._records:
            self._change(key, record)
        else:
            self._records[key] = record
            self._hay[key] = self._hay_of(record)
            self._put_in(key)

    def remove(self, key: str) -> None:
        """Take a record away; an unknown id is ignored."""
        if key in self._records:
            self._take_out(key)
            del self._records[key], self._hay[key]

    def set_search(self, text: str) -> None:
        """Show only records that hold every word of `text`, in any column, without regard to case."""
        needle = " ".join(text.casefold().split())
        if needle == self._needle:
            return
        # What matches "rossi m" is among what matches "rossi": a longer search narrows the last result.
        narrows = bool(self._needle) and needle.startswith(self._needle)
        self._needle = needle
        self._show(self._shown if narrows else self._order)

    def set_filter(self, accepts: Callable[[R], bool] | None) -> None:
        """Show only records that a function accepts, besides the search; None shows all."""
        self._accepts = accepts
        self._show(self._order)

    def record(self, row: int) -> R | None:
        """Return the record of a row, None outside."""
        return self._records[self._shown[row]] if 0 <= row < len(self._shown) else None

    def find(self, key: str) -> R | None:
        """Return the record with an id whether it is shown or not."""
        return self._records.get(key)

    def row_of(self, key: str) -> int:
        """Return the row that shows an id, -1 if none does."""
        # Built when first asked for and dropped when rows move: presence changes come in bursts of hundreds.
        if self._rows is None:
            self._rows = {key: row for row, key in enumerate(self._shown)}
        return self._rows.get(key, -1)

    def total(self) -> int:
        """Return how many records there are, shown or not."""
        return len(self._records)

    def retranslate(self) -> None:
        """Ask for all texts again after the language was switched."""
        self.set_records(list(self._records.values()))
        if self._columns:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        record = self._records[self._shown[index.row()]]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[index.column()].text(record)
        if role == RecordRole:
            return record
        return self.role_data(record, index.column(), role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title()
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; -1 gives back the order in which the records came. Selections follow their records."""
        self.layoutAboutToBeChanged.emit()
        kept = [(index, self._shown[index.row()]) for index in self.persistentIndexList()]
        self._sorted_by = (column, order is Qt.SortOrder.DescendingOrder) if column >= 0 else None
        self._order = self._ordered(self._records)
        shown = self._shown
        self._shown = self._order[:] if len(shown) == len(self._order) else _in_order(self._order, set(shown))
        self._rows = None
        self._move_persistent(kept)
        self.layoutChanged.emit()

    def _move_persistent(self, kept: list[tuple[QModelIndex, str]]) -> None:
        if kept:
            moved = [self.index(self.row_of(key), index.column()) for index, key in kept]
            self.changePersistentIndexList([index for index, _ in kept], moved)

    def _change(self, key: str, record: R) -> None:
        old, hay = self._records[key], self._hay_of(record)
        was_shown, fits = self._matches(key), self._fits(hay, record)
        stays = self._sorted_by is None or self._sort_key()(old) == self._sort_key()(record)
        if stays and was_shown == fits:
            self._records[key], self._hay[key] = record, hay
            if fits:
                row = self.row_of(key)
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(self._columns) - 1))
        elif was_shown and fits and self._is_held(row := self._locate(self._shown, key)):
            self._move(key, record, hay, row)
        else:
            self._take_out(key)
            self._records[key], self._hay[key] = record, hay
            self._put_in(key)

    def _is_held(self, row: int) -> bool:
        """Tell whether a view has its selection or current row there: it must go with the record."""
        return any(index.row() == row for index in self.persistentIndexList())

    def _move(self, key: str, record: R, hay: str, row: int) -> None:
        del self._order[self._locate(self._order, key)]
        rest = self._shown[:row] + self._shown[row + 1 :]
        self._records[key], self._hay[key] = record, hay
        self._order.insert(self._place_in(self._order, key), key)
        target = self._place_in(rest, key)
        rest.insert(target, key)
        before = target + 1 if target > row else target
        moves = target != row and self.beginMoveRows(QModelIndex(), row, row, QModelIndex(), before)
        self._shown, self._rows = rest, None
        if moves:
            self.endMoveRows()
        self.dataChanged.emit(self.index(target, 0), self.index(target, len(self._columns) - 1))

    def _put_in(self, key: str) -> None:
        self._order.insert(self._place_in(self._order, key), key)
        if self._matches(key):
            row = self._place_in(self._shown, key)
            self.beginInsertRows(QModelIndex(), row, row)
            self._shown.insert(row, key)
            self._rows = None
            self.endInsertRows()

    def _take_out(self, key: str) -> None:
        del self._order[self._locate(self._order, key)]
        if self._matches(key):
            row = self._locate(self._shown, key)
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._shown[row]
            self._rows = None
            self.endRemoveRows()

    def _locate(self, keys: list[str], key: str) -> int:
        if self._sorted_by is None:
            return keys.index(key)
        # Equal sort keys stand together and _place_in points behind the last of them.
        place = self._place_in(keys, key) - 1
        while keys[place] != key:
            place -= 1
        return place

    def _place_in(self, keys: list[str], key: str) -> int:
        if self._sorted_by is None:
            return len(keys)
        mine, descending = self._place_key(key), self._sorted_by[1]
        low, high = 0, len(keys)
        while low < high:
            middle = (low + high) // 2
            other = self._place_key(keys[middle])
            if mine > other if descending else mine < other:
                high = middle
            else:
                low = middle + 1
        return low

    def _place_key(self, key: str) -> Any:
        return self._sort_key()(self._records[key]) if self._sorted_by is not None else None

    def _sort_key(self) -> Callable[[R], Any]:
        column = self._columns[self._sorted_by[0] if self._sorted_by else 0]
        return column.sort_key or (lambda record: column.text(record).casefold())

    def _ordered(self, records: dict[str, R]) -> list[str]:
        if self._sorted_by is None:
            return list(records)
        column = self._columns[self._sorted_by[0]]
        if column.sort_key is not None:
            keys = list(map(column.sort_key, records.values()))
        else:
            keys = [text.casefold() for text in map(column.text, records.values())]
        order = sorted(range(len(keys)), key=keys.__getitem__, reverse=self._sorted_by[1])
        ids = list(records)
        return [ids[number] for number in order]

    def _show(self, among: list[str]) -> None:
        self.beginResetModel()
        self._shown, self._rows = self._matching(among), None
        self.endResetModel()

    def _matching(self, among: list[str]) -> list[str]:
        hay, found = self._hay, among
        for word in self._needle.split():
            found = [key for key in found if word in hay[key]]
        if (accepts := self._accepts) is not None:
            records = self._records
            found = [key for key in found if accepts(records[key])]
        return found[:] if found is among else found

    def _matches(self, key: str) -> bool:
        return self._fits(self._hay[key], self._records[key])

    def _fits(self, hay: str, record: R) -> bool:
        return all(word in hay for word in self._needle.split()) and (self._accepts is None or self._accepts(record))

    def _hay_of(self, record: R) -> str:
        return "\n".join([column.text(record) for column in self._columns if column.is_searched]).casefold()


def _in_order(order: list[str], wanted: set[str]) -> list[str]:
    return [key for key in order if key in wanted]
