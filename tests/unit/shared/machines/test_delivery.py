import datetime as dt

import pytest

from shared.ids import ConversationId, MessageId, StreamId
from shared.machines.delivery import (
    Acked,
    Connected,
    Disconnected,
    Outgoing,
    Queued,
    SendRefused,
    StreamMade,
)
from shared.machines.effects import (
    CancelTimer,
    Effect,
    KeepNumber,
    MakeStream,
    MarkFailed,
    MarkQueued,
    MarkSending,
    MarkSent,
    SaveCounter,
    Send,
    StartTimer,
    TimerFired,
)
from shared.protocol.chat import SendMessage

TALK = ConversationId("talk")
STREAM = StreamId("stream")
AT = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)


def text(number: int) -> Queued:
    return Queued(message_id=MessageId(f"m{number}"), text=f"text {number}")


def outgoing(texts: int = 0, acked: int = 0) -> Outgoing:
    return Outgoing(TALK, STREAM, acked, [text(number) for number in range(acked + 1, acked + texts + 1)])


def connected(texts: int, acked: int = 0) -> Outgoing:
    machine = outgoing(texts, acked)
    machine.handle(Connected(), 0.0)
    return machine


def acked(number: int, *, message: int | None = None, stream: StreamId = STREAM) -> Acked:
    return Acked(message_id=MessageId(f"m{message or number}"), stream=stream, number=number, seq=number, at=AT)


def refused(number: int, code: str, flight: int = 1, **more: int) -> SendRefused:
    return SendRefused(message_id=MessageId(f"m{number}"), flight=flight, code=code, **more)


def sent(effects: list[Effect]) -> list[tuple[str, int]]:
    """Return what goes on the wire: message id and number."""
    messages = [effect.message for effect in effects if isinstance(effect, Send)]
    return [(message.message_id, message.number) for message in messages if isinstance(message, SendMessage)]


def test_nothing_is_sent_without_a_connection() -> None:
    assert outgoing().handle(text(1), 0.0) == []


def test_what_waits_is_sent_in_order_from_the_number_after_the_last_taken() -> None:
    effects = outgoing(3, acked=7).handle(Connected(), 0.0)

    assert sent(effects) == [("m8", 8), ("m9", 9), ("m10", 10)]


def test_a_text_goes_out_as_it_was_queued() -> None:
    (send, _, _) = connected(0).handle(text(1), 0.0)

    assert isinstance(send, Send)
    assert send.message == SendMessage(
        ref=0, conversation_id=TALK, stream=STREAM, number=1, message_id=MessageId("m1"), text="text 1"
    )


def test_at_most_sixteen_are_in_flight() -> None:
    machine = outgoing(40)

    assert len(sent(machine.handle(Connected(), 0.0))) == 16
    assert sent(machine.handle(acked(1), 0.0)) == [("m17", 17)]


def test_an_answer_is_written_with_the_number_the_relay_took() -> None:
    assert connected(1).handle(acked(1), 0.0) == [
        MarkSent(message_id=MessageId("m1"), number=1, seq=1, at=AT),
        CancelTimer(key="answer"),
    ]


def test_after_a_lost_connection_the_first_unanswered_goes_again_with_the_same_number() -> None:
    machine = connected(3)
    machine.handle(acked(1), 0.0)

    assert MarkQueued(message_id=MessageId("m2")) in machine.handle(Disconnected(), 1.0)
    assert sent(machine.handle(Connected(), 2.0)) == [("m2", 2), ("m3", 3)]


def test_no_answer_for_twenty_seconds_sends_again() -> None:
    machine = outgoing(2)
    effects = machine.handle(Connected(), 100.0)

    assert StartTimer(key="answer", deadline=120.0) in effects
    assert sent(machine.handle(TimerFired(key="answer"), 120.0)) == [("m1", 1), ("m2", 2)]


def test_a_gap_sends_again_from_the_number_the_relay_waits_for() -> None:
    machine = connected(3)
    machine.handle(acked(1), 0.0)

    assert sent(machine.handle(refused(2, "gap", expected=2), 0.0)) == [("m2", 2), ("m3", 3)]


def test_answers_to_an_attempt_that_was_given_up_change_nothing() -> None:
    machine = connected(3)
    machine.handle(refused(1, "gap", expected=1), 0.0)

    assert machine.handle(refused(2, "gap", expected=1), 0.0) == []


def test_where_our_count_is_wrong_the_relay_s_is_taken() -> None:
    machine = connected(2, acked=9)

    effects = machine.handle(refused(10, "gap", expected=5), 0.0)

    assert SaveCounter(acked=4) in effects
    assert sent(effects) == [("m10", 5), ("m11", 6)]


def test_gaps_that_do_not_end_are_not_answered_in_a_circle() -> None:
    machine = connected(1)
    for flight in range(1, 4):
        machine.handle(refused(1, "gap", flight, expected=1), 0.0)

    effects = machine.handle(refused(1, "gap", 4, expected=1), 10.0)

    assert sent(effects) == []
    assert StartTimer(key="resume", deadline=11.0) in effects


