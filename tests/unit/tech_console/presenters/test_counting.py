import msgspec

from shared.protocol.directory import DeviceChanged, DeviceState
from shared.protocol.tickets import TicketChanged, TicketState
from tech_console.state.ticket_views import TicketView
from tests.support.console_records import a_device, a_ticket
from tests.support.consoles import Played


def test_numbers_follow_every_record(qapp: object) -> None:
    played, ticket, device = Played(), a_ticket(), a_device(state=DeviceState.PENDING)
    played.sign_in(TicketChanged(ticket=ticket), DeviceChanged(device=device))
    counting = played.console.counting
    assert (counting.tickets_in(TicketView.MINE), counting.pending_devices) == (1, 1)
    played.link.push(
        TicketChanged(ticket=msgspec.structs.replace(ticket, version=2, state=TicketState.SOLVED)),
        DeviceChanged(device=msgspec.structs.replace(device, version=2, state=DeviceState.APPROVED)),
        TicketChanged(ticket=a_ticket(assignee_id=None)),
    )
    assert [counting.tickets_in(view) for view in TicketView] == [0, 1, 1, 0, 1]
    assert (played.console.counts().tickets, played.console.counts().devices) == (0, 0)


def test_a_fresh_snapshot_is_counted_anew(qapp: object) -> None:
    played = Played()
    played.sign_in(TicketChanged(ticket=a_ticket()))
    played.sign_in()
    assert played.console.counting.tickets_in(TicketView.OPEN) == 0
