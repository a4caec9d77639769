"""Search hits in groups: tickets, messages, people, devices; a row is a heading or a hit."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt

from shared.protocol.search import HitKind, SearchHit
from shared.widgets.plain_text import shown_line

ORDER = (HitKind.TICKET, HitKind.CONTACT, HitKind.DEVICE, HitKind.MESSAGE)
BEGIN, END = "\ue000", "\ue001"
"""What the relay puts round a found word; both are taken out before anything is shown."""
HitRole = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class HitRow(msgspec.Struct, frozen=True, kw_only=True):
    """A heading (without `hit`) or a hit with the customer's name beside it."""

    heading: str = ""
    hit: SearchHit | None = None
    where: str = ""


class HitModel(QAbstractListModel):
    """Only hits can be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[HitRow] = []

    def show_hits(self, rows: Sequence[HitRow]) -> None:
        """Show other hits."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row(self, number: int) -> HitRow | None:
        """Return a row, None outside."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def first_hit(self) -> int:
        """Return the first row that can be chosen, -1 without any."""
        return next((number for number, row in enumerate(self._rows) if row.hit is not None), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row(index.row())
        if row is None or row.hit is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index.row())
        if row is None:
            return None
        if role == HitRole:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return row.heading if row.hit is None else spoken(row)
        return None


def grouped(hits: Sequence[SearchHit], where: dict[str, str]) -> list[HitRow]:
    """Return hits under headings, in the relay's order within each kind; `where` names customers by id."""
    rows: list[HitRow] = []
    for kind in ORDER:
        found = [hit for hit in hits if hit.kind is kind]
        if found:
            rows.append(HitRow(heading=f"{kind_words(kind)} · {len(found)}"))
            rows += [HitRow(hit=hit, where=where.get(hit.customer_id, "")) for hit in found]
    return rows


def kind_words(kind: HitKind) -> str:
    """Return the heading of a group of hits."""
    return {
        HitKind.MESSAGE: QCoreApplication.translate("Console", "Messages"),
        HitKind.TICKET: QCoreApplication.translate("Console", "Tickets"),
        HitKind.CONTACT: QCoreApplication.translate("Console", "People"),
        HitKind.DEVICE: QCoreApplication.translate("Console", "Devices"),
    }[kind]


def pieces(excerpt: str) -> list[tuple[str, bool]]:
    """Take an excerpt apart: text, and whether it was looked for. A mark without its partner marks nothing."""
    found: list[tuple[str, bool]] = []
    rest = excerpt
    while BEGIN in rest:
        before, _, rest = rest.partition(BEGIN)
        word, end, after = rest.partition(END)
        found.append((before, False))
        if not end:
            break
        found.append((word, True))
        rest = after
    found.append((rest, False))
    clean = ((shown_line(text.replace(BEGIN, "").replace(END, "")), is_found) for text, is_found in found)
    return [(text, is_found) for text, is_found in clean if text]


def spoken(row: HitRow) -> str:
    """Return what a screen reader says for a hit."""
    if row.hit is None:
        return row.heading
    parts = (row.hit.title, "".join(text for text, _ in pieces(row.hit.excerpt)), row.where)
    return ", ".join(shown_line(part) for part in parts if part)
