"""Beside a ticket's thread: its fields, and what is known of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from shared.protocol.tickets import TicketRecord
from shared.widgets.tokens import GRID
from tech_console.state.thread import Thread
from tech_console.views.parts import scrolled
from tech_console.views.ticket_facts import TicketFacts
from tech_console.views.ticket_form import TicketForm
from tech_console.views.ui import Ui

WIDTH = 340


class TicketSide(QFrame):
    """Signals: those of its parts."""

    device_wanted = Signal(str)
    time_wanted = Signal()
    file_wanted = Signal(str)
    other_wanted = Signal(str)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        self.setFixedWidth(WIDTH)
        self.form = TicketForm(ui)
        self.facts = TicketFacts(ui)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID + 4)
        column.addWidget(self.form)
        column.addWidget(self.facts)
        column.addStretch()
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scrolled(inside))
        self.form.other_wanted.connect(self.other_wanted)
        self.facts.device_wanted.connect(self.device_wanted)
        self.facts.time_wanted.connect(self.time_wanted)
        self.facts.file_wanted.connect(self.file_wanted)

    def show_record(self, record: TicketRecord, thread: Thread) -> None:
        """Show a ticket."""
        self.form.show_record(record)
        self.facts.show_record(record, thread)
