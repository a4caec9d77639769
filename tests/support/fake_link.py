"""The network thread as presenters see it, without a network: it notes what is asked, and a test says what happens."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from shared.errors import SportelloError
from shared.ids import ConversationId, FileId, MessageId, new_id
from shared.link.events import Answered, LinkEvent, Refused, RequestTicket, SettingSaved
from shared.link.file_source import FileSource
from shared.protocol.base import Done, Message, Request
from shared.protocol.transfers import FileRecord
from shared.texts import check_text

MessageT = TypeVar("MessageT", bound=Message)


class FakeLink:
    """Implements shared.link.api.Link. Events go to whoever `listen` named, at once and on the caller's thread."""

    def __init__(self) -> None:
        self.asked: list[tuple[RequestTicket, Request]] = []
        self.notified: list[Message] = []
        self.calls: list[tuple[str, object]] = []
        self.settings: dict[str, str] = {}
        self.refuses: SportelloError | None = None
        """What `send_text` raises, if anything."""
        self._listener: Callable[[LinkEvent], None] = lambda _: None

    def listen(self, listener: Callable[[LinkEvent], None]) -> None:
        """Name who gets the events."""
        self._listener = listener

    def say(self, *events: LinkEvent) -> None:
        """Let events happen."""
        for event in events:
            self._listener(event)

    def last(self, kind: type[MessageT]) -> MessageT:
        """Return the last request or notice of this kind. Raises: AssertionError when there is none."""
        found = [message for message in (*(m for _, m in self.asked), *self.notified) if isinstance(message, kind)]
        assert found, f"no {kind.__name__} in {self.asked}"
        return found[-1]

    def count(self, kind: type[Message]) -> int:
        """Count the requests of this kind."""
        return sum(1 for _, message in self.asked if isinstance(message, kind))

    def did(self, verb: str) -> list[Any]:
        """Return what a verb was told, in order."""
        return [told for name, told in self.calls if name == verb]

    def answer(self, reply: Message | None = None) -> None:
        """Answer the last request; done, unless another answer is given."""
        self.say(Answered(ticket=self.asked[-1][0], reply=reply or Done(re=0)))

    def refuse(self, code: str, retry_after_ms: int | None = None, **params: str | int) -> None:
        """Refuse the last request."""
        self.say(Refused(ticket=self.asked[-1][0], code=code, params=params, retry_after_ms=retry_after_ms))

    def start(self) -> None:
        self.calls.append(("start", None))

    def stop(self) -> None:
        self.calls.append(("stop", None))

    def reconnect(self) -> None:
        self.calls.append(("reconnect", None))

    def request(self, message: Request | Callable[[int], Request]) -> RequestTicket:
        ticket = RequestTicket(len(self.asked) + 1)
        self.asked.append((ticket, message(0) if callable(message) else message))
        return ticket

    def notify(self, message: Message) -> None:
        self.notified.append(message)

    def send_text(self, conversation_id: ConversationId, text: str) -> MessageId:
        check_text(text)
        if self.refuses is not None:
            raise self.refuses
        self.calls.append(("send_text", (conversation_id, text)))
        return MessageId(new_id())

    def retry(self, message_id: MessageId) -> None:
        self.calls.append(("retry", message_id))

    def discard(self, message_id: MessageId) -> None:
        self.calls.append(("discard", message_id))

    def mark_read(self, conversation_id: ConversationId, upto: int) -> None:
        self.calls.append(("mark_read", (conversation_id, upto)))

    def typing(self, conversation_id: ConversationId) -> None:
        self.calls.append(("typing", conversation_id))

    def load_history(self, conversation_id: ConversationId) -> None:
        self.calls.append(("load_history", conversation_id))

    def save_draft(self, conversation_id: ConversationId, text: str) -> None:
        self.calls.append(("save_draft", (conversation_id, text)))

    def save_setting(self, key: str, value: str) -> None:
        self.settings[key] = value
        self.say(SettingSaved(key=key))

    def send_file(self, source: FileSource) -> FileId:
        file_id = FileId(new_id())
        self.calls.append(("send_file", (file_id, source)))
        return file_id

    def fetch_file(self, file: FileRecord, folder: Path) -> None:
        self.calls.append(("fetch_file", (file, folder)))

    def preview_file(self, file: FileRecord) -> None:
        self.calls.append(("preview_file", file))

    def pause_file(self, file_id: FileId) -> None:
        self.calls.append(("pause_file", file_id))

    def resume_file(self, file_id: FileId) -> None:
        self.calls.append(("resume_file", file_id))

    def cancel_file(self, file_id: FileId) -> None:
        self.calls.append(("cancel_file", file_id))

    def retry_file(self, file_id: FileId) -> None:
        self.calls.append(("retry_file", file_id))

    def sign_in(self, e_mail: str, password: str, second_factor: str) -> None:
        self.calls.append(("sign_in", (e_mail, password, second_factor)))

    def sign_out(self) -> None:
        self.calls.append(("sign_out", None))

    def note_shown(self, conversation_id: ConversationId, seq: int, message_id: MessageId) -> None:
        self.calls.append(("note_shown", (conversation_id, seq, message_id)))
