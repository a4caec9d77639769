"""Notes, replies, files and changes of tickets and talks: read when shown, kept up to date by what the relay pushes."""

import msgspec
from PySide6.QtCore import QObject, Signal

from shared.ids import ConversationId, EntryId, TicketId, new_id
from shared.link.events import LinkEvent, Received
from shared.protocol.tickets import AddEntry, EntryAdded, EntryKind, EntryRecord, ReadThread, TicketThread
from shared.protocol.transfers import FileChanged
from tech_console.presenters.line import Line, Problem, Question
from tech_console.presenters.world import World
from tech_console.state.snapshot import Change, Kind
from tech_console.state.thread import Thread


class Threads(QObject):
    """Signals: `changed(id)` of the ticket or the conversation whose thread is different now; `failed(id, Problem)`
    when one could not be read.
    """  # noqa: D205 - the signals are one list

    changed = Signal(str)
    failed = Signal(str, object)

    def __init__(self, line: Line, world: World) -> None:
        super().__init__()
        self._line = line
        self._world = world
        self._threads: dict[str, Thread] = {}
        self._shown: TicketId | None = None
        line.heard.connect(self._heard)
        world.changed.connect(self._world_changed)
        world.reloaded.connect(self._reloaded)

    def of(self, id_: str) -> Thread:
        """Return what is known of a ticket's or a conversation's thread."""
        return self._threads.setdefault(id_, Thread())

    def notes_beside(self, conversation_id: ConversationId, ticket_id: TicketId | None) -> list[EntryRecord]:
        """Return the notes to show in a talk: its own, and those of its ticket."""
        found = {note.entry_id: note for id_ in (conversation_id, ticket_id) if id_ for note in self.of(id_).notes()}
        return sorted(found.values(), key=lambda note: (note.at, note.entry_id))

    def show_ticket(self, ticket_id: TicketId | None) -> None:
        """Say which ticket is on screen: it is read now, and again whenever it changes. None for none."""
        self._shown = ticket_id
        if ticket_id is not None:
            self.read_ticket(ticket_id)

    def read_ticket(self, ticket_id: TicketId) -> Question:
        """Bring all that belongs to a ticket."""
        return self._read(ReadThread(ref=0, ticket_id=ticket_id), ticket_id)

    def read_talk(self, conversation_id: ConversationId) -> Question:
        """Bring what stands beside a talk."""
        return self._read(ReadThread(ref=0, conversation_id=conversation_id), conversation_id)

    def read_once(self, conversation_id: ConversationId) -> None:
        """Bring what stands beside a talk if that was not done in this run."""
        if not self.of(conversation_id).is_loaded:
            self.read_talk(conversation_id)

    def add(
        self,
        kind: EntryKind,
        text: str,
        *,
        minutes: int = 0,
        ticket_id: TicketId | None = None,
        conversation_id: ConversationId | None = None,
    ) -> Question:
        """Write a note, a reply outside a talk, or time worked."""
        message = AddEntry(
            ref=0,
            entry_id=EntryId(new_id()),
            kind=kind,
            text=text.strip(),
            minutes=minutes,
            ticket_id=ticket_id,
            conversation_id=conversation_id,
        )
        question = self._line.ask(message, "entry_add", ticket_id or conversation_id or "")
        question.done.connect(lambda _: self._written(message))
        return question

    def _read(self, message: ReadThread, id_: str) -> Question:
        question = self._line.ask(message, "thread", id_)
        question.is_shown = True
        question.done.connect(lambda reply: self._loaded(message, id_, reply))
        question.refused.connect(lambda problem: self._failed(id_, problem))
        return question

    def _loaded(self, message: ReadThread, id_: str, reply: TicketThread) -> None:
        if message.conversation_id is not None:
            for talk in reply.conversations:
                self._world.know(talk)
        self.of(id_).load(reply)
        self.changed.emit(id_)
        if reply.entries and not self.of(id_).is_whole:
            oldest = min(entry.at for entry in reply.entries)
            self._read(msgspec.structs.replace(message, before=oldest), id_)

    def _failed(self, id_: str, problem: Problem) -> None:
        self.failed.emit(id_, problem)

    def _written(self, message: AddEntry) -> None:
        """The push brings the entry; should it have been lost, reading does."""
        known = {entry.entry_id for id_ in _places(message) for entry in self.of(id_).entries()}
        if message.entry_id in known:
            return
        if message.ticket_id is not None:
            self.read_ticket(message.ticket_id)
        elif message.conversation_id is not None:
            self.read_talk(message.conversation_id)

    def _heard(self, event: LinkEvent) -> None:
        match event:
            case Received(message=EntryAdded() as added):
                for id_ in _places(added.entry):
                    if self.of(id_).add(added.entry):
                        self.changed.emit(id_)
            case Received(message=FileChanged() as changed) if changed.file.ticket_id is not None:
                if self.of(changed.file.ticket_id).add_file(changed.file):
                    self.changed.emit(changed.file.ticket_id)

    def _world_changed(self, change: Change) -> None:
        # A changed ticket has a longer history.
        if change.kind is Kind.TICKET and change.id == self._shown and change.after is not None:
            self.read_ticket(TicketId(change.id))

    def _reloaded(self) -> None:
        """What was pushed while we were away is missing: whatever is shown again is read again."""
        for thread in self._threads.values():
            thread.is_loaded = False
        if not self._world.is_complete:
            self._threads.clear()
        elif self._shown in self._world.snapshot.tickets:
            self.show_ticket(self._shown)


def _places(entry: EntryRecord | AddEntry) -> list[str]:
    return [id_ for id_ in (entry.ticket_id, entry.conversation_id) if id_ is not None]
