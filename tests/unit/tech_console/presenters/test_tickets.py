from shared.protocol.chat import ConversationChanged
from shared.protocol.requests import AskDevice
from shared.protocol.tickets import EditTicket, OpenTicket, TicketChanged, TicketState
from tests.support.console_records import ACME, PC14, a_conversation, a_ticket
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
