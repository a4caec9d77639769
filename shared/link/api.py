"""What presenters may ask of the network thread. Implemented by thread.py; a test's fake link has the same face.

Every call returns at once, may come from any thread and answers, if at all, by an event (events.py).
"""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from shared.ids import ConversationId, FileId, MessageId
from shared.link.events import RequestTicket
from shared.link.file_source import FileSource
from shared.protocol.base import Message, Request
from shared.protocol.transfers import FileRecord


class Link(Protocol):
    """The relay, as the screens see it."""

    def start(self) -> None:
        """Open the store and connect.

        Raises: ProfileInUse when another process already runs on this profile.
        """

    def stop(self) -> None:
        """Close the connection and the store; waits for both. Nothing reaches the listener afterwards."""

    def reconnect(self) -> None:
        """Try now instead of waiting; also the way out of `stopped`, if its cause is gone."""

    def request(self, message: Request | Callable[[int], Request]) -> RequestTicket:
        """Ask the relay; `ref` is filled in here. Answered or Refused follows, always exactly one of them."""

    def notify(self, message: Message) -> None:
        """Tell the relay something that carries no promise; dropped when there is no connection."""

    def send_text(self, conversation_id: ConversationId, text: str) -> MessageId:
        """Queue a text, on disk before its first transmission; OutgoingChanged follows.

        Raises: BadText, TooLarge, OutboxFull; then nothing was queued and the text is still the caller's.
        """

    def retry(self, message_id: MessageId) -> None:
        """Queue a failed message again, behind those that wait."""

    def discard(self, message_id: MessageId) -> None:
        """Throw a failed message away."""

    def mark_read(self, conversation_id: ConversationId, upto: int) -> None:
        """Everything up to `upto` was on screen."""

    def typing(self, conversation_id: ConversationId) -> None:
        """Somebody types here."""

    def load_history(self, conversation_id: ConversationId) -> None:
        """Ask for HistoryLoaded: at once from disk, then from the relay what is missing."""

    def save_draft(self, conversation_id: ConversationId, text: str) -> None:
        """Keep an unfinished text; empty forgets it."""

    def save_setting(self, key: str, value: str) -> None:
        """Keep a small setting of this profile; SettingSaved says when it is on disk, MailboxOpened brings it back."""

    def send_file(self, source: FileSource) -> FileId:
        """Send a file, or say why not: TransferChanged follows in any case. It is copied first, so the original may go.

        Raises: StorageFailed when there is no store at all.
        """

    def fetch_file(self, file: FileRecord, folder: Path) -> None:
        """Fetch a file into a folder, verified, under a name that is free; TransferChanged says which."""

    def preview_file(self, file: FileRecord) -> None:
        """Have an image here for its thumbnail; TransferChanged says where."""

    def pause_file(self, file_id: FileId) -> None:
        """Let a file wait, also over restarts, until `resume_file`."""

    def resume_file(self, file_id: FileId) -> None:
        """Let a paused file go on, also one that waited for a second factor."""

    def cancel_file(self, file_id: FileId) -> None:
        """Give a file up, or take a failed one away."""

    def retry_file(self, file_id: FileId) -> None:
        """Try a failed file again; one that is sent gets a new id, the old one is told as cancelled."""

    def sign_in(self, e_mail: str, password: str, second_factor: str) -> None:
        """Sign a technician in; LinkStateChanged says how it went."""

    def sign_out(self) -> None:
        """End the technician's session on the relay and forget it here."""

    def note_shown(self, conversation_id: ConversationId, seq: int, message_id: MessageId) -> None:
        """Write into the journal, if there is one, that a row was on screen."""
