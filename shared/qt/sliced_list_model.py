"""An item model over tens of thousands of frozen records that never holds the GUI thread for longer than a slice.

Sort, search and bursts of changes are jobs in slices (slices.py); what was shown stays until the new rows are there, the first
screenful of a search is shown before the rest. With a few hundred records all is done at once. For shorter lists
record_list_model.py is the simpler one.
"""

import itertools
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from shared.qt.record_list_model import RecordRole
from shared.qt.slices import Job, Slices

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

SHORT = 500
"""Records with which all is done at once."""
CHUNK = 250
"""Records looked at between two looks at the clock."""
TEXTS = 50
"""The same where their texts may have to be made, which takes longer."""
RUN = 2048
"""Records sorted in one go; the runs are merged afterwards."""
MERGED = 8192
"""Records merged in one go."""
LATE = 200
"""Changed records put into their places in one go."""
FIRST = 120
"""Rows found before the first of them are shown."""
NOWHERE = object()
"""The place of a record that has none yet; equal to nothing else."""


class ListColumn(Protocol):
    """What the model needs to know of a column; without `sort_key` the text without case orders."""

    @property
    def title(self) -> Callable[[], str]: ...
    @property
    def text(self) -> Callable[[Any], str]: ...
    @property
    def sort_key(self) -> Callable[[Any], Any] | None: ...
    @property
    def is_searched(self) -> bool: ...


