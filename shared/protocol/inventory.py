"""What devices report of themselves, what consoles read of it, and the rules that watch it. Source: docs/protocol.md, Inventory.

Everything here is untrusted text from the device. An inventory is sections of keyed items of flat facts, so that a
difference is: these items are so now, those keys are gone.
"""

import enum
from typing import Annotated

import msgspec

from shared.ids import CustomerId, DeviceId, IdText, TicketId, WatchRuleId
from shared.protocol.base import Count, Instant, Message, Name, Record, Reply, Request

Fact = str | int | float | bool | None
Item = dict[str, Fact]
Section = Annotated[str, msgspec.Meta(pattern=r"^[a-z_]{1,24}\Z")]
Key = Annotated[str, msgspec.Meta(min_length=1, max_length=300)]

SECTIONS = ("summary", "os_sessions", "hardware", "disks", "network", "system", "software", "services", "battery")
"""Known sections; a relay keeps others too, a console shows those it knows."""


class SectionChange(Record, frozen=True, kw_only=True):
    """What is different in one section: whole items by key, and keys that are gone."""

    section: Section
    items: dict[Key, Item] = {}
    gone: list[Key] = []


class ReportInventory(Request, tag="inventory.report", frozen=True, kw_only=True):
    """Agent → relay: one part of a report. `base` 0 is a whole inventory, else the version it is a difference to.

    The relay keeps a report when its last part is here: `done`. Refused with `gap` (expected: the version the relay has)
    when `base` is another; the agent then sends the whole. A part fits into one frame.
    """

    version: Annotated[int, msgspec.Meta(ge=1, le=2**53)]
    base: Count
    part: Annotated[int, msgspec.Meta(ge=1, le=999)] = 1
    parts: Annotated[int, msgspec.Meta(ge=1, le=999)] = 1
    changes: list[SectionChange] = []


class InventoryWanted(Message, tag="inventory.wanted", frozen=True, kw_only=True):
    """Relay → agent, after sign-in and on a console's wish: the version the relay has (0: send everything)."""

    version: Count


class ProcessesWanted(Message, tag="inventory.processes_wanted", frozen=True, kw_only=True):
    """Relay → agent: somebody looks at the processes; answer with `inventory.processes` under this id."""

    question_id: IdText


class ProcessRow(Record, frozen=True, kw_only=True):
    """One process: name and user are untrusted text."""

    pid: int
    name: str
    user: str = ""
    cpu_percent: float = 0.0
    """Of one core, over about a second."""
    memory_bytes: int = 0


class ReportProcesses(Message, tag="inventory.processes", frozen=True, kw_only=True):
    """Agent → relay: the busiest processes; carries no promise."""

    question_id: IdText
    processes: Annotated[list[ProcessRow], msgspec.Meta(max_length=100)] = []


class DeviceFacts(Record, frozen=True, kw_only=True):
    """What the device list shows and filters, taken from the inventory by the relay; empty where not known."""

    os: str = ""
    os_version: str = ""
    make: str = ""
    model: str = ""
    serial: str = ""
    cpu: str = ""
    memory_bytes: int = 0
    disk_free_percent: int = -1
    """Of the fullest fixed disk; -1: not known."""
    addresses: list[str] = []
    mac: str = ""
    public_address: str = ""
    """As the relay sees it; empty where it is a private one."""
    boot_at: Instant | None = None
    is_reboot_pending: bool = False
    last_user: str = ""
    """Kept when the device is off."""
    agent_version: str = ""
    battery_percent: int = -1
    reported_at: Instant | None = None


class ReadInventory(Request, tag="inventory.read", frozen=True, kw_only=True):
    """Console → relay: all sections of a device; `fresh` asks the agent to look now (a difference follows later)."""

    device_id: DeviceId
    fresh: bool = False


