import datetime as dt

from shared.ids import ConversationId, MessageId
from shared.machines.arrival import CutBack, Incoming, PulledRows, PullRefused, Pushed, ReadUpto, Wanted
from shared.machines.delivery import Connected, Disconnected
from shared.machines.effects import CancelTimer, Effect, SavePosition, Send, StartTimer, Store, TimerFired
from shared.protocol.chat import ChatMessage, Delivered, Pull, Read, SenderKind

TALK = ConversationId("talk")
AT = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)


def row(seq: int) -> ChatMessage:
    return ChatMessage(
        conversation_id=TALK,
        seq=seq,
        message_id=MessageId(f"m{seq}"),
        sender=SenderKind.TECHNICIAN,
        sender_id="t",
        sender_name="Ada",
        at=AT,
        text=f"row {seq}",
    )


def incoming(stored: int = 0, *, read: int = 0, member: bool = True) -> Incoming:
    machine = Incoming(TALK, stored=stored, read=read, member=member)
    machine.handle(Connected(), 0.0)
    return machine


def push(machine: Incoming, *seqs: int, now: float = 0.0) -> list[Effect]:
    return [effect for seq in seqs for effect in machine.handle(Pushed(message=row(seq)), now)]


def stored(effects: list[Effect]) -> list[int]:
    return [
        effect.message.seq
        for effect in effects
        if isinstance(effect, Store) and isinstance(effect.message, ChatMessage)
    ]


def told(effects: list[Effect]) -> list[object]:
    return [effect.message for effect in effects if isinstance(effect, Send)]


def pull(after: int) -> Pull:
    return Pull(ref=0, conversation_id=TALK, after=after)


def test_the_next_row_is_stored() -> None:
    assert stored(push(incoming(), 1, 2, 3)) == [1, 2, 3]


def test_a_row_that_is_there_already_is_not_stored_again() -> None:
    assert stored(push(incoming(5), 4, 5, 6)) == [6]


def test_a_hole_is_pulled_once_and_nothing_behind_it_stored() -> None:
    effects = push(incoming(2), 5, 6)

    assert stored(effects) == []
    assert told(effects) == [pull(2)]


def test_pulled_rows_close_the_hole() -> None:
    machine = incoming(2)
    push(machine, 5)

    effects = machine.handle(PulledRows(messages=[row(3), row(4), row(5)], head=5), 0.0)

    assert stored(effects) == [3, 4, 5]
    assert machine.is_complete


def test_a_row_left_out_while_pulling_is_pulled_too() -> None:
    machine = incoming(0)
    push(machine, 2, 3)

    effects = machine.handle(PulledRows(messages=[row(1), row(2)], head=2), 0.0)

    assert pull(2) in told(effects)


def test_an_empty_page_is_not_asked_for_again_in_a_circle() -> None:
    machine = incoming(0)
    push(machine, 2)

    effects = machine.handle(PulledRows(messages=[], head=2), 10.0)

    assert effects == [StartTimer(key="again", deadline=11.0)]
    assert told(machine.handle(TimerFired(key="again"), 11.0)) == [pull(0)]


def test_a_page_with_a_hole_is_taken_up_to_the_hole() -> None:
    machine = incoming(0)
    machine.handle(Wanted(), 0.0)

    assert stored(machine.handle(PulledRows(messages=[row(1), row(3)], head=3), 0.0)) == [1]


def test_a_row_is_acknowledged_within_a_second() -> None:
    machine = incoming()

    assert StartTimer(key="ack", deadline=1.0) in push(machine, 1)
    assert told(machine.handle(TimerFired(key="ack"), 1.0)) == [Delivered(conversation_id=TALK, upto=1)]


def test_every_eighth_row_is_acknowledged_at_once() -> None:
    effects = push(incoming(), *range(1, 9))

    assert told(effects) == [Delivered(conversation_id=TALK, upto=8)]
    assert effects[-2] == CancelTimer(key="ack")


def test_rows_sent_twice_are_acknowledged_again() -> None:
    assert told(push(incoming(20), *range(1, 9))) == [Delivered(conversation_id=TALK, upto=20)]


def test_rows_pulled_without_being_a_member_are_not_acknowledged() -> None:
    machine = incoming(member=False)
    machine.handle(Wanted(), 0.0)

    effects = machine.handle(PulledRows(messages=[row(seq) for seq in range(1, 21)], head=20), 0.0)

    assert told(effects) == []
    assert len(stored(effects)) == 20


def test_a_push_makes_a_member() -> None:
    machine = incoming(member=False)
    push(machine, 1)

    assert machine.member


def test_a_refused_pull_is_tried_again_when_the_relay_says() -> None:
    machine = incoming()
    push(machine, 2)

    effects = machine.handle(PullRefused(code="rate_limited", retry_after_ms=4000), 10.0)

    assert effects == [StartTimer(key="again", deadline=14.0)]


def test_a_forbidden_pull_is_not_tried_again() -> None:
    machine = incoming()
    push(machine, 2)

    assert machine.handle(PullRefused(code="not_found"), 10.0) == []
    assert machine.is_complete


def test_reading_moves_forward_only_and_is_told() -> None:
    machine = incoming(5)

    assert machine.handle(ReadUpto(upto=3), 0.0) == [
        SavePosition(read=3),
        Send(message=Read(conversation_id=TALK, upto=3)),
    ]
    assert machine.handle(ReadUpto(upto=2), 0.0) == []


def test_reading_offline_is_kept_for_later() -> None:
    machine = incoming(5)
    machine.handle(Disconnected(), 0.0)

    assert machine.handle(ReadUpto(upto=5), 0.0) == [SavePosition(read=5)]


def test_nothing_is_pulled_without_a_connection() -> None:
    machine = incoming(5)
    machine.handle(Disconnected(), 0.0)

    assert machine.handle(Wanted(), 0.0) == []


def test_what_the_relay_tells_otherwise_is_taken_anew() -> None:
    machine = incoming(9, read=9)
    machine.handle(CutBack(stored=4), 0.0)

    assert stored(push(machine, 5)) == [5]
    assert machine.read == 4
