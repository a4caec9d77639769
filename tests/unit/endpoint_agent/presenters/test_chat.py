import pytest

from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.presenters.chat import ChatPresenter
from shared.errors import OutboxFull
from shared.ids import ConversationId, new_id
from shared.link.events import HistoryLoaded
from shared.mailbox.records import OutgoingState
from shared.protocol.chat import ChatMessage, CloseConversation, ConversationChanged, Cursor, CursorChanged, Typing
from shared.protocol.people import RecordsErased
from shared.widgets.chat_item import ChatItem
from tests.support import agent_events as e
from tests.support.fake_link import FakeLink

TALK = ConversationId(new_id())


@pytest.fixture
def chat(presenters: AgentPresenters, link: FakeLink) -> ChatPresenter:
    link.say(e.opened(), *e.ready())
    return presenters.chat


def begin(link: FakeLink, *rows: ChatMessage, is_open: bool = True, is_accepted: bool = True, version: int = 1) -> None:
    """Let a conversation exist and its history be loaded."""
    record = e.conversation_of(TALK, is_open=is_open, is_accepted=is_accepted, version=version)
    link.say(e.received(ConversationChanged(conversation=record)), e.history(TALK, *rows))


def items(chat: ChatPresenter) -> dict[str, ChatItem]:
    return {item.text: item for item in chat.talks[TALK].items()}


def test_a_new_conversation_brings_its_history(chat: ChatPresenter, link: FakeLink) -> None:
    begin(link)
    assert ("load_history", TALK) in link.calls
    assert [talk.conversation_id for talk in chat.open_talks()] == [TALK]


def test_a_message_of_a_technician_is_unread_until_it_was_on_screen(chat: ChatPresenter, link: FakeLink) -> None:
    begin(link)
    row = e.row_of(TALK, 1, "Hello")
    link.say(e.stored(row))
    assert chat.unread() == 1
    chat.mark_read_to(TALK, row.message_id)
    assert chat.unread() == 0
    assert ("mark_read", (TALK, 1)) in link.calls


def test_own_words_and_events_are_never_unread(chat: ChatPresenter, link: FakeLink) -> None:
    begin(link)
    link.say(e.stored(e.row_of(TALK, 1, event="technician_joined")), e.stored(e.row_of(TALK, 2, "Mine", is_mine=True)))
    assert chat.unread() == 0


def test_a_message_on_its_way_becomes_its_row(chat: ChatPresenter, link: FakeLink) -> None:
    begin(link)
    moved = e.outgoing(TALK, "Hello")
    link.say(moved)
    assert items(chat)["Hello"].state == "queued"
    link.say(e.stored(e.row_of(TALK, 1, "Hello", is_mine=True, message_id=moved.message.message_id)))
    assert len(chat.talks[TALK].items()) == 1
    assert items(chat)["Hello"].state == "sent"
    assert chat.waiting(TALK) == 0


def test_a_state_that_comes_after_its_row_shows_nothing_twice(chat: ChatPresenter, link: FakeLink) -> None:
    begin(link)
    row = e.row_of(TALK, 1, "Hello", is_mine=True)
    link.say(e.stored(row), e.outgoing(TALK, "Hello", OutgoingState.SENT, message_id=row.message_id))
    assert len(chat.talks[TALK].items()) == 1


def test_messages_that_wait_stand_behind_all_others_in_their_order(chat: ChatPresenter, link: FakeLink) -> None:
    begin(link)
    link.say(e.outgoing(TALK, "first"), e.outgoing(TALK, "second"), e.stored(e.row_of(TALK, 1, "Hello")))
    ordered = sorted(chat.talks[TALK].items(), key=lambda item: item.order)
    assert [item.text for item in ordered] == ["Hello", "first", "second"]


def test_a_failed_message_may_be_tried_again_or_thrown_away(chat: ChatPresenter, link: FakeLink) -> None:
    begin(link)
    failed = e.outgoing(TALK, "Hello", OutgoingState.FAILED, code="cid_conflict")
    link.say(failed)
    assert items(chat)["Hello"].state == "failed"
    chat.retry(failed.message.message_id)
    assert link.calls[-1] == ("retry", failed.message.message_id)
    link.say(e.outgoing(TALK, "Hello", OutgoingState.DISCARDED, message_id=failed.message.message_id))
    assert chat.talks[TALK].items() == []


def test_ticks_follow_the_other_side(chat: ChatPresenter, link: FakeLink) -> None:
    begin(link, *(e.row_of(TALK, seq, f"m{seq}", is_mine=True) for seq in (1, 2, 3)))
    changed: list[ChatItem] = []
    chat.row_changed.connect(lambda _, item: changed.append(item))
    moved = CursorChanged(conversation_id=TALK, cursor=Cursor(member=e.ANNA, delivered=2, read=1))
    link.say(e.received(moved))
    assert [items(chat)[f"m{seq}"].state for seq in (1, 2, 3)] == ["read", "delivered", "sent"]
    assert {item.text for item in changed} == {"m1", "m2"}


