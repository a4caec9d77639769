"""Beside a conversation: the person with the shield, the device, the ticket, the customer."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from shared.ids import ConversationId
from shared.protocol.chat import ConversationRecord
from shared.protocol.directory import DeviceRecord
from shared.protocol.requests import ChatRequestRecord
from shared.widgets.labels import Label
from shared.widgets.shield import Identity, Shield
from shared.widgets.tokens import GRID
from tech_console.models.device_columns import address_words, os_words
from tech_console.models.words import (
    day_and_clock,
    person_of,
    presence_words,
    ticket_state_words,
)
from tech_console.state.queries import presence, reason_of
from tech_console.state.snapshot import Change, Kind
from tech_console.views.parts import bar, button, clear, fact, hairline, scrolled
from tech_console.views.ui import Ui

WIDTH = 288
LINK_INSET = 13
"""How far the picture of a ghost button stands from the button's edge; it belongs below the words above."""
SHOWN = frozenset({Kind.CONVERSATION, Kind.REQUEST, Kind.DEVICE, Kind.TICKET, Kind.CONTACT, Kind.CUSTOMER})


class ContextPanel(QFrame):
    """Signals: `ticket_wanted(ticket_id)`, `device_wanted(device_id)`."""

    ticket_wanted = Signal(str)
    device_wanted = Signal(str)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._id = ""
        self.setProperty("kind", "panel")
        self.setFixedWidth(WIDTH)
        head, row = bar()
        row.addWidget(Label(self.tr("Details"), kind="heading"))
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self._column.setSpacing(GRID + 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(scrolled(inside), 1)
        ui.console.world.changed.connect(self._changed)
        ui.console.world.reloaded.connect(self._build)

    def show_conversation(self, conversation_id: str) -> None:
        """Show what belongs to a conversation."""
        self._id = conversation_id
        self._build()

    def _changed(self, change: Change) -> None:
        if change.kind in SHOWN and self._concerns(change):
            self._build()

    def _concerns(self, change: Change) -> bool:
        record = self._record()
        ids = {record.device_id, record.ticket_id, record.contact_id, record.customer_id} if record else set()
        if isinstance(change.after, ChatRequestRecord):
            return change.after.conversation_id == self._id
        return change.id == self._id or change.id in ids

    def _record(self) -> ConversationRecord | None:
        return self._ui.console.chats.record(ConversationId(self._id))

    def _build(self) -> None:
        clear(self._column)
        record = self._record()
        if record is None:
            return
        self._add_person(record)
        self._add_line()
        self._add_device(record)
        self._add_line()
        self._add_ticket(record)
        self._add_line()
        self._column.addWidget(fact(self._ui.say(self.tr("{Customer}")), record.customer_name))
        self._column.addWidget(fact(self.tr("Began"), day_and_clock(record.accepted_at or record.opened_at)))
        if not record.open:
            self._column.addWidget(fact(self.tr("Ended"), day_and_clock(record.closed_at)))
        self._column.addStretch()

    def _add_line(self) -> None:
        self._column.addWidget(hairline())

    def _add_person(self, record: ConversationRecord) -> None:
        contact = self._ui.console.world.snapshot.contacts.get(record.contact_id) if record.contact_id else None
        self._column.addWidget(fact(self._ui.say(self.tr("{Contact}")), person_of(record), "strong"))
        shield = Shield()
        shield.set_identity(Identity(record.shield.level, record.shield.by, record.shield.at))
        self._column.addWidget(shield)
        if contact is not None:
            self._column.addWidget(fact(self.tr("E-mail"), contact.e_mail))
        if record.os_user:
            self._column.addWidget(fact(self.tr("Signed in as"), record.os_user))
        if reason := reason_of(self._ui.console.world.snapshot, record.conversation_id):
            self._column.addWidget(fact(self.tr("Reason"), reason))

    def _add_device(self, record: ConversationRecord) -> None:
        device = self._ui.console.devices.find(record.device_id)
        self._column.addWidget(fact(self.tr("Device"), record.device_name, "strong"))
        if device is None:
            return
        self._column.addWidget(fact(self.tr("Presence"), _presence(device)))
        self._column.addWidget(fact(self.tr("System"), os_words(device)))
        if address := address_words(device):
            self._column.addWidget(fact(self.tr("Address"), address))
        self._add_button(
            button(self.tr("Show device"), lambda: self.device_wanted.emit(record.device_id), "ghost", "monitor")
        )

    def _add_ticket(self, record: ConversationRecord) -> None:
        ticket = self._ui.console.chats.ticket_of(record.conversation_id)
        if ticket is None:
            self._column.addWidget(fact(self.tr("Ticket"), self.tr("None yet")))
            return
        self._column.addWidget(fact(self.tr("Ticket"), f"#{ticket.number} · {ticket_state_words(ticket.state)}"))
        self._column.addWidget(fact(self.tr("Title"), ticket.title))
        ticket_id = ticket.ticket_id
        self._add_button(button(self.tr("Show ticket"), lambda: self.ticket_wanted.emit(ticket_id), "ghost", "ticket"))

    def _add_button(self, made: QPushButton) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addSpacing(-LINK_INSET)
        row.addWidget(made)
        row.addStretch()
        self._column.addLayout(row)


def _presence(device: DeviceRecord) -> str:
    found = presence(device)
    words = presence_words(device)
    return f"{words} · {found.os_user}" if found.os_user else words
