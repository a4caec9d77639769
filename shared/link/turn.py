"""One turn of the courier: everything it writes is one transaction, everything it says leaves after the commit."""

from collections.abc import Callable

from shared.ids import ConversationId, MessageId
from shared.link.events import Answered, LinkEvent, OutgoingChanged, Received, Refused
from shared.link.journal import Journal
from shared.mailbox.records import OutgoingMessage, OutgoingState
from shared.protocol.base import Message
from shared.protocol.chat import Delivered, Read

SPOKEN = (Answered, Refused, Received)
"""Events that promise nothing about the disk."""


class Turn:
    """Collects what may only be said once it is true."""

    def __init__(self) -> None:
        self.moved: set[ConversationId] = set()
        """Conversations whose standing must be written before the commit."""
        self.is_outbox_touched = False
        self._notes: list[dict[str, object]] = []
        self._marks: dict[tuple[type[Message], ConversationId], Message] = {}
        self._sends: list[Callable[[], None]] = []
        self._events: list[LinkEvent] = []
        self._lent: list[LinkEvent] = []

    def note(self, **line: object) -> None:
        """Write to the journal after the commit, before anybody else hears of it."""
        self._notes.append(line)

    def mark(self, message: Delivered | Read) -> None:
        """Tell the relay a cumulative mark; of several in one turn only the last matters."""
        self._marks[type(message), message.conversation_id] = message

    def send(self, send: Callable[[], None]) -> None:
        """Put something on the wire."""
        self._sends.append(send)

    def say(self, event: LinkEvent) -> None:
        """Tell the listener."""
        self._events.append(event)

    def lend(self, conversation_id: ConversationId, message_id: MessageId, text: str) -> None:
        """A person gave us this text in this turn; if the commit fails, they must hear of it."""
        failed = OutgoingMessage.unsaved(message_id, text, OutgoingState.FAILED)
        self._lent.append(OutgoingChanged(conversation_id=conversation_id, message=failed))

    def instead(self, event: LinkEvent) -> None:
        """Say this, and nothing else of it, if the commit fails: a person must not wait for what is nowhere."""
        self._lent.append(event)

    def survivors(self) -> list[LinkEvent]:
        """What is still to be said when the commit failed: what the relay said, and which texts are not safe."""
        return [event for event in self._events if isinstance(event, SPOKEN)] + self._lent

    def finish(self, journal: Journal, post: Callable[[Message], None], say: Callable[[LinkEvent], None]) -> None:
        """The commit returned: now it may be said."""
        for line in self._notes:
            journal.note(**line)
        for mark in self._marks.values():
            post(mark)
        for send in self._sends:
            send()
        for event in self._events:
            say(event)
