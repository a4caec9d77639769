import datetime as dt
from collections.abc import Iterable

from shared.ids import ConversationId, MessageId, new_id
from shared.protocol.chat import ChatMessage
from shared.protocol.tickets import HistoryRecord
from tech_console.state.talk import LAST, Row, Talk
from tech_console.state.timeline import Moment, order_of, orders_beside, ticket_moments
from tests.support.console_records import ME, NOW, a_message, a_ticket, an_entry, outgoing

TALK = ConversationId(new_id())


def at(minute: int) -> dt.datetime:
    return NOW + dt.timedelta(minutes=minute)


def a_talk(*messages: ChatMessage, waiting: str = "") -> Talk:
    talk = Talk(ConversationId(new_id()), ME)
    talk.store(messages)
    if waiting:
        talk.moved_on(outgoing(MessageId(new_id()), text=waiting))
    return talk


def said(seq: int, minute: int, text: str = "") -> ChatMessage:
    return a_message(TALK, seq, text or f"m{seq}", at=at(minute))


def oldest_first(moments: Iterable[Moment]) -> list[str]:
    return words([*moments][::-1])


def row(seq: int, minute: int, text: str = "") -> Row:
    return Row(key=new_id(), order=seq, at=at(minute), text=text or f"m{seq}")


def instants(rows: list[Row]) -> list[tuple[int, dt.datetime]]:
    return [(row.order, row.at) for row in rows]


def words(moments: list[Moment]) -> list[str]:
    return [
        m.row.text if m.row else m.entry.text if m.entry else m.change.what if m.change else m.kind for m in moments
    ]


def test_a_note_stands_behind_the_message_it_followed() -> None:
    rows, note = [row(1, 0), row(2, 5)], an_entry(at=at(3))
    order = orders_beside(instants(rows), [note])[note.entry_id]
    assert order_of(rows[0]) < order < order_of(rows[1])


def test_notes_keep_their_order_between_the_same_messages() -> None:
    rows = [row(1, 0), row(2, 60)]
    notes = [an_entry(at=at(minute)) for minute in (30, 10, 20)]
    orders = orders_beside(instants(rows), notes)
    assert orders[notes[1].entry_id] < orders[notes[2].entry_id] < orders[notes[0].entry_id]


def test_own_messages_on_their_way_stay_behind_every_note() -> None:
    waiting = Row(key="w", order=LAST + 1, at=at(1))
    note = an_entry(at=at(9))
    assert orders_beside(instants([row(1, 0)]), [note])[note.entry_id] < order_of(waiting)


def test_messages_never_change_places_although_a_clock_went_back() -> None:
    talk = a_talk(said(1, 10), said(2, 5), said(3, 11))
    assert oldest_first(ticket_moments(a_ticket(created_at=at(0)), [talk], [], [], [])) == ["m1", "m2", "m3"]


def test_a_thread_tells_everything_in_the_order_of_time() -> None:
    ticket = a_ticket(created_at=at(0), description="It does not print")
    history = [
        HistoryRecord(at=at(4), who="Marco", what="state", before="open", after="pending"),
        HistoryRecord(at=at(4), who="Marco", what="category", after="Printers"),
    ]
    talks = [a_talk(said(1, 2), waiting="on its way"), a_talk(said(1, 6, "later talk"))]
    moments = ticket_moments(
        ticket, talks, [an_entry("note", at=at(3)), an_entry("", at=at(5), minutes=15)], [], history
    )
    assert oldest_first(moments) == ["opening", "m1", "note", "state", "", "later talk", "on its way"]


def test_what_stands_far_up_is_made_when_it_is_asked_for_as_it_is_then() -> None:
    talk = a_talk(said(1, 1), said(2, 2), said(3, 3))
    moments = ticket_moments(a_ticket(created_at=at(0)), [talk], [], [], [])
    newest = next(moments)
    talk.store([said(4, 4)])  # shown by itself
    assert words([newest, *moments]) == ["m3", "m2", "m1"]
