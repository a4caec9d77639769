"""What may be said to a headless console about inventories, tags and watch rules. Source: docs/headless.md."""

from shared.ids import CustomerId, DeviceId, WatchRuleId
from shared.protocol.base import Instant
from shared.protocol.inventory import WatchKind
from tech_console.headless.command import Command


class Inventory(Command, tag="inventory", frozen=True):
    device_id: DeviceId
    fresh: bool = False


class InventoryChanges(Command, tag="inventory_changes", frozen=True):
    device_id: DeviceId
    before: Instant | None = None
    limit: int = 200


class Processes(Command, tag="processes", frozen=True):
    device_id: DeviceId


class SoftwareFind(Command, tag="software_find", frozen=True):
    text: str


class Tag(Command, tag="tag", frozen=True):
    device_ids: list[DeviceId]
    add: list[str] = []
    remove: list[str] = []


class WatchSave(Command, tag="watch_save", frozen=True):
    customer_id: CustomerId
    kind: WatchKind
    threshold: int = 0
    pattern: str = ""
    active: bool = True
    rule_id: WatchRuleId | None = None


class WatchRemove(Command, tag="watch_remove", frozen=True):
    rule_id: WatchRuleId
