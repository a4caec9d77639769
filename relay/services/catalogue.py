"""The services a requester chooses from: exactly one is the default, every ticket belongs to one (H-05, H-06, H-08)."""

import datetime as dt
from typing import Final

import sqlalchemy as sa

from relay.db.gate import Gate
from relay.db.repositories import desk, directory
from relay.db.tables import service
from relay.db.unit_of_work import Topic, UnitOfWork
from relay.domain.scope import Right
from relay.domain.text import check_long, clean_name
from relay.domain.ticket import DEFAULT_SERVICES, default_service
from relay.services import loading
from relay.services.orders import Context
from shared.errors import Conflict, NotAllowed, TooLarge
from shared.ids import ServiceId, new_id
from shared.protocol.base import Done
from shared.protocol.routing import SaveService

DESCRIPTION_CHARS: Final = 500
MAX_SERVICES: Final = 200


def save_service(work: UnitOfWork, message: SaveService, context: Context) -> Done:
    """Create or change a service. Raises: NotAllowed for a default service that would end or be no default any more."""
    work.scope.require(Right.MANAGE_SETTINGS)
    name = clean_name(message.name, "name")
    group_ids = list(dict.fromkeys(message.group_ids))
    for group_id in group_ids:
        loading.group_of(work, group_id)
    known = desk.service_row(work.gate, message.service_id)
    is_default_now = known is not None and known.is_default
    if (is_default_now and not message.is_default) or (message.is_default and not message.active):
        raise NotAllowed(why="default_service")
    everything = work.gate.rows(desk.SERVICES)
    if any(row.name == name and row.id != message.service_id for row in everything):
        raise Conflict(what="exists")
    if message.is_default and not is_default_now:
        _end_default(work)
    facts = {
        "name": name,
        "description": check_long(message.description.strip(), "description", DESCRIPTION_CHARS),
        "is_active": message.active,
        "is_default": message.is_default,
    }
    if known is None:
        if len(everything) >= MAX_SERVICES:
            raise TooLarge(field="services", limit=MAX_SERVICES)
        _insert(work.gate, message.service_id, context.now, **facts)
    else:
        directory.change(work.gate, desk.SAVE_SERVICE, {"of_service": message.service_id}, **facts)
    desk.put_groups_of_service(work.gate, message.service_id, group_ids)
    work.audit("service.saved", message.service_id, context.now)
    work.hint(Topic.SERVICE, message.service_id)
    return Done(re=message.ref)


def wanted(work: UnitOfWork, service_id: ServiceId | None) -> ServiceId:
    """Return the service that is named, or the default one.

    One that was ended while somebody looked at the list counts as the default. Raises: NotFound.
    """
    row = None if service_id is None else loading.service_of(work, service_id)
    return ServiceId(row.id if row is not None and row.is_active else desk.default_service(work.gate).id)


def make_default(gate: Gate, language: str, now: dt.datetime) -> None:
    """Make the first service, in the relay's language, unless there is one."""
    if gate.row(desk.DEFAULT_SERVICE) is None:
        name = default_service(language)
        _insert(gate, ServiceId(new_id()), now, name=name, description="", is_active=True, is_default=True)


def follow_language(work: UnitOfWork, language: str) -> None:
    """Let the default service speak the relay's new language as long as nobody has named it."""
    row = desk.default_service(work.gate)
    name = default_service(language)
    if row.name in DEFAULT_SERVICES.values() and row.name != name:
        directory.change(work.gate, desk.SAVE_SERVICE, {"of_service": row.id}, name=name)
        work.hint(Topic.SERVICE, row.id)


def _end_default(work: UnitOfWork) -> None:
    row = desk.default_service(work.gate)
    directory.change(work.gate, desk.SAVE_SERVICE, {"of_service": row.id}, is_default=False)
    work.hint(Topic.SERVICE, row.id)


def _insert(gate: Gate, service_id: ServiceId, now: dt.datetime, **facts: object) -> None:
    gate.insert(sa.insert(service), {"id": service_id, "created_at": now, "version": 1, **facts})
