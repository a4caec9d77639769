"""What may be said to a headless console about files, and a fresh second factor. Source: docs/headless.md, Console."""

from shared.ids import ConversationId, FileId, TicketId
from tech_console.headless.command import Command


class SendFile(Command, tag="send_file", frozen=True):
    path: str
    name: str = ""
    conversation_id: ConversationId | None = None
    ticket_id: TicketId | None = None


class FetchFile(Command, tag="fetch_file", frozen=True):
    file_id: FileId
    folder: str = ""


class PauseFile(Command, tag="pause_file", frozen=True):
    file_id: FileId


class ResumeFile(Command, tag="resume_file", frozen=True):
    file_id: FileId


class CancelFile(Command, tag="cancel_file", frozen=True):
    file_id: FileId


class RetryFile(Command, tag="retry_file", frozen=True):
    file_id: FileId


class StepUpNow(Command, tag="step_up", frozen=True):
    code: str
