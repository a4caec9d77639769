"""The long lists of a device page as tables: software, services, processes, users, history, talks and tickets."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QCoreApplication, Qt

from shared.protocol.chat import ConversationRecord
from shared.protocol.inventory import ChangeRecord, Item, ProcessRow
from shared.protocol.tickets import TicketRecord
from shared.qt.record_list_model import Column
from shared.qt.sliced_list_model import SlicedListModel
from tech_console.models.device_columns import natural
from tech_console.models.inventory_words import change_words, moment, value_words
from tech_console.models.units import number_words, size_words
from tech_console.models.words import conversation_words, day_and_clock, ticket_state_words


class Row(NamedTuple):
    """One row: an id and what it is about."""

    id: str
    about: Any


class ItemModel(SlicedListModel[Row]):
    """A table of rows; what a cell says and sorts by comes from what the row is about."""

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__([_of_row(column) for column in columns])

    def key_of(self, record: Row) -> str:
        return record.id

    def set_rows(self, rows: Iterable[tuple[str, Any]]) -> None:
        """Show other rows; ids must be unique."""
        self.set_records({id_: Row(id_, about) for id_, about in rows})

    def role_data(self, record: Row, column: int, role: int) -> object:
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._columns[column].text(record)
        return None


def _of_row(column: Column) -> Column:
    key = column.sort_key
    return Column(
        column.title,
        lambda row: column.text(row.about),
        None if key is None else lambda row: key(row.about),
        column.is_searched,
    )


def _fact(title: Callable[[], str], fact: str) -> Column:
    def key(item: Item) -> tuple[bool, Any]:
        value = item.get(fact)
        return (isinstance(value, str), natural(value) if isinstance(value, str) else (value or 0))

    return Column(title, lambda item: value_words(fact, item.get(fact)), key)


def software_model() -> ItemModel:
    """Return the table of installed software."""
    return ItemModel(
        [
            _fact(lambda: QCoreApplication.translate("Console", "Name"), "name"),
            _fact(lambda: QCoreApplication.translate("Console", "Version"), "version"),
            _fact(lambda: QCoreApplication.translate("Console", "Publisher"), "publisher"),
            _fact(lambda: QCoreApplication.translate("Console", "Size"), "size_bytes"),
            _fact(lambda: QCoreApplication.translate("Console", "Installed"), "installed_on"),
            _fact(lambda: QCoreApplication.translate("Console", "Source"), "source"),
        ]
    )


def service_model() -> ItemModel:
    """Return the table of services."""
    return ItemModel(
        [
            _fact(lambda: QCoreApplication.translate("Console", "Name"), "name"),
            _fact(lambda: QCoreApplication.translate("Console", "State"), "state"),
            _fact(lambda: QCoreApplication.translate("Console", "Starts"), "start"),
        ]
    )


def session_model() -> ItemModel:
    """Return the table of OS sessions as the inventory has them."""
    return ItemModel(
        [
            _fact(lambda: QCoreApplication.translate("Console", "User"), "user"),
            _fact(lambda: QCoreApplication.translate("Console", "State"), "state"),
            _fact(lambda: QCoreApplication.translate("Console", "Idle"), "idle_s"),
            _fact(lambda: QCoreApplication.translate("Console", "Since"), "since_at"),
            _fact(lambda: QCoreApplication.translate("Console", "Terminal"), "terminal"),
            _fact(lambda: QCoreApplication.translate("Console", "Connected from"), "host"),
        ]
    )


def process_model() -> ItemModel:
    """Return the table of the busiest processes."""

    def percent(row: ProcessRow) -> str:
        words = QCoreApplication.translate("Console", "{number} %")
        return words.format(number=number_words(row.cpu_percent, 1))

    return ItemModel(
        [
            Column(lambda: QCoreApplication.translate("Console", "Process"), lambda p: p.name),
            Column(lambda: QCoreApplication.translate("Console", "PID"), lambda p: str(p.pid), lambda p: p.pid),
            Column(lambda: QCoreApplication.translate("Console", "User"), lambda p: p.user),
            Column(lambda: QCoreApplication.translate("Console", "Processor"), percent, lambda p: p.cpu_percent),
            Column(
                lambda: QCoreApplication.translate("Console", "Memory"),
                lambda p: size_words(p.memory_bytes),
                lambda p: p.memory_bytes,
            ),
        ]
    )


def change_model() -> ItemModel:
    """Return the table of a device's history."""

    def when(change: ChangeRecord) -> str:
        return day_and_clock(change.at)

    return ItemModel(
        [
            Column(lambda: QCoreApplication.translate("Console", "When"), when, lambda c: c.at),
            Column(lambda: QCoreApplication.translate("Console", "What"), lambda c: change_words(c)[0]),
            Column(lambda: QCoreApplication.translate("Console", "Before"), lambda c: change_words(c)[1]),
            Column(lambda: QCoreApplication.translate("Console", "Now"), lambda c: change_words(c)[2]),
        ]
    )


def talk_model() -> ItemModel:
    """Return the table of a device's conversations and tickets."""
    return ItemModel(
        [
            Column(lambda: QCoreApplication.translate("Console", "Kind"), _kind),
            Column(lambda: QCoreApplication.translate("Console", "Subject"), _subject),
            Column(lambda: QCoreApplication.translate("Console", "State"), _state),
            Column(lambda: QCoreApplication.translate("Console", "Technician"), _technician),
            Column(lambda: QCoreApplication.translate("Console", "Date"), lambda r: day_and_clock(_at(r)), _at),
        ]
    )


Talked = TicketRecord | ConversationRecord


def _kind(record: Talked) -> str:
    if isinstance(record, TicketRecord):
        return QCoreApplication.translate("Console", "Ticket #{number}").format(number=record.number)
    return QCoreApplication.translate("Console", "Conversation")


def _subject(record: Talked) -> str:
    if isinstance(record, TicketRecord):
        return record.title
    return record.contact_name or record.os_user


def _state(record: Talked) -> str:
    return ticket_state_words(record.state) if isinstance(record, TicketRecord) else conversation_words(record)


def _technician(record: Talked) -> str:
    return (record.assignee_name if isinstance(record, TicketRecord) else record.technician_name) or ""


def _at(record: Talked) -> dt.datetime:
    return record.updated_at if isinstance(record, TicketRecord) else record.opened_at


def sorted_items(items: Mapping[str, Item]) -> list[tuple[str, Item]]:
    """Return items by their keys as people count: disk 2 before disk 10."""
    return sorted(items.items(), key=lambda pair: natural(pair[0]))


def started(items: Mapping[str, Item]) -> dt.datetime | None:
    """Return when the system was started."""
    return moment(items.get("os", {}).get("boot_at"))
