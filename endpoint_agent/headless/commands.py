"""What may be asked on standard input, one JSON object per line; `do` says which. Source: docs/headless.md, Agent."""

from typing import Annotated, Any

import msgspec

from shared.ids import ChatRequestId, ConversationId, FileId, MessageId, ServiceId, TicketId
from shared.protocol.tickets import Priority


class Command(msgspec.Struct, frozen=True, kw_only=True, tag_field="do", forbid_unknown_fields=True):
    """Base of all commands; `id` comes back in what answers it."""

    id: str | int | None = None


class StartChat(Command, tag="start_chat", frozen=True, kw_only=True):
    """Ask for a technician; without a service for the default one."""

    reason: str = ""
    service_id: ServiceId | None = None


class TryAgain(Command, tag="try_again", frozen=True, kw_only=True):
    """Ask once more with the text that was kept."""


class Cancel(Command, tag="cancel", frozen=True, kw_only=True):
    """Take the own request back."""


class Accept(Command, tag="accept", frozen=True, kw_only=True):
    """Say yes to a technician; without an id to the one who asked first."""

    request_id: ChatRequestId | None = None


class Decline(Command, tag="decline", frozen=True, kw_only=True):
    """Say no to a technician."""

    request_id: ChatRequestId | None = None


class Send(Command, tag="send", frozen=True, kw_only=True):
    """Queue a text; without a conversation in the one that moved last and is open."""

    text: str
    conversation_id: ConversationId | None = None


class Retry(Command, tag="retry", frozen=True, kw_only=True):
    """Queue a failed message again."""

    message_id: MessageId


class Discard(Command, tag="discard", frozen=True, kw_only=True):
    """Throw a failed message away."""

    message_id: MessageId


class Typing(Command, tag="typing", frozen=True, kw_only=True):
    """Somebody writes."""

    conversation_id: ConversationId | None = None


class Read(Command, tag="read", frozen=True, kw_only=True):
    """Everything up to `upto`, or all, was on screen."""

    conversation_id: ConversationId | None = None
    upto: int | None = None


class History(Command, tag="history", frozen=True, kw_only=True):
    """Show all rows of a conversation."""

    conversation_id: ConversationId | None = None


class Close(Command, tag="close", frozen=True, kw_only=True):
    """End the conversation for both sides."""

    conversation_id: ConversationId | None = None


class Identity(Command, tag="identity", frozen=True, kw_only=True):
    """Have a token mailed."""

    first_name: str
    last_name: str
    e_mail: str


class Confirm(Command, tag="confirm", frozen=True, kw_only=True):
    """Hand in the mailed token."""

    token: str


class Ticket(Command, tag="ticket", frozen=True, kw_only=True):
    """Open a ticket; without a title it is the first line of the text. The same `ticket_id` never makes two."""

    title: str = ""
    description: str = ""
    service_id: ServiceId | None = None
    priority: Priority = Priority.NORMAL
    files: list[str] = []
    ticket_id: TicketId | None = None


class RetryTicket(Command, tag="retry_ticket", frozen=True, kw_only=True):
    """Send a refused ticket once more as it is."""

    ticket_id: TicketId


class DiscardTicket(Command, tag="discard_ticket", frozen=True, kw_only=True):
    """Throw a ticket away that the relay cannot have."""

    ticket_id: TicketId


class Thread(Command, tag="thread", frozen=True, kw_only=True):
    """Read what was written on one of the own tickets; it counts as seen."""

    ticket_id: TicketId


class Reply(Command, tag="reply", frozen=True, kw_only=True):
    """Write on one of the own tickets."""

    ticket_id: TicketId
    text: str


class Quiet(Command, tag="quiet", frozen=True, kw_only=True):
    """Do not disturb: for so many minutes, until switched off without a number; `on` false ends it."""

    on: bool = True
    minutes: Annotated[int, msgspec.Meta(ge=1, le=7 * 24 * 60)] | None = None


class ForgetMissed(Command, tag="forget_missed", frozen=True, kw_only=True):
    """Empty the list of missed requests."""


class Snapshot(Command, tag="snapshot", frozen=True, kw_only=True):
    """Show what a ticket would tell of this device."""


class Transcript(Command, tag="transcript", frozen=True, kw_only=True):
    """Show a conversation as plain text, as it would be saved."""

    conversation_id: ConversationId | None = None


class SendFile(Command, tag="send_file", frozen=True, kw_only=True):
    """Send a file; without a conversation or a ticket into the conversation that moved last and is open."""

    path: str
    name: str = ""
    conversation_id: ConversationId | None = None
    ticket_id: TicketId | None = None


class FetchFile(Command, tag="fetch_file", frozen=True, kw_only=True):
    """Fetch a file into a folder; without one into that for downloads."""

    file_id: FileId
    folder: str = ""


class PauseFile(Command, tag="pause_file", frozen=True, kw_only=True):
    """Let a file wait."""

    file_id: FileId


class ResumeFile(Command, tag="resume_file", frozen=True, kw_only=True):
    """Let a paused file go on."""

    file_id: FileId


class CancelFile(Command, tag="cancel_file", frozen=True, kw_only=True):
    """Give a file up."""

    file_id: FileId


class RetryFile(Command, tag="retry_file", frozen=True, kw_only=True):
    """Try a failed file again."""

    file_id: FileId


class SetLanguage(Command, tag="language", frozen=True, kw_only=True):
    """Choose the language of `words`: system, en or it."""

    language: str


class Inventory(Command, tag="inventory", frozen=True, kw_only=True):
    """Show what the relay has been told of this computer."""


class State(Command, tag="state", frozen=True, kw_only=True):
    """Show everything as it stands."""


class Reconnect(Command, tag="reconnect", frozen=True, kw_only=True):
    """Try the connection now."""


class Quit(Command, tag="quit", frozen=True, kw_only=True):
    """End; the end of standard input does the same."""


AnyCommand = (
    StartChat
    | TryAgain
    | Cancel
    | Accept
    | Decline
    | Send
    | Retry
    | Discard
    | Typing
    | Read
    | History
    | Close
    | Identity
    | Confirm
    | Ticket
    | RetryTicket
    | DiscardTicket
    | Thread
    | Reply
    | Quiet
    | ForgetMissed
    | Snapshot
    | Transcript
    | SendFile
    | FetchFile
    | PauseFile
    | ResumeFile
    | CancelFile
    | RetryFile
    | SetLanguage
    | Inventory
    | State
    | Reconnect
    | Quit
)
_decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(AnyCommand)


def decode(line: bytes) -> Command:
    """Return the command of a line.

    Raises: ValueError, whose text says what is wrong with it.
    """
    try:
        command: Command = _decoder.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(str(error)) from error
    return command
