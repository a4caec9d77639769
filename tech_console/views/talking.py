"""The dialogs that begin, hand on or end a talk, and what leads from a device or a talk to a ticket."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from shared.ids import ConversationId, DeviceId, DeviceKeyId, TicketId
from shared.protocol.directory import DeviceRecord
from shared.widgets.dialog import Dialog
from shared.widgets.plain_text import isolated
from shared.widgets.transcript import transcript_of
from shared.widgets.transcript_saver import TranscriptSaver
from tech_console.models.words import event_words
from tech_console.presenters.outgoing import Ask, AskState
from tech_console.state.queries import live_sessions, open_conversation_of_ticket
from tech_console.views.answers_dialog import AnswersDialog
from tech_console.views.asking import confirm
from tech_console.views.connecting_dialog import ConnectingDialog
from tech_console.views.new_ticket_dialog import OpenTicketDialog
from tech_console.views.talk_dialogs import AskDialog, CloseDialog, LeaveMessageDialog, NewTicketDialog, SessionPicker
from tech_console.views.transfer_dialog import TransferDialog
from tech_console.views.ui import Ui


class Talking(QObject):
    """Signals: `ticket_wanted(ticket_id)` where there is one already; `said(title, text)` for a short note on screen."""

    ticket_wanted = Signal(str)
    said = Signal(str, str)

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self._parent = parent
        self._asks: dict[str, ConnectingDialog] = {}
        self._saver = TranscriptSaver(parent)
        self._saver.saved.connect(lambda path: self.said.emit(self.tr("Transcript saved"), path))
        self._saver.failed.connect(lambda words: self.said.emit(self.tr("That did not work"), words))
        ui.console.outgoing.changed.connect(self._asking)

    def window(self) -> QWidget:
        """Return what the dialogs belong to."""
        return self._parent.window()

    def ask_device(self, device_id: str) -> None:
        """Ring the user of a device; where several are signed in, the technician picks one (L5)."""
        device = self._ui.console.devices.find(DeviceId(device_id))
        if device is None:
            return
        agreed, key = self._whom(device)
        if agreed:
            meant = [s for s in live_sessions(device) if key in {None, s.device_key_id}]
            quiet = bool(meant) and all(session.is_undisturbed for session in meant)
            dialog = AskDialog(device.name, self.window(), is_undisturbed=quiet)
            dialog.accepted.connect(
                lambda: self._ui.console.outgoing.ask(device.device_id, device_key_id=key, reason=dialog.reason)
            )
            self._open(dialog)

    def chat_of_ticket(self, ticket_id: str) -> None:
        """Show a ticket's open talk, or ring the user of its device for one (A-25, A-26, L5)."""
        tickets, id_ = self._ui.console.tickets, TicketId(ticket_id)
        ticket = tickets.find(id_)
        device = None if ticket is None or ticket.device_id is None else self._ui.console.devices.find(ticket.device_id)
        if device is None or open_conversation_of_ticket(self._ui.console.world.snapshot, id_) is not None:
            tickets.start_chat(id_)
            return
        agreed, key = self._whom(device)
        if agreed:
            self._ui.console.outgoing.ask(device.device_id, device_key_id=key, ticket_id=id_)

    def _whom(self, device: DeviceRecord) -> tuple[bool, DeviceKeyId | None]:
        """Return whether to go on, and which OS session is meant; None means all of the device."""
        sessions = live_sessions(device)
        if len(sessions) <= 1:
            return True, sessions[0].device_key_id if sessions else None
        picker = SessionPicker(self.tr("Whom do you want to ask?"), sessions, self.window(), with_all=True)
        agreed, key = bool(picker.exec()), picker.chosen
        picker.deleteLater()
        return agreed, key

    def _asking(self, ask: Ask) -> None:
        if ask.state is AskState.ASKING and not self._has_dialog(ask):
            dialog = ConnectingDialog(self._ui, ask, self.window())
            self._asks[ask.request_id] = dialog
            dialog.message_wanted.connect(self.leave_message)
            dialog.finished.connect(self._forget_closed)
            dialog.open()

    def _has_dialog(self, ask: Ask) -> bool:
        return any(dialog.is_for(ask) for dialog in self._asks.values())

    def _forget_closed(self) -> None:
        self._asks = {id_: dialog for id_, dialog in self._asks.items() if dialog.isVisible()}

    def leave_message(self, device_id: str) -> None:
        """Leave a message for an OS session that may be off (L4)."""
        device = self._ui.console.devices.find(DeviceId(device_id))
        if device is None or not device.os_sessions:
            return
        key = device.os_sessions[0].device_key_id
        if len(device.os_sessions) > 1:
            picker = SessionPicker(
                self.tr("For whom is the message?"), device.os_sessions, self.window(), with_all=False
            )
            agreed = bool(picker.exec())
            key = picker.chosen or key
            picker.deleteLater()
            if not agreed:
                return
        self._open(LeaveMessageDialog(self._ui, device, key, self.window()))

    def close_talk(self, conversation_id: str) -> None:
        """End a talk."""
        self._open(CloseDialog(self._ui, ConversationId(conversation_id), self.window()))

    def transfer(self, conversation_id: str) -> None:
        """Hand a talk to a colleague or a group."""
        self._open(TransferDialog(self._ui, ConversationId(conversation_id), self.window()))

    def save_transcript(self, conversation_id: str) -> None:
        """Save a talk as PDF or text; internal notes are no part of it."""
        chats = self._ui.console.chats
        record = chats.record(ConversationId(conversation_id))
        if record is not None:
            messages = chats.talk(record.conversation_id).messages()
            word = self._ui.say(self.tr("{Customer}"))
            self._saver.ask(transcript_of(record, messages, event_words, customer_word=word))

    def manage_answers(self) -> None:
        """Look at and change the canned answers."""
        self._open(AnswersDialog(self._ui, self.window()))

    def ticket_of_talk(self, conversation_id: str) -> None:
        """Show the ticket of a talk, or make one."""
        ticket = self._ui.console.chats.ticket_of(ConversationId(conversation_id))
        if ticket is not None:
            self.ticket_wanted.emit(ticket.ticket_id)
        else:
            self._open(NewTicketDialog(self._ui, self.window(), ConversationId(conversation_id)))

    def ticket_of_device(self, device_id: str) -> None:
        """Make a ticket of a device."""
        self.new_ticket(self._ui.console.devices.find(DeviceId(device_id)))

    def new_ticket(self, device: DeviceRecord | None = None) -> None:
        """Make a ticket of no conversation, and show it."""
        dialog = OpenTicketDialog(self._ui, self.window(), device=device)
        dialog.accepted.connect(lambda: self._show_opened(dialog))
        self._open(dialog)

    def _show_opened(self, dialog: OpenTicketDialog) -> None:
        if dialog.opened in self._ui.console.world.snapshot.tickets:
            self.ticket_wanted.emit(dialog.opened)

    def revoke_device(self, device_id: str) -> None:
        """Shut a device out, after asking."""
        device: DeviceRecord | None = self._ui.console.devices.find(DeviceId(device_id))
        if device is not None and confirm(
            self._ui,
            self.tr("Revoke this device?"),
            self.tr("{device} is disconnected at once and can never sign in again with its key.").format(
                device=isolated(device.name)
            ),
            self.tr("Revoke"),
            self.window(),
        ):
            self._ui.console.devices.revoke(device.device_id)

    def _open(self, dialog: Dialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
