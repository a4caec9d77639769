import pytest

from shared.ids import ConversationId, new_id
from shared.mailbox.inbox import Inbox, Standing
from shared.mailbox.notes import Notes
from shared.mailbox.store import Store
from shared.protocol.chat import Position, SenderKind
from tests.support.chat_rows import a_conversation, a_row

TALK = ConversationId(new_id())


@pytest.fixture
def inbox(store: Store) -> Inbox:
    return Inbox(store)


def test_a_row_comes_back_as_it_was(inbox: Inbox) -> None:
    row = a_row(TALK, 1, event="closed_by_device", params={"name": "Ada"}, text="", stream=new_id(), number=3)
    inbox.add(row)

    assert inbox.of(TALK) == [row]


def test_a_row_is_never_replaced(inbox: Inbox) -> None:
    first = a_row(TALK, 1)
    inbox.add(first)
    inbox.add(a_row(TALK, 1, text="another"))

    assert inbox.of(TALK) == [first]


def test_nothing_is_known_of_a_conversation_never_seen(inbox: Inbox) -> None:
    assert inbox.standing(TALK) == Standing(0, 0, member=False)


def test_the_relay_is_told_where_a_member_stands(inbox: Inbox) -> None:
    inbox.save_standing(TALK, Standing(5, 3, member=True))

    assert inbox.positions() == [Position(conversation_id=TALK, delivered=5, read=3)]


def test_what_somebody_only_looked_at_is_not_told(inbox: Inbox) -> None:
    inbox.save_standing(TALK, Standing(5, 3, member=False))

    assert inbox.positions() == []


def test_a_closed_conversation_is_told_once(inbox: Inbox, store: Store) -> None:
    Notes(store).save_conversation(a_conversation(TALK, head=5, open=False))
    inbox.save_standing(TALK, Standing(5, 5, member=True))
    positions = inbox.positions()
    inbox.mark_told(positions)

    assert len(positions) == 1
    assert inbox.positions() == []


def test_an_open_or_incomplete_conversation_is_told_every_time(inbox: Inbox, store: Store) -> None:
    Notes(store).save_conversation(a_conversation(TALK, head=9, open=False))
    inbox.save_standing(TALK, Standing(5, 5, member=True))
    inbox.mark_told(inbox.positions())

    assert len(inbox.positions()) == 1


def test_what_moved_on_since_it_was_told_is_told_again(inbox: Inbox, store: Store) -> None:
    Notes(store).save_conversation(a_conversation(TALK, head=5, open=False))
    inbox.save_standing(TALK, Standing(5, 4, member=True))
    told = inbox.positions()
    inbox.save_standing(TALK, Standing(5, 5, member=True))
    inbox.mark_told(told)

    assert inbox.positions() == [Position(conversation_id=TALK, delivered=5, read=5)]


def test_only_other_people_s_rows_are_unread(inbox: Inbox) -> None:
    inbox.add(a_row(TALK, 1))
    inbox.add(a_row(TALK, 2, sender=SenderKind.RELAY))
    inbox.add(a_row(TALK, 3, sender=SenderKind.DEVICE, sender_id="us"))
    inbox.add(a_row(TALK, 4))
    inbox.save_standing(TALK, Standing(4, 1, member=True))

    assert inbox.unread("us") == {TALK: 1}


def test_another_message_at_a_known_place_is_noticed(inbox: Inbox) -> None:
    row = a_row(TALK, 1)
    inbox.add(row)

    assert not inbox.tells_otherwise(row)
    assert not inbox.tells_otherwise(a_row(TALK, 2))
    assert inbox.tells_otherwise(a_row(TALK, 1))


def test_rows_are_cut_behind_a_place(inbox: Inbox) -> None:
    rows = [a_row(TALK, seq) for seq in range(1, 5)]
    for row in rows:
        inbox.add(row)

    assert inbox.cut(TALK, 2) == rows[2:]
    assert inbox.of(TALK) == rows[:2]
