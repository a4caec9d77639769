"""The list of tickets: views with their numbers, a filter, the table, and what can be done with several at once."""

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from shared.ids import CustomerId, TechnicianId, TicketId
from shared.protocol.tickets import TicketState
from shared.widgets.empty_state import EmptyState
from shared.widgets.labels import Label
from shared.widgets.plain_text import button_text
from shared.widgets.search_field import SearchField
from tech_console.models.problem_words import problem_words
from tech_console.models.tickets import TicketModel
from tech_console.presenters.line import Problem
from tech_console.state.snapshot import Change, Kind
from tech_console.state.ticket_views import TicketView
from tech_console.views.asking import confirm
from tech_console.views.parts import bar, button, menu_button
from tech_console.views.ticket_table import TicketTable
from tech_console.views.ui import Ui
from tech_console.views.view_tabs import ViewTabs


class TicketList(QWidget):
    """Signals: `chosen(ticket_id)` for a click, Enter or `o`; `new_ticket_wanted()`."""

    chosen = Signal(str)
    new_ticket_wanted = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.model = TicketModel(self._me, lambda: ui.say(self.tr("{Customer}")))
        self.table = TicketTable(self.model)
        self.table.setAccessibleName(self.tr("Tickets"))
        self.table.start_sorted(0, Qt.SortOrder.DescendingOrder)
        self.search = SearchField()
        self.search.setToolTip(
            self.tr("Words, or status: priority: customer: assignee: group: service: category: device: is:unassigned")
        )
        self.views = ViewTabs()
        self._kept = ""
        self._stack = QStackedWidget()
        self._empty = EmptyState("ticket")
        self._lay_out()
        self._connect()
        self._count()
        self._refill()

    def _me(self) -> TechnicianId | None:
        return self._ui.console.world.snapshot.me

    def _lay_out(self) -> None:
        head, row = bar()
        row.addWidget(self.views)
        row.addStretch()
        new = button(self.tr("New ticket"), self.new_ticket_wanted.emit, "primary", "plus")
        new.setVisible(self._ui.console.world.snapshot.may("edit_tickets"))
        row.addWidget(new)
        filters, below = bar()
        below.addWidget(self.search, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(filters)
        column.addWidget(self._bulk_bar())
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        column.addWidget(self._stack, 1)

    def _bulk_bar(self) -> QFrame:
        self._bulk, row = bar()
        self._selected = Label("", kind="strong")
        row.addWidget(self._selected, 1)
        self._assign, self._people = menu_button(self.tr("Assign"))
        self._people.aboutToShow.connect(self._fill_people)
        row.addWidget(self._assign)
        row.addWidget(button(self.tr("Solve"), lambda: self._set_state(TicketState.SOLVED)))
        row.addWidget(button(self.tr("Close…"), self._ask_to_close))
        self._bulk.setVisible(False)
        return self._bulk

    def _connect(self) -> None:
        console = self._ui.console
        self.model.settled.connect(self._settled)
        self.search.search_changed.connect(lambda _: self._filter())
        self.search.down_pressed.connect(self.table.setFocus)
        self.views.chosen.connect(lambda _: self._filter())
        self.table.plainly_clicked.connect(self.chosen)
        self.table.chosen.connect(self.chosen)
        self.table.selection_changed.connect(self._show_selection)
        self._empty.clicked.connect(self.new_ticket_wanted)
        console.world.changed.connect(self._changed)
        console.world.reloaded.connect(self._refill)
        console.counting.tickets_changed.connect(self._count)
        console.bulk.progressed.connect(self._progressed)
        console.bulk.finished.connect(self._finished)

    # What it shows

    def take_focus(self) -> None:
        """Put the keyboard on the rows, or into the search where there are none."""
        (self.table if self.model.rowCount() else self.search).setFocus()

    def show_view(self, view: TicketView) -> None:
        """Show another view, without a filter."""
        self.views.choose(view)
        self.search.clear()
        self._filter()

    def select(self, ticket_id: str) -> bool:
        """Make a row current; False when this view does not show it."""
        if self.model.is_busy:
            self._kept = ticket_id
            return True
        self.table.select(ticket_id)
        return self.model.row_of(ticket_id) >= 0

    def move_by(self, step: int) -> str:
        """Make the next or previous row current; returns its ticket, empty where there is none."""
        row = self.table.currentIndex().row() + step
        if not 0 <= row < self.model.rowCount():
            return ""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(self.model.index(row, 0), flags)
        return self.table.current_id()

    def _filter(self) -> None:
        self._kept = self.table.current_id()
        self.model.show_view(self.views.current, self.search.text())
        self._settled()

    def _refill(self) -> None:
        self.model.set_records(self._ui.console.world.snapshot.of(Kind.TICKET))
        self._filter()

    def _changed(self, change: Change) -> None:
        if change.kind is Kind.TICKET and change.after is not None:
            self.model.upsert(change.after)
            self._say_empty()
        elif change.kind is Kind.TICKET:
            self.model.remove((change.id,))
            self._say_empty()

    def _settled(self) -> None:
        # Selected once, when the rows asked for are there: later the person may be elsewhere.
        kept, self._kept = self._kept, ""
        if kept and kept != self.table.current_id():
            self.table.select(kept)
        self._say_empty()

    def _count(self) -> None:
        self.views.set_counts({view: self._ui.console.counting.tickets_in(view) for view in TicketView})

    def _say_empty(self) -> None:
        may = self._ui.console.world.snapshot.may("edit_tickets")
        if not self.model.total():
            words = self.tr(
                "A conversation that lasts two minutes becomes one by itself; users open them from the tray."
            )
            self._empty.set_words(self.tr("No tickets yet"), words, self.tr("New ticket") if may else "")
        elif self.search.text():
            self._empty.set_words(self.tr("No ticket fits"), self.tr("Choose another view, or empty the search."))
        else:
            self._empty.set_words(self.tr("No ticket here"), self.tr("Everything in this view is done."))
        self._stack.setCurrentIndex(0 if self.model.rowCount() or self.model.is_busy else 1)

    # What people do

    def _ids(self) -> list[TicketId]:
        return [TicketId(ticket_id) for ticket_id in self.table.selected_ids()]

    def _show_selection(self) -> None:
        count = len(self.table.selectionModel().selectedRows())
        self._bulk.setVisible(count > 1 and self._ui.console.world.snapshot.may("edit_tickets"))
        if not self._ui.console.bulk.is_running:
            self._selected.setText(self.tr("%n ticket(s) selected", "", count))

    def _fill_people(self) -> None:
        self._people.clear()
        world, edit = self._ui.console.world.snapshot, self._ui.console.bulk.edit
        self._people.addAction(self.tr("To me")).triggered.connect(lambda: edit(self._ids(), assignee_id=world.me))
        self._people.addAction(self.tr("To nobody")).triggered.connect(lambda: edit(self._ids(), assignee_id=None))
        self._people.addSeparator()
        for who in self._ui.console.handing.assignees(self._customer()):
            if who.technician_id != world.me:
                self._people.addAction(button_text(self._ui.name(who))).triggered.connect(
                    lambda _=False, id_=who.technician_id: edit(self._ids(), assignee_id=id_)
                )

    def _customer(self) -> CustomerId | None:
        """Return the customer whose tickets are selected; of several there is none."""
        tickets = self._ui.console.world.snapshot.tickets
        found = {tickets[ticket_id].customer_id for ticket_id in self._ids() if ticket_id in tickets}
        return found.pop() if len(found) == 1 else None

    def _set_state(self, state: TicketState) -> None:
        self._ui.console.bulk.edit(self._ids(), state=state)

    def _ask_to_close(self) -> None:
        count = len(self._ids())
        if confirm(
            self._ui,
            self.tr("Close %n ticket(s)?", "", count),
            self.tr("Closed tickets are the archive: they can be read and annotated, not opened again."),
            self.tr("Close"),
            self.window(),
        ):
            self._set_state(TicketState.CLOSED)

    def _progressed(self, done: int, total: int) -> None:
        self._selected.setText(self.tr("{done} of {total} changed").format(done=done, total=total))

    def _finished(self, problems: list[Problem]) -> None:
        self._show_selection()
        if problems:
            words = self.tr("%n ticket(s) could not be changed.", "", len(problems))
            self._selected.setText(f"{words} {problem_words(problems[0])}")
