"""A client's network thread with everything a test wants to know about it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.ids import ConversationId, DeviceKeyId
from shared.link.config import LinkConfig
from shared.link.events import (
    HistoryLoaded,
    LinkEvent,
    LinkState,
    LinkStateChanged,
    MessageStored,
    OutgoingChanged,
)
from shared.link.sign_in import Credentials, Enrolment
from shared.link.thread import LinkThread
from shared.mailbox.records import OutgoingState
from shared.protocol.chat import ChatMessage
from shared.protocol.enrolment import Enrolled
from tests.support.waiting import until

EventT = TypeVar("EventT", bound=LinkEvent)


class AgentKeys:
    """A device key in memory, with an enrollment token that is used when the relay does not know the key."""

    def __init__(self) -> None:
        self.key = Ed25519PrivateKey.generate()
        self.key_id: DeviceKeyId | None = None

    def device_key_id(self) -> DeviceKeyId | None:
        return self.key_id

    def private_key(self) -> Ed25519PrivateKey:
        return self.key

    def enrolment(self) -> Enrolment | None:
        return Enrolment(
            token="token",
            machine_id="machine",
            host_name="host",
            os_user="ada",
            platform="Linux",
        )

    def save_enrolment(self, enrolled: Enrolled) -> None:
        self.key_id = enrolled.device_key_id


class SessionKeeper:
    """A technician's session in memory."""

    def __init__(self) -> None:
        self.kept = ""

    def session(self) -> str:
        return self.kept

    def save_session(self, session: str) -> None:
        self.kept = session


class Client:
    """A running link and every event it said, in order."""

    def __init__(self, config: LinkConfig, credentials: Credentials, path: Path) -> None:
        self.link = LinkThread(config, credentials, path, self._listen)
        self._lock = threading.Lock()
        self._events: list[LinkEvent] = []

    def _listen(self, event: LinkEvent) -> None:
        with self._lock:
            self._events.append(event)

    def events(self, kind: type[EventT]) -> list[EventT]:
        with self._lock:
            return [event for event in self._events if isinstance(event, kind)]

    def wait_for(self, kind: type[EventT], fits: Callable[[EventT], bool] = lambda _: True) -> EventT:
        until(lambda: any(fits(event) for event in self.events(kind)), within_s=20, what=f"a {kind.__name__}")
        return next(event for event in self.events(kind) if fits(event))

    def wait_until(self, state: LinkState, code: str | None = None) -> LinkStateChanged:
        def holds() -> bool:
            states = self.events(LinkStateChanged)
            return bool(states) and states[-1].state is state and code in {None, states[-1].code}

        until(holds, within_s=20, what=f"{state} {code or ''}")
        return self.events(LinkStateChanged)[-1]

    def rows(self, conversation_id: ConversationId) -> list[ChatMessage]:
        """Return every row this client showed, in the order it showed them."""
        with self._lock:
            events = list(self._events)
        shown: list[ChatMessage] = []
        for event in events:
            match event:
                case MessageStored(conversation_id=known) if known == conversation_id:
                    shown.append(event.message)
                case HistoryLoaded(conversation_id=known) if known == conversation_id:
                    shown.extend(event.messages)
        return shown

    def texts(self, conversation_id: ConversationId) -> list[str]:
        return [row.text for row in self.rows(conversation_id)]

    def states(self, message_id: str) -> list[OutgoingState]:
        return [event.message.state for event in self.events(OutgoingChanged) if event.message.message_id == message_id]


@contextmanager
def running(config: LinkConfig, credentials: Credentials, path: Path) -> Iterator[Client]:
    """Run a client; stopped at the end."""
    client = Client(config, credentials, path)
    client.link.start()
    try:
        yield client
    finally:
        client.link.stop()
