"""What the relay does by itself once a minute: sign the audit log, let go of what is older than it is to be kept.

Bounded in each run: a customer whose keeping was just shortened is caught up with over many minutes, never in one long commit.
"""

import datetime as dt
import logging
from typing import Final

from relay.db.engine import overwriting
from relay.db.repositories import audit, directory, erasing
from relay.db.schema import to_ms
from relay.db.unit_of_work import UnitOfWork
from relay.domain import audit as rules
from relay.services.erasing import Gone, erase_talk, erase_ticket
from relay.services.orders import Context, KeepHouse
from shared.ids import CustomerId
from shared.protocol.base import Done

log = logging.getLogger(__name__)
MARK_EVERY_EVENTS: Final = 1_000
MARK_EVERY: Final = dt.timedelta(minutes=5)
AUDIT_DAYS: Final = 730
"""How long events are kept where the setting `audit_days` says nothing else; 0: for ever."""
ARCHIVED_AT_ONCE: Final = 5_000
ERASED_AT_ONCE: Final = 25
LOOK_EVERY: Final = dt.timedelta(hours=1)
"""How often it is looked for what is old; each minute while more is left than one run takes."""
LOOK_AT: Final = "look_for_old_at"
FAILURES_KEPT: Final = dt.timedelta(days=30)
MARKS_OF_ERASED_KEPT: Final = dt.timedelta(days=730)
"""Whoever comes back later than that starts anew anyway."""


def keep_house(work: UnitOfWork, _order: KeepHouse, context: Context) -> Done:
    """Do what is due; called again and again, and safe to be called at any moment."""
    if to_ms(context.now) >= int(directory.settings(work.gate).get(LOOK_AT, 0)):
        is_all = erase_old(work, context)
        work.gate.change(erasing.OLD_FAILURES, before=context.now - FAILURES_KEPT)
        work.gate.change(erasing.OLD_MARKS, before=context.now - MARKS_OF_ERASED_KEPT)
        next_look = context.now + LOOK_EVERY if is_all else context.now
        directory.put_setting(work.gate, LOOK_AT, to_ms(next_look))
    archive_audit(work, context)
    mark_audit(work, context)
    return Done(re=0)


def erase_old(work: UnitOfWork, context: Context) -> bool:
    """Erase ended tickets with their talks, and closed talks without one, of customers who want it after so many days.

    Returns whether that was all.
    """
    is_all = True
    for kept in work.gate.rows(erasing.KEPT_FOR):
        found = {"of_customer": kept.id, "before": context.now - dt.timedelta(days=kept.retention_days)}
        tickets = work.gate.rows(erasing.OLD_TICKETS, **found, most=ERASED_AT_ONCE)
        talks = work.gate.rows(erasing.OLD_TALKS, **found, most=ERASED_AT_ONCE)
        gone = Gone()
        with overwriting(work.connection):
            for ticket in tickets:
                for talk in work.gate.rows(erasing.TALKS_OF_TICKET, of_ticket=ticket.id):
                    if not talk.is_open:
                        gone += erase_talk(work, talk, context)
                gone += erase_ticket(work, ticket, context)
            for talk in talks:
                gone += erase_talk(work, talk, context)
        if tickets or talks:
            facts = {"tickets": gone.tickets, "conversations": gone.conversations, "files": gone.files}
            work.audit("retention.erased", kept.id, context.now, CustomerId(kept.id), **facts)
        is_all &= max(len(tickets), len(talks)) < ERASED_AT_ONCE
    return is_all


def archive_audit(work: UnitOfWork, context: Context) -> None:
    """Let go of the oldest events; a signed mark keeps where the chain goes on, so that it stays provable."""
    days = int(directory.settings(work.gate).get("audit_days", AUDIT_DAYS))
    if not days or not context.audit_seed:
        return
    newest = work.gate.row(audit.OLDER, before=context.now - dt.timedelta(days=days))
    oldest = work.gate.row(audit.OLDEST)
    if newest is None or oldest is None:
        return
    upto = min(newest.id, oldest.id + ARCHIVED_AT_ONCE - 1)
    row = work.gate.row(audit.EVENT, of_event=upto)
    if row is not None:
        _mark(work, rules.ARCHIVED, row.id, row.hash, context)
        work.gate.change(audit.FORGET, upto=upto)


def mark_audit(work: UnitOfWork, context: Context) -> None:
    """Sign the newest event when 1,000 came or five minutes have passed since the last mark, and something came."""
    head, head_hash = audit.head(work.gate)
    last = work.gate.row(audit.LAST_MARK, of_kind=rules.HEAD)
    fresh = head - (last.event_id if last is not None else 0)
    is_time = last is None or context.now - last.at >= MARK_EVERY
    if context.audit_seed and head and fresh and (is_time or fresh >= MARK_EVERY_EVENTS):
        _mark(work, rules.HEAD, head, head_hash, context)
        # The log goes elsewhere (journal, syslog): with this line a rewritten database is found out even with its key.
        log.info("audit log at event %d: %s", head, head_hash.hex())


def _mark(work: UnitOfWork, kind: str, event_id: int, event_hash: bytes, context: Context) -> None:
    mark = rules.Mark(at_ms=to_ms(context.now), kind=kind, event_id=event_id, event_hash=event_hash)
    audit.add_mark(work.gate, rules.signed(mark, context.audit_seed), context.now)
