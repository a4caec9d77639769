"""What is written on tickets: replies both sides see, notes only technicians see, time worked (H-11 to H-13)."""

import pytest
import sqlalchemy as sa

from relay.db import tables
from relay.db.gate import Gate
from relay.domain.scope import RELAY_SCOPE
from relay.services import ticket_records
from shared.ids import ConversationId, EntryId, TicketId, new_id
from shared.limits import MAX_RELAY_FRAME_BYTES
from shared.protocol import codec
from shared.protocol.chat import CloseConversation, LeaveMessage
from shared.protocol.tickets import AddEntry, EditTicket, EntryKind, OpenTicket, TicketRecord, TicketState, TicketThread
from tests.support.office import Agent, Office, Person


@pytest.fixture
def anna(office: Office) -> Person:
    return office.technician()


@pytest.fixture
def giulia(office: Office) -> Agent:
    return office.agent(office.customer())


@pytest.fixture
def ticket(office: Office, giulia: Agent) -> TicketId:
    """Let the user leave a ticket."""
    ticket_id = TicketId(new_id())
    office.done(giulia, OpenTicket(ref=1, ticket_id=ticket_id, title="Stampante ferma"))
    return ticket_id


def reply(ticket: TicketId | None, text: str = "Provi ora", **more: object) -> AddEntry:
    return AddEntry(ref=1, entry_id=EntryId(new_id()), kind=EntryKind.REPLY, text=text, ticket_id=ticket, **more)  # type: ignore[arg-type]  # any further field


def note(ticket: TicketId | None = None, text: str = "toner vecchio", **more: object) -> AddEntry:
    return AddEntry(ref=1, entry_id=EntryId(new_id()), kind=EntryKind.NOTE, text=text, ticket_id=ticket, **more)  # type: ignore[arg-type]  # as above


def thread(office: Office, ticket: TicketId) -> TicketThread:
    with office.reader.connect() as connection:
        return ticket_records.ticket_thread(
            Gate(connection, RELAY_SCOPE), 1, ticket, office.clock.now().replace(year=2027)
        )


def record(office: Office, ticket: TicketId) -> TicketRecord:
    with office.reader.connect() as connection:
        found = ticket_records.ticket_record(Gate(connection, RELAY_SCOPE), ticket)
    assert found is not None
    return found


def test_replies_of_both_sides_stand_in_one_thread_with_their_authors(
    office: Office, anna: Person, giulia: Agent, ticket: TicketId
) -> None:
    for who, text in ((anna, "Provi ora"), (giulia, "Va, grazie"), (anna, "Bene")):
        office.passes(60)
        office.done(who, reply(ticket, text))
    written = [(one.author_name, one.text, one.is_from_device) for one in thread(office, ticket).entries]
    assert written == [
        ("Anna Neri", "Provi ora", False),
        ("Giulia Verdi", "Va, grazie", True),
        ("Anna Neri", "Bene", False),
    ]


def test_a_technicians_reply_says_when_the_requester_was_last_answered(
    office: Office, anna: Person, giulia: Agent, ticket: TicketId
) -> None:
    office.done(giulia, reply(ticket))
    assert record(office, ticket).answered_at is None
    office.passes(60)
    office.done(anna, reply(ticket))
    assert record(office, ticket).answered_at == office.clock.now()


def test_the_requester_reads_replies_and_never_a_note_or_who_worked_how_long(
    office: Office, anna: Person, ticket: TicketId
) -> None:
    office.done(anna, note(ticket, "cliente difficile", minutes=15))
    office.done(anna, reply(ticket, "Provi ora", minutes=5))
    with office.reader.connect() as connection:
        later = office.clock.now().replace(year=2027)
        shown = ticket_records.requester_thread(Gate(connection, RELAY_SCOPE), 1, ticket, later)
    assert [(one.text, one.minutes) for one in shown.entries] == [("Provi ora", 0)]
    assert (shown.history, shown.conversations) == ([], [])
    requester = ticket_records.for_requester(record(office, ticket))
    assert (record(office, ticket).worked_min, requester.worked_min) == (20, 0)