def test_ones_own_cursor_is_no_tick(chat: ChatPresenter, link: FakeLink) -> None:
    begin(link, e.row_of(TALK, 1, "Mine", is_mine=True))
    link.say(e.received(CursorChanged(conversation_id=TALK, cursor=Cursor(member=e.KEY, delivered=1, read=1))))
    assert items(chat)["Mine"].state == "sent"


def test_rows_pulled_later_are_news_and_rows_from_disk_are_not(chat: ChatPresenter, link: FakeLink) -> None:
    news: list[str] = []
    chat.message_stored.connect(lambda _, row: news.append(row.text))
    begin(link, e.row_of(TALK, 1, "old"))
    link.say(HistoryLoaded(conversation_id=TALK, messages=[e.row_of(TALK, 2, "new")], complete=True))
    assert news == ["new"]
    assert chat.unread() == 2


def test_after_the_relay_was_restored_its_story_is_shown_and_not_the_old_one(
    chat: ChatPresenter, link: FakeLink
) -> None:
    begin(link)
    old = [e.row_of(TALK, seq, f"old {seq}") for seq in (1, 2, 3)]
    link.say(HistoryLoaded(conversation_id=TALK, messages=old, complete=True, first=True, read=3))
    told = [old[0], e.row_of(TALK, 2, "told anew")]
    link.say(HistoryLoaded(conversation_id=TALK, messages=told, complete=True, first=True, read=1))
    assert [item.text for item in chat.talks[TALK].items()] == ["old 1", "told anew"]
    assert chat.unread() == 1


def test_a_message_left_while_nobody_was_here_is_announced_once(chat: ChatPresenter, link: FakeLink) -> None:
    left: list[str] = []
    chat.left_message.connect(left.append)
    begin(link, is_accepted=False)
    link.say(e.stored(e.row_of(TALK, 1, "Call me")), e.stored(e.row_of(TALK, 2, "please")))
    assert left == [TALK]


def test_what_the_program_knew_before_is_there_at_once(presenters: AgentPresenters, link: FakeLink) -> None:
    record = e.conversation_of(TALK)
    link.say(e.opened(record, drafts={TALK: "Dear"}, unread={TALK: 3}))
    assert presenters.chat.unread() == 3
    assert presenters.chat.talks[TALK].draft == "Dear"


def test_an_older_record_does_not_undo_a_newer_one(chat: ChatPresenter, link: FakeLink) -> None:
    begin(link, version=5, is_open=False)
    link.say(e.received(ConversationChanged(conversation=e.conversation_of(TALK, version=4))))
    assert chat.open_talks() == []


def test_somebody_who_writes_is_shown_until_the_message_comes(chat: ChatPresenter, link: FakeLink) -> None:
    begin(link)
    link.say(e.received(Typing(conversation_id=TALK, name="Anna Conti")))
    assert chat.typing_name(TALK) == "Anna Conti"
    link.say(e.stored(e.row_of(TALK, 1, "Here")))
    assert chat.typing_name(TALK) is None


def test_a_draft_is_kept_when_the_person_pauses(chat: ChatPresenter, link: FakeLink) -> None:
    begin(link)
    chat.keep_draft(TALK, "D")
    chat.keep_draft(TALK, "Dear")
    chat.save_drafts()
    assert link.did("save_draft") == [(TALK, "Dear")]


def test_a_text_that_cannot_be_queued_stays_with_the_person(chat: ChatPresenter, link: FakeLink) -> None:
    refused: list[str] = []
    chat.refused.connect(lambda _, code, __: refused.append(code))
    begin(link)
    link.refuses = OutboxFull(limit=10)
    assert not chat.send_or_say(TALK, "Hello")
    assert refused == ["outbox_full"]


def test_closing_ends_it_for_both(chat: ChatPresenter, link: FakeLink) -> None:
    begin(link)
    chat.close(TALK)
    assert link.last(CloseConversation).conversation_id == TALK
    link.say(e.received(ConversationChanged(conversation=e.conversation_of(TALK, version=2, is_open=False))))
    assert chat.open_talks() == []
    assert chat.newest_first()[0].conversation_id == TALK


def test_each_row_is_noted_once_in_the_journal(chat: ChatPresenter, link: FakeLink) -> None:
    begin(link)
    row = e.row_of(TALK, 1, "Hello")
    chat.note_shown(TALK, row)
    chat.note_shown(TALK, row)
    assert link.did("note_shown") == [(TALK, 1, row.message_id)]


def test_what_the_relay_erased_is_shown_no_more(chat: ChatPresenter, link: FakeLink) -> None:
    begin(link, e.row_of(TALK, 1, "a secret"))
    reset: list[str] = []
    chat.rows_reset.connect(reset.append)
    link.say(e.received(RecordsErased(conversation_ids=[TALK, ConversationId(new_id())])))
    assert chat.talks[TALK].items() == []
    assert (reset, chat.unread()) == ([TALK], 0)
