import msgspec
import pytest

from shared.ids import ConversationId, new_id
from shared.link.events import LinkState
from shared.protocol.chat import ConversationChanged
from shared.protocol.requests import (
    AskDevice,
    CancelRequest,
    ChatRequestRecord,
    Direction,
    RequestChanged,
    RequestState,
)
from tech_console.presenters.outgoing import Ask, AskState
from tests.support.console_records import KEY14, ME, PC14, a_conversation, a_request
from tests.support.consoles import Played


@pytest.fixture
def played(qapp: object) -> Played:
    played = Played()
    played.sign_in()
    return played


def asked(played: Played) -> Ask:
    return played.console.outgoing.ask(PC14, device_key_id=KEY14, reason=" about your printer ")


def record_of(ask: Ask, state: RequestState, version: int = 2, **fields: object) -> ChatRequestRecord:
    return a_request(
        request_id=ask.request_id,
        direction=Direction.FROM_TECHNICIAN,
        technician_id=ME,
        state=state,
        version=version,
        **fields,
    )


def state_of(played: Played, ask: Ask) -> AskState:
    found = played.console.outgoing.find(ask.request_id)
    assert found is not None
    return found.state


def test_asking_rings_one_os_session_with_the_reason(played: Played) -> None:
    ask = asked(played)
    message = played.link.last(AskDevice)
    assert (message.request_id, message.device_key_id, message.reason) == (ask.request_id, KEY14, "about your printer")
    assert state_of(played, ask) is AskState.ASKING


def test_the_relays_yes_means_connecting(played: Played) -> None:
    ask = asked(played)
    played.link.answer()
    assert state_of(played, ask) is AskState.CONNECTING


@pytest.mark.parametrize(
    ("state", "end"),
    [
        (RequestState.DECLINED, AskState.DECLINED),
        (RequestState.EXPIRED, AskState.EXPIRED),
        (RequestState.CANCELLED, AskState.CANCELLED),
    ],
)
def test_every_end_is_told(played: Played, state: RequestState, end: AskState) -> None:
    ask = asked(played)
    played.link.answer()
    played.link.push(RequestChanged(request=record_of(ask, state)))
    assert state_of(played, ask) is end


@pytest.mark.parametrize("state", [RequestState.ACCEPTED, RequestState.SUPERSEDED])
def test_acceptance_opens_the_conversation(played: Played, state: RequestState) -> None:
    ask, talk = asked(played), a_conversation()
    opened: list[str] = []
    played.console.outgoing.opened.connect(opened.append)
    played.link.push(RequestChanged(request=record_of(ask, state, conversation_id=talk.conversation_id)))
    assert state_of(played, ask) is AskState.ACCEPTED
    assert opened == [talk.conversation_id]


def test_an_end_that_comes_before_the_answer_stays(played: Played) -> None:
    ask = asked(played)
    played.link.push(RequestChanged(request=record_of(ask, RequestState.DECLINED)))
    played.link.answer()
    assert state_of(played, ask) is AskState.DECLINED


@pytest.mark.parametrize(("code", "state"), [("device_offline", AskState.UNREACHABLE), ("forbidden", AskState.REFUSED)])
def test_a_refusal_is_told_as_what_it_is(played: Played, code: str, state: AskState) -> None:
    ask = asked(played)
    played.link.refuse(code)
    assert state_of(played, ask) is state


def test_the_tickets_open_conversation_is_shown_and_no_second_one_opened(played: Played) -> None:
    talk = ConversationId(new_id())
    opened: list[str] = []
    played.console.outgoing.opened.connect(opened.append)
    ask = asked(played)
    played.link.refuse("conflict", what="conversation_open", conversation_id=talk)
    assert opened == [talk]
    assert state_of(played, ask) is AskState.ACCEPTED


def test_asking_again_is_a_new_request_for_the_same(played: Played) -> None:
    ask = asked(played)
    played.link.refuse("device_offline")
    again = played.console.outgoing.ask_again(ask.request_id)
    assert again.request_id != ask.request_id
    assert (again.device_id, again.device_key_id, again.reason) == (PC14, KEY14, "about your printer")


def test_taking_it_back_leaves_the_end_to_the_relay(played: Played) -> None:
    ask = asked(played)
    played.link.answer()
    played.console.outgoing.cancel(ask.request_id)
    assert played.link.last(CancelRequest).request_id == ask.request_id
    assert state_of(played, ask) is AskState.CONNECTING


def test_a_request_whose_answer_was_lost_is_found_ringing(played: Played) -> None:
    ask = asked(played)
    played.link.refuse("unavailable")
    played.sign_in(RequestChanged(request=record_of(ask, RequestState.RINGING)))
    assert state_of(played, ask) is AskState.CONNECTING


def test_a_request_that_ended_while_we_were_away_is_over(played: Played) -> None:
    ask = asked(played)
    played.link.push(RequestChanged(request=record_of(ask, RequestState.RINGING)))
    played.state(LinkState.OFFLINE, "lost")
    played.sign_in()
    assert state_of(played, ask) is AskState.EXPIRED


def test_a_request_that_was_accepted_while_we_were_away_opens_its_talk(played: Played) -> None:
    ask, talk = asked(played), a_conversation()
    played.link.push(RequestChanged(request=record_of(ask, RequestState.RINGING)))
    opened: list[str] = []
    played.console.outgoing.opened.connect(opened.append)
    played.state(LinkState.OFFLINE, "lost")
    played.sign_in(ConversationChanged(conversation=talk))
    assert state_of(played, ask) is AskState.ACCEPTED
    assert opened == [talk.conversation_id]


def test_the_time_left_is_the_relays(played: Played) -> None:
    ask = asked(played)
    assert played.console.outgoing.remaining_ms(ask.request_id) == 120_000
    live = msgspec.structs.replace(record_of(ask, RequestState.RINGING), remaining_ms=50_000)
    played.link.push(RequestChanged(request=live))
    played.clock += 20
    assert played.console.outgoing.remaining_ms(ask.request_id) == 30_000
