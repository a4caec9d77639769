"""Reports of devices, kept in one commit each; tags; who was seen. Source: docs/protocol.md, Inventory."""

import datetime as dt
from typing import Final

import msgspec

from relay.db.repositories import inventory as rows
from relay.db.unit_of_work import Topic, UnitOfWork
from relay.domain import inventory as rules
from relay.domain.scope import PrincipalKind, Right
from relay.domain.text import clean_name
from relay.services import loading, watch
from relay.services.orders import Context, DevicesSeen
from shared.errors import Gap, NotAllowed, TooLarge
from shared.ids import CustomerId, DeviceId
from shared.inventory import Sections, applied
from shared.protocol.base import Done
from shared.protocol.inventory import DeviceFacts, ReportInventory, SetTags

KEPT_LINES: Final = {"software": 300}
KEPT_OTHER_LINES: Final = 100
KEPT_FOR: Final = dt.timedelta(days=365)
MAX_TAGS: Final = 20
"""Of one device."""
NO_FACTS: Final = DeviceFacts()


def report(work: UnitOfWork, message: ReportInventory, context: Context) -> Done:
    """Keep a whole report, or a difference to what is here.

    Raises: Gap with the version that is here when it is a difference to another one, or not newer; TooLarge.
    """
    if work.scope.principal.kind is not PrincipalKind.DEVICE or message.parts != 1:
        raise NotAllowed(why="parts" if message.parts != 1 else "devices_only")
    customer_id, device_id = work.scope.own_customer, work.scope.device_id
    assert device_id is not None  # noqa: S101 - an agent's scope names its device
    head = rows.head(work.gate, device_id)
    version = head.version if head is not None else 0
    if message.version <= version or (message.base and message.base != version):
        raise Gap(expected=version)
    known = NO_FACTS if head is None else rows.facts_from(head.facts)
    before, after = _sections(work, device_id, message)
    rules.check_size(after)
    for section in sorted(before.keys() | after.keys()):
        if before.get(section) != after.get(section):
            _keep_section(work, customer_id, device_id, section, before, after, context.now)
    facts = _facts(work, device_id, known, after, context)
    rows.put_head(work.gate, customer_id, device_id, message.version, facts, context.now)
    is_touched = "software" in before.keys() | after.keys()
    software = (before.get("software"), after.get("software")) if is_touched else None
    watch.look_at_report(work, device_id, customer_id, facts, software, context.now)
    is_shown = rules.is_shown_anew(known, facts)
    work.hint(Topic.INVENTORY, device_id, customer_id, "shown" if is_shown else "")
    return Done(re=message.ref)


def note_address(work: UnitOfWork, device_id: DeviceId, customer_id: CustomerId, address: str) -> None:
    """Remember where a device was last seen from, when the world can reach that address; it stays when it is off."""
    seen = rules.public_address(address)
    head = rows.head(work.gate, device_id) if seen else None
    if head is not None:
        facts = rows.facts_from(head.facts)
        if facts.public_address != seen:
            rows.put_facts(work.gate, device_id, msgspec.structs.replace(facts, public_address=seen))
            work.hint(Topic.INVENTORY, device_id, customer_id, "shown")


def set_tags(work: UnitOfWork, message: SetTags, context: Context) -> Done:
    """Put tags on devices and take others away. Raises: TooLarge when a device would have more than twenty."""
    work.scope.require(Right.CHAT)
    added = {name.casefold(): name for name in (clean_name(tag, "tag") for tag in message.add)}
    removed = {clean_name(tag, "tag").casefold() for tag in message.remove} - added.keys()
    for device_id in dict.fromkeys(message.device_ids):
        device = loading.device_of(work, device_id)
        _tag(work, device_id, CustomerId(device.customer_id), added, removed, context.now)
    return Done(re=message.ref)


def devices_seen(work: UnitOfWork, order: DevicesSeen, context: Context) -> Done:
    """Remember that these agents are connected: after a crash, and for rules on devices that are off, it is near the truth."""
    rows.seen(work.gate, order.device_key_ids, context.now)
    return Done(re=0)


def _sections(work: UnitOfWork, device_id: DeviceId, message: ReportInventory) -> tuple[Sections, Sections]:
    """Return what is here of the sections concerned, and what they become."""
    changes = rules.cleaned(message.changes)
    if message.base == 0:
        before = rows.sections(work.gate, device_id)
        return before, applied({}, changes)
    before = rows.sections(work.gate, device_id, {change.section for change in changes})
    return before, applied(before, changes)


def _keep_section(
    work: UnitOfWork,
    customer_id: CustomerId,
    device_id: DeviceId,
    section: str,
    before: Sections,
    after: Sections,
    now: dt.datetime,
) -> None:
    old, new = before.get(section, {}), after.get(section, {})
    rows.put_section(work.gate, customer_id, device_id, section, new)
    if section == "software":
        rows.put_names(work.gate, customer_id, device_id, rules.software_names(new))
    lines = rules.history(section, old, new)
    if lines:
        rows.add_changes(work.gate, customer_id, device_id, lines, now)
        kept = KEPT_LINES.get(section, KEPT_OTHER_LINES)
        rows.trim_changes(work.gate, device_id, section, kept=kept, before=now - KEPT_FOR)


def _facts(work: UnitOfWork, device_id: DeviceId, known: DeviceFacts, after: Sections, context: Context) -> DeviceFacts:
    missing = rules.FACT_SECTIONS - after.keys()
    facts = rules.facts_of({**rows.sections(work.gate, device_id, missing), **after}, known, context.now)
    seen = rules.public_address(context.address)
    return msgspec.structs.replace(facts, public_address=seen or known.public_address)


def _tag(
    work: UnitOfWork,
    device_id: DeviceId,
    customer_id: CustomerId,
    added: dict[str, str],
    removed: set[str],
    now: dt.datetime,
) -> None:
    known = rows.tags(work.gate, device_id)
    fresh = {folded: tag for folded, tag in added.items() if folded not in known}
    gone = removed & known.keys()
    if len(known) + len(fresh) - len(gone) > MAX_TAGS:
        raise TooLarge(field="tags", limit=MAX_TAGS)
    for folded in gone:
        work.gate.change(rows.UNTAG, of_device=device_id, of_folded=folded)
    for folded, tag in fresh.items():
        rows.add_tag(work.gate, customer_id, device_id, folded, tag)
    if fresh or gone:
        work.audit("device.tagged", device_id, now, customer_id, added=len(fresh), removed=len(gone))
        work.hint(Topic.DEVICE, device_id, customer_id)
