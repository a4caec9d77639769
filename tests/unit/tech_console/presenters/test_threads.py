import datetime as dt
from typing import Any

import msgspec

from shared.ids import TicketId
from shared.protocol.tickets import AddEntry, EntryAdded, EntryKind, ReadThread, TicketChanged, TicketThread
from tests.support.console_records import NOW, a_conversation, a_ticket, an_entry
from tests.support.consoles import Played


def with_ticket(played: Played) -> TicketId:
    ticket = a_ticket()
    played.sign_in(TicketChanged(ticket=ticket))
    played.console.threads.show_ticket(ticket.ticket_id)
    return ticket.ticket_id


def heard(played: Played) -> list[str]:
    ids: list[str] = []
    played.console.threads.changed.connect(ids.append)
    return ids


def texts(played: Played, id_: str) -> list[str]:
    return [entry.text for entry in played.console.threads.of(id_).entries()]


def test_a_shown_ticket_is_read_and_read_again_when_it_changed(qapp: object) -> None:
    played = Played()
    ticket_id = with_ticket(played)
    asked = played.link.count(ReadThread)
    ticket = played.console.tickets.find(ticket_id)
    assert ticket is not None
    played.link.push(TicketChanged(ticket=msgspec.structs.replace(ticket, version=2, category="Printers")))
    assert played.link.count(ReadThread) == asked + 1
    played.console.threads.show_ticket(None)
    played.link.push(TicketChanged(ticket=msgspec.structs.replace(ticket, version=3)))
    assert played.link.count(ReadThread) == asked + 1


def test_a_shown_ticket_is_read_again_when_it_has_one_more_file(qapp: object) -> None:
    played = Played()
    ticket_id = with_ticket(played)
    asked = played.link.count(ReadThread)
    ticket = played.console.tickets.find(ticket_id)
    assert ticket is not None
    played.link.push(TicketChanged(ticket=msgspec.structs.replace(ticket, files=1)))
    assert played.link.count(ReadThread) == asked + 1


def test_a_pushed_note_is_in_the_thread_of_its_ticket_and_of_its_talk(qapp: object) -> None:
    played, talk = Played(), a_conversation()
    ticket_id = with_ticket(played)
    ids = heard(played)
    note = an_entry("look at the fuser", ticket_id=ticket_id, conversation_id=talk.conversation_id)
    played.link.push(EntryAdded(entry=note), EntryAdded(entry=note))
    assert ids == [ticket_id, talk.conversation_id]
    assert texts(played, ticket_id) == texts(played, talk.conversation_id) == ["look at the fuser"]


def test_an_entry_whose_push_was_lost_is_read(qapp: object) -> None:
    played = Played()
    ticket_id = with_ticket(played)
    played.console.threads.add(EntryKind.NOTE, " call back ", ticket_id=ticket_id)
    message = played.link.last(AddEntry)
    assert (message.text, message.kind) == ("call back", EntryKind.NOTE)
    before = played.link.count(ReadThread)
    played.link.answer()
    assert played.link.count(ReadThread) == before + 1
    played.link.answer(TicketThread(re=0, entries=[an_entry("call back", entry_id=message.entry_id)]))
    assert texts(played, ticket_id) == ["call back"]


def test_an_entry_that_was_pushed_is_not_read_again(qapp: object) -> None:
    played = Played()
    ticket_id = with_ticket(played)
    question = played.console.threads.add(EntryKind.NOTE, "call back", ticket_id=ticket_id)
    before, message = played.link.count(ReadThread), played.link.last(AddEntry)
    played.link.push(EntryAdded(entry=an_entry(entry_id=message.entry_id, ticket_id=ticket_id)))
    done: list[Any] = []
    question.done.connect(done.append)
    played.link.answer()
    assert len(done) == 1
    assert played.link.count(ReadThread) == before


def test_a_thread_that_cannot_be_read_says_why(qapp: object) -> None:
    played = Played()
    failed: list[Any] = []
    played.console.threads.failed.connect(lambda id_, problem: failed.append((id_, problem.code)))
    ticket_id = with_ticket(played)
    played.link.refuse("unavailable")
    assert failed == [(ticket_id, "unavailable")]


def test_after_a_lost_connection_what_is_shown_is_read_again(qapp: object) -> None:
    played, talk = Played(), a_conversation()
    ticket_id = with_ticket(played)
    played.console.threads.read_once(talk.conversation_id)
    played.link.answer(TicketThread(re=0))
    played.console.threads.read_once(talk.conversation_id)
    asked = played.link.count(ReadThread)
    played.sign_in(TicketChanged(ticket=a_ticket(ticket_id=ticket_id)))
    played.console.threads.read_once(talk.conversation_id)
    assert played.link.count(ReadThread) == asked + 2


def test_notes_of_a_talk_and_of_its_ticket_stand_together_once(qapp: object) -> None:
    played, talk = Played(), a_conversation()
    ticket_id = with_ticket(played)
    both = an_entry("both", ticket_id=ticket_id, conversation_id=talk.conversation_id)
    own = an_entry("ticket", ticket_id=ticket_id)
    played.link.push(EntryAdded(entry=both), EntryAdded(entry=own))
    notes = played.console.threads.notes_beside(talk.conversation_id, ticket_id)
    assert {note.text for note in notes} == {"both", "ticket"}


def test_a_long_thread_is_read_page_by_page_until_the_oldest_entry_is_here(qapp: object) -> None:
    played = Played()
    ticket_id = with_ticket(played)
    new, old = an_entry("new", at=NOW), an_entry("old", at=NOW - dt.timedelta(days=1))
    played.link.answer(TicketThread(re=0, entries=[new], more=True))
    assert played.link.last(ReadThread).before == NOW
    played.link.answer(TicketThread(re=0, entries=[old]))
    assert texts(played, ticket_id) == ["old", "new"]
    assert played.link.count(ReadThread) == 2


def test_a_talk_that_ended_long_ago_is_known_once_its_thread_was_read(qapp: object) -> None:
    played, talk = Played(), a_conversation(open=False)
    played.sign_in()
    played.console.threads.read_talk(talk.conversation_id)
    played.link.answer(TicketThread(re=0, conversations=[talk]))
    assert played.console.chats.record(talk.conversation_id) == talk
