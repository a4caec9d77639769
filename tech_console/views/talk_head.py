"""The head of a conversation: who it is with, how that person is found now, its ticket, and what can be done with it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout

from shared.protocol.chat import ConversationRecord
from shared.widgets.avatar import Avatar
from shared.widgets.elided_label import ElidedLabel
from shared.widgets.icons import icon
from shared.widgets.shield import Identity, Shield
from shared.widgets.tokens import GRID
from tech_console.models.words import person_of, presence_words, session_words
from tech_console.state.queries import session_of
from tech_console.views.parts import button, icon_button
from tech_console.views.ui import Ui


class TalkHead(QFrame):
    """Signals, of its buttons and its menu: `close_wanted`, `ticket_wanted`, `transfer_wanted`, `transcript_wanted`,
    `device_wanted`, `panel_toggled`.
    """  # noqa: D205 - the signals are one list

    close_wanted = Signal()
    ticket_wanted = Signal()
    transfer_wanted = Signal()
    transcript_wanted = Signal()
    device_wanted = Signal()
    panel_toggled = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.setProperty("kind", "bar")
        self.setFixedHeight(7 * GRID)
        self._avatar = Avatar(36)
        self._name = ElidedLabel("", kind="heading")
        self._shield = Shield(compact=True)
        self._where = ElidedLabel("", kind="small")
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        row.setSpacing(GRID)
        row.addWidget(self._avatar)
        row.addSpacing(4)
        row.addLayout(self._words(), 1)
        self._ticket = button(self.tr("New ticket"), self.ticket_wanted.emit, icon_name="ticket-plus")
        self._close = button(self.tr("Close"), self.close_wanted.emit)
        self._more = icon_button("ellipsis-vertical", self.tr("More"), self._open_menu)
        self._toggle = icon_button("panel-right", self.tr("Show or hide details"), self.panel_toggled.emit)
        for part in (self._ticket, self._close, self._more, self._toggle):
            part.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            row.addWidget(part)
        self._menu = self._make_menu()

    def _words(self) -> QVBoxLayout:
        first = QHBoxLayout()
        first.setSpacing(GRID)
        self._name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        first.addWidget(self._name)
        first.addWidget(self._shield)
        first.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addLayout(first)
        words.addWidget(self._where)
        words.addStretch()
        return words

    def _make_menu(self) -> QMenu:
        menu = QMenu(self._more)
        self.transfer: QAction = menu.addAction(icon("users", "text"), self.tr("Hand over…"))
        self.transfer.triggered.connect(self.transfer_wanted)
        menu.addAction(icon("save", "text"), self.tr("Save transcript…")).triggered.connect(self.transcript_wanted)
        menu.addAction(icon("monitor", "text"), self.tr("Show device")).triggered.connect(self.device_wanted)
        return menu

    def _open_menu(self) -> None:
        self._menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def show_record(self, record: ConversationRecord, *, is_mine: bool) -> None:
        """Show a conversation as it stands."""
        self._avatar.set_person(person_of(record), record.contact_id or record.device_key_id)
        self._name.setText(person_of(record))
        self._shield.set_identity(Identity(record.shield.level, record.shield.by, record.shield.at))
        self._where.setText(" · ".join(part for part in self._place(record) if part))
        may_all = self._ui.console.world.snapshot.may("see_all_conversations")
        self._close.setVisible(record.open and (is_mine or may_all))
        self.transfer.setEnabled(record.open and (is_mine or may_all))
        self._show_ticket(record)

    def _place(self, record: ConversationRecord) -> list[str]:
        device = self._ui.console.devices.find(record.device_id)
        found = ""
        if device is not None:
            found = session_words(session_of(device, record.device_key_id)) or presence_words(device)
        # How the person is found comes first: on a narrow window the rest is cut.
        return [found, record.customer_name, record.device_name, record.service_name]

    def _show_ticket(self, record: ConversationRecord) -> None:
        if record.ticket_number is None:
            self._ticket.setText(self.tr("New ticket"))
            self._ticket.setIcon(icon("ticket-plus"))
            self._ticket.setToolTip(self.tr("Make a ticket of this conversation"))
        else:
            self._ticket.setText(f"#{record.ticket_number}")
            self._ticket.setIcon(icon("ticket"))
            self._ticket.setToolTip(self.tr("Show the ticket of this conversation"))
