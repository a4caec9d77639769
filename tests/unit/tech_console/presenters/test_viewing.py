from shared.ids import ConversationId, new_id
from shared.protocol.base import Message
from shared.protocol.routing import Viewing
from tech_console.presenters.viewing import Looker
from tests.support.console_records import COLLEAGUE, ME
from tests.support.consoles import Played

TALK = ConversationId(new_id())


def told(played: Played) -> list[Message]:
    return [message for message in played.link.notified if isinstance(message, Viewing)]


def anna(*, is_typing: bool = False) -> Viewing:
    return Viewing(conversation_id=TALK, is_typing=is_typing, technician_id=COLLEAGUE, name="Anna Verdi")


def test_what_is_in_front_is_told_at_once_and_again_while_it_is(qapp: object) -> None:
    played = Played()
    played.sign_in()
    played.console.lookers.show(conversation_id=TALK)
    played.console.lookers.show(conversation_id=TALK)
    assert told(played) == [Viewing(conversation_id=TALK)]
    assert played.console.lookers._again.isActive()
    played.console.lookers._again.timeout.emit()
    assert len(told(played)) == 2
    played.console.lookers.show()
    assert not played.console.lookers._again.isActive()


def test_typing_is_told_when_it_begins_and_not_with_every_key(qapp: object) -> None:
    played = Played()
    played.sign_in()
    played.console.lookers.show(conversation_id=TALK)
    for _ in range(5):
        played.console.lookers.note_typing()
    assert told(played)[1:] == [Viewing(conversation_id=TALK, is_typing=True)]


def test_a_colleague_is_seen_and_forgotten_after_twenty_seconds(qapp: object) -> None:
    played = Played()
    played.sign_in()
    changed: list[str] = []
    played.console.lookers.changed.connect(changed.append)
    played.link.push(anna(), anna())
    assert played.console.lookers.at(TALK) == [Looker("Anna Verdi", is_typing=False)]
    assert changed == [TALK]
    played.clock += 21
    played.console.lookers._look.timeout.emit()
    assert played.console.lookers.at(TALK) == []
    assert changed == [TALK, TALK]
    assert not played.console.lookers._look.isActive()


def test_typing_of_a_colleague_ends_by_itself(qapp: object) -> None:
    played = Played()
    played.sign_in()
    played.link.push(anna(is_typing=True))
    assert played.console.lookers.at(TALK) == [Looker("Anna Verdi", is_typing=True)]
    played.clock += 6
    assert played.console.lookers.at(TALK) == [Looker("Anna Verdi", is_typing=False)]


def test_my_own_other_console_is_nobody(qapp: object) -> None:
    played = Played()
    played.sign_in()
    played.link.push(Viewing(conversation_id=TALK, technician_id=ME, name="Marco Bianchi"))
    assert played.console.lookers.at(TALK) == []


def test_nothing_is_told_without_a_connection(qapp: object) -> None:
    played = Played()
    played.console.lookers.show(conversation_id=TALK)
    played.console.lookers.note_typing()
    assert played.links == []
