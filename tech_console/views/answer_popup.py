"""The list of canned answers that opens above the cursor after `/`; typing goes on in the composer and filters it."""

from PySide6.QtCore import (
    QEvent,
    QObject,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QPlainTextEdit,
    QVBoxLayout,
)

from shared.qt.record_list_model import RecordRole
from shared.widgets.labels import Label
from tech_console.state.answers import asked_for
from tech_console.views.answer_list import INSET, ROW, WIDTH, AnswerDelegate, AnswerModel
from tech_console.views.parts import button
from tech_console.views.ui import Ui

MOST_ROWS = 6


class AnswerPopup(QFrame):
    """Never takes the keyboard: Up, Down, Enter, Tab and Esc are taken from the composer while it is open.

    Signals: `chosen(AnswerRecord)`; `managing_wanted()` of the button below the list.
    """

    chosen = Signal(object)
    managing_wanted = Signal()

    def __init__(self, ui: Ui, editor: QPlainTextEdit) -> None:
        super().__init__(editor.window())
        self._ui = ui
        self._editor = editor
        self._model = AnswerModel()
        self._list = QListView()
        self._closed_at = ""
        self.setProperty("kind", "popup")
        self.setVisible(False)
        self.setFixedWidth(WIDTH)
        self._list.setModel(self._model)
        self._list.setItemDelegate(AnswerDelegate(self._list))
        self._list.setProperty("kind", "cards")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName(self.tr("Canned answers"))
        self._list.clicked.connect(lambda _: self._take())
        self._none = Label(self.tr("There are no canned answers yet."), kind="muted")
        self._none.setContentsMargins(INSET, INSET, INSET, INSET)
        self._keys = Label(self.tr("Enter inserts, Esc closes"), kind="small")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 4, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._list)
        column.addWidget(self._none)
        column.addLayout(self._foot())
        editor.installEventFilter(self)
        editor.textChanged.connect(self._look)
        editor.cursorPositionChanged.connect(self._look)

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(INSET, 4, 4, 4)
        row.addWidget(self._keys)
        row.addStretch()
        manage = button(self.tr("Manage…"), self.managing_wanted.emit, "ghost")
        manage.setProperty("compact", True)
        manage.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row.addWidget(manage)
        return row

    def ask(self) -> None:
        """Write a `/` where an answer may begin, which opens the list."""
        before = self._before_cursor()
        self._closed_at = ""
        if asked_for(before) is None:
            self._editor.insertPlainText(" /" if before and not before[-1].isspace() else "/")
        self._look()

    def insert(self, text: str) -> None:
        """Put a text in the place of `/words` at the cursor; what stands around it stays."""
        words = asked_for(self._before_cursor())
        cursor = self._editor.textCursor()
        cursor.beginEditBlock()
        if words is not None:
            for _ in range(len(words) + 1):
                cursor.movePosition(QTextCursor.MoveOperation.PreviousCharacter, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)
        cursor.endEditBlock()
        self._editor.setTextCursor(cursor)
        self.close_list()

    def close_list(self) -> None:
        """Close it, and keep it closed until something else is typed."""
        self._closed_at = self._before_cursor()
        self.setVisible(False)

    def _before_cursor(self) -> str:
        cursor = self._editor.textCursor()
        return cursor.block().text()[: cursor.positionInBlock()]

    def _look(self) -> None:
        before = self._before_cursor()
        words = asked_for(before)
        if words is None:
            self._closed_at = ""
        if words is None or before == self._closed_at or not self._editor.hasFocus():
            self.setVisible(False)
            return
        self._closed_at = ""
        known = self._ui.console.world.snapshot.answers
        found = self._ui.console.answers.find(words)
        if not found and (known or words):
            self.setVisible(False)
            return
        self._model.show_answers(found)
        self._list.setVisible(bool(found))
        self._none.setVisible(not found)
        self._keys.setVisible(bool(found))
        self._list.setFixedHeight(min(len(found), MOST_ROWS) * ROW + 2)
        self._list.setCurrentIndex(self._model.index(0))
        self._place()

    def _place(self) -> None:
        self.setParent(self._editor.window())
        self.adjustSize()
        spot = self._editor.mapTo(self._editor.window(), self._editor.cursorRect().topLeft())
        left = max(8, min(spot.x() - INSET, self.window().width() - WIDTH - 8))
        self.move(QPoint(left, max(8, spot.y() - self.height() - 12)))
        self.setVisible(True)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut:
            self.setVisible(False)
        if self.isVisible() and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._key(Qt.Key(event.key()))
        # Esc would otherwise be taken by a shortcut of the window before it comes here as a key.
        is_own = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if self.isVisible() and event.type() is QEvent.Type.ShortcutOverride and is_own:
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key) -> bool:
        row, last = self._list.currentIndex().row(), self._model.rowCount() - 1
        match key:
            # Where there is nothing to insert, Enter does not send the lone `/`.
            case Qt.Key.Key_Escape | Qt.Key.Key_Return | Qt.Key.Key_Enter if key is Qt.Key.Key_Escape or last < 0:
                self.close_list()
            case Qt.Key.Key_Up | Qt.Key.Key_Down if last >= 0:
                step = 1 if key is Qt.Key.Key_Down else -1
                self._list.setCurrentIndex(self._model.index((row + step) % (last + 1)))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Tab if last >= 0:
                self._take()
            case _:
                return False
        return True

    def _take(self) -> None:
        answer = self._list.currentIndex().data(RecordRole)
        if answer is not None:
            self.chosen.emit(answer)
