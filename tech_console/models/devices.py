"""Devices as a table, with how they are found now. Holds 50,000 of them without holding up the window."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from shared.ids import CustomerId
from shared.protocol.directory import DeviceRecord, DeviceState
from shared.qt.sliced_list_model import SlicedListModel
from tech_console.models.device_columns import DeviceClock, DeviceColumn, device_columns
from tech_console.models.searched import CardRole
from tech_console.models.words import day_and_clock
from tech_console.state.device_query import QUALIFIERS, Around, DeviceQuery, understand
from tech_console.state.device_status import DeviceStatus

TONES = {
    DeviceStatus.ONLINE: "ok",
    DeviceStatus.IDLE: "warn",
    DeviceStatus.LOCKED: "warn",
    DeviceStatus.OFFLINE: "",
    DeviceStatus.OVERDUE: "danger",
    DeviceStatus.REVOKED: "",
}
MOMENTS: dict[str, Callable[[DeviceRecord], str]] = {
    "last_seen": lambda d: day_and_clock(d.last_seen_at),
    "boot": lambda d: day_and_clock(d.facts.boot_at),
}
"""Columns that say how long ago; the tool tip says when."""


class DeviceModel(SlicedListModel[DeviceRecord]):
    """`customer_name` looks a customer's name up; `customer_title` is the edition's word for one."""

    def __init__(self, customer_name: Callable[[CustomerId], str], customer_title: Callable[[], str]) -> None:
        self.clock = DeviceClock()
        self.columns: tuple[DeviceColumn, ...] = device_columns(self.clock, customer_name, customer_title)
        self.places = {column.id: place for place, column in enumerate(self.columns)}
        self._customer_name = customer_name
        self._software: dict[str, frozenset[str]] = {}
        self._text = ""
        super().__init__(self.columns)

    def key_of(self, record: DeviceRecord) -> str:
        return record.device_id

    def qualifiers(self) -> list[str]:
        """Return the words before the colon that this list understands."""
        return list(QUALIFIERS)

    def search(self, text: str) -> DeviceQuery:
        """Show what fits the words and every qualifier; returns what was understood."""
        query = self.understood(text)
        had_checks = ":" in self._text or "-" in self._text
        self._text = text
        self.set_search(query.words, query.accepts if query.checks else None, narrows=not had_checks)
        return query

    def understood(self, text: str) -> DeviceQuery:
        """Return what a search text means now."""
        around = Around(
            customer_name=self._customer_name, overdue_before=self.clock.overdue_before, software=self._software
        )
        return understand(text, around)

    def take_software(self, software: dict[str, frozenset[str]]) -> None:
        """Use what the relay said about who has which software."""
        self._software = software

    def status(self, record: DeviceRecord) -> DeviceStatus:
        """Return how a device stands."""
        return self.clock.status(record)

    def role_data(self, record: DeviceRecord, column: int, role: int) -> object:
        if role == CardRole.TONE:
            return TONES[self.clock.status(record)]
        if role == CardRole.IS_QUIET:
            return record.state is DeviceState.REVOKED
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.columns[column].text(record)
        if role == Qt.ItemDataRole.ToolTipRole and (moment := MOMENTS.get(self.columns[column].id)) is not None:
            return moment(record)
        return None
