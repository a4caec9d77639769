"""A record list whose search takes qualifiers: `customer:acme is:online printer`."""

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import TypeVar

from PySide6.QtCore import Qt

from shared.qt.record_list_model import Column, RecordListModel, RecordRole
from tech_console.state.search import Field, accepts, parse

R = TypeVar("R")


class CardRole(IntEnum):
    """What a list of cards paints besides the record: two lines, a time, a badge, an avatar, a tone."""

    TITLE = RecordRole + 1
    LINE = RecordRole + 2
    STAMP = RecordRole + 3
    BADGE = RecordRole + 4
    AVATAR_NAME = RecordRole + 5
    AVATAR_KEY = RecordRole + 6
    LEVEL = RecordRole + 7
    TONE = RecordRole + 8
    """`ok`, `warn`, `danger` or empty: colour of the small word, which says the same."""
    WORD = RecordRole + 9
    IS_QUIET = RecordRole + 10


class SearchedModel(RecordListModel[R]):
    """Subclasses name the id field, the columns and the qualifiers."""

    def __init__(self, id_field: str, columns: Sequence[Column], fields: Mapping[str, Field]) -> None:
        self._id_field = id_field
        self._fields = dict(fields)
        super().__init__(columns)

    def key_of(self, record: R) -> str:
        return str(getattr(record, self._id_field))

    def qualifiers(self) -> list[str]:
        """Return the words before the colon that this list understands."""
        return list(self._fields)

    def search(self, text: str) -> None:
        """Show what fits the words and every qualifier."""
        query = parse(text, self._fields)
        self.set_filter((lambda record: accepts(query, record, self._fields)) if query.wanted else None)
        self.set_search(query.words)

    def role_data(self, record: R, column: int, role: int) -> object:
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._columns[column].text(record)
        return self.card(record, role)

    def card(self, record: R, role: int) -> object:  # noqa: ARG002 - for subclasses
        """Return what a list of cards paints; tables need none of it."""
        return None
