import pytest

from shared.errors import NotFound
from shared.ids import ConversationId, MessageId, new_id
from shared.mailbox.outbox import Outbox
from shared.mailbox.records import OutgoingState
from shared.mailbox.store import Store
from tests.support.chat_rows import AT

TALK, OTHER = ConversationId(new_id()), ConversationId(new_id())
ONE, TWO = MessageId(new_id()), MessageId(new_id())


@pytest.fixture
def outbox(store: Store) -> Outbox:
    outbox = Outbox(store)
    outbox.add(TALK, ONE, "one")
    outbox.add(TALK, TWO, "two")
    return outbox


def states(outbox: Outbox) -> list[OutgoingState]:
    return [message.state for message in outbox.of(TALK)]


def test_texts_stay_in_the_order_they_were_written(outbox: Outbox) -> None:
    assert [message.text for message in outbox.of(TALK)] == ["one", "two"]
    assert outbox.of(OTHER) == []


def test_only_what_the_relay_does_not_have_waits(outbox: Outbox) -> None:
    outbox.mark_sent(ONE, 1, AT)

    assert states(outbox) == [OutgoingState.SENT, OutgoingState.QUEUED]
    assert outbox.waiting() == 1
    assert outbox.conversations() == [TALK]


def test_a_failed_text_keeps_its_reason(outbox: Outbox) -> None:
    outbox.mark_failed(ONE, "closed")

    assert outbox.find(ONE)[1].code == "closed"
    assert outbox.waiting() == 1


def test_a_stored_text_cannot_fail_any_more(outbox: Outbox) -> None:
    outbox.mark_sent(ONE, 1, AT)
    outbox.mark_failed(ONE, "closed")

    assert states(outbox)[0] is OutgoingState.SENT


def test_a_failed_text_that_was_stored_after_all_is_sent(outbox: Outbox) -> None:
    outbox.mark_failed(ONE, "closed")
    outbox.mark_sent(ONE, 1, AT)

    assert states(outbox)[0] is OutgoingState.SENT


def test_a_removed_text_is_gone(outbox: Outbox) -> None:
    outbox.remove(ONE)

    with pytest.raises(NotFound):
        outbox.find(ONE)


def test_a_conversation_counts_in_the_stream_of_the_file(outbox: Outbox) -> None:
    stream, acked = outbox.counter(TALK)
    outbox.save_counter(TALK, stream, 7)

    assert acked == 0
    assert outbox.counter(TALK) == (stream, 7)
    assert outbox.counter(OTHER) == (stream, 0)


def test_a_fresh_stream_is_that_of_one_conversation_only(outbox: Outbox) -> None:
    former, _ = outbox.counter(TALK)
    outbox.save_counter(TALK, former, 7)
    fresh = outbox.make_stream(TALK)

    assert fresh != former
    assert outbox.counter(TALK) == (fresh, 0)
    assert outbox.counter(OTHER) == (former, 0)


def test_a_kept_number_is_forgotten_when_the_count_starts_anew(outbox: Outbox) -> None:
    outbox.keep_number(ONE, 5)
    kept = outbox.find(ONE)[1].number
    outbox.count_anew(TALK, outbox.counter(TALK)[0], 3)

    assert kept == 5
    assert outbox.find(ONE)[1].number == 0
