"""What belongs to a ticket, or stands beside a talk, besides the messages: notes, replies, files, changes, other talks."""

from shared.ids import ConversationId, EntryId, FileId
from shared.protocol.chat import ConversationRecord
from shared.protocol.tickets import EntryKind, EntryRecord, HistoryRecord, TicketThread
from shared.protocol.transfers import FileRecord, FileState


class Thread:
    """Grows by what the relay answers and pushes; the order in which both arrive does not matter."""

    def __init__(self) -> None:
        self.is_loaded = False
        self.is_whole = False
        """The oldest entry has been here: a newer reading needs its newest page only."""
        self.history: list[HistoryRecord] = []
        self.conversations: dict[ConversationId, ConversationRecord] = {}
        self._entries: dict[EntryId, EntryRecord] = {}
        self._files: dict[FileId, FileRecord] = {}

    def load(self, reply: TicketThread) -> None:
        """Take the whole thread; what was pushed meanwhile stays."""
        self.is_loaded = True
        self.is_whole = self.is_whole or not reply.more
        self.history = list(reply.history)
        self.conversations = {talk.conversation_id: talk for talk in reply.conversations}
        self._entries |= {entry.entry_id: entry for entry in reply.entries}
        self._files |= {file.file_id: file for file in reply.files}

    def add(self, entry: EntryRecord) -> bool:
        """Take one entry; False when it is here already."""
        if self._entries.get(entry.entry_id) == entry:
            return False
        self._entries[entry.entry_id] = entry
        return True

    def add_file(self, file: FileRecord) -> bool:
        """Take one file as it stands; False when nothing about it is new."""
        if self._files.get(file.file_id) == file:
            return False
        self._files[file.file_id] = file
        return True

    def entries(self) -> list[EntryRecord]:
        """Return notes and replies as they were written."""
        return sorted(self._entries.values(), key=lambda entry: (entry.at, entry.entry_id))

    def notes(self) -> list[EntryRecord]:
        """Return what the requester never sees."""
        return [entry for entry in self.entries() if entry.kind is EntryKind.NOTE]

    def files(self) -> list[FileRecord]:
        """Return the files as they came."""
        return sorted(self._files.values(), key=lambda file: (file.at, file.file_id))

    def ready_files(self) -> list[FileRecord]:
        """Return those that can be fetched."""
        return [file for file in self.files() if file.state is FileState.READY]
