"""From a command about files to the presenter's verb."""

from pathlib import Path
from typing import Any

from shared.errors import NotFound
from shared.ids import FileId
from tech_console.headless import file_commands as c
from tech_console.presenters.console import Console
from tech_console.presenters.line import Question


def send_file(console: Console, command: c.SendFile) -> dict[str, Any]:
    """Send a file to a conversation or a ticket. Raises: NotFound when neither is named."""
    if (command.conversation_id is None) == (command.ticket_id is None):
        raise NotFound
    file_id = console.files.send(
        Path(command.path),
        conversation_id=command.conversation_id,
        ticket_id=command.ticket_id,
        name=command.name,
    )
    return {"file_id": file_id}


def fetch_file(console: Console, command: c.FetchFile) -> None:
    """Fetch a file. Raises: NotFound."""
    console.files.fetch(console.files.record(command.file_id), Path(command.folder) if command.folder else None)


def about(console: Console, verb: str, file_id: FileId) -> None:
    """Pause, resume, cancel or retry. Raises: NotFound for a file that is not on its way."""
    if console.files.sent(file_id) is None and console.files.fetched(file_id) is None:
        raise NotFound
    getattr(console.files, verb)(file_id)


def step_up(console: Console, command: c.StepUpNow) -> Question:
    """Hand a fresh second factor in."""
    return console.step_ups.confirm(command.code)
