import msgspec

from shared.protocol.directory import TechnicianChanged
from shared.protocol.requests import AcceptRequest, DeclineRequest, RequestChanged, RequestState
from tests.support.console_records import COLLEAGUE, ME, a_profile, a_request, a_technician
from tests.support.consoles import Played


def rang(played: Played) -> list[str]:
    found: list[str] = []
    played.console.incoming.rang.connect(lambda request: found.append(request.request_id))
    return found


def test_a_users_request_rings_at_an_available_technician(qapp: object) -> None:
    played, request = Played(), a_request()
    played.sign_in()
    found = rang(played)
    played.link.push(RequestChanged(request=request))
    assert found == [request.request_id]
    assert played.console.incoming.ringing() == [request]


def test_nothing_rings_while_i_am_not_available(qapp: object) -> None:
    played = Played()
    played.sign_in(profile=a_profile(available=False))
    found = rang(played)
    played.link.push(RequestChanged(request=a_request()))
    assert found == []


def test_what_waits_rings_when_i_become_available(qapp: object) -> None:
    played, request = Played(), a_request()
    played.sign_in(RequestChanged(request=request), profile=a_profile(available=False))
    found = rang(played)
    played.link.push(TechnicianChanged(technician=a_technician(technician_id=ME, available=True)))
    assert found == [request.request_id]


def test_a_request_rings_once(qapp: object) -> None:
    played, request = Played(), a_request()
    played.sign_in()
    found = rang(played)
    played.link.push(RequestChanged(request=request))
    played.link.push(RequestChanged(request=msgspec.structs.replace(request, version=2, remaining_ms=1)))
    assert found == [request.request_id]


def test_accepting_opens_the_conversation_i_named(qapp: object) -> None:
    played, request = Played(), a_request()
    played.sign_in(RequestChanged(request=request))
    opened: list[str] = []
    played.console.incoming.accepted.connect(opened.append)
    played.console.incoming.accept(request.request_id)
    played.link.answer()
    assert opened == [played.link.last(AcceptRequest).conversation_id]


def test_accepting_again_after_a_lost_answer_names_the_same_conversation(qapp: object) -> None:
    played, request = Played(), a_request()
    played.sign_in(RequestChanged(request=request))
    played.console.incoming.accept(request.request_id)
    first = played.link.last(AcceptRequest).conversation_id
    played.link.refuse("unavailable")
    played.console.incoming.accept(request.request_id)
    assert played.link.last(AcceptRequest).conversation_id == first


def test_the_faster_colleague_is_named(qapp: object) -> None:
    played, request = Played(), a_request()
    played.sign_in(RequestChanged(request=request))
    lost: list[tuple[str, object]] = []
    played.console.incoming.lost.connect(lambda _, problem: lost.append((problem.code, problem.params["by"])))
    played.console.incoming.accept(request.request_id)
    played.link.refuse("taken", by="Anna Verdi")
    assert lost == [("taken", "Anna Verdi")]


def test_a_request_somebody_else_took_stops_ringing(qapp: object) -> None:
    played, request = Played(), a_request()
    played.sign_in(RequestChanged(request=request))
    stopped: list[object] = []
    played.console.incoming.stopped.connect(stopped.append)
    taken = msgspec.structs.replace(
        request, version=2, state=RequestState.ACCEPTED, technician_id=COLLEAGUE, technician_name="Anna Verdi"
    )
    played.link.push(RequestChanged(request=taken))
    assert stopped == [taken]
    assert played.console.incoming.ringing() == []


def test_a_request_i_declined_stops_ringing_and_lives_on(qapp: object) -> None:
    played, request = Played(), a_request()
    played.sign_in(RequestChanged(request=request))
    played.console.incoming.decline(request.request_id)
    assert played.link.last(DeclineRequest).request_id == request.request_id
    played.link.push(RequestChanged(request=msgspec.structs.replace(request, declined_by=[ME])))
    assert played.console.incoming.ringing() == []
    assert played.console.counts().requests == 1
