"""Tickets: a list with the views people expect, and one ticket on the whole page."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from shared.ids import TicketId
from tech_console.state.ticket_views import view_of
from tech_console.views.ticket_form import TicketForm
from tech_console.views.ticket_list import TicketList
from tech_console.views.ticket_page import TicketPage
from tech_console.views.ui import Ui


class TicketsPage(QWidget):
    """Signals: those of list and ticket; `shown(ticket_id)`, empty when the list is in front again."""

    talk_wanted = Signal(str)
    device_wanted = Signal(str)
    transcript_wanted = Signal(str)
    chat_wanted = Signal(str)
    answers_wanted = Signal()
    new_ticket_wanted = Signal()
    shown = Signal(str)

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self.list = TicketList(ui)
        self.ticket = TicketPage(ui)
        self.search = self.list.search
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.ticket)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._connect()

    @property
    def panel(self) -> TicketForm:
        """The fields of the ticket in front."""
        return self.ticket.side.form

    def _connect(self) -> None:
        self.list.chosen.connect(self.show_ticket)
        self.list.new_ticket_wanted.connect(self.new_ticket_wanted)
        self.ticket.back_wanted.connect(self.show_list)
        self.ticket.other_wanted.connect(self.show_ticket)
        self.ticket.talk_wanted.connect(self.talk_wanted)
        self.ticket.device_wanted.connect(self.device_wanted)
        self.ticket.transcript_wanted.connect(self.transcript_wanted)
        self.ticket.chat_wanted.connect(self.chat_wanted)
        self.ticket.answers_wanted.connect(self.answers_wanted)
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.ticket)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self.show_list)

    def current_id(self) -> str:
        """Return which ticket is in front, empty while the list is."""
        return self.ticket.ticket_id if self._stack.currentWidget() is self.ticket else ""

    def take_focus(self) -> None:
        """Put the keyboard on the rows, or into the open ticket."""
        (self.ticket if self.current_id() else self.list).take_focus()

    def show_ticket(self, ticket_id: str) -> None:
        """Show a ticket; the list keeps its place and moves to a view that holds it."""
        if not self.ticket.show_ticket(ticket_id):
            return
        self._stack.setCurrentWidget(self.ticket)
        record = self._ui.console.tickets.find(TicketId(ticket_id))
        if record is not None and not self.list.select(ticket_id):
            self.list.show_view(view_of(record))
            self.list.select(ticket_id)
        self.ticket.take_focus()
        self.shown.emit(ticket_id)

    def show_list(self) -> None:
        """Go back to the list."""
        if self._stack.currentWidget() is not self.list:
            self.ticket.leave()
            self._stack.setCurrentWidget(self.list)
            self.list.take_focus()
            self.shown.emit("")

    def move_by(self, step: int) -> None:
        """Go to the next or the previous row; in an open ticket, to the ticket there."""
        moved = self.list.move_by(step)
        if moved and self.current_id():
            self.show_ticket(moved)
