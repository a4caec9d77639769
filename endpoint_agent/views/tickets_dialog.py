"""*My tickets*: number, title, state and last change of this person's own tickets."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from endpoint_agent.presenters.tickets import TicketsPresenter
from endpoint_agent.views.placing import fit_height
from shared.protocol.tickets import TicketRecord, TicketState
from shared.widgets.chat_words import clock, day_words
from shared.widgets.dialog import Dialog
from shared.widgets.elided_label import ElidedLabel
from shared.widgets.empty_state import EmptyState
from shared.widgets.labels import Label
from shared.widgets.plain_text import shown_line

MAX_LIST_PX = 340
"""A longer list scrolls; the dialog may be made larger by hand."""


class TicketsDialog(Dialog):
    """Follows the list while it is open."""

    def __init__(self, tickets: TicketsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, width=460)
        self._tickets = tickets
        self._list = QWidget()
        self._list.setProperty("kind", "page")
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._list)
        self._empty = EmptyState("ticket")
        self.body.addWidget(self._area, 1)
        self.body.addWidget(self._empty, 1)
        self.new = self.add_button("")
        self._close: QPushButton = self.add_button("", "primary", is_default=True)
        self._close.clicked.connect(self.accept)
        tickets.changed.connect(self.refresh)
        self.retranslate()

    def refresh(self) -> None:
        """Show the tickets as they stand."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        tickets = self._tickets.newest_first()
        height = 0
        for ticket in tickets:
            row = _Row(ticket)
            height += row.sizeHint().height() + 2
            self._column.addWidget(row)
            self._column.addWidget(_hairline())
        self._column.addStretch()
        self._area.setVisible(bool(tickets))
        self._empty.setVisible(not tickets)
        self._area.setMinimumHeight(min(MAX_LIST_PX, height))
        if not self.isVisible() or self.height() < self.minimumSizeHint().height():
            fit_height(self)

    def retranslate(self) -> None:
        self.set_title(self.tr("My tickets"))
        self._list.setAccessibleName(self.tr("My tickets"))
        self.new.setText(self.tr("New ticket"))
        self._close.setText(self.tr("Close"))
        self._empty.set_words(
            self.tr("No tickets yet"), self.tr("Tickets you open, and those of your chats, are listed here.")
        )
        self.refresh()


class _Row(QWidget):
    def __init__(self, ticket: TicketRecord) -> None:
        super().__init__()
        title = ElidedLabel(shown_line(ticket.title), kind="strong")
        at = ticket.updated_at
        under = Label(f"#{ticket.number} · {day_words(at)}, {clock(at)}", kind="small")
        state = Label(state_words(ticket.state), kind="small" if ticket.state is not TicketState.OPEN else "strong")
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(title)
        lines.addWidget(under)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 10, 10, 10)
        row.setSpacing(12)
        row.addLayout(lines, 1)
        row.addWidget(state)
        self.setAccessibleName(f"#{ticket.number}, {title.text()}, {state.text()}")


def _hairline() -> QFrame:
    line = QFrame()
    line.setProperty("kind", "line")
    line.setFixedHeight(1)
    return line


def state_words(state: TicketState) -> str:
    """Return a ticket's state as a word."""
    return {
        TicketState.OPEN: QCoreApplication.translate("TicketState", "Open"),
        TicketState.PENDING: QCoreApplication.translate("TicketState", "Pending"),
        TicketState.SOLVED: QCoreApplication.translate("TicketState", "Solved"),
        TicketState.CLOSED: QCoreApplication.translate("TicketState", "Closed"),
    }[state]
