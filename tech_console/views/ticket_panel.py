"""One ticket: its fields, its conversation, and *Actions → Start chat* (A-25)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from shared.ids import ConversationId, TechnicianId, TicketId
from shared.limits import MAX_TITLE_CHARS
from shared.protocol.tickets import TicketRecord, TicketState
from shared.widgets.banner import Banner
from shared.widgets.chat_view import ChatView
from shared.widgets.elided_label import ElidedLabel
from shared.widgets.labels import Label
from shared.widgets.plain_text import shown_line
from shared.widgets.shield import Identity, Shield
from shared.widgets.tokens import GRID
from tech_console.models.problem_words import problem_words
from tech_console.models.words import day_and_clock, origin_words, ticket_state_words
from tech_console.presenters.line import Problem
from tech_console.state.snapshot import Change, Kind
from tech_console.state.talk import Row
from tech_console.views.parts import (
    add_field,
    bar,
    button,
    clear,
    fact,
    form,
    hairline,
    icon_button,
    menu_button,
    scrolled,
)
from tech_console.views.talk_items import chat_item
from tech_console.views.ui import Ui

WIDTH = 420


class TicketPanel(QFrame):
    """Signals: `closed()` of its cross; `talk_wanted(conversation_id)`."""

    closed = Signal()
    talk_wanted = Signal(str)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._record: TicketRecord | None = None
        self._people: list[TechnicianId | None] = []
        self.setProperty("kind", "panel")
        self.setFixedWidth(WIDTH)
        self._banner = Banner()
        self._tabs = QTabWidget()
        self._talk = ChatView()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self._tabs, 1)
        self._tabs.addTab(scrolled(self._details()), self.tr("Details"))
        self._tabs.addTab(self._talk, self.tr("Conversation"))
        self._banner.action_clicked.connect(self._show_new_text)
        ui.console.world.changed.connect(self._changed)
        ui.console.chats.row_changed.connect(self._row_changed)
        ui.console.chats.rows_reset.connect(self._rows_reset)

    # What it is made of

    def _head(self) -> QWidget:
        head, row = bar()
        self._number = ElidedLabel("", kind="heading")
        actions, menu = menu_button(self.tr("Actions"))
        self._start = menu.addAction(self.tr("Start chat"))
        self._start.triggered.connect(self._start_chat)
        self._show_talk = menu.addAction(self.tr("Show conversation"))
        self._show_talk.triggered.connect(self._to_talk)
        row.addWidget(self._number, 1)
        row.addWidget(actions)
        row.addWidget(icon_button("x", self.tr("Close"), self.closed.emit))
        self.actions_button = actions
        return head

    def _details(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID + 4)
        self._title = QLineEdit()
        self._title.setMaxLength(MAX_TITLE_CHARS)
        self._state = QComboBox()
        for state in TicketState:
            self._state.addItem(ticket_state_words(state))
        self._assignee = QComboBox()
        self._text = QPlainTextEdit()
        self._text.setTabChangesFocus(True)
        self._text.setMinimumHeight(96)
        fields = form()
        add_field(fields, self.tr("Title"), self._title)
        add_field(fields, self.tr("State"), self._state)
        add_field(fields, self.tr("Assignee"), self._assignee)
        add_field(fields, self.tr("Description"), self._text)
        self._error = Label("", kind="error", wraps=True)
        self._error.setVisible(False)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(GRID + 2)
        column.addWidget(self._banner)
        column.addLayout(fields)
        column.addWidget(self._error)
        column.addLayout(self._buttons())
        column.addLayout(self._facts)
        column.addStretch()
        for changed in (self._title.textChanged, self._text.textChanged):
            changed.connect(self._update_save)
        for chosen in (self._state, self._assignee):
            chosen.currentIndexChanged.connect(self._update_save)
        return inside

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch()
        self._undo: QPushButton = button(self.tr("Undo"), self._show_new_text)
        self._save: QPushButton = button(self.tr("Save"), self._submit, "primary")
        row.addWidget(self._undo)
        row.addWidget(self._save)
        return row

    # What it shows

    def show_ticket(self, ticket_id: str) -> None:
        """Show another ticket."""
        record = self._ui.console.tickets.find(TicketId(ticket_id))
        if record is None:
            return
        is_other = self._record is None or self._record.ticket_id != record.ticket_id
        self._fill(record)
        if is_other:
            self._tabs.setCurrentIndex(0)
            self._fill_talk()

    def take_focus(self) -> None:
        """Put the keyboard on the title."""
        self._title.setFocus()

    def _fill(self, record: TicketRecord) -> None:
        self._record = record
        self._banner.clear()
        self._say_error("")
        self._number.setText(f"#{record.number} · {record.customer_name}")
        self._title.setText(record.title)
        self._state.setCurrentIndex(list(TicketState).index(record.state))
        self._fill_people(record)
        self._text.setPlainText(record.description)
        self._fill_facts(record)
        may_edit = self._ui.console.world.snapshot.may("edit_tickets")
        for field in (self._title, self._text):
            field.setReadOnly(not may_edit)
        for chosen in (self._state, self._assignee):
            chosen.setEnabled(may_edit)
        self._start.setEnabled(record.device_id is not None and self._ui.console.world.snapshot.may("chat"))
        self._show_talk.setEnabled(record.conversation_id in self._ui.console.world.snapshot.conversations)
        self._update_save()

    def _fill_people(self, record: TicketRecord) -> None:
        people = sorted(self._ui.console.world.snapshot.technicians.values(), key=lambda t: t.name.casefold())
        shown = [p for p in people if p.active or p.technician_id == record.assignee_id]
        self._people = [person.technician_id for person in shown]
        self._assignee.blockSignals(True)
        self._assignee.clear()
        if record.assignee_id is None or record.assignee_id not in self._people:
            self._people.insert(0, record.assignee_id)
            self._assignee.addItem(record.assignee_name or self.tr("Nobody"))
        for person in shown:
            self._assignee.addItem(shown_line(person.name))
        self._assignee.setCurrentIndex(self._people.index(record.assignee_id))
        self._assignee.blockSignals(False)

    def _fill_facts(self, record: TicketRecord) -> None:
        clear(self._facts)
        self._facts.addWidget(hairline())
        if record.contact_name:
            self._facts.addWidget(fact(self.tr("Requester"), record.contact_name, "strong"))
            shield = Shield()
            shield.set_identity(Identity(record.shield.level, record.shield.by, record.shield.at))
            self._facts.addWidget(shield)
        if record.device_name:
            self._facts.addWidget(fact(self.tr("Device"), record.device_name))
        self._facts.addWidget(fact(self.tr("Origin"), origin_words(record.origin)))
        self._facts.addWidget(fact(self.tr("Created"), day_and_clock(record.created_at)))
        self._facts.addWidget(fact(self.tr("Changed"), day_and_clock(record.updated_at)))

    def _fill_talk(self) -> None:
        record = self._record
        has_talk = record is not None and record.conversation_id is not None
        self._tabs.setTabEnabled(1, has_talk)
        if record is not None and record.conversation_id is not None:
            self._ui.console.chats.load_once(record.conversation_id)
            self._rows_reset(record.conversation_id)

    # What people do

    def is_changed(self) -> bool:
        """Whether something typed here is not saved."""
        record = self._record
        return record is not None and (
            self._title.text().strip() != record.title
            or self._text.toPlainText() != record.description
            or list(TicketState)[self._state.currentIndex()] is not record.state
            or self._chosen_person() != record.assignee_id
        )

    def _chosen_person(self) -> TechnicianId | None:
        index = self._assignee.currentIndex()
        return self._people[index] if 0 <= index < len(self._people) else None

    def _update_save(self) -> None:
        changed = self.is_changed()
        self._save.setEnabled(changed)
        self._undo.setEnabled(changed)

    def _submit(self) -> None:
        record = self._record
        if record is None:
            return
        title, text = self._title.text().strip(), self._text.toPlainText()
        state, person = list(TicketState)[self._state.currentIndex()], self._chosen_person()
        question = self._ui.console.tickets.edit(
            record.ticket_id,
            record.version,
            title=title if title != record.title else None,
            description=text if text != record.description else None,
            state=state if state is not record.state else None,
            assignee_id=person if person != record.assignee_id else None,
        )
        question.is_shown = True
        self._save.setEnabled(False)
        question.done.connect(self._saved)
        question.refused.connect(self._refused)

    def _saved(self, _reply: object) -> None:
        self._say_error("")
        self._update_save()

    def _refused(self, problem: Problem) -> None:
        self._say_error(problem_words(problem))
        self._update_save()

    def _say_error(self, words: str) -> None:
        self._error.setText(words)
        self._error.setVisible(bool(words))

    def _show_new_text(self) -> None:
        if self._record is not None:
            self.show_ticket(self._record.ticket_id)

    def _start_chat(self) -> None:
        if self._record is not None:
            self._ui.console.tickets.start_chat(self._record.ticket_id)

    def _to_talk(self) -> None:
        if self._record is not None and self._record.conversation_id is not None:
            self.talk_wanted.emit(self._record.conversation_id)

    # What the world tells

    def _changed(self, change: Change) -> None:
        if self._record is None or change.kind is not Kind.TICKET or change.id != self._record.ticket_id:
            return
        if self._is_what_was_saved(change.after) or not self.is_changed():
            self._fill(change.after)
            self._fill_talk()
        else:
            # Never overwrite what is being typed, never save over what a colleague did.
            self._banner.say("warn", self.tr("Somebody else has changed this ticket."), self.tr("Show the new text"))

    def _is_what_was_saved(self, record: TicketRecord) -> bool:
        return (
            self._title.text().strip() == record.title
            and self._text.toPlainText() == record.description
            and list(TicketState)[self._state.currentIndex()] is record.state
            and self._chosen_person() == record.assignee_id
        )

    def _rows_reset(self, conversation_id: str) -> None:
        if self._record is not None and conversation_id == self._record.conversation_id:
            chats = self._ui.console.chats
            talk, record = chats.talk(ConversationId(conversation_id)), chats.record(ConversationId(conversation_id))
            self._talk.set_items([chat_item(row, record) for row in talk.rows()])

    def _row_changed(self, conversation_id: str, row: Row) -> None:
        if self._record is not None and conversation_id == self._record.conversation_id:
            self._talk.upsert(chat_item(row, self._ui.console.chats.record(ConversationId(conversation_id))))
