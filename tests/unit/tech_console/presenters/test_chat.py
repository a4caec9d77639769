import msgspec
import pytest

from shared.errors import BadText, OutboxFull
from shared.ids import ConversationId, MessageId, new_id
from shared.link.events import HistoryLoaded, MailboxOpened, OutboxCounted, OutgoingChanged
from shared.mailbox.records import OutgoingState
from shared.protocol.chat import (
    CloseConversation,
    ConversationChanged,
    ConversationRecord,
    CursorChanged,
    LeaveMessage,
    Typing,
)
from shared.protocol.tickets import OpenTicket, TicketChanged
from tests.support.console_records import (
    COLLEAGUE,
    KEY14,
    PC14,
    a_conversation,
    a_message,
    a_ticket,
    cursor,
    outgoing,
    stored,
)
from tests.support.consoles import Played


class Talking(Played):
    """A console with one open talk of mine, whose rows are loaded."""

    def __init__(self, record: ConversationRecord | None = None) -> None:
        super().__init__()
        self.record = record or a_conversation()
        self.id = self.record.conversation_id
        self.sign_in(ConversationChanged(conversation=self.record))
        self.link.say(HistoryLoaded(conversation_id=self.id, messages=[], complete=True, first=True))
        self.chats = self.console.chats

    def states(self) -> list[str]:
        """Return the states of all rows."""
        return [row.state for row in self.chats.talk(self.id).rows()]


@pytest.fixture
def talking(qapp: object) -> Talking:
    return Talking()


def test_my_open_talks_are_loaded_after_sign_in(talking: Talking) -> None:
    assert talking.link.did("load_history") == [talking.id]


def test_a_sent_text_goes_through_its_states_under_one_key(talking: Talking) -> None:
    message_id = talking.chats.send(talking.id, "hello")
    assert talking.states() == ["queued"]
    sent = outgoing(message_id, state=OutgoingState.SENT)
    talking.link.say(OutgoingChanged(conversation_id=talking.id, message=sent))
    assert talking.states() == ["sent"]
    talking.link.say(stored(a_message(talking.id, 1, mine=True, message_id=message_id)))
    talking.link.push(CursorChanged(conversation_id=talking.id, cursor=cursor(1, 1)))
    assert talking.states() == ["read"]


def test_a_text_that_cannot_be_sent_stays_with_the_writer(talking: Talking) -> None:
    talking.chats.save_draft(talking.id, "unfinished")
    with pytest.raises(BadText):
        talking.chats.send(talking.id, "  ")
    talking.link.refuses = OutboxFull(limit=0)
    with pytest.raises(OutboxFull):
        talking.chats.send(talking.id, "hello")
    assert talking.chats.talk(talking.id).draft == "unfinished"


def test_sending_forgets_the_draft(talking: Talking) -> None:
    talking.chats.save_draft(talking.id, "hel")
    talking.chats.send(talking.id, "hello")
    assert talking.link.did("save_draft") == [(talking.id, "hel"), (talking.id, "")]


def test_the_same_draft_is_not_written_twice(talking: Talking) -> None:
    talking.chats.save_draft(talking.id, "hel")
    talking.chats.save_draft(talking.id, "hel")
    assert len(talking.link.did("save_draft")) == 1


def test_a_failed_text_can_be_sent_again_or_thrown_away(talking: Talking) -> None:
    message_id = talking.chats.send(talking.id, "hello")
    talking.chats.retry(message_id)
    talking.chats.discard(message_id)
    assert (talking.link.did("retry"), talking.link.did("discard")) == ([message_id], [message_id])


def test_a_discarded_text_leaves_the_screen(talking: Talking) -> None:
    gone: list[tuple[str, str]] = []
    talking.chats.row_removed.connect(lambda talk, key: gone.append((talk, key)))
    message_id = talking.chats.send(talking.id, "hello")
    discarded = outgoing(message_id, state=OutgoingState.DISCARDED)
    talking.link.say(OutgoingChanged(conversation_id=talking.id, message=discarded))
    assert gone == [(talking.id, message_id)]


def test_words_of_the_user_are_unread_until_seen(talking: Talking) -> None:
    talking.link.say(stored(a_message(talking.id, 1)))
    talking.link.say(stored(a_message(talking.id, 2)))
    assert talking.chats.unread() == {talking.id: 2}
    talking.chats.mark_read(talking.id, 2)
    assert talking.chats.unread() == {}
    assert talking.link.did("mark_read") == [(talking.id, 2)]


def test_reading_never_goes_back(talking: Talking) -> None:
    talking.link.say(stored(a_message(talking.id, 1)))
    talking.chats.mark_read(talking.id, 1)
    talking.chats.mark_read(talking.id, 1)
    assert len(talking.link.did("mark_read")) == 1


def test_looking_into_a_colleagues_talk_reads_nothing(qapp: object) -> None:
    talking = Talking(a_conversation(technician_id=COLLEAGUE))
    talking.link.say(stored(a_message(talking.id, 1)))
    talking.chats.mark_read(talking.id, 1)
    assert talking.link.did("mark_read") == []
    assert talking.chats.unread() == {}


