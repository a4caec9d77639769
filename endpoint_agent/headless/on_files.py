"""Commands about files; obey.py answers them."""

from pathlib import Path

from endpoint_agent.headless import commands as c
from endpoint_agent.presenters.agent import AgentPresenters
from shared.errors import NotFound
from shared.ids import ConversationId, FileId


class OnFiles:
    """What drop, paste and the buttons on a file's row do."""

    def __init__(self, presenters: AgentPresenters) -> None:
        self._files = presenters.files

    def send(self, command: c.SendFile, conversation_id: ConversationId | None) -> FileId:
        """Send a file to a ticket, or else to the conversation."""
        return self._files.send(
            Path(command.path),
            conversation_id=None if command.ticket_id is not None else conversation_id,
            ticket_id=command.ticket_id,
            name=command.name,
        )

    def do(self, command: c.Command) -> None:
        """Fetch, pause, resume, cancel or retry. Raises: NotFound."""
        match command:
            case c.FetchFile():
                folder = Path(command.folder) if command.folder else None
                self._files.fetch(self._files.record(command.file_id), folder)
            case c.PauseFile():
                self._files.pause(self._moving(command.file_id))
            case c.ResumeFile():
                self._files.resume(self._moving(command.file_id))
            case c.CancelFile():
                self._files.cancel(self._moving(command.file_id))
            case c.RetryFile():
                self._files.retry(self._moving(command.file_id))

    def _moving(self, file_id: FileId) -> FileId:
        if self._files.sent(file_id) is None and self._files.fetched(file_id) is None:
            raise NotFound
        return file_id
