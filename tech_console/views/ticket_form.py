"""The fields of a ticket that can be changed. Saves what was changed here and nothing else.

A colleague's change of other fields is taken over silently; of a field changed here too it is said, and nothing is lost.
"""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from shared.ids import TicketId
from shared.limits import MAX_NAME_CHARS, MAX_TITLE_CHARS
from shared.protocol.tickets import Priority, TicketRecord, TicketState
from shared.widgets.banner import Banner
from shared.widgets.labels import Label
from shared.widgets.tokens import GRID
from tech_console.models.problem_words import problem_words
from tech_console.models.words import priority_words, ticket_state_words
from tech_console.presenters.line import Problem
from tech_console.views.choice_box import ChoiceBox, Choices
from tech_console.views.parts import add_field, button, form
from tech_console.views.ui import Ui

FIELDS = ("title", "state", "priority", "assignee_id", "group_id", "service_id", "category", "description")


class TicketForm(QWidget):
    """Signals: `saved()`; `other_wanted(ticket_id)` to go to the ticket this one was merged into."""

    saved = Signal()
    other_wanted = Signal(str)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._record: TicketRecord | None = None
        self._banner = Banner()
        self._banner.action_clicked.connect(self._banner_pressed)
        self._title, self._category = QLineEdit(), QLineEdit()
        self._title.setMaxLength(MAX_TITLE_CHARS)
        self._category.setMaxLength(MAX_NAME_CHARS)
        self._text = QPlainTextEdit()
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(84)
        self._boxes = {name: ChoiceBox() for name in ("state", "priority", "assignee_id", "group_id", "service_id")}
        self._error = Label("", kind="error", wraps=True)
        self._error.setVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID + 4)
        column.addWidget(self._banner)
        column.addLayout(self._fields())
        column.addWidget(self._error)
        column.addLayout(self._buttons())
        for changed in (self._title.textChanged, self._category.textChanged, self._text.textChanged):
            changed.connect(self._update_save)
        for box in self._boxes.values():
            box.currentIndexChanged.connect(self._update_save)

    def _fields(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(GRID + 4)
        title = form()
        add_field(title, self.tr("Title"), self._title)
        column.addLayout(title)
        boxes = self._boxes
        for left, right in (
            ((self.tr("State"), boxes["state"]), (self.tr("Priority"), boxes["priority"])),
            ((self.tr("Assignee"), boxes["assignee_id"]), (self.tr("Group"), boxes["group_id"])),
            ((self.tr("Service"), boxes["service_id"]), (self.tr("Category"), self._category)),
        ):
            row = QHBoxLayout()
            row.setSpacing(GRID + 4)
            for caption, field in (left, right):
                one = form()
                add_field(one, caption, field)
                row.addLayout(one, 1)
            column.addLayout(row)
        text = form()
        add_field(text, self.tr("Description"), self._text)
        column.addLayout(text)
        return column

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch()
        self._undo: QPushButton = button(self.tr("Undo"), self._show_again)
        self._save: QPushButton = button(self.tr("Save"), self.submit, "primary")
        row.addWidget(self._undo)
        row.addWidget(self._save)
        return row

    # What it shows

    def show_record(self, record: TicketRecord) -> None:
        """Show a ticket, or the newer state of the one that is shown."""
        old = self._record
        if old is None or old.ticket_id != record.ticket_id:
            self._fill(record)
            return
        mine = self.changes()
        theirs = {name for name in FIELDS if getattr(old, name) != getattr(record, name)}
        clash = {name for name in mine if name in theirs and mine[name] != getattr(record, name)}
        if clash:
            # Never overwrite what is being typed, never save over what a colleague did.
            self._banner.say("warn", self.tr("Somebody else has changed this ticket."), self.tr("Show the new text"))
            return
        self._fill(record)
        for name, value in mine.items():
            self._put(name, value)

    def take_focus(self) -> None:
        """Put the keyboard on the first field."""
        self._title.setFocus()

    def changes(self) -> dict[str, Any]:
        """Return the fields that are different here, by the names of `ticket.edit`."""
        record = self._record
        if record is None:
            return {}
        return {name: value for name, value in self._values().items() if value != getattr(record, name)}

    def is_changed(self) -> bool:
        """Whether something chosen or typed here is not saved."""
        return bool(self.changes())

    def _values(self) -> dict[str, Any]:
        texts = {
            "title": self._title.text().strip(),
            "category": self._category.text().strip(),
            "description": self._text.toPlainText(),
        }
        return texts | {name: box.value() for name, box in self._boxes.items()}

    def _put(self, name: str, value: Any) -> None:
        if name in self._boxes:
            self._boxes[name].choose(value)
        elif name == "description":
            self._text.setPlainText(value)
        else:
            (self._title if name == "title" else self._category).setText(value)

    def _fill(self, record: TicketRecord) -> None:
        self._record = record
        self._banner.clear()
        self._say_error("")
        self._title.setText(record.title)
        self._title.setCursorPosition(0)
        self._category.setText(record.category)
        self._text.setPlainText(record.description)
        for name, (choices, missing) in self._choices(record).items():
            self._boxes[name].set_choices(choices, getattr(record, name), missing)
        self._allow(record)
        self._update_save()

    def _choices(self, record: TicketRecord) -> dict[str, tuple[Choices, str]]:
        world = self._ui.console.world.snapshot
        people = self._ui.console.handing.assignees(record.customer_id)
        services = sorted(world.services.values(), key=lambda service: service.name.casefold())
        states = [s for s in TicketState if record.state is not TicketState.CLOSED or s is TicketState.CLOSED]
        nobody = self.tr("Nobody")
        return {
            "state": ([(state, ticket_state_words(state)) for state in states], ""),
            "priority": ([(priority, priority_words(priority)) for priority in Priority], ""),
            "assignee_id": (
                [(None, nobody), *((who.technician_id, self._ui.name(who)) for who in people)],
                record.assignee_name,
            ),
            "group_id": ([(None, self.tr("None")), *self._ui.console.handing.groups()], record.group_name),
            "service_id": ([(s.service_id, s.name) for s in services if s.active], record.service_name),
        }

    def _allow(self, record: TicketRecord) -> None:
        may = self._ui.console.world.snapshot.may("edit_tickets") and record.merged_into is None
        for field in (self._title, self._category, self._text):
            field.setReadOnly(not may)
        for box in self._boxes.values():
            box.setEnabled(may)
        self._boxes["state"].setEnabled(may and record.state is not TicketState.CLOSED)
        self._save.setVisible(may)
        self._undo.setVisible(may)
        if record.merged_into is not None:
            words = self.tr("This ticket was merged into #{number}.").format(number=record.merged_number)
            self._banner.say("info", words, self.tr("Show it"))

    def _update_save(self) -> None:
        changed = self.is_changed()
        self._save.setEnabled(changed)
        self._undo.setEnabled(changed)

    def _say_error(self, words: str) -> None:
        self._error.setText(words)
        self._error.setVisible(bool(words))

    # What people do

    def submit(self) -> None:
        """Save what was changed here."""
        record, changes = self._record, self.changes()
        if record is None or not changes:
            return
        if changes.get("title") == "":
            self._say_error(self.tr("Please give the ticket a title."))
            self._title.setFocus()
            return
        question = self._ui.console.tickets.edit(record.ticket_id, record.version, **changes)
        question.is_shown = True
        self._save.setEnabled(False)
        question.done.connect(self._was_saved)
        question.refused.connect(self._refused)

    def _was_saved(self, _reply: object) -> None:
        self._say_error("")
        self._update_save()
        self.saved.emit()

    def _refused(self, problem: Problem) -> None:
        self._say_error(problem_words(problem))
        self._update_save()

    def _banner_pressed(self) -> None:
        record = self._record
        if record is not None and record.merged_into is not None:
            self.other_wanted.emit(record.merged_into)
        else:
            self._show_again()

    def _show_again(self) -> None:
        """Show the ticket as the relay has it, without what was changed here."""
        if self._record is not None:
            newest = self._ui.console.tickets.find(TicketId(self._record.ticket_id))
            self._fill(newest or self._record)
