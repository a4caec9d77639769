"""All canned answers one may see: look for one, write one, change or remove those one may."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from shared.ids import AnswerId, GroupId
from shared.limits import MAX_NAME_CHARS, MAX_TITLE_CHARS
from shared.protocol.routing import AnswerRecord, AnswerScope
from shared.widgets.empty_state import EmptyState
from shared.widgets.labels import Label
from shared.widgets.plain_text import button_text, shown_line
from shared.widgets.search_field import SearchField
from shared.widgets.tokens import GRID
from tech_console.models.words import scope_words
from tech_console.state.answers import NAMES
from tech_console.state.snapshot import Change, Kind
from tech_console.views.asking import AskingDialog, confirm
from tech_console.views.parts import add_field, button, form, menu_button
from tech_console.views.ui import Ui

LIST_WIDTH, ROW, TEXT_HEIGHT = 280, 34, 150
SHORTCUT_CHARS = 40


class AnswersDialog(AskingDialog):
    """Stays open after each save."""

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(ui, "", parent, width=840)
        self._answer: AnswerRecord | None = None
        self._wanted: AnswerId | None = None
        self.set_title(self.tr("Canned answers"))
        self._search = SearchField()
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Canned answers"))
        self._right = QStackedWidget()
        self._none = EmptyState("message-square")
        across = QHBoxLayout()
        across.setSpacing(2 * GRID)
        across.addLayout(self._left())
        self._right.addWidget(self._none)
        self._right.addWidget(self._form())
        across.addWidget(self._right, 1)
        self.body.addLayout(across)
        self._remove = self.add_button(self.tr("Remove…"))
        self._remove.clicked.connect(self._ask_to_remove)
        self.add_button(self.tr("Close")).clicked.connect(self.reject)
        self._save = self.add_button(self.tr("Save"), "primary", is_default=True)
        self._save.clicked.connect(self.submit)
        self._search.search_changed.connect(lambda _: self._fill())
        self._list.currentItemChanged.connect(lambda item, _: self._picked(item))
        ui.console.world.changed.connect(self._changed)
        self._fill()
        self._show(None, is_new=False)

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(GRID)
        self._search.setFixedWidth(LIST_WIDTH)
        self._list.setProperty("kind", "boxed")
        self._list.setFixedWidth(LIST_WIDTH)
        self._list.setMinimumHeight(340)
        column.addWidget(self._search)
        column.addWidget(self._list, 1)
        column.addWidget(button(self.tr("New answer"), self._new, icon_name="plus"))
        return column

    def _form(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        self._shortcut, self._title_field, self._category = QLineEdit(), QLineEdit(), QLineEdit()
        self._shortcut.setMaxLength(SHORTCUT_CHARS)
        self._shortcut.setPlaceholderText(self.tr("For example: hello"))
        self._title_field.setMaxLength(MAX_TITLE_CHARS)
        self._category.setMaxLength(MAX_NAME_CHARS)
        self._scope, self._group = QComboBox(), QComboBox()
        self._text = QPlainTextEdit()
        self._text.setTabChangesFocus(True)
        self._text.setMinimumHeight(TEXT_HEIGHT)
        fields = form()
        add_field(fields, self.tr("Shortcut, typed after /"), self._shortcut)
        add_field(fields, self.tr("Title"), self._title_field)
        add_field(fields, self.tr("Category (optional)"), self._category)
        add_field(fields, self.tr("Who sees it"), self._scope)
        self._group_label = add_field(fields, self.tr("Group"), self._group)
        add_field(fields, self.tr("Text"), self._text)
        column.addLayout(fields)
        column.addLayout(self._variables())
        self._scope.currentIndexChanged.connect(self._show_group)
        return box

    def _variables(self) -> QHBoxLayout:
        row = QHBoxLayout()
        made, menu = menu_button(self.tr("Insert a variable"))
        for name in NAMES:
            menu.addAction(button_text(f"{{{name}}}")).triggered.connect(
                lambda _=False, name=name: self._text.insertPlainText(f"{{{name}}}")
            )
        row.addWidget(made)
        word = self.tr("there")
        example = self.tr("{example} says “{word}” where no name is known.")
        words = example.format(example=f"{{contact.first_name|{word}}}", word=word)
        row.addWidget(Label(words, kind="small", wraps=True), 1)
        return row

    # What is shown

    def _fill(self) -> None:
        wanted = self._answer.answer_id if self._answer is not None else self._wanted
        self._list.blockSignals(True)
        self._list.clear()
        for answer in self.ui.console.answers.find(self._search.text()):
            words = " · ".join(part for part in (shown_line(answer.title), shown_line(answer.category)) if part)
            item = QListWidgetItem(f"/{shown_line(answer.shortcut)}  {words}", self._list)
            item.setToolTip(shown_line(answer.category) or scope_words(answer.scope))
            item.setData(Qt.ItemDataRole.UserRole, answer.answer_id)
            item.setSizeHint(QSize(0, ROW))
            if answer.answer_id == wanted:
                self._list.setCurrentItem(item)
        self._list.blockSignals(False)

    def _picked(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            answers = self.ui.console.world.snapshot.answers
            self._show(answers.get(item.data(Qt.ItemDataRole.UserRole)), is_new=False)

    def _new(self) -> None:
        self._list.clearSelection()
        self._show(None, is_new=True)
        self._shortcut.setFocus()

    def _show(self, answer: AnswerRecord | None, *, is_new: bool) -> None:
        self._answer = answer
        self.show_error("")
        has_form = is_new or answer is not None
        may = is_new or (answer is not None and self.ui.console.answers.may_change(answer))
        self._right.setCurrentIndex(1 if has_form else 0)
        self._none.set_words(
            self.tr("No answer selected"),
            self.tr("Choose one on the left, or write a new one. In a talk, type / and its shortcut."),
        )
        self._save.setEnabled(has_form and may)
        self._remove.setEnabled(may and answer is not None)
        self._fill_form(answer)
        for field in (self._shortcut, self._title_field, self._category, self._text):
            field.setReadOnly(not may)
        for chosen in (self._scope, self._group):
            chosen.setEnabled(may)

    def _fill_form(self, answer: AnswerRecord | None) -> None:
        scopes = self.ui.console.answers.scopes()
        if answer is not None and answer.scope not in scopes:
            scopes.append(answer.scope)
        self._scope.blockSignals(True)
        self._scope.clear()
        for scope in scopes:
            self._scope.addItem(scope_words(scope), scope)
        self._scope.setCurrentIndex(0 if answer is None else scopes.index(answer.scope))
        self._scope.blockSignals(False)
        self._group.clear()
        for group_id, name in self.ui.console.handing.groups():
            self._group.addItem(shown_line(name), group_id)
            if answer is not None and answer.group_id == group_id:
                self._group.setCurrentIndex(self._group.count() - 1)
        self._shortcut.setText("" if answer is None else answer.shortcut)
        self._title_field.setText("" if answer is None else answer.title)
        self._category.setText("" if answer is None else answer.category)
        self._text.setPlainText("" if answer is None else answer.text)
        self._show_group()

    def _show_group(self) -> None:
        is_group = self._scope.currentData() is AnswerScope.GROUP
        self._group.setVisible(is_group)
        self._group_label.setVisible(is_group)

    def _changed(self, change: Change) -> None:
        if change.kind is not Kind.ANSWER or not self.isVisible():
            return
        if change.id == self._wanted and change.after is not None:
            self._wanted = None
            self._show(change.after, is_new=False)
        elif self._answer is not None and change.id == self._answer.answer_id and change.after is None:
            self._show(None, is_new=False)
        self._fill()

    # What people do

    def submit(self) -> None:
        shortcut = self._shortcut.text().strip().lstrip("/")
        if not shortcut or any(char.isspace() or char == "/" for char in shortcut):
            self.show_error(self.tr("A shortcut is one word without / and without spaces."))
            self._shortcut.setFocus()
            return
        empty = next((f for f in (self._title_field,) if not f.text().strip()), None)
        if empty is not None or not self._text.toPlainText().strip():
            self.show_error(self.tr("Please enter a title and a text."))
            (empty or self._text).setFocus()
            return
        group: GroupId | None = self._group.currentData()
        question = self.ui.console.answers.save(
            None if self._answer is None else self._answer.answer_id,
            shortcut=shortcut,
            title=self._title_field.text(),
            text=self._text.toPlainText(),
            scope=self._scope.currentData(),
            group_id=group,
            category=self._category.text(),
        )
        self._wanted = AnswerId(question.about)
        self.follow(question)

    def _done(self, _reply: object) -> None:
        self.set_busy(False)
        known = self.ui.console.world.snapshot.answers.get(self._wanted) if self._wanted else None
        if known is not None:
            self._show(known, is_new=False)
            self._fill()

    def _ask_to_remove(self) -> None:
        answer = self._answer
        if answer is not None and confirm(
            self.ui,
            self.tr("Remove this answer?"),
            self.tr("It is gone for everybody who sees it."),
            self.tr("Remove"),
            self,
        ):
            self.ui.console.answers.remove(answer.answer_id)
