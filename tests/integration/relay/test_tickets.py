"""Tickets through the real writer: by the clock, by hand, from the tray, from the console; one per conversation."""

import pytest

from relay.services.orders import PutSetting
from shared.ids import ChatRequestId, ConversationId, TicketId, new_id
from shared.protocol.base import Message
from shared.protocol.chat import CloseConversation, LeaveMessage
from shared.protocol.requests import AcceptRequest, AskDevice
from shared.protocol.tickets import EditTicket, OpenTicket, TicketOpened, TicketState
from tests.support.office import LOCAL, Agent, Office, Person, Voice

ITALIAN, ENGLISH = "Nuovo ticket aperto dalla chat", "New ticket opened from chat"


@pytest.fixture
def anna(office: Office) -> Person:
    return office.technician()


@pytest.fixture
def giulia(office: Office) -> Agent:
    return office.agent(office.customer())


@pytest.fixture
def talk(office: Office, anna: Person, giulia: Agent) -> ConversationId:
    return office.talk(giulia, anna)


def by_hand(talk: ConversationId | None = None, title: str = "Stampante ferma", **more: object) -> OpenTicket:
    return OpenTicket(ref=1, ticket_id=TicketId(new_id()), title=title, conversation_id=talk, **more)  # type: ignore[arg-type]  # any further field


# By the clock.


@pytest.mark.parametrize(("language", "title"), [("it", ITALIAN), ("en", ENGLISH)])
def test_after_two_minutes_of_talk_there_is_a_ticket_with_the_exact_title(
    office: Office, anna: Person, giulia: Agent, language: str, title: str
) -> None:
    #
    office.done(LOCAL, PutSetting(key="language", value=f'"{language}"'))
    talk = office.talk(giulia, anna)
    office.passes(119.999)
    office.wakes()
    assert office.tickets() == []
    office.passes(0.001)
    office.wakes()
    (ticket,) = office.tickets()
    assert (ticket.title, ticket.origin, ticket.conversation_id) == (title, "chat_timer", talk)
    assert office.conversation(talk).ticket_id == ticket.id


def test_the_ticket_holds_device_person_technician_and_shield(
    office: Office, anna: Person, giulia: Agent, talk: ConversationId
) -> None:
    #
    office.passes(120)
    office.wakes()
    (ticket,) = office.tickets()
    assert (ticket.device_id, ticket.device_key_id) == (giulia.device_id, giulia.key_id)
    assert (ticket.first_name, ticket.last_name, ticket.assignee_name) == ("Giulia", "Verdi", "Anna Neri")
    assert (ticket.shield_level, ticket.shield_method) == (2, "assigned")


def test_the_two_minutes_count_from_acceptance_not_from_the_request(
    office: Office, anna: Person, giulia: Agent
) -> None:
    # C-2: not the same two minutes as the request's.
    request_id, talk = ChatRequestId(new_id()), ConversationId(new_id())
    office.done(anna, AskDevice(ref=1, request_id=request_id, device_id=giulia.device_id))
    office.passes(100)
    office.done(giulia, AcceptRequest(ref=2, request_id=request_id, conversation_id=talk))
    assert office.wakes() == 120


@pytest.mark.parametrize("killed_after_s", [119, 119.999, 120, 121, 7200])
def test_a_relay_killed_around_the_two_minutes_opens_exactly_one_ticket(
    office: Office, talk: ConversationId, killed_after_s: float
) -> None:
    # P37
    office.passes(killed_after_s)
    office.reopen()
    office.wakes()
    office.passes(120)
    office.wakes()
    office.reopen()
    office.wakes()
    assert [ticket.conversation_id for ticket in office.tickets()] == [talk]


def test_a_talk_closed_before_two_minutes_gets_no_ticket(office: Office, giulia: Agent, talk: ConversationId) -> None:
    # C-8: the conversation stays stored, a ticket only if somebody asks.
    office.passes(119)
    office.done(giulia, CloseConversation(ref=1, conversation_id=talk))
    office.passes(3600)
    office.wakes()
    assert office.tickets() == []
    assert office.conversation(talk).open is False


def test_a_ticket_made_by_hand_before_is_the_only_one(office: Office, anna: Person, talk: ConversationId) -> None:
    # A-07, C-1
    office.done(anna, by_hand(talk))
    office.passes(120)
    office.wakes()
    assert [ticket.title for ticket in office.tickets()] == ["Stampante ferma"]


