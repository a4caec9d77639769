import datetime as dt
from typing import Any

from PySide6.QtCore import QModelIndex

from tech_console.models.conversations import ConversationCard, ConversationModel
from tech_console.models.searched import CardRole
from tests.support.console_records import NOW, a_conversation


def card(minutes: int = 0, **fields: Any) -> ConversationCard:
    facts: dict[str, Any] = {"record": a_conversation(), "moved_at": NOW + dt.timedelta(minutes=minutes)}
    return ConversationCard(**(facts | fields))


def order(model: ConversationModel) -> list[str]:
    return [found.conversation_id for row in range(model.rowCount()) if (found := model.record(row)) is not None]


def test_open_talks_stand_first_and_the_one_that_moved_last_on_top() -> None:
    old, new, ended = card(1), card(5), card(9, record=a_conversation(open=False))
    model = ConversationModel()
    model.set_records([old, ended, new])
    assert order(model) == [new.conversation_id, old.conversation_id, ended.conversation_id]


def test_a_talk_that_moves_rises() -> None:
    first, second = card(5), card(1)
    model = ConversationModel()
    model.set_records([first, second])
    model.upsert(card(9, record=second.record))
    assert order(model) == [second.conversation_id, first.conversation_id]


def test_unread_talks_are_found() -> None:
    read, unread = card(), card(unread=2)
    model = ConversationModel()
    model.set_records([read, unread])
    model.search("is:unread")
    assert order(model) == [unread.conversation_id]


def test_a_colleagues_talk_carries_the_colleagues_name() -> None:
    model = ConversationModel()
    model.set_records([card(record=a_conversation(technician_name="Anna Verdi"), is_mine=False)])
    assert model.data(model.index(0, 0, QModelIndex()), CardRole.WORD) == "Anna Verdi"
