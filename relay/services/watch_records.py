"""Watch rules as consoles are shown them; read-only, on a reader's gate."""

from collections.abc import Iterator

from relay.db.gate import Gate, Row
from relay.db.repositories import watch
from shared.ids import CustomerId, TicketId, WatchRuleId
from shared.protocol.inventory import WatchRuleRecord


def watch_rules(gate: Gate) -> Iterator[WatchRuleRecord]:
    """Return every rule in scope, the oldest first."""
    matching = {row.rule_id: row.matching for row in gate.rows(watch.COUNTS)}
    for row in gate.rows(watch.ALL):
        yield _record(row, matching.get(row.id, 0))


def watch_rule(gate: Gate, rule_id: WatchRuleId) -> WatchRuleRecord | None:
    """Return one rule."""
    row = watch.one(gate, rule_id)
    return None if row is None else _record(row, watch.count(gate, rule_id))


def _record(row: Row, matching: int) -> WatchRuleRecord:
    is_alive = row.ticket_state in watch.ALIVE and row.merged_into is None
    return WatchRuleRecord(
        rule_id=WatchRuleId(row.id),
        customer_id=CustomerId(row.customer_id),
        version=row.version,
        kind=row.kind,
        threshold=row.threshold,
        pattern=row.pattern,
        active=row.is_active,
        ticket_id=TicketId(row.ticket_id) if is_alive else None,
        matching=matching,
    )
