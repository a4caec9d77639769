"""A request may end while one side is away; whoever comes back hears how, from a real relay over real sockets."""

from pathlib import Path

import pytest

from shared.ids import ChatRequestId, ConversationId, new_id
from shared.link.config import LinkConfig
from shared.link.events import Answered, LinkState, Received, Welcomed
from shared.link.sign_in import Enrolment
from shared.protocol.base import Request
from shared.protocol.hello import AgentWelcome
from shared.protocol.requests import AcceptRequest, AskDevice, CancelRequest, RequestChanged, RequestState
from tests.support.clients import AgentKeys, Client, SessionKeeper, running
from tests.support.relay import Relay, running_relay


class Keys(AgentKeys):
    """A device key that joins with a real token."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token

    def enrolment(self) -> Enrolment:
        return Enrolment(token=self._token, machine_id="m1", host_name="PC-14", os_user="giulia", platform="Linux")


def _asks(client: Client, message: Request) -> None:
    ticket = client.link.request(message)
    client.wait_for(Answered, lambda answered: answered.ticket == ticket)


def _hears(agent: Client, request_id: ChatRequestId, *states: RequestState) -> None:
    def fits(event: Received) -> bool:
        message = event.message
        return isinstance(message, RequestChanged) and (
            message.request.request_id == request_id and message.request.state in states
        )

    agent.wait_for(Received, fits)


def _console(relay: Relay, config: LinkConfig, client: Client) -> None:
    technician = relay.add_technician()
    client.wait_until(LinkState.STOPPED, "sign_in_required")
    client.link.sign_in(technician.e_mail, technician.password, technician.code())
    client.wait_until(LinkState.READY)


@pytest.mark.parametrize("end", [RequestState.CANCELLED, RequestState.ACCEPTED])
def test_an_agent_that_was_away_hears_how_a_request_ended(tmp_path: Path, end: RequestState) -> None:
    request_id = ChatRequestId(new_id())
    with running_relay(tmp_path) as relay:
        config = LinkConfig(url=relay.url, fingerprint=relay.fingerprint)
        keys = Keys(relay.add_token(relay.add_customer()))
        with running(config, SessionKeeper(), tmp_path / "console.db") as console:
            _console(relay, config, console)
            with running(config, keys, tmp_path / "agent.db") as agent:
                welcome = agent.wait_for(Welcomed).message
                assert isinstance(welcome, AgentWelcome)
                _asks(console, AskDevice(ref=0, request_id=request_id, device_id=welcome.device_id))
                _hears(agent, request_id, RequestState.REQUESTED, RequestState.RINGING)
                if end is RequestState.ACCEPTED:
                    talk = ConversationId(new_id())
                    _asks(agent, AcceptRequest(ref=0, request_id=request_id, conversation_id=talk))
            if end is RequestState.CANCELLED:
                _asks(console, CancelRequest(ref=0, request_id=request_id))
            with running(config, keys, tmp_path / "agent.db") as agent:
                _hears(agent, request_id, end)
