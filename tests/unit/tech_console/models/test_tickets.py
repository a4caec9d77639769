import pytest
from PySide6.QtCore import QCoreApplication

from shared.protocol.tickets import Priority, TicketState
from tech_console.models.searched import CardRole
from tech_console.models.tickets import PRIORITY_COLUMN, STATE_COLUMN, TicketModel
from tech_console.state.ticket_views import TicketView, is_in
from tests.support.console_records import COLLEAGUE, ME, a_ticket

TICKETS = [
    a_ticket(number=number, state=state, assignee_id=assignee)
    for number, (state, assignee) in enumerate((s, a) for s in TicketState for a in (None, ME, COLLEAGUE))
]


@pytest.fixture
def model(qapp: object) -> TicketModel:
    made = TicketModel(lambda: ME, lambda: "Customer")
    made.set_records(TICKETS)
    return made


def settle(model: TicketModel) -> None:
    """Let the list come to its end: on a busy machine its work goes on in the next turn."""
    while model.is_busy:
        QCoreApplication.processEvents()


def numbers(model: TicketModel) -> set[int]:
    settle(model)
    return {record.number for record in model.shown()}


@pytest.mark.parametrize("view", list(TicketView))
def test_a_view_of_the_list_shows_what_its_rule_says(model: TicketModel, view: TicketView) -> None:
    model.show_view(view, "")
    assert numbers(model) == {ticket.number for ticket in TICKETS if is_in(view, ticket, ME)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("priority:urgent", 1),
        ("service:print", 1),
        ("group:second", 1),
        ("category:toner", 1),
        ("status:open urgent", 1),
    ],
)
def test_every_field_has_a_qualifier(model: TicketModel, text: str, found: int) -> None:
    model.upsert(
        a_ticket(
            number=99,
            priority=Priority.URGENT,
            service_name="Printing",
            group_name="Second level",
            category="Toner",
        )
    )
    model.show_view(TicketView.OPEN, text)
    assert len(numbers(model)) == found


def test_state_and_priority_have_a_tone_besides_their_word(model: TicketModel) -> None:
    model.set_records([a_ticket(priority=Priority.URGENT, state=TicketState.PENDING)])
    settle(model)
    tones = [model.data(model.index(0, column), CardRole.TONE) for column in (STATE_COLUMN, PRIORITY_COLUMN)]
    words = [model.data(model.index(0, column)) for column in (STATE_COLUMN, PRIORITY_COLUMN)]
    assert (tones, words) == (["warn", "danger"], ["Pending", "Urgent"])


def test_a_removed_ticket_is_gone(model: TicketModel) -> None:
    model.show_view(TicketView.CLOSED, "")
    settle(model)
    gone = next(iter(model.shown()))
    model.remove((gone.ticket_id,))
    assert gone.number not in numbers(model)
