import msgspec

from shared.link.events import LinkState
from shared.protocol.directory import DeviceChanged, SnapshotEnd, TechnicianChanged
from shared.protocol.requests import RequestChanged
from tech_console.state.snapshot import Change, Kind
from tests.support.console_records import COLLEAGUE, PC14, a_device, a_profile, a_request, a_technician
from tests.support.consoles import Played


def changes_of(played: Played) -> list[Change]:
    found: list[Change] = []
    played.console.world.changed.connect(found.append)
    return found


def test_a_snapshot_is_announced_once_and_whole(qapp: object) -> None:
    played = Played()
    found, reloads = changes_of(played), []
    played.console.world.reloaded.connect(lambda: reloads.append(True))
    played.sign_in(DeviceChanged(device=a_device()), TechnicianChanged(technician=a_technician()))
    assert [change.kind for change in found] == [Kind.PROFILE]
    assert reloads == [True]
    assert list(played.console.world.snapshot.devices) == [PC14]


def test_after_the_snapshot_each_change_is_announced(qapp: object) -> None:
    played = Played()
    played.sign_in()
    found = changes_of(played)
    played.link.push(DeviceChanged(device=a_device()))
    assert [(change.kind, change.id) for change in found] == [(Kind.DEVICE, PC14)]


def test_what_ended_while_the_connection_was_lost_is_gone_after_it(qapp: object) -> None:
    played = Played()
    request = a_request()
    played.sign_in(RequestChanged(request=request))
    played.state(LinkState.OFFLINE, "lost")
    played.sign_in()
    assert played.console.world.snapshot.requests == {}


def test_a_snapshot_that_was_cut_off_forgets_nothing(qapp: object) -> None:
    played = Played()
    played.sign_in(DeviceChanged(device=a_device()))
    played.sign_in(DeviceChanged(device=a_device()))
    played.state(LinkState.OFFLINE, "lost")
    played.link.push(SnapshotEnd(re=0))
    assert list(played.console.world.snapshot.devices) == [PC14]


def test_another_technician_at_the_same_console_starts_from_nothing(qapp: object) -> None:
    played = Played()
    played.sign_in(DeviceChanged(device=a_device()))
    played.sign_in(profile=msgspec.structs.replace(a_profile(), technician_id=COLLEAGUE))
    assert played.console.world.snapshot.devices == {}


def test_requests_are_counted_down_on_our_own_clock(qapp: object) -> None:
    played = Played()
    request = a_request(remaining_ms=100_000)
    played.sign_in(RequestChanged(request=request))
    played.clock += 60
    assert played.console.world.remaining_ms(request.request_id) == 40_000
    played.clock += 60
    assert played.console.world.remaining_ms(request.request_id) == 0
