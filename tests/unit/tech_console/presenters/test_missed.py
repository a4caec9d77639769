from shared.protocol.requests import RequestChanged, RequestState
from shared.protocol.routing import ReadMissed
from tests.support.console_records import a_request
from tests.support.consoles import Played


def test_what_was_missed_before_is_asked_for_after_every_snapshot(qapp: object) -> None:
    played = Played()
    played.sign_in()
    played.sign_in()
    assert played.link.count(ReadMissed) == 2
    missed = a_request(state=RequestState.EXPIRED)
    played.link.push(RequestChanged(request=missed), RequestChanged(request=a_request()))
    assert played.console.missed.requests() == [missed]


def test_an_old_missed_request_neither_rings_nor_is_announced(qapp: object) -> None:
    played = Played()
    played.sign_in()
    heard: list[object] = []
    for signal in (played.console.notices.sound, played.console.notices.notice, played.console.incoming.rang):
        signal.connect(heard.append)
    played.link.push(RequestChanged(request=a_request(state=RequestState.EXPIRED, remaining_ms=0)))
    assert heard == []
