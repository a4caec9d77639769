"""Which types may be sent and how much a customer may keep: provider settings, with the presets as defaults."""

from typing import Any, Final

from relay.db.gate import Gate
from relay.db.repositories import directory
from relay.db.unit_of_work import Topic, UnitOfWork
from relay.domain.scope import Right
from relay.services.orders import Context
from shared.errors import Conflict
from shared.file_types import DEFAULT_PRESET, NEVER_FROM_DEVICE, PRESETS
from shared.limits import FILE_QUOTA_BYTES
from shared.protocol.base import Done
from shared.protocol.transfers import FilePolicyRecord, FileTypeRule, SaveFilePolicy, TypeDirection

POLICY: Final = "file_policy"
QUOTA: Final = "file_quota_mb"
MEGABYTE: Final = 1024 * 1024


def policy_of(gate: Gate, *, is_scanned: bool) -> FilePolicyRecord:
    """Return the policy in force."""
    kept: dict[str, Any] = directory.settings(gate).get(POLICY, {})
    preset = kept.get("preset", DEFAULT_PRESET)
    own = [FileTypeRule(suffix=suffix, direction=TypeDirection(way)) for suffix, way in kept.get("types", ())]
    return FilePolicyRecord(
        version=kept.get("version", 1),
        preset=preset,
        types=own if preset == "custom" else list(PRESETS[preset]),
        is_scanned=is_scanned,
    )


def quota_bytes(gate: Gate) -> int:
    """Return how many bytes of files each customer may keep."""
    set_mb = directory.settings(gate).get(QUOTA)
    return FILE_QUOTA_BYTES if set_mb is None else int(set_mb) * MEGABYTE


def save(work: UnitOfWork, message: SaveFilePolicy, context: Context) -> Done:
    """Choose a preset, or keep a list of one's own; what is under way keeps to the policy of its offer."""
    work.scope.require(Right.MANAGE_SETTINGS)
    before = policy_of(work.gate, is_scanned=False)
    if message.version != before.version:
        raise Conflict(what="version")
    ways = {
        rule.suffix: TypeDirection.TO_DEVICE if rule.suffix in NEVER_FROM_DEVICE else rule.direction
        for rule in message.types
    }
    kept = {
        "version": before.version + 1,
        "preset": message.preset,
        "types": [[suffix, way.value] for suffix, way in ways.items()] if message.preset == "custom" else [],
    }
    directory.put_setting(work.gate, POLICY, kept)
    suffixes = " ".join(ways) if message.preset == "custom" else ""
    work.audit("settings.file_policy", message.preset, context.now, types=suffixes[:500])
    work.hint(Topic.FILE_POLICY, message.preset)
    return Done(re=message.ref)