def test_the_same_entry_again_is_done_and_stored_once(office: Office, anna: Person, ticket: TicketId) -> None:
    entry = reply(ticket, minutes=5)
    office.done(anna, entry)
    office.done(anna, entry)
    assert len(thread(office, ticket).entries) == 1
    assert record(office, ticket).worked_min == 5


def test_the_same_id_with_other_words_is_a_loud_error_and_somebody_elses_is_unknown(
    office: Office, anna: Person, giulia: Agent, ticket: TicketId
) -> None:
    entry = reply(ticket)
    office.done(anna, entry)
    other = AddEntry(ref=1, entry_id=entry.entry_id, kind=EntryKind.REPLY, text="altro", ticket_id=ticket)
    assert office.refusal(anna, other).params == {"what": "entry_exists"}
    assert office.code(giulia, other) == "not_found"
    assert [one.text for one in thread(office, ticket).entries] == ["Provi ora"]


def test_an_agent_replies_to_its_own_tickets_and_writes_nothing_else(
    office: Office, anna: Person, giulia: Agent, ticket: TicketId
) -> None:
    colleague = office.agent(giulia.customer_id)
    orders = [
        (colleague, reply(ticket)),
        (giulia, note(ticket)),
        (giulia, reply(ticket, minutes=5)),
        (giulia, reply(None)),
    ]
    assert [office.code(who, order) for who, order in orders] == ["not_found", "forbidden", "forbidden", "not_found"]
    assert thread(office, ticket).entries == []


@pytest.mark.parametrize("state", [TicketState.PENDING, TicketState.SOLVED])
def test_a_requester_who_writes_again_opens_the_ticket_again(
    office: Office, anna: Person, giulia: Agent, ticket: TicketId, state: TicketState
) -> None:
    # H-11: a request lives until it is definitively solved.
    office.done(anna, EditTicket(ref=1, ticket_id=ticket, version=1, state=state))
    office.done(giulia, reply(ticket, "Non va ancora"))
    assert record(office, ticket).state is TicketState.OPEN
    assert [(one.who, one.what, one.after) for one in thread(office, ticket).history][-1] == (
        "Giulia Verdi",
        "state",
        "open",
    )


def test_an_archived_ticket_takes_notes_and_no_replies(
    office: Office, anna: Person, giulia: Agent, ticket: TicketId
) -> None:
    office.done(anna, EditTicket(ref=1, ticket_id=ticket, version=1, state=TicketState.CLOSED))
    assert [office.refusal(who, reply(ticket)).params for who in (anna, giulia)] == [{"why": "closed_ticket"}] * 2
    office.done(anna, note(ticket))


def test_where_a_talk_is_open_a_reply_belongs_there(office: Office, anna: Person, giulia: Agent) -> None:
    talk, ticket = office.talk(giulia, anna), TicketId(new_id())
    office.done(anna, OpenTicket(ref=1, ticket_id=ticket, title="x", conversation_id=talk))
    refused = [office.refusal(who, reply(ticket)).params for who in (anna, giulia)]
    assert refused == [{"what": "conversation_open", "conversation_id": talk}] * 2
    office.done(giulia, CloseConversation(ref=1, conversation_id=talk))
    assert [office.code(who, reply(ticket)) for who in (anna, giulia)] == ["done", "done"]


def test_a_note_needs_words_or_minutes_and_a_reply_words(office: Office, anna: Person, ticket: TicketId) -> None:
    assert office.refusal(anna, note(ticket, "  ")).params == {"field": "text"}
    assert office.refusal(anna, reply(ticket, "", minutes=5)).params == {"field": "text"}
    office.done(anna, note(ticket, "", minutes=25))
    assert record(office, ticket).worked_min == 25


