"""Watch rules: made by a console, judged on reports and by the clock, told in one ticket each. Rules: relay/domain/watch.py.

A report only notes which devices match; the clock writes the ticket, so that many devices at once are one ticket.
"""

import datetime as dt
from collections.abc import Collection
from typing import Final

import sqlalchemy as sa

from relay.db.gate import Row
from relay.db.repositories import directory
from relay.db.repositories import inventory as inventories
from relay.db.repositories import watch as rows
from relay.db.tables import watch_rule
from relay.db.unit_of_work import Topic, UnitOfWork
from relay.domain import watch as rules
from relay.domain.scope import RELAY_SCOPE, Right
from relay.domain.text import clean_name, harmless_text
from relay.services import loading, ticket_edit, tickets
from relay.services.orders import Context
from shared.errors import NotFound, TooLarge
from shared.ids import CustomerId, DeviceId, TicketId, WatchRuleId, new_id
from shared.inventory import Items
from shared.protocol.base import Done
from shared.protocol.inventory import DeviceFacts, RemoveWatchRule, SaveWatchRule, WatchKind
from shared.protocol.tickets import Priority

MAX_RULES: Final = 50
"""Of one customer: each is judged on every report of its devices."""
DETAIL_CHARS: Final = 200
BY_FACTS: Final = {WatchKind.DISK_BELOW, WatchKind.REBOOT_PENDING}
BY_SOFTWARE: Final = {WatchKind.SOFTWARE_APPEARS, WatchKind.SOFTWARE_DISAPPEARS}


def save(work: UnitOfWork, message: SaveWatchRule, context: Context) -> Done:
    """Create or change a rule; one that looks for something else begins anew."""
    work.scope.require(Right.MANAGE_DEVICES)
    loading.customer_of(work, message.customer_id)
    wanted = _checked(message)
    known = rows.one(work.gate, message.rule_id)
    if known is None:
        if len(rows.rules_of(work.gate, message.customer_id)) >= MAX_RULES:
            raise TooLarge(field="rules", limit=MAX_RULES)
        _insert(work, message, wanted, context.now)
    elif known.customer_id != message.customer_id:
        raise NotFound
    else:
        facts = {"kind": wanted.kind, "threshold": wanted.threshold, "pattern": wanted.pattern}
        directory.change(work.gate, rows.SAVE, {"of_rule": known.id}, is_active=message.active, **facts)
    if known is None or _rule(known) != wanted or known.is_active is not message.active:
        _begin_anew(work, message.rule_id, is_active=message.active, now=context.now)
    work.audit("watch.saved", message.rule_id, context.now, message.customer_id, kind=wanted.kind.value)
    work.hint(Topic.WATCH, message.rule_id, message.customer_id)
    return Done(re=message.ref)


def remove(work: UnitOfWork, message: RemoveWatchRule, context: Context) -> Done:
    """Forget a rule; its ticket stays as it is."""
    work.scope.require(Right.MANAGE_DEVICES)
    rule = _found(work, message.rule_id)
    work.gate.change(rows.END_MATCHES, of_rule=rule.id)
    work.gate.change(rows.REMOVE, of_rule=rule.id)
    work.audit("watch.removed", rule.id, context.now, CustomerId(rule.customer_id))
    work.hint(Topic.WATCH, rule.id, rule.customer_id, "removed")
    return Done(re=message.ref)


