import pytest

from shared.ids import DeviceId, new_id
from tech_console.state.jumps import MOST, jumps
from tech_console.state.snapshot import Snapshot
from tests.support import console_records as make


@pytest.fixture
def world() -> Snapshot:
    world = Snapshot()
    ticket, talk = make.a_ticket(number=1042), make.a_conversation()
    world.tickets[ticket.ticket_id] = ticket
    world.conversations[talk.conversation_id] = talk
    world.customers[make.ACME] = make.a_customer(name="Acme S.p.A.")
    for number in range(20):
        id_ = DeviceId(new_id())
        world.devices[id_] = make.a_device(device_id=id_, name=f"PC-{number}")
    return world


@pytest.mark.parametrize("typed", ["1042", "#1042", " # 1042 "])
def test_a_number_finds_its_ticket(world: Snapshot, typed: str) -> None:
    assert (jumps(world, typed)[0].kind, jumps(world, typed)[0].title) == ("ticket", "#1042 Printer offline")


@pytest.mark.parametrize(("typed", "kind"), [("acme", "customer"), ("giulia", "conversation"), ("pc-7", "device")])
def test_names_find_what_they_name(world: Snapshot, typed: str, kind: str) -> None:
    assert [jump.kind for jump in jumps(world, typed)] == [kind]


def test_at_most_a_few_of_each_kind_come_those_that_begin_so_first(world: Snapshot) -> None:
    found = jumps(world, "pc-1")
    assert len(found) == MOST
    assert found[0].title == "PC-1"


@pytest.mark.parametrize("typed", ["", "a", "#", "zzz", "99999999999999999999"])
def test_too_little_or_nothing_fitting_finds_nothing(world: Snapshot, typed: str) -> None:
    assert jumps(world, typed) == []


def test_a_closed_talk_is_no_target(world: Snapshot) -> None:
    world.conversations.clear()
    closed = make.a_conversation(open=False)
    world.conversations[closed.conversation_id] = closed
    assert jumps(world, "giulia") == []
