"""What is done with several contacts, or with one for ever: import, merge, assignment in bulk, export and erasure."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from shared.ids import ContactId, CustomerId, DeviceId
from shared.protocol.people import (
    MAX_IMPORT_ROWS,
    AssignContacts,
    ContactExported,
    ContactsImported,
    EraseContact,
    ExportContact,
    ImportContacts,
    ImportRow,
    MergeContacts,
    RowOutcome,
)
from tech_console.presenters.line import Line, Problem, Question


class Import(QObject):
    """One file on its way, a hundred rows at a time; looking (`dry_run`) and doing are the same walk.

    Signals: `progressed(done, of)`; `finished(list[RowOutcome])`; `failed(Problem)`: what was done till then stays done.
    """

    progressed = Signal(int, int)
    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, line: Line, customer_id: CustomerId, rows: Sequence[ImportRow], *, dry_run: bool) -> None:
        super().__init__()
        self._line = line
        self._customer_id = customer_id
        self._rows = list(rows)
        self._dry_run = dry_run
        self._outcomes: list[RowOutcome] = []
        self._is_stopped = False

    def start(self) -> None:
        """Ask for the next hundred, until all are answered."""
        done = len(self._outcomes)
        self.progressed.emit(done, len(self._rows))
        if done == len(self._rows):
            self.finished.emit(self._outcomes)
            return
        part = self._rows[done : done + MAX_IMPORT_ROWS]
        message = ImportContacts(ref=0, customer_id=self._customer_id, rows=part, dry_run=self._dry_run)
        question = self._line.ask(message, "contact_import", self._customer_id)
        question.is_shown = True
        question.done.connect(self._answered)
        question.refused.connect(self._refused)

    def stop(self) -> None:
        """Ask for no further rows."""
        self._is_stopped = True

    def _answered(self, reply: ContactsImported) -> None:
        if not self._is_stopped:
            self._outcomes += reply.outcomes
            self.start()

    def _refused(self, problem: Problem) -> None:
        if not self._is_stopped:
            self.failed.emit(problem)


class Export(QObject):
    """All that is stored of one person, page by page into a file.

    Signals: `finished(lines)`; `failed(Problem or None)`, None where the file cannot be written.
    """

    finished = Signal(int)
    failed = Signal(object)

    def __init__(self, line: Line, contact_id: ContactId, path: Path) -> None:
        super().__init__()
        self._line = line
        self._contact_id = contact_id
        self._path = path
        self._count = 0

    def start(self, after: int = 0) -> None:
        """Ask for the lines behind `after`."""
        message = ExportContact(ref=0, contact_id=self._contact_id, after=after)
        question = self._line.ask(message, "contact_export", self._contact_id)
        question.is_shown = True
        question.done.connect(self._answered)
        question.refused.connect(self.failed)

    def _answered(self, reply: ContactExported) -> None:
        try:
            with self._path.open("a" if self._count else "w", encoding="utf-8") as file:
                file.writelines(f"{line}\n" for line in reply.lines)
        except OSError:
            self.failed.emit(None)
            return
        self._count += len(reply.lines)
        if reply.next:
            self.start(reply.next)
        else:
            self.finished.emit(self._count)


class People(QObject):
    """Asks; what comes of it is seen in the world's records."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        self._line = line

    def importing(self, customer_id: CustomerId, rows: Sequence[ImportRow], *, dry_run: bool) -> Import:
        """Return an import to be started."""
        return Import(self._line, customer_id, rows, dry_run=dry_run)

    def exporting(self, contact_id: ContactId, path: Path) -> Export:
        """Return an export to be started."""
        return Export(self._line, contact_id, path)

    def merge(self, contact_id: ContactId, into: ContactId) -> Question:
        """Make one contact part of another."""
        return self._line.ask(MergeContacts(ref=0, contact_id=contact_id, into=into), "contact_merge", contact_id)

    def assign(
        self, contact_ids: Sequence[ContactId], device_ids: Sequence[DeviceId], *, remove: bool = False
    ) -> Question:
        """Put these contacts on these devices beside what is assigned, or take them off."""
        message = AssignContacts(ref=0, contact_ids=list(contact_ids), device_ids=list(device_ids), remove=remove)
        return self._line.ask(message, "contact_assign_many")

    def erase(self, contact_id: ContactId) -> Question:
        """Erase one person for ever; answered by `Erased`."""
        return self._line.ask(EraseContact(ref=0, contact_id=contact_id), "contact_erase", contact_id)
