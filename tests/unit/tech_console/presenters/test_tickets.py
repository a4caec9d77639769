from shared.protocol.chat import ConversationChanged
from shared.protocol.requests import AskDevice
from shared.protocol.tickets import EditTicket, MergeTicket, OpenTicket, TicketChanged, TicketState
from tests.support.console_records import ACME, COLLEAGUE, PC14, a_conversation, a_ticket
from tests.support.consoles import Played


def test_only_what_changed_is_sent_with_the_version_that_was_seen(qapp: object) -> None:
    played, ticket = Played(), a_ticket(version=4)
    played.sign_in(TicketChanged(ticket=ticket))
    played.console.tickets.edit(ticket.ticket_id, ticket.version, state=TicketState.SOLVED)
    message = played.link.last(EditTicket)
    assert (message.version, message.title, message.state) == (4, None, TicketState.SOLVED)


def test_a_ticket_without_a_conversation_names_its_customer(qapp: object) -> None:
    played = Played()
    played.sign_in()
    played.console.tickets.open(" Toner ", customer_id=ACME, device_id=PC14)
    message = played.link.last(OpenTicket)
    assert (message.title, message.customer_id, message.conversation_id) == ("Toner", ACME, None)


def test_start_chat_shows_the_tickets_open_conversation(qapp: object) -> None:
    played, talk = Played(), a_conversation()
    ticket = a_ticket(conversation_id=talk.conversation_id)
    played.sign_in(TicketChanged(ticket=ticket), ConversationChanged(conversation=talk))
    opened: list[str] = []
    played.console.chats.opened.connect(opened.append)
    assert played.console.tickets.start_chat(ticket.ticket_id) is None
    assert opened == [talk.conversation_id]


def test_start_chat_asks_the_tickets_device_where_no_conversation_is_open(qapp: object) -> None:
    played, ticket = Played(), a_ticket()
    played.sign_in(TicketChanged(ticket=ticket))
    played.console.tickets.start_chat(ticket.ticket_id)
    message = played.link.last(AskDevice)
    assert (message.device_id, message.ticket_id) == (PC14, ticket.ticket_id)


def test_a_ticket_of_no_device_says_that_there_is_nobody_to_ask(qapp: object) -> None:
    played, ticket = Played(), a_ticket(device_id=None)
    played.sign_in(TicketChanged(ticket=ticket))
    failed: list[str] = []
    played.console.line.failed.connect(lambda problem: failed.append(problem.code))
    assert played.console.tickets.start_chat(ticket.ticket_id) is None
    assert failed == ["no_device"]


def test_an_empty_value_empties_a_field_and_what_is_not_named_stays(qapp: object) -> None:
    played, ticket = Played(), a_ticket()
    played.sign_in(TicketChanged(ticket=ticket))
    played.console.tickets.edit(ticket.ticket_id, 1, assignee_id=None, category="", description="")
    message = played.link.last(EditTicket)
    assert (sorted(message.clear), message.description, message.title) == (["assignee_id", "category"], "", None)


def test_a_ticket_is_merged_into_another(qapp: object) -> None:
    played, one, other = Played(), a_ticket(number=1), a_ticket(number=2)
    played.sign_in(TicketChanged(ticket=one), TicketChanged(ticket=other))
    played.console.tickets.merge(one.ticket_id, other.ticket_id)
    assert (played.link.last(MergeTicket).ticket_id, played.link.last(MergeTicket).into) == (
        one.ticket_id,
        other.ticket_id,
    )


def test_tickets_are_looked_up_by_number_and_words_the_exact_number_first(qapp: object) -> None:
    played = Played()
    tickets = [a_ticket(number=10, title="Toner"), a_ticket(number=1), a_ticket(number=21, title="Toner 10")]
    played.sign_in(*(TicketChanged(ticket=ticket) for ticket in tickets))
    look_up = played.console.tickets.look_up
    assert [ticket.number for ticket in look_up("10")] == [10, 21]
    assert look_up("#1")[0].number == 1
    assert [ticket.number for ticket in look_up("toner")] == [21, 10]
    found = played.console.tickets.find_number(21)
    assert found is not None
    assert found.title == "Toner 10"


def test_a_reply_goes_into_the_talk_only_where_it_is_open_and_mine(qapp: object) -> None:
    played, mine, theirs = Played(), a_conversation(), a_conversation(technician_id=COLLEAGUE)
    tickets = [a_ticket(conversation_id=talk.conversation_id) for talk in (mine, theirs)]
    played.sign_in(
        *(TicketChanged(ticket=ticket) for ticket in tickets),
        ConversationChanged(conversation=mine),
        ConversationChanged(conversation=theirs),
    )
    assert played.console.tickets.open_talk(tickets[0].ticket_id) == mine
    assert played.console.tickets.open_talk(tickets[1].ticket_id) is None