class SlicedListModel(QAbstractTableModel, Generic[R]):
    """Rows are the records that match the search, in the chosen order. `RecordRole` gives the record itself.

    Signals: `settled()` when the rows are what was last asked for.
    """

    settled = Signal()

    def __init__(self, columns: Sequence[ListColumn]) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._records: dict[str, R] = {}
        self._arriving: dict[str, R] | None = None
        self._hay: dict[str, str] = {}
        self._keys: dict[str, Any] = {}
        self._order: list[str] = []
        self._shown: list[str] = []
        self._among: set[str] = set()
        self._rows: dict[str, int] | None = None
        self._words: tuple[str, ...] = ()
        self._accepts: Callable[[R], bool] | None = None
        self._sorted_by: tuple[int, bool] | None = None
        self._is_unsorted = self._is_unfiltered = self._is_learnt = False
        self._narrows = False
        self._late: dict[str, int] = {}
        self._serials = itertools.count()
        self._misplaced: set[str] = set()
        self._slices, self._short = Slices(self), SHORT
        self.is_seen: Callable[[list[str]], bool] = bool
        """Whether a view shows any of these ids now; it may answer more sharply than *if there are any*."""

    def key_of(self, record: R) -> str:
        """Return the id of a record; subclasses override it where it is not called `id`."""
        return str(record.id)  # type: ignore[attr-defined]  # the records of most lists have one

    def role_data(self, record: R, column: int, role: int) -> object:  # noqa: ARG002 - for subclasses
        """Return what a role other than text shows; subclasses override it."""
        return None

    # What is in it

    def set_records(self, records: Iterable[R] | Mapping[str, R]) -> None:
        """Replace all records; search and order stay. A mapping by id is taken as it is, which is the quicker way."""
        if isinstance(records, Mapping):
            self._arriving = dict(records)
        else:
            self._arriving = {self.key_of(record): record for record in records}
        self._begin(unsorted=True)

    def update(self, records: Iterable[R]) -> None:
        """Add records or change those with the same ids; each moves to where it belongs."""
        was_settled = not self.is_busy
        for record in records:
            key = self.key_of(record)
            self._records[key] = record
            if self._arriving is not None:
                self._arriving[key] = record
            self._hay.pop(key, None)
            self._late[key] = next(self._serials)
        if was_settled:
            self._begin()

    def upsert(self, record: R) -> None:
        """Add or change one record."""
        self.update((record,))

    def remove(self, keys: Iterable[str]) -> None:
        """Take records away; unknown ids are ignored."""
        tables: list[dict[str, Any]] = [self._records, self._hay, self._keys, self._arriving or {}]
        gone = {key for key in keys if any(key in table for table in tables)}
        if not gone:
            return
        for table in tables:
            for key in gone:
                table.pop(key, None)
        for key in gone:
            self._late.pop(key, None)
        self._misplaced -= gone
        self._order = [key for key in self._order if key not in gone]
        self._publish([key for key in self._shown if key not in gone])
        if self._slices.is_busy:
            self._begin()

    def set_search(self, text: str, accepts: Callable[[R], bool] | None = None, *, narrows: bool = False) -> None:
        """Show only records that hold every word of `text` in a searched column and that `accepts` accepts.

        `narrows` says that whatever `accepts` lets through now, the last one did too.
        """
        words = tuple(text.casefold().split())
        longer = words[: len(self._words)] == self._words or " ".join(words).startswith(" ".join(self._words))
        self._narrows = narrows and longer and not self.is_busy
        self._words, self._accepts = words, accepts
        self._is_unfiltered = True
        self._begin()

    def record(self, row: int) -> R | None:
        """Return the record of a row, None outside."""
        return self._records[self._shown[row]] if 0 <= row < len(self._shown) else None

    def find(self, key: str) -> R | None:
        """Return the record with an id whether it is shown or not."""
        return self._records.get(key)

    def row_of(self, key: str) -> int:
        """Return the row that shows an id, -1 if none does."""
        if key not in self._among:
            return -1
        if self._rows is None:
            self._rows = {key: row for row, key in enumerate(self._shown)}
        return self._rows[key]

    def shown(self) -> list[R]:
        """Return the records shown, in their order."""
        return [self._records[key] for key in self._shown]

    def total(self) -> int:
        """Return how many records there are, shown or not."""
        return len(self._records)

    @property
    def is_busy(self) -> bool:
        """Whether the rows are not yet what was last asked for."""
        waits = self._arriving is not None or self._is_unsorted or self._is_unfiltered
        return waits or bool(self._late or self._misplaced)

    def look_again(self) -> None:
        """Ask for all texts, places and matches again: something outside the records is different."""
        self._hay, self._is_learnt = {}, False
        self._is_unfiltered, self._narrows = True, False
        self._begin(unsorted=True)
        self._say_texts_changed()

    def retranslate(self) -> None:
        """Ask for all texts again after the language was switched."""
        self.look_again()
        if self._columns:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)

    def stop(self) -> None:
        """Leave the work as it stands; for whoever closes the list."""
        self._slices.stop()

    # Qt's questions

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
        """Order by a column; among equals the order before stays. Selections follow their records."""
        self._sorted_by = (column, order is Qt.SortOrder.DescendingOrder) if column >= 0 else None
        self._begin(unsorted=True)

    # The work

    def _begin(self, *, unsorted: bool = False) -> None:
        self._is_unsorted = self._is_unsorted or unsorted
        self._slices.run(self._work(), at_once=len(self._arriving or self._records) <= self._short)

    def _work(self) -> Job:
        while self.is_busy:
            if self._arriving is not None:
                yield from self._take_arriving(self._arriving)
            elif self._is_unsorted:
                yield from self._sort_all()
            elif self._late:
                yield from self._place_late()
            elif self._is_unfiltered:
                yield from self._filter_all()
            else:
                yield from self._show_misplaced()
        self.settled.emit()
        yield from self._learn_words()

    def _take_arriving(self, records: dict[str, R]) -> Job:
        """Rows whose records are gone must go with them: records are looked up by the ids of the rows."""
        kept: list[str] = []
        for part in _parts(self._shown):
            kept += [key for key in part if key in records]
            yield False
        self._records, self._arriving = records, None
        self._hay, self._is_learnt = {}, False
        self._late.clear()
        self._misplaced.clear()
        if len(kept) < len(self._shown):
            self._publish(kept)
            yield True

    def _sort_all(self) -> Job:
        key_of, ids = self._sort_key(), []
        # Sorting is stable: the order there was decides among equals.
        for part in _parts(self._order):
            ids += [id_ for id_ in part if id_ in self._records]
            yield False
        if len(ids) < len(self._records):
            known = set(ids)
            ids += [id_ for id_ in self._records if id_ not in known]
        keys: list[Any] = []
        known_keys: dict[str, Any] = {}
        for part in _parts(ids):
            made = [key_of(self._records[id_]) for id_ in part]
            keys += made
            known_keys.update(zip(part, made, strict=True))
            yield False
        places = yield from self._merged(keys)
        order: list[str] = []
        for start in range(0, len(places), CHUNK):
            order += [ids[place] for place in places[start : start + CHUNK]]
            yield False
        self._order, self._keys = order, known_keys
        self._is_unsorted = False
        self._is_unfiltered, self._narrows = True, False
        yield False

    def _merged(self, keys: list[Any]) -> Generator[bool, None, list[int]]:
        """Sort in runs, then merge them two by two; timsort merges two sorted runs in one pass."""
        count, look, falls = len(keys), keys.__getitem__, self._sorted_by is not None and self._sorted_by[1]
        if self._sorted_by is None:
            return list(range(count))
        runs: list[list[int]] = []
        for start in range(0, count, RUN):
            runs.append(sorted(range(start, min(start + RUN, count)), key=look, reverse=falls))
            yield False
        while len(runs) > 1:
            pairs = [runs[place : place + 2] for place in range(0, len(runs), 2)]
            runs = []
            for pair in pairs:
                merged: list[int] = []
                for one, other in _portions(pair[0], pair[-1] if len(pair) == 2 else [], keys, falls=falls):
                    merged += sorted(one + other, key=look, reverse=falls)
                    yield False
                runs.append(merged)
        return runs[0] if runs else []

    def _filter_all(self) -> Job:
        among = self._shown if self._narrows else self._order
        filters = bool(self._words) or self._accepts is not None
        found: list[str] = []
        shown: set[str] = set()
        is_shown = not filters
        for part in _parts(among, CHUNK if self._is_learnt else TEXTS):
            fits = self._matching(part) if filters else part
            found += fits
            shown.update(fits)
            if not is_shown and len(found) >= FIRST and self._may_show_a_part():
                is_shown = True
                self._publish(found[:])
                yield True
            yield False
        self._is_unfiltered = self._narrows = False
        self._misplaced.clear()
        self._publish(found, shown)
        yield True

    def _may_show_a_part(self) -> bool:
        """What is selected or current would be lost if it came with a later part."""
        return not self.persistentIndexList()

    def _matching(self, keys: list[str]) -> list[str]:
        records = self._records
        if self._words:
            self._learn(keys)
            hay = self._hay
            for word in self._words:
                keys = [key for key in keys if word in hay[key]]
        if (accepts := self._accepts) is not None:
            keys = [key for key in keys if accepts(records[key])]
        return keys

    def _learn(self, keys: list[str]) -> None:
        hay, records = self._hay, self._records
        for key in keys:
            if key not in hay:
                hay[key] = self._hay_of(records[key])

    def _learn_words(self) -> Job:
        """Make the texts that will be searched, so that the first key typed finds them ready."""
        if self._is_learnt:
            return
        for part in _parts(self._order, TEXTS):
            self._learn([key for key in part if key in self._records])
            yield False
        self._is_learnt = True

    def _place_late(self) -> Job:
        """Give changed records their places in the order; whether they are shown is looked at afterwards.

        Nothing is changed before all is ready: another job may take the place of this one at any yield.
        """
        late = dict(itertools.islice(self._late.items(), LATE))
        key_of = self._sort_key()
        places = {key: key_of(self._records[key]) for key in late}
        moved = {key for key, place in places.items() if self._keys.get(key, NOWHERE) != place}
        if moved:
            rest = yield from _without(self._order, moved)
            self._keys.update((key, places[key]) for key in moved)
            for key in moved:
                rest.insert(self._place_in(rest, key), key)
            self._order = rest
        same = [key for key in late if key not in moved]
        fits = set(self._matching(same))
        self._misplaced.update(moved)
        self._misplaced.update(key for key in same if (key in fits) is not (key in self._among))
        # What was changed once more meanwhile is late again.
        for key, serial in late.items():
            if self._late.get(key) == serial:
                del self._late[key]
        if self.is_seen([key for key in same if key in self._among]):
            self._say_texts_changed()
            yield True
        yield False

    def _show_misplaced(self) -> Job:
        moved = set(self._misplaced)
        rest = yield from _without(self._shown, moved)
        self._misplaced -= moved
        fits = self._matching([key for key in moved if key in self._records])
        for key in fits:
            rest.insert(self._place_in(rest, key), key)
        self._among.difference_update(moved)
        self._among.update(fits)
        self._publish(rest, self._among)
        self._say_texts_changed()
        yield True

    def _place_in(self, keys: list[str], key: str) -> int:
        if self._sorted_by is None:
            return len(keys)
        known, falls = self._keys, self._sorted_by[1]
        mine, low, high = known[key], 0, len(keys)
        while low < high:
            middle = (low + high) // 2
            other = known[keys[middle]]
            if mine > other if falls else mine < other:
                high = middle
            else:
                low = middle + 1
        return low

    def _sort_key(self) -> Callable[[R], Any]:
        if self._sorted_by is None:
            return lambda _: 0
        column = self._columns[self._sorted_by[0]]
        return column.sort_key or (lambda record: column.text(record).casefold())

    def _publish(self, shown: list[str], among: set[str] | None = None) -> None:
        """Show other rows. Selections and the current row stay with their records; without any it is a new list.

        `among` is the same ids as a set, if there is one already.
        """
        if shown == self._shown:
            return
        held = self.persistentIndexList()
        if not held:
            self.beginResetModel()
            self._put(shown, among)
            self.endResetModel()
            return
        self.layoutAboutToBeChanged.emit()
        kept = [(index, self._shown[index.row()]) for index in self.persistentIndexList()]
        self._put(shown, among)
        rows = {key: self._find_row(key) for key in {key for _, key in kept}}
        moved = [self.index(rows[key], index.column()) if rows[key] >= 0 else QModelIndex() for index, key in kept]
        self.changePersistentIndexList([index for index, _ in kept], moved)
        self.layoutChanged.emit()

    def _put(self, shown: list[str], among: set[str] | None) -> None:
        self._shown, self._rows = shown, None
        self._among = set(shown) if among is None else among

    def _find_row(self, key: str) -> int:
        return self._shown.index(key) if key in self._among else -1

    def _say_texts_changed(self) -> None:
        """Have the view paint what it shows: it knows better than the model which rows those are."""
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, len(self._columns) - 1))

    def _hay_of(self, record: R) -> str:
        return "\n".join([column.text(record) for column in self._columns if column.is_searched]).casefold()


def _parts(keys: list[str], size: int = CHUNK) -> Iterator[list[str]]:
    return (keys[start : start + size] for start in range(0, len(keys), size))


def _without(keys: list[str], gone: set[str]) -> Generator[bool, None, list[str]]:
    """Return the ids that stay, in a list of its own."""
    rest: list[str] = []
    for part in _parts(keys):
        rest += [key for key in part if key not in gone]
        yield False
    return rest


def _portions(
    one: list[int], other: list[int], keys: list[Any], *, falls: bool
) -> Iterator[tuple[list[int], list[int]]]:
    """Cut two sorted runs into pairs of parts that are merged one after the other; equals of `one` stay first."""
    if len(one) + len(other) <= MERGED or len(one) < 2:
        yield one, other
        return
    half = len(one) // 2
    pivot, low, high = keys[one[half]], 0, len(other)
    while low < high:
        middle = (low + high) // 2
        if keys[other[middle]] > pivot if falls else keys[other[middle]] < pivot:
            low = middle + 1
        else:
            high = middle
    yield from _portions(one[:half], other[:low], keys, falls=falls)
    yield from _portions(one[half:], other[low:], keys, falls=falls)
