"""Tickets: a table with the views people expect, and the ticket beside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from shared.ids import TechnicianId
from shared.widgets.empty_state import EmptyState
from shared.widgets.search_field import SearchField
from tech_console.models.tickets import TicketModel
from tech_console.state.snapshot import Change, Kind
from tech_console.views.parts import bar, hairline
from tech_console.views.tables import RecordTable
from tech_console.views.ticket_panel import TicketPanel
from tech_console.views.ui import Ui

VIEWS = ("is:live", "is:live is:mine", "is:live is:unassigned", "status:solved", "status:closed", "")
IMPORTANCE = (0, 1, 2, 5, 3, 4, 6)
WIDTHS = (76, 0, 108, 150, 150, 130, 96)
STATE_COLUMN = 2


class TicketsPage(QWidget):
    """Signals: `talk_wanted(conversation_id)`."""

    talk_wanted = Signal(str)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.model = TicketModel(self._me, lambda: ui.say(self.tr("{Customer}")))
        self.table = RecordTable(self.model, "ticket_id", WIDTHS, dotted=[STATE_COLUMN], importance=IMPORTANCE)
        self.table.setAccessibleName(self.tr("Tickets"))
        self.table.start_sorted(0, Qt.SortOrder.DescendingOrder)
        self.search = SearchField()
        self.search.setToolTip(self.tr("Words, or status: customer: assignee: device: is:mine is:unassigned"))
        self._view = QComboBox()
        self._view.setAccessibleName(self.tr("View"))
        self.panel = TicketPanel(ui)
        self.panel.setVisible(False)
        self._line = hairline(vertical=True)
        self._stack = QStackedWidget()
        self._empty = EmptyState("ticket")
        self._lay_out()
        self._connect()
        self._refill()

    def _me(self) -> TechnicianId | None:
        return self._ui.console.world.snapshot.me

    def _lay_out(self) -> None:
        for words in (
            self.tr("All open tickets"),
            self.tr("My open tickets"),
            self.tr("Unassigned tickets"),
            self.tr("Solved tickets"),
            self.tr("Closed tickets"),
            self.tr("All tickets"),
        ):
            self._view.addItem(words)
        head, row = bar()
        row.addWidget(self._view)
        row.addWidget(self.search, 1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        column.addWidget(self._stack, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(left, 1)
        across.addWidget(self._line)
        across.addWidget(self.panel)
        self._line.setVisible(False)

    def take_focus(self) -> None:
        """Put the keyboard on the rows, or into the search where there are none."""
        (self.table if self.model.rowCount() else self.search).setFocus()

    def _connect(self) -> None:
        self.search.search_changed.connect(self._filter)
        self.search.down_pressed.connect(self.table.setFocus)
        self._view.currentIndexChanged.connect(self._filter)
        self.table.picked.connect(self.show_ticket)
        self.table.chosen.connect(lambda _: self.panel.take_focus())
        self.panel.closed.connect(self._close_panel)
        self.panel.talk_wanted.connect(self.talk_wanted)
        self._ui.console.world.changed.connect(self._changed)
        self._ui.console.world.reloaded.connect(self._refill)

    def show_ticket(self, ticket_id: str) -> None:
        """Open a ticket beside the table."""
        self.panel.show_ticket(ticket_id)
        self._set_panel_open(is_open=True)
        if self.table.current_id() != ticket_id:
            if self.model.row_of(ticket_id) < 0:
                self._view.setCurrentIndex(len(VIEWS) - 1)
                self.search.clear()
            self.table.select(ticket_id)

    def _close_panel(self) -> None:
        self._set_panel_open(is_open=False)
        self.table.clearSelection()
        self.table.setFocus()

    def _set_panel_open(self, *, is_open: bool) -> None:
        self.panel.setVisible(is_open)
        self._line.setVisible(is_open)

    def _filter(self) -> None:
        self.model.search(f"{VIEWS[self._view.currentIndex()]} {self.search.text()}")
        self._say_empty()

    def _refill(self) -> None:
        self.model.set_records(self._ui.console.world.snapshot.tickets.values())
        self._filter()

    def _changed(self, change: Change) -> None:
        if change.kind is Kind.TICKET and change.after is not None:
            self.model.upsert(change.after)
            self._say_empty()

    def _say_empty(self) -> None:
        if self.model.total():
            self._empty.set_words(self.tr("No ticket here"), self.tr("Choose another view, or empty the search."))
        else:
            self._empty.set_words(
                self.tr("No tickets yet"),
                self.tr("A conversation that lasts two minutes becomes one by itself; users open them from the tray."),
            )
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