def test_notes_beside_a_talk_belong_to_its_ticket_once_it_has_one(office: Office, anna: Person, giulia: Agent) -> None:
    talk = office.talk(giulia, anna)
    office.done(anna, note(text="sembra il driver", conversation_id=talk, minutes=10))
    office.passes(120)
    office.wakes()
    (row,) = office.tickets()
    office.done(anna, note(text="confermato", conversation_id=talk, minutes=5))
    shown = thread(office, TicketId(row.id))
    assert [(one.text, one.ticket_id) for one in shown.entries] == [
        ("sembra il driver", row.id),
        ("confermato", row.id),
    ]
    assert [one.conversation_id for one in shown.conversations] == [talk]
    assert record(office, TicketId(row.id)).worked_min == 15


def test_a_talk_and_a_ticket_that_do_not_belong_together_take_no_note(
    office: Office, anna: Person, giulia: Agent, ticket: TicketId
) -> None:
    talk = office.talk(giulia, anna)
    assert office.code(anna, note(ticket, conversation_id=talk)) == "not_found"
    assert office.code(anna, note()) == "not_found"


def test_who_may_only_read_writes_nothing(office: Office, ticket: TicketId) -> None:
    reader = office.technician("Rita Rossi", role="read_only")
    assert [office.refusal(reader, order).params for order in (note(ticket), reply(ticket))] == [{"why": "role"}] * 2


def test_a_device_that_waits_for_approval_writes_nothing(office: Office, giulia: Agent, ticket: TicketId) -> None:
    pending = office.agent(office.customer("Beta", policy="approve"))
    assert office.code(pending, reply(ticket)) in {"not_found", "forbidden"}


def test_the_audit_log_says_that_something_was_written_and_never_what(
    office: Office, anna: Person, ticket: TicketId
) -> None:
    office.done(anna, note(ticket, "segreto"))
    rows = office.rows(sa.select(tables.audit_event).where(tables.audit_event.c.action == "ticket.note_added"))
    assert len(rows) == 1
    assert "segreto" not in str(rows)


def test_a_second_talk_of_a_ticket_stands_beside_the_first(
    office: Office, anna: Person, giulia: Agent, ticket: TicketId
) -> None:
    talks = [ConversationId(new_id()) for _ in range(2)]
    for talk in talks:
        leave = LeaveMessage(
            ref=1, conversation_id=talk, device_id=giulia.device_id, device_key_id=giulia.key_id, ticket_id=ticket
        )
        office.done(anna, leave)
        assert record(office, ticket).conversation_id == talk
        office.done(anna, CloseConversation(ref=1, conversation_id=talk))
    assert {one.conversation_id for one in thread(office, ticket).conversations} == set(talks)
    assert {office.conversation(talk).ticket_id for talk in talks} == {ticket}


def test_a_message_left_from_a_ticket_whose_talk_is_open_is_shown_that_one(
    office: Office, anna: Person, giulia: Agent, ticket: TicketId
) -> None:
    #
    talk = ConversationId(new_id())
    leave = LeaveMessage(
        ref=1, conversation_id=talk, device_id=giulia.device_id, device_key_id=giulia.key_id, ticket_id=ticket
    )
    office.done(anna, leave)
    again = LeaveMessage(
        ref=1,
        conversation_id=ConversationId(new_id()),
        device_id=giulia.device_id,
        device_key_id=giulia.key_id,
        ticket_id=ticket,
    )
    assert office.refusal(anna, again).params == {"what": "conversation_open", "conversation_id": talk}


def test_a_long_thread_comes_in_parts_that_fit_a_frame_the_newest_first(
    office: Office, anna: Person, ticket: TicketId
) -> None:
    for number in range(50):
        office.passes(1)
        office.done(anna, note(ticket, f"{number} " + "€" * 7990))
    newest = thread(office, ticket)
    assert newest.more
    assert len(codec.encode(newest)) < MAX_RELAY_FRAME_BYTES
    with office.reader.connect() as connection:
        gate = Gate(connection, RELAY_SCOPE)
        older = ticket_records.ticket_thread(gate, 1, ticket, newest.entries[0].at)
    assert not older.more
    numbers = [int(one.text.split()[0]) for one in [*older.entries, *newest.entries]]
    assert numbers == list(range(50))
