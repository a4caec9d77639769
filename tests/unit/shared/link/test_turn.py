from shared.ids import ConversationId, MessageId, new_id
from shared.link.events import LinkEvent, OutboxCounted, OutgoingChanged, Received
from shared.link.journal import Journal
from shared.link.turn import Turn
from shared.protocol.base import Message
from shared.protocol.chat import Delivered, Read, Typing

TALK, OTHER = ConversationId(new_id()), ConversationId(new_id())


def test_of_several_marks_the_last_one_is_told() -> None:
    turn, posted = Turn(), list[Message]()
    turn.mark(Delivered(conversation_id=TALK, upto=8))
    turn.mark(Read(conversation_id=TALK, upto=3))
    turn.mark(Delivered(conversation_id=OTHER, upto=1))
    turn.mark(Delivered(conversation_id=TALK, upto=16))
    turn.finish(Journal(None), posted.append, lambda _: None)

    assert posted == [
        Delivered(conversation_id=TALK, upto=16),
        Read(conversation_id=TALK, upto=3),
        Delivered(conversation_id=OTHER, upto=1),
    ]


def test_the_relay_hears_before_the_screen() -> None:
    turn, order = Turn(), list[str]()
    turn.say(OutboxCounted(waiting=1))
    turn.send(lambda: order.append("send"))
    turn.finish(Journal(None), lambda _: None, lambda event: order.append(type(event).__name__))

    assert order == ["send", "OutboxCounted"]


def test_after_a_failed_commit_only_what_needs_no_disk_is_said() -> None:
    turn, said = Turn(), Received(message=Typing(conversation_id=TALK))
    turn.say(OutboxCounted(waiting=1))
    turn.say(said)
    turn.lend(TALK, MessageId(new_id()), "text")

    first, second = turn.survivors()
    assert first == said
    assert is_failed(second)


def is_failed(event: LinkEvent) -> bool:
    return isinstance(event, OutgoingChanged) and event.message.code == "storage"