def test_a_message_left_for_a_device_gets_its_ticket_two_minutes_after_the_answer(
    office: Office, anna: Person, giulia: Agent
) -> None:
    talk = ConversationId(new_id())
    office.agents.clear()
    leave = LeaveMessage(ref=1, conversation_id=talk, device_id=giulia.device_id, device_key_id=giulia.key_id)
    assert [office.code(anna, leave) for _ in range(2)] == ["done", "done"]
    office.done(anna, Voice(talk).say("la richiamo domani"))
    office.passes(9000)
    office.wakes()
    assert office.tickets() == []
    office.done(giulia, Voice(talk).say("eccomi"))
    assert office.wakes() == 120
    office.passes(120)
    office.wakes()
    assert len(office.tickets()) == 1


# By hand.


def test_a_second_ticket_of_a_talk_is_answered_with_the_first(
    office: Office, anna: Person, talk: ConversationId
) -> None:
    # One ticket per conversation, also when both are asked for in one commit.
    one, two = by_hand(talk), by_hand(talk, "Un altro")
    first, second = office.say_together([(anna, one), (anna, two)])
    assert isinstance(first, TicketOpened)
    assert isinstance(second, TicketOpened)
    assert (second.ticket_id, second.number) == (first.ticket_id, first.number) == (one.ticket_id, 1)


def test_asking_again_with_the_same_id_opens_no_second_ticket(office: Office, giulia: Agent) -> None:
    ask = by_hand()
    first = office.says(giulia, ask)
    assert office.says(giulia, ask) == first
    assert len(office.tickets()) == 1


def test_tickets_are_numbered_without_holes(office: Office, giulia: Agent) -> None:
    for _ in range(3):
        office.done(giulia, by_hand())
    assert [ticket.number for ticket in office.tickets()] == [1, 2, 3]


# From the tray.


def test_a_user_leaves_a_ticket_when_nobody_is_there(office: Office, giulia: Agent) -> None:
    # the relay fills in who and where, whatever the agent claims.
    other = office.agent(office.customer("Beta"))
    office.done(giulia, by_hand(description="righe nere", device_id=other.device_id, customer_id=other.customer_id))
    (ticket,) = office.tickets()
    assert (ticket.customer_id, ticket.device_id, ticket.origin) == (giulia.customer_id, giulia.device_id, "tray")
    assert (ticket.description, ticket.first_name, ticket.assignee_id) == ("righe nere", "Giulia", None)


def test_a_device_that_waits_for_approval_opens_no_ticket(office: Office) -> None:
    # P04
    agent = office.agent(office.customer(policy="approve"))
    assert office.refusal(agent, by_hand()).params == {"why": "waiting_for_approval"}
    assert office.tickets() == []


# Rename on close.


def test_at_the_end_the_technician_renames_the_ticket(office: Office, anna: Person, talk: ConversationId) -> None:
    #
    office.passes(120)
    office.wakes()
    office.done(anna, CloseConversation(ref=1, conversation_id=talk, ticket_title="Toner finito"))
    (ticket,) = office.tickets()
    assert ticket.title == "Toner finito"
    assert office.conversation(talk).closed_by == "technician"


def test_renaming_at_the_end_needs_a_ticket_and_otherwise_closes_nothing(
    office: Office, anna: Person, talk: ConversationId
) -> None:
    assert office.code(anna, CloseConversation(ref=1, conversation_id=talk, ticket_title="Toner")) == "not_found"
    assert office.conversation(talk).open is True


def test_the_user_closes_without_renaming(office: Office, giulia: Agent, talk: ConversationId) -> None:
    office.passes(120)
    office.wakes()
    office.done(giulia, CloseConversation(ref=1, conversation_id=talk, ticket_title="Mio"))
    assert [ticket.title for ticket in office.tickets()] == [ENGLISH]
    assert office.events(talk) == ["technician_joined", "closed_by_device"]


def test_a_talk_that_is_closed_already_can_still_be_renamed(office: Office, anna: Person, giulia: Agent) -> None:
    talk = office.talk(giulia, anna)
    office.passes(120)
    office.wakes()
    office.done(giulia, CloseConversation(ref=1, conversation_id=talk))
    office.done(anna, CloseConversation(ref=1, conversation_id=talk, ticket_title="Toner finito"))
    assert [ticket.title for ticket in office.tickets()] == ["Toner finito"]
    assert office.conversation(talk).closed_by == "device"


# From the ticket to a chat.


@pytest.fixture
def left(office: Office, giulia: Agent) -> TicketId:
    """Let the user leave a ticket."""
    ask = by_hand()
    office.done(giulia, ask)
    return ask.ticket_id


def starts(giulia: Agent, ticket_id: TicketId) -> AskDevice:
    return AskDevice(ref=1, request_id=ChatRequestId(new_id()), device_id=giulia.device_id, ticket_id=ticket_id)


