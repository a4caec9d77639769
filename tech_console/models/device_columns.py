"""The columns a device list can show: what each says, sorts by and hands to an export."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any, Final

import msgspec
from PySide6.QtCore import QCoreApplication

from shared.ids import CustomerId
from shared.protocol.directory import DeviceRecord, DeviceState
from tech_console.models.units import ago_words, share_words, size_words, yes_no_words
from tech_console.models.words import day_and_clock, device_state_words, presence_words
from tech_console.state.device_status import ORDER, DeviceStatus, agent_version, people_of, status_of

Cell = str | int | float | bool | None
DIGITS: Final = re.compile(r"\d+")


class DeviceClock:
    """The moment the list is looked at: ages and *overdue* are counted from it. Moved on by the page."""

    def __init__(self) -> None:
        self.now = dt.datetime.now(dt.UTC)
        self.overdue_after_h = 0

    def tick(self, overdue_after_h: int) -> None:
        """Look at the clock."""
        self.now = dt.datetime.now(dt.UTC)
        self.overdue_after_h = overdue_after_h

    @property
    def overdue_before(self) -> dt.datetime:
        """A device not seen since then is overdue."""
        return self.now - dt.timedelta(hours=self.overdue_after_h)

    def status(self, device: DeviceRecord) -> DeviceStatus:
        """Return how a device stands now."""
        return status_of(device, self.overdue_before)


class DeviceColumn(msgspec.Struct, frozen=True, kw_only=True):
    """One column; `value` goes into an export, where a machine reads it."""

    id: str
    title: Callable[[], str]
    text: Callable[[Any], str]
    value: Callable[[Any], Any]
    sort_key: Callable[[Any], Any] | None = None
    is_searched: bool = False
    width: int = 120
    is_number: bool = False
    is_shown: bool = False
    """Whether it is there before anybody chose."""


def natural(text: str) -> str:
    """Return a text to sort by in which PC-9 comes before PC-10."""
    return DIGITS.sub(lambda number: number[0].zfill(8), text.casefold())


def status_words(device: DeviceRecord, status: DeviceStatus) -> str:
    """Return how a device stands, in words."""
    if device.clone_suspected_at is not None and status is not DeviceStatus.REVOKED:
        return QCoreApplication.translate("Console", "Key used twice")
    if status is DeviceStatus.OVERDUE:
        return QCoreApplication.translate("Console", "Overdue")
    if status is DeviceStatus.REVOKED:
        return device_state_words(DeviceState.REVOKED)
    return presence_words(device)


def listed_words(device: DeviceRecord, status: DeviceStatus) -> str:
    """Return the same for a list, where nothing else says that a device waits to be let in."""
    if device.state is DeviceState.PENDING:
        return QCoreApplication.translate("Console", "To approve")
    return status_words(device, status)


def helpdesk_words(device: DeviceRecord) -> str:
    """Return whether the helpdesk agent is active, or why it cannot be."""
    if device.state is not DeviceState.APPROVED:
        return device_state_words(device.state)
    if device.helpdesk_enabled:
        return QCoreApplication.translate("Console", "Active")
    return QCoreApplication.translate("Console", "Not activated")


def os_words(device: DeviceRecord) -> str:
    """Return the operating system; what the agent said at enrolment until an inventory says more."""
    facts = device.facts
    return f"{facts.os} {facts.os_version}".strip() or device.platform


def address_words(device: DeviceRecord) -> str:
    """Return the first address of the network at its place."""
    return device.facts.addresses[0] if device.facts.addresses else device.first_address


def device_columns(
    clock: DeviceClock, customer_name: Callable[[CustomerId], str], customer_title: Callable[[], str]
) -> tuple[DeviceColumn, ...]:
    """Return every column there is, in the order of the dialog that offers them."""
    return (*_who_and_where(clock, customer_name, customer_title), *_machine(), *_rest(clock))


def _who_and_where(
    clock: DeviceClock, customer_name: Callable[[CustomerId], str], customer_title: Callable[[], str]
) -> tuple[DeviceColumn, ...]:
    return (
        DeviceColumn(
            id="name",
            title=lambda: QCoreApplication.translate("Console", "Device"),
            text=lambda d: d.name,
            value=lambda d: d.name,
            sort_key=lambda d: natural(d.name),
            is_searched=True,
            width=136,
            is_shown=True,
        ),
        DeviceColumn(
            id="status",
            title=lambda: QCoreApplication.translate("Console", "Status"),
            text=lambda d: listed_words(d, clock.status(d)),
            value=lambda d: clock.status(d).value,
            sort_key=lambda d: ORDER[clock.status(d)],
            width=156,
            is_shown=True,
        ),
        DeviceColumn(
            id="customer",
            title=customer_title,
            text=lambda d: customer_name(d.customer_id),
            value=lambda d: customer_name(d.customer_id),
            is_searched=True,
            width=124,
            is_shown=True,
        ),
        DeviceColumn(
            id="user",
            title=lambda: QCoreApplication.translate("Console", "User"),
            text=lambda d: ", ".join(people_of(d)),
            value=people_of,
            is_searched=True,
            width=100,
            is_shown=True,
        ),
        DeviceColumn(
            id="os",
            title=lambda: QCoreApplication.translate("Console", "System"),
            text=os_words,
            value=os_words,
            is_searched=True,
            width=124,
            is_shown=True,
        ),
        DeviceColumn(
            id="last_seen",
            title=lambda: QCoreApplication.translate("Console", "Last seen"),
            text=lambda d: ago_words(d.last_seen_at, clock.now),
            value=lambda d: d.last_seen_at,
            sort_key=lambda d: _seconds(d.last_seen_at),
            width=92,
            is_shown=True,
        ),
        DeviceColumn(
            id="address",
            title=lambda: QCoreApplication.translate("Console", "Address"),
            text=address_words,
            value=address_words,
            sort_key=lambda d: natural(address_words(d)),
            is_searched=True,
            width=100,
            is_shown=True,
        ),
    )


def _machine() -> tuple[DeviceColumn, ...]:
    return (
        DeviceColumn(
            id="disk_free",
            title=lambda: QCoreApplication.translate("Console", "Disk free"),
            text=lambda d: share_words(d.facts.disk_free_percent),
            value=lambda d: _known(d.facts.disk_free_percent),
            sort_key=lambda d: d.facts.disk_free_percent,
            width=98,
            is_number=True,
            is_shown=True,
        ),
        DeviceColumn(
            id="tags",
            title=lambda: QCoreApplication.translate("Console", "Tags"),
            text=lambda d: ", ".join(d.tags),
            value=lambda d: list(d.tags),
            is_searched=True,
            width=112,
            is_shown=True,
        ),
        _fact("make", lambda: QCoreApplication.translate("Console", "Make"), lambda d: d.facts.make),
        _fact("model", lambda: QCoreApplication.translate("Console", "Model"), lambda d: d.facts.model),
        _fact("serial", lambda: QCoreApplication.translate("Console", "Serial number"), lambda d: d.facts.serial),
        _fact("cpu", lambda: QCoreApplication.translate("Console", "Processor"), lambda d: d.facts.cpu),
        DeviceColumn(
            id="memory",
            title=lambda: QCoreApplication.translate("Console", "Memory"),
            text=lambda d: size_words(d.facts.memory_bytes),
            value=lambda d: d.facts.memory_bytes or None,
            sort_key=lambda d: d.facts.memory_bytes,
            width=100,
            is_number=True,
        ),
        _fact("mac", lambda: QCoreApplication.translate("Console", "MAC address"), lambda d: d.facts.mac),
        _fact(
            "public_address",
            lambda: QCoreApplication.translate("Console", "Public address"),
            lambda d: d.facts.public_address,
        ),
        DeviceColumn(
            id="battery",
            title=lambda: QCoreApplication.translate("Console", "Battery"),
            text=lambda d: share_words(d.facts.battery_percent),
            value=lambda d: _known(d.facts.battery_percent),
            sort_key=lambda d: d.facts.battery_percent,
            width=90,
            is_number=True,
        ),
    )


def _rest(clock: DeviceClock) -> tuple[DeviceColumn, ...]:
    return (
        DeviceColumn(
            id="boot",
            title=lambda: QCoreApplication.translate("Console", "Started"),
            text=lambda d: ago_words(d.facts.boot_at, clock.now),
            value=lambda d: d.facts.boot_at,
            sort_key=lambda d: _seconds(d.facts.boot_at),
        ),
        DeviceColumn(
            id="reboot",
            title=lambda: QCoreApplication.translate("Console", "Restart pending"),
            text=lambda d: yes_no_words(holds=True) if d.facts.is_reboot_pending else "",
            value=lambda d: d.facts.is_reboot_pending,
            sort_key=lambda d: not d.facts.is_reboot_pending,
        ),
        DeviceColumn(
            id="helpdesk",
            title=lambda: QCoreApplication.translate("Console", "Helpdesk agent"),
            text=helpdesk_words,
            value=lambda d: d.state is DeviceState.APPROVED and d.helpdesk_enabled,
            sort_key=lambda d: (d.state is not DeviceState.PENDING, not d.helpdesk_enabled),
            width=150,
        ),
        _fact(
            "agent_version",
            lambda: QCoreApplication.translate("Console", "Agent version"),
            agent_version,
        ),
        _moment(
            "reported",
            lambda: QCoreApplication.translate("Console", "Inventory of"),
            lambda d: d.facts.reported_at,
        ),
        _moment("enrolled", lambda: QCoreApplication.translate("Console", "Enrolled"), lambda d: d.enrolled_at),
    )


def _fact(id_: str, title: Callable[[], str], text: Callable[[Any], str]) -> DeviceColumn:
    return DeviceColumn(id=id_, title=title, text=text, value=text, is_searched=True, width=140)


def _moment(id_: str, title: Callable[[], str], at: Callable[[Any], dt.datetime | None]) -> DeviceColumn:
    return DeviceColumn(
        id=id_,
        title=title,
        text=lambda d: day_and_clock(at(d)),
        value=at,
        sort_key=lambda d: _seconds(at(d)),
        width=140,
    )


def _known(number: int) -> int | None:
    return number if number >= 0 else None


def _seconds(at: dt.datetime | None) -> float:
    """Numbers are compared several times as fast as moments."""
    return at.timestamp() if at is not None else 0.0
