"""A console whose link is played by the test: what it asks is kept, what the relay says is said by the test.

The presenters are the real ones; only the network thread is missing. Records: console_records.py.
"""

from collections.abc import Callable
from typing import ClassVar, TypeVar

from shared.ids import (
    ConversationId,
    MessageId,
)
from shared.link.config import LinkConfig
from shared.link.events import (
    Challenged,
    LinkEvent,
    LinkState,
    LinkStateChanged,
    OutgoingChanged,
    Received,
    Welcomed,
)
from shared.protocol.base import Message, Request
from shared.protocol.directory import (
    SnapshotEnd,
)
from shared.protocol.hello import Challenge, TechnicianProfile, TechnicianWelcome
from tech_console.presenters.console import Console
from tech_console.presenters.preferences import Preferences
from tech_console.state.preference_values import PreferenceValues
from tests.support.console_records import NOW, a_profile, outgoing
from tests.support.fake_link import FakeLink

RELAY_URL = "wss://relay.example"
RequestT = TypeVar("RequestT", bound=Request)


class ConsoleLink(FakeLink):
    """The link of one relay's console; a text that is sent is shown as queued at once."""

    def __init__(self, config: LinkConfig, listener: Callable[[LinkEvent], None]) -> None:
        super().__init__()
        self.config = config
        self.listen(listener)

    def send_text(self, conversation_id: ConversationId, text: str) -> MessageId:
        message_id = super().send_text(conversation_id, text)
        self.say(OutgoingChanged(conversation_id=conversation_id, message=outgoing(message_id, text)))
        return message_id

    def push(self, *messages: Message) -> None:
        """Say something nobody asked for."""
        for message in messages:
            self.say(Received(message=message))


class Played:
    """A console and the link under it; `clock` is its monotonic clock, moved by the test. `end_all` ends those made."""

    made: ClassVar[list["Played"]] = []

    def __init__(self, preferences: PreferenceValues | None = None, base: LinkConfig | None = None) -> None:
        self.made.append(self)
        self.links: list[ConsoleLink] = []
        self.saved: list[PreferenceValues] = []
        self.clock = 1000.0
        values = preferences or PreferenceValues(relay_url=RELAY_URL)
        self.preferences = Preferences(values, self.saved.append)
        self.console = Console(self._open, base or LinkConfig(url=""), self.preferences, lambda: self.clock)

    def _open(self, config: LinkConfig, listener: Callable[[LinkEvent], None]) -> ConsoleLink:
        self.links.append(ConsoleLink(config, listener))
        return self.links[-1]

    @classmethod
    def end_all(cls) -> None:
        """Stop every console of the test, so that none of its clocks runs on."""
        while cls.made:
            cls.made.pop().console.stop()

    @property
    def link(self) -> ConsoleLink:
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
