"""One conversation: who it is with, what was said, where to write."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from shared.errors import SportelloError
from shared.ids import ConversationId, MessageId
from shared.protocol.chat import ConversationRecord
from shared.qt.error_words import words_for
from shared.widgets.avatar import Avatar
from shared.widgets.banner import Banner
from shared.widgets.chat_view import ChatView
from shared.widgets.composer import Composer
from shared.widgets.elided_label import ElidedLabel
from shared.widgets.icons import icon
from shared.widgets.shield import Identity, Shield
from shared.widgets.tokens import GRID
from tech_console.models.words import person_of, presence_words
from tech_console.state.snapshot import Change, Kind
from tech_console.state.talk import Row
from tech_console.views.parts import bar, button, icon_button, in_margins
from tech_console.views.talk_items import chat_item
from tech_console.views.ui import Ui


class ConversationPane(QWidget):
    """Signals: `close_wanted(conversation_id)`, `ticket_wanted(conversation_id)` to open or show its ticket;
    `panel_toggled()`.
    """  # noqa: D205 - the signals are one list

    close_wanted = Signal(str)
    ticket_wanted = Signal(str)
    panel_toggled = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._chats = ui.console.chats
        self._id = ConversationId("")
        self.view = ChatView()
        self.composer = Composer()
        self._banner = Banner()
        self._banner_box = in_margins(self._banner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self._banner_box)
        column.addWidget(self.view, 1)
        column.addWidget(self.composer)
        self._connect()

    @property
    def conversation_id(self) -> ConversationId:
        """Which one is shown; empty for none."""
        return self._id

    def _head(self) -> QWidget:
        head, row = bar()
        self._avatar = Avatar(36)
        self._name = ElidedLabel("", kind="heading")
        self._shield = Shield(compact=True)
        self._where = ElidedLabel("", kind="small")
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
        self._ticket = button(self.tr("New ticket"), lambda: self.ticket_wanted.emit(self._id), icon_name="ticket-plus")
        self._close = button(self.tr("Close"), lambda: self.close_wanted.emit(self._id))
        self._toggle = icon_button("panel-right", self.tr("Show or hide details"), self.panel_toggled.emit)
        row.addWidget(self._avatar)
        row.addSpacing(4)
        row.addLayout(words, 1)
        for part in (self._ticket, self._close, self._toggle):
            part.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            row.addWidget(part)
        return head

    def _connect(self) -> None:
        chats = self._chats
        chats.row_changed.connect(self._row_changed)
        chats.row_removed.connect(self._row_removed)
        chats.rows_reset.connect(self._rows_reset)
        chats.typing.connect(self._typing)
        self._ui.console.world.changed.connect(self._changed)
        self._ui.console.world.reloaded.connect(self._show_record)
        self.view.retry_requested.connect(lambda key: chats.retry(MessageId(key)))
        self.view.read_upto.connect(self._read)
        self.composer.send_requested.connect(self._send)
        self.composer.typing.connect(lambda: chats.note_typing(self._id))
        self.composer.draft_changed.connect(self._drafted)

    def show_conversation(self, conversation_id: str) -> None:
        """Show another conversation, with its own draft."""
        if conversation_id == self._id:
            return
        self._id = ConversationId(conversation_id)
        talk = self._chats.talk(self._id)
        self._show_record()
        self._fill()
        self.composer.set_text(talk.draft)
        self.view.set_typing(None)

    def take_focus(self) -> None:
        """Put the keyboard into the composer, or on the rows of a talk that is over."""
        (self.composer if self.composer.isVisible() else self.view).setFocus()

    def _record(self) -> ConversationRecord | None:
        return self._chats.record(self._id)

    def _show_record(self) -> None:
        record = self._record()
        if record is None:
            return
        self._avatar.set_person(person_of(record), record.contact_id or record.device_key_id)
        self._name.setText(person_of(record))
        self._shield.set_identity(Identity(record.shield.level, record.shield.by, record.shield.at))
        device = self._ui.console.devices.find(record.device_id)
        parts = [record.customer_name, record.device_name, presence_words(device) if device is not None else ""]
        self._where.setText(" · ".join(part for part in parts if part))
        self._show_ticket(record)
        mine = self._chats.is_mine(self._id)
        self._close.setVisible(record.open and (mine or self._ui.console.world.snapshot.may("see_all_conversations")))
        self.composer.setVisible(record.open and mine)
        self._say_state(record, mine)

    def _show_ticket(self, record: ConversationRecord) -> None:
        if record.ticket_number is None:
            self._ticket.setText(self.tr("New ticket"))
            self._ticket.setIcon(icon("ticket-plus"))
            self._ticket.setToolTip(self.tr("Make a ticket of this conversation"))
        else:
            self._ticket.setText(f"#{record.ticket_number}")
            self._ticket.setIcon(icon("ticket"))
            self._ticket.setToolTip(self.tr("Show the ticket of this conversation"))

    def _say_state(self, record: ConversationRecord, mine: bool) -> None:
        if not record.open:
            words = self.tr("This conversation is closed. What was said stays here and in its ticket.")
        elif not mine:
            words = self.tr("{name} holds this conversation. You can read it.").format(name=record.technician_name)
        elif record.accepted_at is None:
            words = self.tr("The user has not answered yet. Your message is shown at the next sign-in.")
        else:
            self._banner.clear()
            self._banner_box.setVisible(False)
            return
        self._banner.say("info", words)
        self._banner_box.setVisible(True)

    def _fill(self) -> None:
        talk, record = self._chats.talk(self._id), self._record()
        rows = talk.rows()
        self.view.set_items([chat_item(row, record) for row in rows], talk.first_unread())
        for row in rows:
            self._chats.note_shown(self._id, row)

    def _rows_reset(self, conversation_id: str) -> None:
        if conversation_id == self._id:
            self._fill()
            if not self.composer.text():
                self.composer.set_text(self._chats.talk(self._id).draft)

    def _row_changed(self, conversation_id: str, row: Row) -> None:
        if conversation_id == self._id:
            self.view.upsert(chat_item(row, self._record()))
            self._chats.note_shown(self._id, row)

    def _row_removed(self, conversation_id: str, key: str) -> None:
        if conversation_id == self._id:
            self.view.remove(key)

    def _typing(self, conversation_id: str, name: str) -> None:
        if conversation_id == self._id:
            record = self._record()
            self.view.set_typing(name or None, record.contact_id or "" if record is not None else "")

    def _read(self, key: str) -> None:
        talk = self._chats.talk(self._id)
        if (seq := talk.seq_of(key)) > 0:
            self._chats.mark_read(self._id, seq)

    def _send(self, text: str) -> None:
        try:
            self._chats.send(self._id, text)
        except SportelloError as error:
            # Nothing was queued, so the words go back where they came from.
            self.composer.set_text(text)
            self._banner.say("error", words_for(error))
            self._banner_box.setVisible(True)
        else:
            self._show_record()

    def _drafted(self, text: str) -> None:
        if self._id:
            self._chats.save_draft(self._id, text)

    def _changed(self, change: Change) -> None:
        record = self._record()
        if record is None:
            return
        if (change.kind, change.id) in {(Kind.DEVICE, record.device_id), (Kind.CONVERSATION, self._id)}:
            self._show_record()
