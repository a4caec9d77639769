"""The one asyncio thread of a client, and the way into it: every call returns at once, answers come as events."""

import itertools
import logging
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from shared.errors import StorageFailed
from shared.ids import ConversationId, FileId, MessageId, new_id
from shared.link.config import LinkConfig
from shared.link.events import LinkEvent, LinkState, LinkStateChanged, MailboxOpened, OutboxCounted, RequestTicket
from shared.link.file_source import FileSource
from shared.link.journal import Journal
from shared.link.room import Room
from shared.link.sign_in import Credentials, TypedSignIn
from shared.machines.link import Begin
from shared.mailbox.lock import ProfileLock
from shared.protocol.base import Message, Request
from shared.protocol.chat import Typing
from shared.protocol.transfers import FileRecord
from shared.texts import check_text

if TYPE_CHECKING:  # loaded on the network thread: the program's own, which has a screen to fill, does not wait for it
    import asyncio

    from shared.link.parts import Parts
    from shared.link.performer import Performer
    from shared.link.turn import Turn
    from shared.mailbox.mailbox import Mailbox

log = logging.getLogger(__name__)

STOP_WITHIN_S = 10.0


Command = Callable[["Parts"], None]
Step = Callable[["Parts", "Turn", "Performer"], None]


class LinkThread:
    """Implements `shared.link.api.Link`; the listener is called on the network thread, never after `stop`."""

    def __init__(
        self,
        config: LinkConfig,
        credentials: Credentials,
        mailbox_path: Path,
        listener: Callable[[LinkEvent], None],
    ) -> None:
        self._config = config
        self._credentials = credentials
        self._path = mailbox_path
        self._listener = listener
        self._lock = ProfileLock(mailbox_path)
        self._journal = Journal(config.journal)
        self._thread = threading.Thread(target=self._main, name="link", daemon=True)
        self._tickets = itertools.count(1)
        self._room = Room()
        self._arrived = 0
        self._given: deque[tuple[Command | None, Step | None]] = deque()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None
        self._is_over = threading.Event()
        self._broken: StorageFailed | None = None
        self._parts: Parts | None = None

    # Called from any thread; documented in api.py

    def start(self) -> None:
        """Open the store and connect. Raises: ProfileInUse."""
        self._lock.take()
        self._thread.start()

    def stop(self) -> None:
        """Close the connection and the store."""
        self._is_over.set()
        if self._thread.is_alive():
            self._wake_up()
            self._thread.join(STOP_WITHIN_S)
        if self._thread.is_alive():
            log.error("the network thread does not end; the profile stays locked")
            return
        self._lock.release()
        self._journal.close()

    def reconnect(self) -> None:
        """Try now."""
        self._command(lambda parts: parts.client.handle(Begin()))

    def request(self, message: Request | Callable[[int], Request]) -> RequestTicket:
        """Ask the relay."""
        ticket = RequestTicket(next(self._tickets))
        self._command(lambda parts: parts.desk.request(ticket, message))
        return ticket

    def notify(self, message: Message) -> None:
        """Tell the relay something that carries no promise."""
        self._command(lambda parts: parts.talks.post(message))

    def send_text(self, conversation_id: ConversationId, text: str) -> MessageId:
        """Queue a text. Raises: BadText, TooLarge, OutboxFull, StorageFailed."""
        check_text(text)
        if self._broken is not None:
            raise self._broken
        self._room.take()
        message_id = MessageId(new_id())

        def step(parts: "Parts", turn: "Turn", performer: "Performer") -> None:
            self._arrived += 1
            parts.desk.send_text(turn, performer, conversation_id, message_id, text)

        self._step(step)
        return message_id

    def retry(self, message_id: MessageId) -> None:
        """Queue a failed message again."""
        self._step(lambda parts, turn, performer: parts.desk.retry(turn, performer, message_id))

    def discard(self, message_id: MessageId) -> None:
        """Throw a failed message away."""
        self._step(lambda parts, turn, _: parts.desk.discard(turn, message_id))

    def mark_read(self, conversation_id: ConversationId, upto: int) -> None:
        """Everything up to `upto` was on screen."""
        self._step(lambda parts, _, performer: parts.desk.mark_read(performer, conversation_id, upto))

    def typing(self, conversation_id: ConversationId) -> None:
        """Somebody types here."""
        self.notify(Typing(conversation_id=conversation_id))

    def load_history(self, conversation_id: ConversationId) -> None:
        """Ask for HistoryLoaded."""
        self._step(lambda parts, turn, performer: parts.desk.load_history(turn, performer, conversation_id))

    def save_draft(self, conversation_id: ConversationId, text: str) -> None:
        """Keep an unfinished text."""
        self._step(lambda parts, *_: parts.desk.save_draft(conversation_id, text))

    def save_setting(self, key: str, value: str) -> None:
        """Keep a small setting."""
        self._step(lambda parts, turn, _: parts.desk.save_setting(turn, key, value))

    def send_file(self, source: FileSource) -> FileId:
        """Send a file. Raises: StorageFailed."""
        if self._broken is not None:
            raise self._broken
        file_id = FileId(new_id())
        self._step(lambda parts, turn, _: parts.files.send(turn, file_id, source))
        return file_id

    def fetch_file(self, file: FileRecord, folder: Path) -> None:
        """Fetch a file into a folder."""
        self._step(lambda parts, turn, _: parts.files.fetch(turn, file, folder))

    def preview_file(self, file: FileRecord) -> None:
        """Have an image here for its thumbnail."""
        self._step(lambda parts, turn, _: parts.files.preview(turn, file))

    def pause_file(self, file_id: FileId) -> None:
        """Let it wait."""
        self._step(lambda parts, turn, _: parts.files.pause(turn, file_id))

    def resume_file(self, file_id: FileId) -> None:
        """Let it go on."""
        self._step(lambda parts, turn, _: parts.files.resume(turn, file_id))

    def cancel_file(self, file_id: FileId) -> None:
        """Give it up."""
        self._step(lambda parts, turn, _: parts.files.cancel(turn, file_id))

    def retry_file(self, file_id: FileId) -> None:
        """Try a failed one again."""
        self._step(lambda parts, turn, _: parts.files.retry(turn, file_id))

    def sign_in(self, e_mail: str, password: str, second_factor: str) -> None:
        """Sign a technician in."""
        typed = TypedSignIn(e_mail=e_mail, password=password, second_factor=second_factor)
        self._command(lambda parts: parts.client.sign_in(typed))

    def sign_out(self) -> None:
        """End the technician's session."""
        self._command(lambda parts: parts.client.sign_out())

    def note_shown(self, conversation_id: ConversationId, seq: int, message_id: MessageId) -> None:
        """Write into the journal that a row was on screen."""
        self._journal.note(kind="shown", conversation_id=conversation_id, seq=seq, message_id=message_id)

    def _command(self, command: Command) -> None:
        self._given.append((command, None))
        self._wake_up()

    def _step(self, step: Step) -> None:
        self._given.append((None, step))
        self._wake_up()

    def _wake_up(self) -> None:
        # Before the loop is there, and after its end, there is nobody to wake: it looks when it starts.
        if self._loop is not None:
            try:
                self._loop.call_soon_threadsafe(self._look)
            except RuntimeError:
                log.debug("the network thread has ended")

    # On the network thread

    def _main(self) -> None:
        import asyncio

        asyncio.run(self._serve())

    async def _serve(self) -> None:
        import asyncio

        from shared.mailbox.mailbox import Mailbox

        self._stopping = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        try:
            mailbox = Mailbox(self._path)
        except StorageFailed as error:
            self._broken = error
            self._say(LinkStateChanged(state=LinkState.STOPPED, code=error.code, params=error.params))
            self._look()
            await self._stopping.wait()
            return
        try:
            await self._work(mailbox, self._stopping)
        finally:
            mailbox.close()

    async def _work(self, mailbox: "Mailbox", stopping: "asyncio.Event") -> None:
        from shared.link.parts import Parts

        parts = self._parts = Parts(self._config, self._credentials, self._path, mailbox, self._journal, self._say)
        parts.courier.say_opened()
        parts.transfers.start()
        parts.client.handle(Begin())
        self._look()
        await stopping.wait()
        await parts.client.stop()
        parts.transfers.stop()
        parts.talks.forget()

    def _look(self) -> None:
        """Take everything given so far; what writes becomes one turn, hence one commit."""
        steps: list[Step] = []
        while self._given and self._parts is not None:
            command, step = self._given.popleft()
            if command is not None:
                command(self._parts)
            elif step is not None:
                steps.append(step)
        if steps and self._parts is not None:
            self._turn(self._parts, steps)
        if self._is_over.is_set() and self._stopping is not None:
            self._stopping.set()

    def _turn(self, parts: "Parts", steps: list[Step]) -> None:
        def work(turn: "Turn", performer: "Performer") -> None:
            for step in steps:
                step(parts, turn, performer)

        parts.talks.run(work)
        # Given back only now, when the count the store gave includes them: the limit holds in between too.
        self._room.arrived(self._arrived)
        self._arrived = 0

    def _say(self, event: LinkEvent) -> None:
        match event:
            case OutboxCounted() | MailboxOpened():
                self._room.count(event.waiting)
        try:
            if not self._is_over.is_set():
                self._listener(event)
        except Exception:
            log.exception("the listener failed")