class InventoryRecord(Reply, tag="inventory.record", frozen=True, kw_only=True):
    """The inventory as the relay has it; version 0 and no section when nothing was reported yet."""

    device_id: DeviceId
    version: Count
    reported_at: Instant | None = None
    sections: dict[str, dict[str, Item]] = {}


class InventoryChanged(Message, tag="inventory.changed", frozen=True, kw_only=True):
    """Relay → consoles: a device has reported; whoever shows it reads again."""

    device_id: DeviceId
    version: Count


class ReadProcesses(Request, tag="inventory.read_processes", frozen=True, kw_only=True):
    """Console → relay → agent: the busiest processes now; `device_offline` when no agent is connected."""

    device_id: DeviceId


class ProcessList(Reply, tag="inventory.process_list", frozen=True, kw_only=True):
    """The agent's answer."""

    device_id: DeviceId
    processes: list[ProcessRow]


class ChangeRecord(Record, frozen=True, kw_only=True):
    """One line of a device's history: "RAM 16 → 8 GB on …". Empty `before`: added; empty `after`: gone."""

    at: Instant
    section: str
    item: str
    fact: str = ""
    before: str = ""
    after: str = ""


class ReadChanges(Request, tag="inventory.read_changes", frozen=True, kw_only=True):
    """Console → relay: the newest changes of a device before `before`."""

    device_id: DeviceId
    before: Instant | None = None
    limit: Annotated[int, msgspec.Meta(ge=1, le=500)] = 200


class ChangeList(Reply, tag="inventory.change_list", frozen=True, kw_only=True):
    """Newest first."""

    device_id: DeviceId
    changes: list[ChangeRecord]


class FindSoftware(Request, tag="inventory.find_software", frozen=True, kw_only=True):
    """Console → relay: which devices in scope have software whose name holds this text (`software:` in the list)."""

    text: Annotated[str, msgspec.Meta(min_length=2, max_length=100)]


class SoftwareFound(Reply, tag="inventory.software_found", frozen=True, kw_only=True):
    """The devices, at most 100,000."""

    device_ids: list[DeviceId]


class SetTags(Request, tag="device.set_tags", frozen=True, kw_only=True):
    """Console → relay: put tags on devices and take others away."""

    device_ids: Annotated[list[DeviceId], msgspec.Meta(min_length=1, max_length=500)]
    add: Annotated[list[Name], msgspec.Meta(max_length=20)] = []
    remove: Annotated[list[Name], msgspec.Meta(max_length=20)] = []


class WatchKind(enum.Enum):
    """What a rule looks at; `threshold` is percent free, hours offline, or unused; `pattern` a software's name."""

    DISK_BELOW = "disk_below"
    OFFLINE_LONGER = "offline_longer"
    REBOOT_PENDING = "reboot_pending"
    SOFTWARE_APPEARS = "software_appears"
    SOFTWARE_DISAPPEARS = "software_disappears"


class WatchRuleRecord(Record, frozen=True, kw_only=True):
    """A rule of one customer; `ticket_id` is the one ticket it keeps up to date while it is alive."""

    rule_id: WatchRuleId
    customer_id: CustomerId
    version: int
    kind: WatchKind
    threshold: int = 0
    pattern: str = ""
    active: bool = True
    ticket_id: TicketId | None = None
    matching: int = 0
    """Devices that match now."""


class SaveWatchRule(Request, tag="watch.save", frozen=True, kw_only=True):
    """Console → relay: create (unknown id) or change a rule."""

    rule_id: WatchRuleId
    customer_id: CustomerId
    kind: WatchKind
    threshold: Annotated[int, msgspec.Meta(ge=0, le=100_000)] = 0
    pattern: Name = ""
    active: bool = True


class RemoveWatchRule(Request, tag="watch.remove", frozen=True, kw_only=True):
    """Console → relay; its ticket stays."""

    rule_id: WatchRuleId


class WatchRuleChanged(Message, tag="watch.changed", frozen=True, kw_only=True):
    """Relay → console."""

    rule: WatchRuleRecord
