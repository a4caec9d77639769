"""One ticket on the whole page: head with what is done most, its thread in the middle, its fields beside."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from shared.ids import TicketId
from shared.protocol.tickets import TicketRecord, TicketState
from shared.widgets.dialog import Dialog
from shared.widgets.elided_label import ElidedLabel
from shared.widgets.icons import icon
from tech_console.models.tickets import STATE_TONES
from tech_console.models.words import priority_words, ticket_state_words
from tech_console.state.queries import open_conversation_of_ticket
from tech_console.state.snapshot import Change, Kind
from tech_console.state.ticket_views import is_alive
from tech_console.views.desk_composer import Mode
from tech_console.views.parts import bar, button, hairline, icon_button
from tech_console.views.pill import Pill
from tech_console.views.ticket_dialogs import MergeDialog, PeopleDialog, TimeDialog
from tech_console.views.ticket_side import TicketSide
from tech_console.views.ticket_thread import TicketThread
from tech_console.views.ui import Ui


class TicketPage(QWidget):
    """Signals: `back_wanted()`; `talk_wanted(conversation_id)`, `device_wanted(device_id)`, `other_wanted(ticket_id)`,
    `transcript_wanted(conversation_id)`, `chat_wanted(ticket_id)`, `answers_wanted()`.
    """  # noqa: D205 - the signals are one list

    back_wanted = Signal()
    talk_wanted = Signal(str)
    device_wanted = Signal(str)
    other_wanted = Signal(str)
    transcript_wanted = Signal(str)
    chat_wanted = Signal(str)
    answers_wanted = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._record: TicketRecord | None = None
        self.thread_view = TicketThread(ui)
        self.side = TicketSide(ui)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        across = QHBoxLayout()
        across.setSpacing(0)
        column.addLayout(across, 1)
        across.addWidget(self.thread_view, 1)
        across.addWidget(hairline(vertical=True))
        across.addWidget(self.side)
        self._connect()

    @property
    def ticket_id(self) -> str:
        """Which ticket is shown; empty for none."""
        return "" if self._record is None else self._record.ticket_id

    def _head(self) -> QFrame:
        head, row = bar()
        row.addWidget(icon_button("arrow-left", self.tr("Back to the list (Esc)"), self.back_wanted.emit))
        words = QVBoxLayout()
        words.setSpacing(0)
        self._title = ElidedLabel("", kind="heading")
        self._facts = ElidedLabel("", kind="small")
        words.addStretch()
        words.addWidget(self._title)
        words.addWidget(self._facts)
        words.addStretch()
        row.addLayout(words, 1)
        self._state = Pill()
        row.addWidget(self._state, 0, Qt.AlignmentFlag.AlignVCenter)
        self._mine: QPushButton = button(self.tr("Assign to me"), self.assign_to_me, icon_name="user-check")
        self._solve: QPushButton = button(self.tr("Solve"), self.solve, icon_name="check")
        self._chat: QPushButton = button(self.tr("Start chat"), self.start_chat, icon_name="message-square-plus")
        self._more = icon_button("ellipsis-vertical", self.tr("More"), self._open_menu)
        for part in (self._mine, self._solve, self._chat, self._more):
            part.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            row.addWidget(part)
        self._menu = self._make_menu()
        return head

    def _make_menu(self) -> QMenu:
        menu = QMenu(self._more)
        self._merge: QAction = menu.addAction(icon("link", "text"), self.tr("Merge…"))
        self._merge.triggered.connect(self.merge)
        self._people: QAction = menu.addAction(icon("user", "text"), self.tr("Requester and device…"))
        self._people.triggered.connect(self.change_people)
        self._time: QAction = menu.addAction(icon("clock", "text"), self.tr("Add time worked…"))
        self._time.triggered.connect(self.add_time)
        self._transcript: QAction = menu.addAction(icon("save", "text"), self.tr("Save transcript…"))
        self._transcript.triggered.connect(self._save_transcript)
        return menu

    def _open_menu(self) -> None:
        self._menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _connect(self) -> None:
        self.side.device_wanted.connect(self.device_wanted)
        self.side.other_wanted.connect(self.other_wanted)
        self.side.time_wanted.connect(self.add_time)
        self.side.file_wanted.connect(self._save_file)
        self.thread_view.writing.answers_wanted.connect(self.answers_wanted)
        console = self._ui.console
        console.world.changed.connect(self._changed)
        console.world.reloaded.connect(self._refresh)
        console.threads.changed.connect(self._thread_changed)

    def show_ticket(self, ticket_id: str) -> bool:
        """Show another ticket; False when it is not known here."""
        record = self._ui.console.tickets.find(TicketId(ticket_id))
        if record is None:
            return False
        is_other = ticket_id != self.ticket_id
        self._show(record)
        if is_other:
            self._ui.console.threads.show_ticket(record.ticket_id)
        return True

    def leave(self) -> None:
        """Nobody looks at the ticket any more."""
        self._ui.console.threads.show_ticket(None)

    def take_focus(self) -> None:
        """Put the keyboard where one writes, or on the rows."""
        writing = self.thread_view.writing
        (writing if writing.isVisibleTo(self) else self.thread_view.view).setFocus()

    def write(self, mode: Mode) -> None:
        """Write a reply or a note."""
        self.thread_view.writing.write(mode)

    def _show(self, record: TicketRecord) -> None:
        self._record = record
        self._title.setText(f"#{record.number} · {record.title}")
        person = record.contact_name or record.device_name
        urgency = priority_words(record.priority)
        parts = (record.customer_name, person, record.service_name, record.assignee_name or record.group_name, urgency)
        self._facts.setText(" · ".join(part for part in parts if part))
        self._state.show_words(ticket_state_words(record.state), STATE_TONES[record.state])
        world = self._ui.console.world.snapshot
        may = world.may("edit_tickets") and record.merged_into is None
        alive = is_alive(record)
        self._mine.setVisible(may and alive and record.assignee_id != world.me)
        self._solve.setVisible(may and alive)
        talk = open_conversation_of_ticket(world, record.ticket_id)
        self._chat.setText(self.tr("Start chat") if talk is None else self.tr("Show conversation"))
        self._chat.setVisible(talk is not None or (record.device_id is not None and world.may("chat") and alive))
        self._merge.setEnabled(may and record.state is not TicketState.CLOSED)
        self._time.setEnabled(may)
        self._people.setEnabled(may)
        self._transcript.setEnabled(record.conversation_id is not None)
        self.side.show_record(record, self._ui.console.threads.of(record.ticket_id))
        self.thread_view.show_record(record)

    def _refresh(self) -> None:
        if self._record is not None:
            self.show_ticket(self._record.ticket_id)

    def _changed(self, change: Change) -> None:
        record = self._record
        if record is None:
            return
        talks = {record.conversation_id, *self._ui.console.threads.of(record.ticket_id).conversations}
        is_ours = change.kind is Kind.TICKET and change.id == record.ticket_id
        if is_ours or (change.kind is Kind.CONVERSATION and change.id in talks):
            self._refresh()

    def _thread_changed(self, id_: str) -> None:
        if self._record is not None and id_ == self._record.ticket_id:
            self.side.facts.show_record(self._record, self._ui.console.threads.of(id_))

    # What people do

    def assign_to_me(self) -> None:
        """Make it mine."""
        if self._record is not None and self._mine.isVisibleTo(self):
            self._ui.console.tickets.edit_now(self._record.ticket_id, assignee_id=self._ui.console.world.snapshot.me)

    def solve(self) -> None:
        """Say that it is done."""
        if self._record is not None and self._solve.isVisibleTo(self):
            self._ui.console.tickets.edit_now(self._record.ticket_id, state=TicketState.SOLVED)

    def merge(self) -> None:
        """Make it part of another ticket."""
        if self._record is not None and self._merge.isEnabled():
            self._open(MergeDialog(self._ui, self._record, self.window()))

    def change_people(self) -> None:
        """Say whom it is about."""
        if self._record is not None and self._people.isEnabled():
            self._open(PeopleDialog(self._ui, self._record, self.window()))

    def add_time(self) -> None:
        """Write down time worked."""
        if self._record is not None and self._time.isEnabled():
            self._open(TimeDialog(self._ui, self._record, self.window()))

    def _open(self, dialog: Dialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def start_chat(self) -> None:
        """Show its open talk, or ask its device for one (A-25)."""
        if self._record is not None:
            self.chat_wanted.emit(self._record.ticket_id)

    def _save_file(self, file_id: str) -> None:
        files = self._ui.console.threads.of(self.ticket_id).ready_files()
        for file in (file for file in files if file.file_id == file_id):
            self._ui.console.files.fetch(file)

    def _save_transcript(self) -> None:
        if self._record is not None and self._record.conversation_id is not None:
            self.transcript_wanted.emit(self._record.conversation_id)