def look_at_report(
    work: UnitOfWork,
    device_id: DeviceId,
    customer_id: CustomerId,
    facts: DeviceFacts,
    software: tuple[Items | None, Items | None] | None,
    now: dt.datetime,
) -> None:
    """Judge the customer's rules on what a device has just reported; `software`: before and after, None when untouched."""
    active = [rule for rule in rows.rules_of(work.gate, customer_id) if rule.is_active]
    if not active:
        return
    matching = rows.matching_rules(work.gate, device_id)
    names = None if software is None else (_names(software[0]), _names(software[1]) or [])
    for rule in active:
        is_matching = rule.id in matching
        if rule.kind in BY_FACTS:
            matches = rules.matches_facts(_rule(rule), facts, is_matching=is_matching)
            detail = f"{facts.disk_free_percent} %" if rule.kind is WatchKind.DISK_BELOW else ""
        elif rule.kind in BY_SOFTWARE and names is not None:
            before, after = names
            matches = rules.matches_software(_rule(rule), before, after, is_matching=is_matching)
            detail = rules.find(rule.pattern, after) or rules.find(rule.pattern, before or []) or ""
        else:
            continue
        if matches is not is_matching:
            _turn(work, rule, device_id, detail if matches else None, now)


def look(work: UnitOfWork, rule_id: WatchRuleId, now: dt.datetime) -> None:
    """Do what a rule is due for: find out who is off, write its ticket or open one. Called by the clock."""
    rule = _found(work, rule_id)
    if rule.kind is WatchKind.OFFLINE_LONGER and rule.look_at is not None and now > rule.look_at + rules.OUTAGE:
        rows.looked(work.gate, rule.id, next_look=now + rules.COMING_BACK, told=rule.told_at, in_ticket=rule.ticket_id)
        return
    _end_of_the_shut_out(work, rule)
    if rule.kind is WatchKind.OFFLINE_LONGER:
        _look_for_those_off(work, rule, now)
    matches = work.gate.rows(rows.MATCHES, of_rule=rule.id)
    ticket_id, told_at, next_look = rule.ticket_id, rule.told_at, _next_look(rule, bool(matches), now)
    text = rules.description(_rule(rule), [(row.device_name, row.detail) for row in matches], _language(work))
    if _is_alive(rule):
        if text != rule.ticket_description:
            if told_at is not None and now < told_at + rules.NEXT_TELLING:
                next_look = told_at + rules.NEXT_TELLING
            else:
                ticket_edit.rewrite(work, TicketId(rule.ticket_id), text, now)
                work.gate.change(rows.TOLD, of_rule=rule.id, in_ticket=ticket_id)
                told_at = now
    elif any(_is_untold(rule, row, now) for row in matches):
        ticket_id, told_at = _open(work, rule, matches, text, now), now
        work.gate.change(rows.TOLD, of_rule=rule.id, in_ticket=ticket_id)
    rows.looked(work.gate, rule.id, next_look=next_look, told=told_at, in_ticket=ticket_id)
    work.hint(Topic.WATCH, rule.id, rule.customer_id)


def _checked(message: SaveWatchRule) -> rules.Rule:
    pattern = clean_name(message.pattern, "pattern") if message.pattern.strip() else ""
    wanted = rules.Rule(kind=message.kind, threshold=message.threshold, pattern=pattern)
    rules.check_rule(wanted)
    return wanted


def _insert(work: UnitOfWork, message: SaveWatchRule, wanted: rules.Rule, now: dt.datetime) -> None:
    work.gate.insert(
        sa.insert(watch_rule),
        {
            "customer_id": message.customer_id,
            "id": message.rule_id,
            "kind": wanted.kind,
            "threshold": wanted.threshold,
            "pattern": wanted.pattern,
            "is_active": message.active,
            "ticket_id": None,
            "told_at": None,
            "look_at": None,
            "created_at": now,
            "version": 1,
        },
    )


def _begin_anew(work: UnitOfWork, rule_id: WatchRuleId, *, is_active: bool, now: dt.datetime) -> None:
    """Forget who matched, and judge on what is known already; programs only count when they come or go."""
    work.gate.change(rows.END_MATCHES, of_rule=rule_id)
    rule = _found(work, rule_id)
    rows.looked(work.gate, rule_id, next_look=None, told=rule.told_at, in_ticket=rule.ticket_id)
    if not is_active:
        return
    if rule.kind in BY_FACTS:
        for row in work.gate.rows(rows.FACTS, of_customer=rule.customer_id):
            facts = inventories.facts_from(row.facts)
            if rules.matches_facts(_rule(rule), facts, is_matching=False):
                detail = f"{facts.disk_free_percent} %" if rule.kind is WatchKind.DISK_BELOW else ""
                _turn(work, rule, DeviceId(row.id), detail, now)
    work.gate.change(rows.LOOK_SOON, of_rule=rule_id, soon=now + rules.FIRST_TELLING)


