"""Groups of technicians who share a competence (H-05)."""

from typing import Final

import sqlalchemy as sa

from relay.db.repositories import desk, directory
from relay.db.tables import technician_group
from relay.db.unit_of_work import Topic, UnitOfWork
from relay.domain.scope import RELAY_SCOPE, Right
from relay.domain.text import clean_name
from relay.services import loading
from relay.services.orders import Context
from shared.errors import Conflict, NotFound, TooLarge
from shared.protocol.base import Done
from shared.protocol.routing import AnswerScope, RemoveGroup, SaveGroup

MAX_GROUPS: Final = 200


def save_group(work: UnitOfWork, message: SaveGroup, context: Context) -> Done:
    """Create or change a group. Raises: Conflict for a name that another one has, NotFound for one that was removed."""
    work.scope.require(Right.MANAGE_SETTINGS)
    name = clean_name(message.name, "name")
    members = list(dict.fromkeys(message.technician_ids))
    for technician_id in members:
        loading.technician_of(work, technician_id)
    everything = work.gate.rows(desk.GROUPS)
    if any(row.name == name and row.id != message.group_id for row in everything):
        raise Conflict(what="exists")
    known = work.gate.row(desk.GROUP, of_group=message.group_id)
    if known is None:
        if len(everything) >= MAX_GROUPS:
            raise TooLarge(field="groups", limit=MAX_GROUPS)
        facts = {"is_removed": False, "created_at": context.now, "version": 1}
        work.gate.insert(sa.insert(technician_group), {"id": message.group_id, "name": name, **facts})
    elif known.is_removed:
        raise NotFound
    else:
        directory.change(work.gate, desk.SAVE_GROUP, {"of_group": message.group_id}, name=name)
    desk.put_members(work.gate, message.group_id, members)
    work.audit("group.saved", message.group_id, context.now, members=len(members))
    work.hint(Topic.GROUP, message.group_id)
    return Done(re=message.ref)


def remove_group(work: UnitOfWork, message: RemoveGroup, context: Context) -> Done:
    """Remove a group that nothing waits for; its canned answers go back to those who wrote them.

    Raises: Conflict while a service, an open ticket or a talk names it.
    """
    work.scope.require(Right.MANAGE_SETTINGS)
    row = loading.group_of(work, message.group_id)
    relay = work.under(RELAY_SCOPE)
    naming = (desk.SERVICES_OF_GROUP, desk.TICKETS_OF_GROUP, desk.TALKS_OF_GROUP)
    if any(relay.gate.row(statement, of_group=row.id) is not None for statement in naming):
        raise Conflict(what="group_in_use")
    for answer in work.gate.rows(desk.ANSWERS_OF_GROUP, of_group=row.id):
        facts = {"scope": AnswerScope.PRIVATE, "group_id": None}
        directory.change(work.gate, desk.SAVE_ANSWER, {"of_answer": answer.id}, **facts)
        work.hint(Topic.ANSWER, answer.id)
    desk.put_members(work.gate, message.group_id, [])
    directory.change(work.gate, desk.SAVE_GROUP, {"of_group": row.id}, is_removed=True)
    work.audit("group.removed", row.id, context.now)
    work.hint(Topic.GROUP, row.id)
    return Done(re=message.ref)