def test_what_was_unread_at_the_last_run_is_counted_before_it_is_loaded(qapp: object) -> None:
    played, record = Played(), a_conversation()
    played.console.sign_in.start()
    opened = MailboxOpened(
        conversations=[record],
        drafts={record.conversation_id: "unfinished"},
        settings={},
        waiting=2,
        unread={record.conversation_id: 3},
    )
    played.link.say(opened)
    assert played.console.chats.unread() == {record.conversation_id: 3}
    assert played.console.chats.waiting == 2
    assert played.console.chats.talk(record.conversation_id).draft == "unfinished"


def test_loaded_history_stands_before_what_waits(talking: Talking) -> None:
    waiting = outgoing(MessageId(new_id()), "waits")
    talking.link.say(
        HistoryLoaded(
            conversation_id=talking.id,
            messages=[a_message(talking.id, 1, "first")],
            complete=True,
            first=True,
            outgoing=[waiting],
        )
    )
    assert [row.text for row in talking.chats.talk(talking.id).rows()] == ["first", "waits"]


def test_a_history_that_is_not_whole_is_asked_for_again_when_the_relay_is_back(talking: Talking) -> None:
    talking.link.say(
        HistoryLoaded(conversation_id=talking.id, messages=[], complete=True, first=True, code="unavailable")
    )
    talking.sign_in(ConversationChanged(conversation=talking.record))
    assert talking.link.did("load_history") == [talking.id, talking.id]


def test_a_fresh_word_is_announced_and_ends_the_typing(talking: Talking) -> None:
    heard: list[str] = []
    talking.chats.arrived.connect(lambda _, row: heard.append(row.text))
    talking.chats.typing.connect(lambda _, name: heard.append(f"typing {name}"))
    talking.link.push(Typing(conversation_id=talking.id, name="giulia"))
    talking.link.say(stored(a_message(talking.id, 1, "hello")))
    assert heard == ["typing Giulia Rossi", "typing ", "hello"]


def test_a_colleague_who_types_keeps_the_own_name(talking: Talking) -> None:
    heard: list[str] = []
    talking.chats.typing.connect(lambda _, name: heard.append(name))
    talking.link.push(Typing(conversation_id=talking.id, name="Anna Russo"))
    assert heard == ["Anna Russo"]


def test_an_announcement_of_the_relay_is_no_word_of_the_user(talking: Talking) -> None:
    heard: list[object] = []
    talking.chats.arrived.connect(lambda *what: heard.append(what))
    talking.link.say(stored(a_message(talking.id, 1, "", event="ticket_opened", sender_id="relay")))
    assert heard == []


def test_a_talk_is_opened_as_soon_as_the_relay_tells_of_it(talking: Talking) -> None:
    opened: list[str] = []
    talking.chats.opened.connect(opened.append)
    fresh = a_conversation()
    talking.chats.open(fresh.conversation_id)
    assert opened == []
    talking.link.push(ConversationChanged(conversation=fresh))
    talking.link.push(ConversationChanged(conversation=msgspec.structs.replace(fresh, version=2)))
    assert opened == [fresh.conversation_id]


def test_closing_renames_the_ticket_in_the_same_step(talking: Talking) -> None:
    talking.chats.close(talking.id, " Printer on the second floor ")
    message = talking.link.last(CloseConversation)
    assert (message.conversation_id, message.ticket_title) == (talking.id, "Printer on the second floor")


def test_the_ticket_of_a_talk_is_found_for_the_closing_dialog(qapp: object) -> None:
    ticket = a_ticket()
    talking = Talking(a_conversation(ticket_id=ticket.ticket_id, ticket_number=ticket.number))
    assert talking.chats.ticket_of(talking.id) is None
    talking.link.push(TicketChanged(ticket=ticket))
    assert talking.chats.ticket_of(talking.id) == ticket


def test_a_ticket_is_made_of_the_talk_by_hand(talking: Talking) -> None:
    talking.chats.open_ticket(talking.id, " VPN ", "drops")
    message = talking.link.last(OpenTicket)
    assert (message.conversation_id, message.title, message.description) == (talking.id, "VPN", "drops")


def test_a_message_for_a_device_that_is_off_follows_its_conversation(qapp: object) -> None:
    played = Played()
    played.sign_in()
    played.console.chats.leave_message(PC14, KEY14, "call me")
    assert played.link.did("send_text") == []
    conversation_id = played.link.last(LeaveMessage).conversation_id
    played.link.answer()
    assert played.link.did("send_text") == [(conversation_id, "call me")]


def test_a_message_for_somebody_i_talk_with_goes_into_that_talk(talking: Talking) -> None:
    assert talking.chats.leave_message(PC14, KEY14, "call me") is None
    assert talking.link.did("send_text") == [(talking.id, "call me")]


def test_what_waits_for_the_connection_is_counted(talking: Talking) -> None:
    talking.link.say(OutboxCounted(waiting=4))
    assert talking.chats.waiting == 4


def test_drafts_belong_to_their_conversation(talking: Talking) -> None:
    other = ConversationId(new_id())
    talking.chats.save_draft(talking.id, "one")
    talking.chats.save_draft(other, "two")
    assert talking.chats.talk(talking.id).draft == "one"
    assert talking.chats.talk(other).draft == "two"
