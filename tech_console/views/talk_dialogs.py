"""Dialogs that begin or end a talk: close and rename, new ticket, leave a message, choose an OS session."""

from collections.abc import Sequence

from PySide6.QtWidgets import QButtonGroup, QLineEdit, QPlainTextEdit, QRadioButton, QWidget

from shared.errors import SportelloError
from shared.ids import ConversationId, DeviceKeyId
from shared.limits import MAX_TITLE_CHARS
from shared.protocol.directory import DeviceRecord, OsSessionRecord
from shared.qt.error_words import words_for
from shared.widgets.dialog import Dialog
from shared.widgets.plain_text import button_text
from tech_console.models.words import session_words
from tech_console.views.asking import AskingDialog
from tech_console.views.parts import add_field, form
from tech_console.views.ui import Ui

REASON_CHARS = 2000


class CloseDialog(AskingDialog):
    """End the talk; its ticket may be renamed in the same step (A-10)."""

    def __init__(self, ui: Ui, conversation_id: ConversationId, parent: QWidget) -> None:
        super().__init__(ui, "", parent)
        self._id = conversation_id
        self._record = ui.console.chats.ticket_of(conversation_id)
        self._field = QLineEdit("" if self._record is None else self._record.title)
        self._field.setMaxLength(MAX_TITLE_CHARS)
        self.set_title(self.tr("Close this conversation?"))
        self.add_text(self.tr("The user sees that it has ended. What was said is kept."))
        if self._record is not None:
            fields = form()
            add_field(fields, self.tr("Title of ticket #{number}").format(number=self._record.number), self._field)
            self.body.addLayout(fields)
        self.add_verb(self.tr("Close conversation"))
        if self._record is not None:
            self._field.setFocus()
            self._field.selectAll()

    def submit(self) -> None:
        typed = self._field.text().strip()
        renamed = self._record is not None and typed and typed != self._record.title
        self.follow(self.ui.console.chats.close(self._id, typed if renamed else ""))


class NewTicketDialog(AskingDialog):
    """A ticket of a conversation, by hand (A-07). One of no conversation: new_ticket_dialog.py."""

    def __init__(self, ui: Ui, parent: QWidget, conversation_id: ConversationId) -> None:
        super().__init__(ui, "", parent, width=480)
        self._conversation_id = conversation_id
        self.set_title(self.tr("New ticket"))
        self._title_field = QLineEdit()
        self._title_field.setMaxLength(MAX_TITLE_CHARS)
        self._text = QPlainTextEdit()
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(120)
        self.add_text(self.tr("It shows the conversation's messages, also later ones."))
        fields = form()
        add_field(fields, self.tr("Title"), self._title_field)
        add_field(fields, self.tr("Description"), self._text)
        self.body.addLayout(fields)
        self.add_verb(self.tr("Create ticket"))
        self._title_field.setFocus()

    def submit(self) -> None:
        title, text = self._title_field.text().strip(), self._text.toPlainText()
        if not title:
            self.show_error(self.tr("Please give the ticket a title."))
            self._title_field.setFocus()
        else:
            self.follow(self.ui.console.chats.open_ticket(self._conversation_id, title, text))


class SessionPicker(Dialog):
    """Which of several OS sessions of a device is meant; `chosen` afterwards, None for all of them."""

    def __init__(self, title: str, sessions: Sequence[OsSessionRecord], parent: QWidget, *, with_all: bool) -> None:
        super().__init__(title, parent)
        self.add_text(self.tr("Several people are signed in on this device."))
        self._group = QButtonGroup(self)
        self._keys: list[DeviceKeyId | None] = [None] if with_all else []
        if with_all:
            self._add(self.tr("All of them; the first to accept takes part"))
        for session in sessions:
            self._keys.append(session.device_key_id)
            self._add(f"{session.os_user} · {session_words(session)}")
        self._group.buttons()[0].setChecked(True)
        self._group.buttons()[0].setFocus()
        self.add_cancel()
        self.add_button(self.tr("Continue"), "primary", is_default=True).clicked.connect(self.accept)

    @property
    def chosen(self) -> DeviceKeyId | None:
        """The agent of the chosen OS session."""
        return self._keys[self._group.checkedId()]

    def _add(self, words: str) -> None:
        radio = QRadioButton(button_text(words))
        self._group.addButton(radio, len(self._group.buttons()))
        self.body.addWidget(radio)


class AskDialog(Dialog):
    """Why a chat is wanted; shown to the user together with the technician's name."""

    def __init__(self, device_name: str, parent: QWidget, *, is_undisturbed: bool = False) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Ask {device} for a chat").format(device=device_name))
        self.add_text(self.tr("The user sees your name, your organisation and this reason, and may accept or decline."))
        if is_undisturbed:
            self.add_text(self.tr("This person asked not to be disturbed: the request waits quietly in their list."))
        self._field = QLineEdit()
        self._field.setMaxLength(REASON_CHARS)
        self._field.setPlaceholderText(self.tr("For example: about your printer"))
        fields = form()
        add_field(fields, self.tr("Reason (optional)"), self._field)
        self.body.addLayout(fields)
        self.add_cancel()
        self.add_button(self.tr("Start chat"), "primary", is_default=True).clicked.connect(self.accept)
        self._field.setFocus()

    @property
    def reason(self) -> str:
        """What was typed."""
        return self._field.text().strip()


class LeaveMessageDialog(AskingDialog):
    """A text for a device that may be off, shown at the next sign-in."""

    def __init__(self, ui: Ui, device: DeviceRecord, device_key_id: DeviceKeyId, parent: QWidget) -> None:
        super().__init__(ui, "", parent, width=480)
        self._device = device
        self._key = device_key_id
        self.set_title(self.tr("Leave a message"))
        user = next((s.os_user for s in device.os_sessions if s.device_key_id == device_key_id), "")
        self.add_text(
            self.tr("{user} sees it at the next sign-in on {device} and can answer.").format(
                user=user, device=device.name
            )
        )
        self._text = QPlainTextEdit()
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(140)
        self._text.setAccessibleName(self.tr("Message"))
        self.body.addWidget(self._text)
        self.add_verb(self.tr("Leave message"))
        self._text.setFocus()

    def submit(self) -> None:
        text = self._text.toPlainText().strip()
        if not text:
            self.show_error(self.tr("Please write something first."))
            return
        try:
            question = self.ui.console.chats.leave_message(self._device.device_id, self._key, text)
        except SportelloError as error:
            self.show_error(words_for(error))
            return
        if question is None:
            self.accept()
        else:
            self.follow(question)
