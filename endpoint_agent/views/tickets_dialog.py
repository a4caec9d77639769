"""*My tickets*: this person's own tickets, and those that still wait here to be sent."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.presenters.ticket_words import waiting_ticket_words
from endpoint_agent.views.placing import fit_height
from endpoint_agent.views.ticket_list import ROW_PX, TicketList, TicketRow
from shared.widgets.dialog import Dialog
from shared.widgets.empty_state import EmptyState

MOST_ROWS = 7
"""A longer list scrolls; the dialog may be made larger by hand."""
EMPTY_PX = 220


class TicketsDialog(Dialog):
    """Follows the list while it is open. Signals: `chosen(ticket_id)`; `edit_wanted()` of a ticket taken back."""

    chosen = Signal(str)
    edit_wanted = Signal()

    def __init__(self, presenters: AgentPresenters, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, width=460)
        self._p = presenters
        self.list = TicketList(presenters)
        self._empty = EmptyState("ticket")
        self._empty.setMinimumHeight(EMPTY_PX)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._empty, 1)
        self._retry: QPushButton = self.add_button("", "ghost")
        self._discard: QPushButton = self.add_button("", "ghost")
        self.new = self.add_button("")
        self._close: QPushButton = self.add_button("", "primary", is_default=False)
        self._close.clicked.connect(self.accept)
        self._retry.clicked.connect(self._try_again)
        self._discard.clicked.connect(self._throw_away)
        self.list.chosen.connect(self._choose)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_buttons())
        for signal in (presenters.tickets.changed, presenters.ticket_outbox.changed):
            signal.connect(self.refresh)
        self.retranslate()

    def refresh(self) -> None:
        """Show the tickets as they stand."""
        self.list.refresh()
        count = self.list.rows.rowCount()
        self.list.setVisible(bool(count))
        self._empty.setVisible(not count)
        self.list.setMinimumHeight(min(MOST_ROWS, max(count, 1)) * ROW_PX + 4)
        self._show_buttons()
        if not self.isVisible() or self.height() < self.minimumSizeHint().height():
            fit_height(self)

    def _current(self) -> TicketRow | None:
        row = self.list.current_row()
        return row if row is not None and not self.list.isHidden() else None

    def _show_buttons(self) -> None:
        row = self._current()
        is_refused = row is not None and row.is_refused
        self._retry.setVisible(is_refused)
        self._discard.setVisible(is_refused)
        waiting = self._p.ticket_outbox.find(row.ticket_id) if row is not None and row.is_refused else None
        self.show_error("" if waiting is None else waiting_ticket_words(waiting))

    def _choose(self, row: TicketRow) -> None:
        if not row.is_waiting:
            self.chosen.emit(row.ticket_id)
        elif self._p.draft.take_back(row.ticket_id):
            self.edit_wanted.emit()

    def _try_again(self) -> None:
        row = self._current()
        if row is not None:
            self._p.ticket_outbox.retry(row.ticket_id)

    def _throw_away(self) -> None:
        row = self._current()
        if row is not None:
            self._p.ticket_outbox.forget(row.ticket_id)

    def retranslate(self) -> None:
        self.set_title(self.tr("My tickets"))
        self.list.setAccessibleName(self.tr("My tickets"))
        self._retry.setText(self.tr("Try again"))
        self._discard.setText(self.tr("Discard"))
        self.new.setText(self.tr("New ticket"))
        self._close.setText(self.tr("Close"))
        self._empty.set_words(
            self.tr("No tickets yet"), self.tr("Tickets you open, and those of your chats, are listed here.")
        )
        self.refresh()
