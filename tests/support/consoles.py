"""A console whose link is played by the test: what it asks is kept, what the relay says is said by the test.

The presenters are the real ones; only the network thread is missing. Records: console_records.py.
"""

import itertools
from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from shared.errors import OutboxFull
from shared.ids import (
    ConversationId,
    MessageId,
    new_id,
)
from shared.link.config import LinkConfig
from shared.link.events import (
    Answered,
    Challenged,
    LinkEvent,
    LinkState,
    LinkStateChanged,
    OutgoingChanged,
    Received,
    Refused,
    RequestTicket,
    Welcomed,
)
from shared.protocol.base import Done, Message, Request
from shared.protocol.directory import (
    SnapshotEnd,
)
from shared.protocol.hello import Challenge, TechnicianProfile, TechnicianWelcome
from shared.texts import check_text
from tech_console.presenters.console import Console
from tech_console.presenters.preferences import Preferences
from tech_console.state.preference_values import PreferenceValues
from tests.support.console_records import NOW, a_profile, outgoing

RELAY_URL = "wss://relay.example"
RequestT = TypeVar("RequestT", bound=Request)


class FakeLink:
    """Implements `shared.link.api.Link`; `asked` and `done` keep what it was told."""

    def __init__(self, config: LinkConfig, listener: Callable[[LinkEvent], None]) -> None:
        self.config = config
        self.say = listener
        self.is_started = self.is_stopped = False
        self.asked: list[tuple[RequestTicket, Request]] = []
        self.done: list[tuple[str, Any]] = []
        self.is_full = False
        self._tickets = itertools.count(1)

    def start(self) -> None:
        self.is_started = True

    def stop(self) -> None:
        self.is_stopped = True

    def reconnect(self) -> None:
        self.done.append(("reconnect", None))

    def request(self, message: Request | Callable[[int], Request]) -> RequestTicket:
        ticket = RequestTicket(next(self._tickets))
        self.asked.append((ticket, message(0) if callable(message) else message))
        return ticket

    def notify(self, message: Message) -> None:
        self.done.append(("notify", message))

    def send_text(self, conversation_id: ConversationId, text: str) -> MessageId:
        check_text(text)
        if self.is_full:
            raise OutboxFull(limit=0)
        message_id = MessageId(new_id())
        self.done.append(("send_text", (conversation_id, text)))
        self.say(OutgoingChanged(conversation_id=conversation_id, message=outgoing(message_id, text)))
        return message_id

    def retry(self, message_id: MessageId) -> None:
        self.done.append(("retry", message_id))

    def discard(self, message_id: MessageId) -> None:
        self.done.append(("discard", message_id))

    def mark_read(self, conversation_id: ConversationId, upto: int) -> None:
        self.done.append(("mark_read", (conversation_id, upto)))

    def typing(self, conversation_id: ConversationId) -> None:
        self.done.append(("typing", conversation_id))

    def load_history(self, conversation_id: ConversationId) -> None:
        self.done.append(("load_history", conversation_id))

    def save_draft(self, conversation_id: ConversationId, text: str) -> None:
        self.done.append(("save_draft", (conversation_id, text)))

    def save_setting(self, key: str, value: str) -> None:
        self.done.append(("save_setting", (key, value)))

    def sign_in(self, e_mail: str, password: str, second_factor: str) -> None:
        self.done.append(("sign_in", (e_mail, password, second_factor)))

    def sign_out(self) -> None:
        self.done.append(("sign_out", None))

    def note_shown(self, conversation_id: ConversationId, seq: int, message_id: MessageId) -> None:
        self.done.append(("note_shown", (conversation_id, seq, message_id)))

    def did(self, verb: str) -> list[Any]:
        """Return what a verb was told, in order."""
        return [told for name, told in self.done if name == verb]

    def last(self, kind: type[RequestT]) -> RequestT:
        """Return the newest request of a kind. Raises: AssertionError when there is none."""
        found = [message for _, message in self.asked if isinstance(message, kind)]
        assert found, f"nobody asked {kind.__name__}"
        return found[-1]

    def answer(self, reply: Message | None = None) -> None:
        """Answer the newest request."""
        self.say(Answered(ticket=self.asked[-1][0], reply=reply or Done(re=0)))

    def refuse(self, code: str, retry_after_ms: int | None = None, **params: str | int) -> None:
        """Refuse the newest request."""
        self.say(Refused(ticket=self.asked[-1][0], code=code, params=params, retry_after_ms=retry_after_ms))

    def push(self, *messages: Message) -> None:
        """Say something nobody asked for."""
        for message in messages:
            self.say(Received(message=message))


class Played:
    """A console and the link under it; `clock` is its monotonic clock, moved by the test. `end_all` ends those made."""

    made: ClassVar[list["Played"]] = []

    def __init__(self, preferences: PreferenceValues | None = None, base: LinkConfig | None = None) -> None:
        self.made.append(self)
        self.links: list[FakeLink] = []
        self.saved: list[PreferenceValues] = []
        self.clock = 1000.0
        values = preferences or PreferenceValues(relay_url=RELAY_URL)
        self.preferences = Preferences(values, self.saved.append)
        self.console = Console(self._open, base or LinkConfig(url=""), self.preferences, lambda: self.clock)

    def _open(self, config: LinkConfig, listener: Callable[[LinkEvent], None]) -> FakeLink:
        self.links.append(FakeLink(config, listener))
        return self.links[-1]

    @classmethod
    def end_all(cls) -> None:
        """Stop every console of the test, so that none of its clocks runs on."""
        while cls.made:
            cls.made.pop().console.stop()

    @property
    def link(self) -> FakeLink:
        """The link in use."""
        return self.links[-1]

    def state(self, state: LinkState, code: str = "", retry_in_s: float | None = None, **params: str | int) -> None:
        """Let the link report how it stands."""
        self.link.say(LinkStateChanged(state=state, code=code, params=params, retry_in_s=retry_in_s))

    def sign_in(self, *messages: Message, profile: TechnicianProfile | None = None, edition: str = "msp") -> None:
        """Start, sign in, and bring a snapshot of `messages`."""
        if not self.links:
            self.console.sign_in.start()
        self.state(LinkState.CONNECTING)
        challenge = Challenge(
            nonce="n", relay_id="r", versions=[1], now=NOW, organisation="Acme IT Support", edition=edition
        )
        self.link.say(Challenged(challenge=challenge))
        self.state(LinkState.READY)
        self.link.say(Welcomed(message=TechnicianWelcome(re=0, profile=profile or a_profile(), now=NOW)))
        self.link.push(*messages, SnapshotEnd(re=0))
