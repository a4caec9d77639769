"""Both clients against the relay itself: its certificate pinned, its rate limit on, killed in the middle."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.ids import ConversationId, MessageId, new_id
from shared.link.config import LinkConfig
from shared.link.events import Answered, HistoryLoaded, LinkState, OutboxCounted, Received, Welcomed
from shared.link.sign_in import Enrolment
from shared.protocol.chat import ConversationChanged, LeaveMessage
from shared.protocol.directory import SnapshotEnd
from shared.protocol.hello import AgentWelcome
from tests.support.clients import AgentKeys, Client, SessionKeeper, running
from tests.support.relay import Relay, running_relay
from tests.support.waiting import until

TALK = ConversationId(new_id())


class WithToken(AgentKeys):
    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token

    def enrolment(self) -> Enrolment:
        return Enrolment(token=self._token, machine_id="m", host_name="host", os_user="ada", platform="Linux")


@pytest.fixture
def relay(home: Path) -> Iterator[Relay]:
    with running_relay(home) as relay:
        yield relay


def sign_in(client: Client, relay: Relay) -> None:
    marco = relay.add_technician()
    client.wait_until(LinkState.STOPPED, "sign_in_required")
    client.link.sign_in(marco.e_mail, marco.password, marco.code())
    client.wait_until(LinkState.READY)
    client.wait_for(Received, lambda event: isinstance(event.message, SnapshotEnd))


def open_talk(console: Client, agent: Client) -> None:
    welcome = agent.wait_for(Welcomed).message
    assert isinstance(welcome, AgentWelcome)
    leave = LeaveMessage(ref=0, conversation_id=TALK, device_id=welcome.device_id, device_key_id=welcome.device_key_id)
    ticket = console.link.request(leave)
    console.wait_for(Answered, lambda event: event.ticket == ticket)
    agent.wait_for(Received, lambda event: isinstance(event.message, ConversationChanged))


def mine(client: Client, ids: list[MessageId]) -> list[MessageId]:
    return [row.message_id for row in client.rows(TALK) if row.message_id in set(ids)]


@pytest.mark.slow
def test_a_talk_survives_the_kill_of_the_relay_on_both_sides(relay: Relay, home: Path) -> None:
    config = LinkConfig(url=relay.url, fingerprint=relay.fingerprint)
    keys, keeper = WithToken(relay.add_token(relay.add_customer())), SessionKeeper()
    with (
        running(config, keys, home / "agent" / "box.sqlite3") as agent,
        running(config, keeper, home / "console" / "box.sqlite3") as console,
    ):
        agent.wait_until(LinkState.READY)
        sign_in(console, relay)
        open_talk(console, agent)
        asked = [agent.link.send_text(TALK, f"question {number}") for number in range(60)]
        until(lambda: len(console.rows(TALK)) > 10, within_s=30)
        relay.kill()
        answered = [console.link.send_text(TALK, f"answer {number}") for number in range(30)]
        relay.start()
        until(lambda: len(agent.rows(TALK)) == len(console.rows(TALK)) == 90, within_s=90)
        console.wait_for(OutboxCounted, lambda event: event.waiting == 0)

    assert mine(console, asked) == mine(agent, asked) == asked
    assert mine(console, answered) == mine(agent, answered) == answered
    assert agent.rows(TALK) == console.rows(TALK)


@pytest.mark.slow
def test_history_is_pulled_by_a_console_that_was_never_there(relay: Relay, home: Path) -> None:
    config = LinkConfig(url=relay.url, fingerprint=relay.fingerprint)
    keys = WithToken(relay.add_token(relay.add_customer()))
    with (
        running(config, keys, home / "agent" / "box.sqlite3") as agent,
        running(config, SessionKeeper(), home / "first" / "box.sqlite3") as first,
        running(config, SessionKeeper(), home / "second" / "box.sqlite3") as second,
    ):
        agent.wait_until(LinkState.READY)
        sign_in(first, relay)
        open_talk(first, agent)
        for number in range(30):
            agent.link.send_text(TALK, f"question {number}")
        until(lambda: len(first.rows(TALK)) == 30, within_s=30)
        sign_in(second, relay)
        second.link.load_history(TALK)
        second.wait_for(HistoryLoaded, lambda event: event.complete)

        assert second.rows(TALK) == first.rows(TALK)
