"""Hand a talk to a colleague, who has it at once, or to a group, where the first who takes it does; with a comment."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from shared.ids import ConversationId
from shared.widgets.icons import icon
from shared.widgets.labels import Label
from shared.widgets.plain_text import shown_line
from shared.widgets.search_field import SearchField
from tech_console.presenters.line import Problem
from tech_console.views.asking import AskingDialog
from tech_console.views.parts import add_field, form
from tech_console.views.ui import Ui

ROW = 34
COMMENT_CHARS = 2000
PERSON, GROUP = "person", "group"


class TransferDialog(AskingDialog):
    """One list: who follows the customer (H-14), the colleagues, those who are there first, and the groups; what is typed in the search filters it."""

    def __init__(self, ui: Ui, conversation_id: ConversationId, parent: QWidget) -> None:
        super().__init__(ui, "", parent, width=460)
        self._id = conversation_id
        self.set_title(self.tr("Hand over this conversation"))
        self.add_text(
            self.tr("A colleague has it at once. In a group, the first to take it; until then you stay in it.")
        )
        self._search = SearchField()
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Colleagues and groups"))
        self._list.setProperty("kind", "boxed")
        self._list.setIconSize(QSize(16, 16))
        self._list.setMinimumHeight(3 * ROW + 8)
        self._list.setMaximumHeight(5 * ROW + 8)
        self._nobody = Label(
            self.tr("There is neither a colleague nor a group to hand it to."), kind="muted", wraps=True
        )
        self._comment = QPlainTextEdit()
        self._comment.setTabChangesFocus(True)
        self._comment.setFixedHeight(84)
        self._comment.setPlaceholderText(self.tr("What you found out, and what is left to do"))
        self._fill()
        self.body.addWidget(self._search)
        self.body.addWidget(self._list)
        self.body.addWidget(self._nobody)
        if self._list.count():
            fields = form()
            add_field(fields, self.tr("Comment for your colleagues (optional)"), self._comment)
            self.body.addLayout(fields)
            self.add_verb(self.tr("Hand over"))
        else:
            self._comment.setParent(self)
            self._comment.hide()
            self.add_cancel()
        self._search.search_changed.connect(self._filter)
        self._search.down_pressed.connect(self._list.setFocus)
        self._list.itemDoubleClicked.connect(lambda _: self.submit())
        self._search.setFocus()

    def _fill(self) -> None:
        handing = self.ui.console.handing
        talk = self.ui.console.world.snapshot.conversations.get(self._id)
        for who in handing.people(None if talk is None else talk.customer_id):
            state = self.tr("online") if who.is_online else self.tr("offline")
            self._add("user", f"{shown_line(self.ui.name(who))} · {state}", (PERSON, who.technician_id))
        for group_id, name in handing.groups():
            self._add("users", self.tr("Group {name}").format(name=shown_line(name)), (GROUP, group_id))
        has_some = self._list.count() > 0
        self._search.setVisible(has_some)
        self._list.setVisible(has_some)
        self._nobody.setVisible(not has_some)

    def _add(self, icon_name: str, words: str, whom: tuple[str, str]) -> None:
        item = QListWidgetItem(icon(icon_name), words, self._list)
        item.setData(Qt.ItemDataRole.UserRole, whom)
        item.setSizeHint(QSize(0, ROW))

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        shown = []
        for row in range(self._list.count()):
            item = self._list.item(row)
            fits = all(word in item.text().casefold() for word in words)
            item.setHidden(not fits)
            if fits:
                shown.append(item)
        if words and len(shown) == 1:
            self._list.setCurrentItem(shown[0])

    def submit(self) -> None:
        item: QListWidgetItem | None = self._list.currentItem()
        comment = self._comment.toPlainText()
        if item is None or item.isHidden():
            self.show_error(self.tr("Please choose a colleague or a group."))
            return
        if len(comment) > COMMENT_CHARS:
            self.show_error(self.tr("The comment is too long. Please shorten it."))
            return
        kind, id_ = item.data(Qt.ItemDataRole.UserRole)
        to = {"technician_id": id_} if kind == PERSON else {"group_id": id_}
        self.follow(self.ui.console.handing.transfer(self._id, comment=comment, **to))

    def _refused(self, problem: Problem) -> None:
        super()._refused(problem)
        self._list.setFocus()
