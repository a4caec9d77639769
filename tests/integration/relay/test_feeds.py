"""Pushing: a window that acknowledgements move, rows in order and each once, however far behind a member is."""

import pytest

from relay.db.gate import Gate
from relay.domain.scope import RELAY_SCOPE
from relay.net import feeds
from relay.net.rate import Bucket
from relay.net.reader import Reader
from relay.net.session import AgentSession
from relay.net.talk import Talk
from relay.net.writer_link import WriterLink
from relay.services.authorise import scope_of
from shared.ids import ConversationId
from shared.limits import PUSH_WINDOW_MESSAGES
from shared.protocol import codec
from shared.protocol.chat import ChatMessage, Delivered, Position, Sync
from tests.support.office import Agent, Office, Voice

SAID = 150
ROWS = SAID + 1
"""The relay's own first line too."""


class RecordingWire:
    """A peer that takes everything at once and says nothing by itself."""

    address = "192.0.2.7"

    def __init__(self) -> None:
        self.frames: list[bytes] = []

    def send(self, frame: bytes) -> None:
        self.frames.append(frame)

    def close(self, code: int, reason: str = "") -> None:
        raise AssertionError((code, reason))

    def buffered_bytes(self) -> int:
        return 0

    @property
    def rows(self) -> list[int]:
        messages = (codec.decode(frame) for frame in self.frames)
        return [message.seq for message in messages if isinstance(message, ChatMessage)]


class Post:
    """A talk on the office's database, with members that are connected by hand."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.talk = Talk(office.config, office.clock, Reader(office.reader), WriterLink(office.config.writer_socket))
        self.giulia = office.agent(office.customer())
        self.conversation_id = office.talk(self.giulia, office.technician())
        self._voice = Voice(self.conversation_id)

    def says(self, count: int) -> None:
        self.office.say_together([(self.giulia, self._voice.say(f"{number}")) for number in range(count)])

    def connects(self, agent: Agent, stored: int = 0) -> tuple[AgentSession, RecordingWire]:
        wire = RecordingWire()
        with self.office.reader.connect() as connection:
            scope = scope_of(Gate(connection, RELAY_SCOPE).connection, agent.caller, self.office.clock.now())
        session = AgentSession(
            wire,
            scope,
            agent.caller,
            Bucket(1, 1, 0),
            customer_id=agent.customer_id,
            device_id=agent.device_id,
            device_key_id=agent.key_id,
        )
        position = Position(conversation_id=self.conversation_id, delivered=stored)
        feeds.sync(self.talk, session, Sync(ref=1, positions=[position]), b"")
        return session, wire

    def stored(self, session: AgentSession, upto: int) -> None:
        feeds.delivered(self.talk, session, Delivered(conversation_id=self.conversation_id, upto=upto), b"")

    def hint(self) -> None:
        feeds.pump(self.talk, [ConversationId(self.conversation_id)])


@pytest.fixture
def post(office: Office) -> Post:
    return Post(office)


def test_no_more_than_the_window_is_pushed_before_an_acknowledgement(post: Post) -> None:
    post.says(SAID)
    _, wire = post.connects(post.giulia)
    assert wire.rows == list(range(1, PUSH_WINDOW_MESSAGES + 1))


def test_each_acknowledgement_lets_as_many_rows_follow(post: Post) -> None:
    post.says(SAID)
    session, wire = post.connects(post.giulia)
    post.stored(session, 8)
    assert wire.rows == list(range(1, PUSH_WINDOW_MESSAGES + 9))


def test_a_member_far_behind_gets_every_row_once_and_in_order(post: Post) -> None:
    post.says(SAID)
    session, wire = post.connects(post.giulia)
    for upto in range(8, ROWS, 8):
        post.stored(session, upto)
    assert wire.rows == list(range(1, ROWS + 1))


def test_rows_said_while_the_window_is_full_follow_later(post: Post) -> None:
    post.says(PUSH_WINDOW_MESSAGES - 1)
    session, wire = post.connects(post.giulia)
    post.says(5)
    post.hint()
    assert wire.rows == list(range(1, PUSH_WINDOW_MESSAGES + 1))
    post.stored(session, PUSH_WINDOW_MESSAGES)
    assert wire.rows == list(range(1, PUSH_WINDOW_MESSAGES + 6))


def test_a_member_who_has_everything_hears_the_next_row_at_its_hint(post: Post) -> None:
    post.says(3)
    session, wire = post.connects(post.giulia, stored=4)
    post.stored(session, 4)
    assert wire.rows == []
    post.says(1)
    post.hint()
    assert wire.rows == [5]


def test_members_at_different_places_each_get_what_they_lack(post: Post) -> None:
    post.says(10)
    _, near = post.connects(post.giulia, stored=9)
    _, far = post.connects(post.giulia, stored=2)
    post.says(2)
    post.hint()
    assert (near.rows, far.rows) == (list(range(10, 14)), list(range(3, 14)))
