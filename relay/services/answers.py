"""Canned answers: one's own, those of a group, those of everybody. Variables are filled by the console, never here."""

from collections.abc import Set as AbstractSet
from typing import Final

import sqlalchemy as sa

from relay.db.gate import Row
from relay.db.repositories import desk, directory
from relay.db.tables import canned_answer
from relay.db.unit_of_work import Topic, UnitOfWork
from relay.domain.scope import Right, Scope
from relay.domain.text import check_long, clean_name
from relay.services import loading
from relay.services.orders import Context
from shared.errors import BadText, Conflict, NotAllowed, NotFound, TooLarge
from shared.ids import GroupId, TechnicianId
from shared.limits import MAX_TITLE_CHARS
from shared.protocol.base import Done
from shared.protocol.routing import AnswerScope, RemoveAnswer, SaveAnswer

TEXT_CHARS: Final = 8000
MAX_ANSWERS: Final = 1000
"""Of one technician."""


def save_answer(work: UnitOfWork, message: SaveAnswer, context: Context) -> Done:
    """Create an answer or change one's own. Raises: NotFound for one that is not shown to the caller, NotAllowed, Conflict."""
    work.scope.require(Right.CHAT)
    me = work.scope.technician_id
    known = desk.answer_row(work.gate, message.answer_id)
    if known is not None:
        _check_own(work, known)
    group_id = _group(work, message, me)
    _check_shortcut(work, message, owner=me if known is None else TechnicianId(known.owner_id))
    facts = {
        "shortcut": clean_name(message.shortcut, "shortcut"),
        "title": clean_name(message.title, "title", MAX_TITLE_CHARS),
        "text": check_long(message.text, "text", TEXT_CHARS),
        "scope": message.scope,
        "group_id": group_id,
        "category": clean_name(message.category, "category") if message.category.strip() else "",
    }
    if not message.text.strip():
        raise BadText(field="text")
    if known is not None:
        directory.change(work.gate, desk.SAVE_ANSWER, {"of_answer": message.answer_id}, **facts)
    else:
        _check_room(work, me)
        row = {"id": message.answer_id, "owner_id": me, "created_at": context.now, "version": 1}
        work.gate.insert(sa.insert(canned_answer), {**row, **facts})
    work.audit("answer.saved", message.answer_id, context.now, scope=message.scope.value)
    work.hint(Topic.ANSWER, message.answer_id)
    return Done(re=message.ref)


def remove_answer(work: UnitOfWork, message: RemoveAnswer, context: Context) -> Done:
    """Remove one's own answer, or anybody's shared one with the right to manage settings."""
    work.scope.require(Right.CHAT)
    known = desk.answer_row(work.gate, message.answer_id)
    if known is None:
        raise NotFound
    _check_own(work, known)
    work.gate.change(desk.REMOVE_ANSWER, of_answer=message.answer_id)
    work.audit("answer.removed", message.answer_id, context.now)
    work.hint(Topic.ANSWER, message.answer_id)
    return Done(re=message.ref)


def may_see(scope: Scope, groups: AbstractSet[GroupId], row: Row) -> bool:
    """Return whether an answer is shown to a technician who is in these groups: their own, their groups', everybody's."""
    if row.scope is AnswerScope.ALL or row.owner_id == scope.principal.id:
        return True
    if row.scope is AnswerScope.PRIVATE:
        return False
    return row.group_id in groups or Right.MANAGE_SETTINGS in scope.rights


def _check_own(work: UnitOfWork, known: Row) -> None:
    """Raises: NotFound for what the caller is not shown, NotAllowed for what is shown but somebody else's."""
    if not may_see(work.scope, desk.groups_of(work.gate, work.scope.technician_id), known):
        raise NotFound
    if known.owner_id != work.scope.technician_id or known.scope is AnswerScope.ALL:
        work.scope.require(Right.MANAGE_SETTINGS)


def _group(work: UnitOfWork, message: SaveAnswer, me: TechnicianId) -> GroupId | None:
    if message.scope is AnswerScope.ALL:
        work.scope.require(Right.MANAGE_SETTINGS)
    if message.scope is not AnswerScope.GROUP:
        return None
    if message.group_id is None:
        raise NotFound
    loading.group_of(work, message.group_id)
    if message.group_id not in desk.groups_of(work.gate, me) and Right.MANAGE_SETTINGS not in work.scope.rights:
        raise NotAllowed(why="role")
    return message.group_id


def _check_shortcut(work: UnitOfWork, message: SaveAnswer, owner: TechnicianId) -> None:
    """Raises: Conflict where the same people would find two answers under one word."""
    for row in work.gate.rows(desk.ANSWERS_BY_SHORTCUT, of_shortcut=message.shortcut):
        if row.id == message.answer_id or row.scope is not message.scope:
            continue
        among = {
            AnswerScope.PRIVATE: row.owner_id == owner,
            AnswerScope.GROUP: row.group_id == message.group_id,
            AnswerScope.ALL: True,
        }
        if among[row.scope]:
            raise Conflict(what="shortcut_taken")


def _check_room(work: UnitOfWork, me: TechnicianId) -> None:
    count = work.gate.row(desk.COUNT_ANSWERS, of_owner=me)
    if count is not None and count.answers >= MAX_ANSWERS:
        raise TooLarge(field="answers", limit=MAX_ANSWERS)
