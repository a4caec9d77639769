import msgspec

from shared.ids import ConversationId, MessageId, new_id
from shared.mailbox.records import OutgoingState
from shared.protocol.chat import SenderKind
from tech_console.state.talk import LAST, Talk
from tests.support import console_records as make

TALK = ConversationId(new_id())


def a_talk() -> Talk:
    return Talk(TALK, make.ME)


def test_rows_stand_in_the_relays_order() -> None:
    talk = a_talk()
    talk.store([make.a_message(TALK, 2), make.a_message(TALK, 1)])
    assert [row.seq for row in talk.rows()] == [1, 2]


def test_a_row_that_comes_twice_is_shown_once() -> None:
    talk, message = a_talk(), make.a_message(TALK, 1)
    talk.store([message])
    assert talk.store([message]) == []
    assert len(talk.rows()) == 1


def test_a_message_of_mine_keeps_its_key_when_the_relay_numbers_it() -> None:
    talk, message_id = a_talk(), MessageId(new_id())
    waiting = talk.moved_on(make.outgoing(message_id))
    assert waiting is not None
    assert (waiting.key, waiting.order, waiting.state) == (message_id, LAST, "queued")
    (row,) = map(talk.row, talk.store([make.a_message(TALK, 1, mine=True, message_id=message_id)]))
    assert (row.key, row.seq, row.state) == (message_id, 1, "sent")
    assert [shown.key for shown in talk.rows()] == [message_id]


def test_news_of_a_message_that_already_has_its_number_changes_nothing() -> None:
    talk, message_id = a_talk(), MessageId(new_id())
    talk.store([make.a_message(TALK, 1, mine=True, message_id=message_id)])
    assert talk.moved_on(make.outgoing(message_id, state=OutgoingState.SENT)) is None


def test_messages_that_wait_stand_behind_all_others_in_the_order_they_were_written() -> None:
    talk, first, second = a_talk(), MessageId(new_id()), MessageId(new_id())
    talk.moved_on(make.outgoing(first))
    talk.moved_on(make.outgoing(second))
    talk.moved_on(make.outgoing(first, state=OutgoingState.FAILED, code="unavailable"))
    talk.store([make.a_message(TALK, 7)])
    assert [row.key for row in talk.rows()][1:] == [first, second]


def test_a_discarded_message_is_gone() -> None:
    talk, message_id = a_talk(), MessageId(new_id())
    talk.moved_on(make.outgoing(message_id, state=OutgoingState.FAILED))
    assert talk.moved_on(make.outgoing(message_id, state=OutgoingState.DISCARDED)) is None
    assert talk.rows() == []


def test_ticks_follow_the_other_sides_marks() -> None:
    talk = a_talk()
    talk.store([make.a_message(TALK, seq, mine=True) for seq in (1, 2, 3)])
    changed = talk.follow(make.a_conversation(cursors=[make.cursor(2, 1)]))
    assert [row.state for row in changed] == ["read", "delivered"]
    assert [row.state for row in talk.rows()] == ["read", "delivered", "sent"]


def test_my_own_marks_make_no_ticks() -> None:
    talk = a_talk()
    talk.store([make.a_message(TALK, 1, mine=True)])
    assert talk.follow(make.a_conversation(cursors=[make.cursor(1, 1, member=make.ME)])) == []


def test_the_same_marks_again_change_nothing() -> None:
    talk = a_talk()
    talk.store([make.a_message(TALK, 1, mine=True)])
    record = make.a_conversation(cursors=[make.cursor(1)])
    talk.follow(record)
    assert talk.follow(msgspec.structs.replace(record, version=2)) == []


def test_only_the_other_sides_texts_count_as_unread() -> None:
    talk = a_talk()
    talk.store(
        [
            make.a_message(TALK, 1, event="technician_joined", sender=SenderKind.RELAY),
            make.a_message(TALK, 2),
            make.a_message(TALK, 3, mine=True),
            make.a_message(TALK, 4),
        ]
    )
    talk.read = 2
    assert talk.unread() == 1
    assert talk.first_unread() == talk.rows()[3].key


def test_nothing_unread_needs_no_line() -> None:
    assert a_talk().first_unread() is None


def test_what_was_on_disk_does_not_overwrite_what_is_being_typed() -> None:
    talk = a_talk()
    talk.draft = "being typed"
    talk.load([], [], "from disk", 3)
    assert (talk.draft, talk.read) == ("being typed", 3)


def test_a_message_on_disk_that_came_back_meanwhile_does_not_wait() -> None:
    talk, message_id = a_talk(), MessageId(new_id())
    talk.load([make.a_message(TALK, 1, mine=True, message_id=message_id)], [make.outgoing(message_id)], "", 0)
    assert len(talk.rows()) == 1


def test_the_newest_text_is_what_the_list_shows() -> None:
    talk = a_talk()
    assert talk.newest() is None
    talk.store([make.a_message(TALK, 1, "first"), make.a_message(TALK, 2, event="closed_by_device", text="")])
    assert talk.newest() is not None
    assert getattr(talk.newest(), "text", "") == "first"
    talk.moved_on(make.outgoing(MessageId(new_id()), "second"))
    assert getattr(talk.newest(), "text", "") == "second"


def test_rows_are_found_by_key() -> None:
    talk, message = a_talk(), make.a_message(TALK, 4)
    talk.store([message])
    assert (talk.seq_of(message.message_id), talk.seq_of("none"), talk.head()) == (4, 0, 4)


def test_rows_are_given_from_the_newest_on_as_they_are_when_they_are_asked_for() -> None:
    talk = a_talk()
    talk.store([make.a_message(TALK, seq, mine=True) for seq in (2, 1, 3)])
    rows = talk.newest_first()
    assert [next(rows).seq, next(rows).state] == [3, "sent"]
    talk.follow(make.a_conversation(cursors=[make.cursor(3, 3)]))
    assert [(row.seq, row.state) for row in rows] == [(1, "read")]


def test_what_is_on_disk_takes_the_place_of_what_was_shown_when_the_relay_tells_another_story() -> None:
    talk, mine = a_talk(), MessageId(new_id())
    talk.store([make.a_message(TALK, seq, f"old {seq}") for seq in (1, 2, 3)])
    talk.read = 3
    talk.load([make.a_message(TALK, 1, "old 1"), make.a_message(TALK, 2, "told anew")], [make.outgoing(mine)], "", 1)
    assert [row.text for row in talk.rows()] == ["old 1", "told anew", "hello"]
    assert (talk.head(), talk.unread()) == (2, 1)
