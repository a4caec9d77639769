"""What is known of a ticket and cannot be changed in a field: requester, device, time worked, snapshot, files, history."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shared.protocol.tickets import TicketRecord
from shared.qt.file_words import size_words
from shared.widgets.elided_label import ElidedLabel
from shared.widgets.labels import Label
from shared.widgets.shield import Identity, Shield
from shared.widgets.tokens import GRID
from tech_console.models.ticket_words import change_words, snapshot_words
from tech_console.models.words import day_and_clock, origin_words, presence_words, worked_words
from tech_console.state.thread import Thread
from tech_console.views.parts import button, clear, fact, hairline, icon_button
from tech_console.views.ui import Ui

MOST_CHANGES = 100


class TicketFacts(QWidget):
    """Signals: `device_wanted(device_id)`; `time_wanted()` to add time worked; `file_wanted(file_id)`."""

    device_wanted = Signal(str)
    time_wanted = Signal()
    file_wanted = Signal(str)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID + 2)

    def show_record(self, record: TicketRecord, thread: Thread) -> None:
        """Show a ticket and what belongs to it."""
        clear(self._column)
        self._add_requester(record)
        self._add_device(record)
        self._add_time(record)
        self._add_files(thread)
        self._add_snapshot(record)
        self._add_dates(record)
        self._add_history(thread)
        self._column.addStretch()

    def _add_heading(self, words: str) -> None:
        self._column.addWidget(hairline())
        self._column.addWidget(Label(words, kind="strong"))

    def _add_requester(self, record: TicketRecord) -> None:
        if not record.contact_name:
            return
        self._column.addWidget(hairline())
        self._column.addWidget(fact(self.tr("Requester"), record.contact_name, "strong"))
        shield = Shield()
        shield.set_identity(Identity(record.shield.level, record.shield.by, record.shield.at))
        self._column.addWidget(shield)
        contacts = self._ui.console.world.snapshot.contacts
        contact = contacts.get(record.contact_id) if record.contact_id is not None else None
        if contact is not None:
            self._column.addWidget(fact(self.tr("E-mail"), contact.e_mail))

    def _add_device(self, record: TicketRecord) -> None:
        if record.device_id is None:
            return
        self._column.addWidget(hairline())
        device = self._ui.console.devices.find(record.device_id)
        row = QHBoxLayout()
        found = "" if device is None else f" · {presence_words(device)}"
        row.addWidget(fact(self.tr("Device"), f"{record.device_name}{found}"), 1)
        show = partial(self.device_wanted.emit, record.device_id)
        row.addWidget(icon_button("arrow-right", self.tr("Show device"), show))
        self._column.addLayout(row)

    def _add_time(self, record: TicketRecord) -> None:
        self._column.addWidget(hairline())
        row = QHBoxLayout()
        row.addWidget(fact(self.tr("Time worked"), worked_words(record.worked_min)), 1)
        if self._ui.console.world.snapshot.may("edit_tickets"):
            row.addWidget(button(self.tr("Add time"), self.time_wanted.emit, "ghost", "plus"))
        self._column.addLayout(row)

    def _add_files(self, thread: Thread) -> None:
        files = thread.ready_files()
        if not files:
            return
        self._add_heading(self.tr("Files"))
        for file in files:
            row = QHBoxLayout()
            row.addWidget(ElidedLabel(file.name), 1)
            row.addWidget(Label(size_words(file.size), kind="small"))
            show = partial(self.file_wanted.emit, file.file_id)
            row.addWidget(icon_button("download", self.tr("Save this file"), show))
            self._column.addLayout(row)

    def _add_snapshot(self, record: TicketRecord) -> None:
        if not record.snapshot:
            return
        self._add_heading(self.tr("The device when the ticket was opened"))
        for name, value in record.snapshot.items():
            self._column.addWidget(fact(snapshot_words(name), value))

    def _add_dates(self, record: TicketRecord) -> None:
        self._column.addWidget(hairline())
        self._column.addWidget(fact(self.tr("Origin"), origin_words(record.origin)))
        self._column.addWidget(fact(self.tr("Created"), day_and_clock(record.created_at)))
        self._column.addWidget(fact(self.tr("Changed"), day_and_clock(record.updated_at)))

    def _add_history(self, thread: Thread) -> None:
        if not thread.history:
            return
        self._add_heading(self.tr("History"))
        for change in reversed(thread.history[-MOST_CHANGES:]):
            caption = " · ".join(part for part in (change.who, day_and_clock(change.at)) if part)
            self._column.addWidget(fact(caption, change_words(change)))