def test_after_a_rate_limit_one_goes_at_a_time_until_eight_were_taken() -> None:
    machine = connected(40)
    machine.handle(refused(1, "rate_limited", retry_after_ms=50), 0.0)

    assert sent(machine.handle(TimerFired(key="resume"), 1.0)) == [("m1", 1)]
    for number in range(1, 8):
        assert len(sent(machine.handle(acked(number), 1.0))) == 1
    assert len(sent(machine.handle(acked(8), 1.0))) == 2


@pytest.mark.parametrize("code", ["unavailable", "auth_failed", "replaced"])
def test_a_passing_refusal_pauses_as_long_as_the_relay_asks(code: str) -> None:
    machine = connected(2)

    effects = machine.handle(refused(1, code, retry_after_ms=3000), 10.0)

    assert sent(effects) == []
    assert StartTimer(key="resume", deadline=13.0) in effects
    assert machine.handle(text(3), 11.0) == []
    assert sent(machine.handle(TimerFired(key="resume"), 13.0)) == [("m1", 1), ("m2", 2), ("m3", 3)]


@pytest.mark.parametrize("code", ["closed", "not_a_member", "not_found", "bad_text", "too_big"])
def test_a_refusal_for_good_fails_that_text_only(code: str) -> None:
    machine = connected(2)

    assert MarkFailed(message_id=MessageId("m1"), code=code, acked=0) in machine.handle(refused(1, code), 0.0)
    assert machine.waiting == 1


def test_a_failed_text_leaves_no_hole_in_the_numbers() -> None:
    machine = connected(3)
    machine.handle(refused(1, "bad_text"), 0.0)

    assert sent(machine.handle(refused(2, "gap", expected=1), 0.0)) == [("m2", 1), ("m3", 2)]


def test_many_texts_into_a_closed_conversation_are_each_sent_once() -> None:
    machine = outgoing(20)
    effects = machine.handle(Connected(), 0.0)
    for number in range(1, 21):
        effects += machine.handle(refused(number, "closed"), 0.0)

    assert len(sent(effects)) == 20
    assert machine.waiting == 0


def test_a_taken_id_fails_and_the_rest_goes_on_in_a_new_stream() -> None:
    machine = connected(1)

    effects = machine.handle(refused(1, "cid_conflict"), 0.0)
    machine.handle(text(2), 0.0)
    went_on = machine.handle(StreamMade(stream=StreamId("fresh")), 0.0)

    assert MarkFailed(message_id=MessageId("m1"), code="cid_conflict", acked=1) in effects
    assert MakeStream() in effects
    assert sent(went_on) == [("m2", 1)]
    assert machine.stream == "fresh"


def test_a_new_stream_waits_until_the_fate_of_all_texts_in_flight_is_known() -> None:
    machine = connected(3)

    assert MakeStream() not in machine.handle(refused(1, "cid_conflict"), 0.0)
    assert MakeStream() not in machine.handle(acked(2), 0.0)
    assert MakeStream() in machine.handle(refused(3, "gap", expected=3), 0.0)


def test_a_new_stream_is_given_up_when_the_connection_is() -> None:
    machine = connected(3)
    machine.handle(refused(1, "cid_conflict"), 0.0)
    machine.handle(Disconnected(), 0.0)

    assert sent(machine.handle(Connected(), 1.0)) == [("m2", 2), ("m3", 3)]
    assert machine.stream == STREAM


def test_an_overtaken_text_keeps_its_number() -> None:
    machine = connected(3)

    effects = machine.handle(acked(2), 0.0)
    machine.handle(Disconnected(), 0.0)

    assert KeepNumber(message_id=MessageId("m1"), number=1) in effects
    assert sent(machine.handle(Connected(), 0.0)) == [("m1", 1), ("m3", 3)]


def test_an_overtaken_text_has_its_number_after_a_restart() -> None:
    queue = [Queued(message_id=MessageId("m1"), text="text 1", kept=1), text(3)]

    assert sent(Outgoing(TALK, STREAM, 2, queue).handle(Connected(), 0.0)) == [("m1", 1), ("m3", 3)]


def test_a_text_given_up_and_yet_stored_counts() -> None:
    machine = connected(2)
    machine.handle(refused(1, "not_a_member"), 0.0)
    machine.handle(acked(1), 0.0)

    assert machine.acked == 1


def test_an_answer_from_a_former_stream_does_not_count() -> None:
    machine = connected(1)
    machine.handle(acked(9, message=5, stream=StreamId("former")), 0.0)

    assert machine.acked == 0


def test_the_person_is_told_what_leaves() -> None:
    assert MarkSending(message_id=MessageId("m1"), number=1) in outgoing(1).handle(Connected(), 0.0)