def _turn(work: UnitOfWork, rule: Row, device_id: DeviceId, detail: str | None, now: dt.datetime) -> None:
    """A device begins to match, or (detail None) stops; the clock tells it soon."""
    if detail is None:
        rows.end_match(work.gate, rule.id, device_id)
    else:
        rows.begin_match(work.gate, rule, device_id, harmless_text(detail, DETAIL_CHARS), now)
    soon = now + rules.FIRST_TELLING
    if rule.told_at is not None:
        soon = max(soon, rule.told_at + rules.NEXT_TELLING)
    work.gate.change(rows.LOOK_SOON, of_rule=rule.id, soon=soon)
    work.hint(Topic.WATCH, rule.id, rule.customer_id)


def _end_of_the_shut_out(work: UnitOfWork, rule: Row) -> None:
    for row in work.gate.rows(rows.SHUT_OUT, of_rule=rule.id):
        rows.end_match(work.gate, rule.id, row.device_id)


def _look_for_those_off(work: UnitOfWork, rule: Row, now: dt.datetime) -> None:
    before = rules.off_before(_rule(rule), now)
    for row in work.gate.rows(rows.BACK, of_rule=rule.id, before=before):
        rows.end_match(work.gate, rule.id, row.device_id)
    matching = {row.device_id for row in work.gate.rows(rows.MATCHES, of_rule=rule.id)}
    for row in work.gate.rows(rows.OFF, of_customer=rule.customer_id, before=before):
        if row.id not in matching:
            rows.begin_match(work.gate, rule, DeviceId(row.id), f"{row.seen_at:%Y-%m-%d %H:%M} UTC", now)


def _next_look(rule: Row, has_matches: bool, now: dt.datetime) -> dt.datetime | None:
    if rule.kind is WatchKind.OFFLINE_LONGER:
        return now + rules.OFFLINE_LOOK
    return now + rules.ENDED_LOOK if has_matches else None


def _is_untold(rule: Row, match: Row, now: dt.datetime) -> bool:
    """Return whether a match is news: in no ticket yet, or its ticket ended a day ago, or was erased."""
    if match.ticket_id is None or rule.ticket_ended_at is None:
        return True
    return bool(now >= rule.ticket_ended_at + rules.TOLD_AGAIN_AFTER)


def _open(work: UnitOfWork, rule: Row, matches: Collection[Row], text: str, now: dt.datetime) -> TicketId:
    ticket_id = TicketId(new_id())
    only = [DeviceId(row.device_id) for row in matches]
    tickets.open_by_watch(
        work,
        ticket_id=ticket_id,
        customer_id=CustomerId(rule.customer_id),
        device_id=only[0] if len(only) == 1 else None,
        title=rules.title(_rule(rule), _language(work)),
        description=text,
        priority=Priority.NORMAL,
        now=now,
    )
    return ticket_id


def _is_alive(rule: Row) -> bool:
    return rule.ticket_state in rows.ALIVE and rule.merged_into is None


def _rule(row: Row) -> rules.Rule:
    return rules.Rule(kind=row.kind, threshold=row.threshold, pattern=row.pattern)


def _found(work: UnitOfWork, rule_id: WatchRuleId) -> Row:
    rule = rows.one(work.gate, rule_id)
    if rule is None:
        raise NotFound
    return rule


def _language(work: UnitOfWork) -> str:
    return str(directory.settings(work.under(RELAY_SCOPE).gate).get("language", "en"))


def _names(items: Items | None) -> list[str] | None:
    return None if items is None else [str(item.get("name", key)) for key, item in items.items()]