def test_a_chat_started_from_a_ticket_belongs_to_it(
    office: Office, anna: Person, giulia: Agent, left: TicketId
) -> None:
    #
    ask, talk = starts(giulia, left), ConversationId(new_id())
    office.done(anna, ask)
    office.done(giulia, AcceptRequest(ref=1, request_id=ask.request_id, conversation_id=talk))
    assert [(ticket.id, ticket.conversation_id) for ticket in office.tickets()] == [(left, talk)]
    office.passes(120)
    office.wakes()
    assert len(office.tickets()) == 1


def test_an_open_chat_of_the_ticket_is_shown_and_no_second_is_opened(
    office: Office, anna: Person, giulia: Agent, talk: ConversationId
) -> None:
    #
    ask = by_hand(talk)
    office.done(anna, ask)
    refused = office.refusal(anna, starts(giulia, ask.ticket_id))
    assert (refused.code, refused.params) == ("conflict", {"what": "conversation_open", "conversation_id": talk})


def test_a_closed_chat_of_the_ticket_does_not_stand_in_the_way(
    office: Office, anna: Person, giulia: Agent, talk: ConversationId
) -> None:
    ask = by_hand(talk)
    office.done(anna, ask)
    office.done(giulia, CloseConversation(ref=1, conversation_id=talk))
    office.done(anna, starts(giulia, ask.ticket_id))


def test_from_a_ticket_a_chat_starts_without_the_helpdesk_agent(office: Office, anna: Person) -> None:
    #
    agent = office.agent(office.customer(user_chat=False), helpdesk=False)
    ask = by_hand()
    office.done(agent, ask)
    office.done(anna, starts(agent, ask.ticket_id))


def test_a_ticket_of_another_device_starts_nothing_here(office: Office, anna: Person, giulia: Agent) -> None:
    colleague = office.agent(giulia.customer_id)
    ask = by_hand()
    office.done(colleague, ask)
    assert office.code(anna, starts(giulia, ask.ticket_id)) == "not_found"


# From the console.


def test_a_technician_opens_a_ticket_for_a_customer_a_device_and_a_person(
    office: Office, anna: Person, giulia: Agent
) -> None:
    contact = office.contact(giulia.customer_id)
    office.done(anna, by_hand(customer_id=giulia.customer_id, device_id=giulia.device_id, contact_id=contact))
    (ticket,) = office.tickets()
    assert (ticket.origin, ticket.device_id, ticket.contact_id) == ("console", giulia.device_id, contact)


def test_a_ticket_never_mixes_two_customers(office: Office, anna: Person, giulia: Agent) -> None:
    other = office.agent(office.customer("Beta"))
    mixed: list[Message] = [
        by_hand(customer_id=giulia.customer_id, device_id=other.device_id),
        by_hand(customer_id=giulia.customer_id, contact_id=office.contact(other.customer_id)),
        by_hand(),
    ]
    assert [office.code(anna, message) for message in mixed] == ["not_found"] * 3


def edits(left: TicketId, version: int, **facts: object) -> EditTicket:
    return EditTicket(ref=1, ticket_id=left, version=version, **facts)  # type: ignore[arg-type]  # any further field


def test_an_edit_changes_what_is_given_and_leaves_the_rest(office: Office, anna: Person, left: TicketId) -> None:
    office.done(anna, edits(left, 1, state=TicketState.SOLVED, assignee_id=anna.technician_id))
    (ticket,) = office.tickets()
    assert (ticket.state, ticket.assignee_name, ticket.title) == (TicketState.SOLVED, "Anna Neri", "Stampante ferma")


def test_of_two_edits_of_the_same_ticket_the_second_is_told(office: Office, anna: Person, left: TicketId) -> None:
    answers = [office.code(anna, edits(left, 1, title=title)) for title in ("Uno", "Due")]
    assert answers == ["done", "conflict"]
    assert [ticket.title for ticket in office.tickets()] == ["Uno"]


def test_an_archived_ticket_stays_archived(office: Office, anna: Person, left: TicketId) -> None:
    office.done(anna, edits(left, 1, state=TicketState.CLOSED))
    assert office.refusal(anna, edits(left, 2, state=TicketState.OPEN)).params == {"why": "closed_ticket"}


def test_a_ticket_is_given_only_to_a_technician_who_exists(office: Office, anna: Person, left: TicketId) -> None:
    assert office.code(anna, edits(left, 1, assignee_id=new_id())) == "not_found"


def test_who_may_only_read_changes_no_ticket(office: Office, left: TicketId) -> None:
    reader = office.technician("Rita Rossi", role="read_only")
    assert office.refusal(reader, edits(left, 1, title="x")).params == {"why": "role"}
    assert office.refusal(reader, by_hand()).params == {"why": "role"}
