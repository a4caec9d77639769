"""Where a message is written: grows with the text to six lines; Enter sends, Shift+Enter breaks the line.

The draft belongs to the caller: take it from `draft_changed`, give it back with `set_text`.
"""

from PySide6.QtCore import QElapsedTimer, QEvent, QMimeData, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QImage, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from shared.limits import MAX_TEXT_BYTES
from shared.widgets.file_tray import FileTray
from shared.widgets.icons import icon
from shared.widgets.labels import Label
from shared.widgets.theme import repolish, set_kind
from shared.widgets.tokens import GRID

MAX_LINES = 6
COUNTER_FROM_BYTES = MAX_TEXT_BYTES - 500
TYPING_EVERY_MS = 2000
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Composer(QFrame):
    """Signals: `send_requested(text)`, after which the input is empty; `files_requested(list[StagedFile])` with the
    same *Send*; `typing()` at most every two seconds; `draft_changed(text)`; `files_given(paths)` and
    `picture_given(QImage)` for what was pasted. The button + is hidden until `set_plus_visible`; what its menu offers
    is given by `add_plus_action`.
    """  # noqa: D205 - the signals are one list

    send_requested = Signal(str)
    typing = Signal()
    draft_changed = Signal(str)
    files_requested = Signal(list)
    files_given = Signal(list)
    picture_given = Signal(QImage)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "foot")
        self._may_send = True
        self._since_typing = QElapsedTimer()
        self._plus = _round_button("plus", "")
        self._plus.setVisible(False)
        self._plus.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self._plus)
        self._plus.setMenu(self._menu)
        self.tray = FileTray()
        self._send = _round_button("send", "primary")
        self._edit = _GrowingEdit()
        self._counter = Label("", kind="small")
        self._counter.setVisible(False)
        self._lay_out()
        self._edit.textChanged.connect(self._changed)
        self._edit.enter_pressed.connect(self._send_now)
        self._send.clicked.connect(self._send_now)
        self._edit.files_pasted.connect(self.files_given)
        self._edit.picture_pasted.connect(self.picture_given)
        self.tray.changed.connect(self._update_send)
        self._edit.installEventFilter(self)
        self.setFocusProxy(self._edit)
        self._retranslate()
        self._changed()

    def _lay_out(self) -> None:
        self._field = QFrame()
        self._field.setProperty("kind", "field")
        inside = QVBoxLayout(self._field)
        inside.setContentsMargins(14, 8, 10, 7)
        inside.addWidget(self._edit)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self._plus, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self._field, 1)
        row.addWidget(self._send, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(4)
        column.addWidget(self.tray)
        column.addLayout(row)
        column.addWidget(self._counter)

    def text(self) -> str:
        """Return what is written."""
        return self._edit.toPlainText()

    def set_text(self, text: str) -> None:
        """Put a draft back; the cursor goes to its end."""
        if text != self.text():
            self._edit.setPlainText(text)
            self._edit.moveCursor(self._edit.textCursor().MoveOperation.End)

    def set_placeholder(self, text: str) -> None:
        """Show a hint while nothing is written."""
        self._edit.setPlaceholderText(text)

    def set_plus_visible(self, visible: bool) -> None:
        """Show the button for attachments, and take files that are pasted."""
        self._plus.setVisible(visible)
        self._edit.takes_files = visible

    def add_plus_action(self, action: QAction) -> None:
        """Offer something in the menu of +; its words and icon are the caller's."""
        self._menu.addAction(action)

    @property
    def editor(self) -> QPlainTextEdit:
        """The field in which one writes."""
        return self._edit

    def set_sending_allowed(self, allowed: bool) -> None:
        """Forbid sending for now; writing stays possible and the draft stays."""
        self._may_send = allowed
        self._update_send()

    def _changed(self) -> None:
        text = self.text()
        self._update_send()
        self._update_counter(text)
        self.draft_changed.emit(text)
        if text and (not self._since_typing.isValid() or self._since_typing.hasExpired(TYPING_EVERY_MS)):
            self._since_typing.start()
            self.typing.emit()

    def _update_send(self) -> None:
        text = self.text()
        is_something = bool(text.strip()) or bool(self.tray.files())
        self._send.setEnabled(self._may_send and is_something and _size(text) <= MAX_TEXT_BYTES)

    def _update_counter(self, text: str) -> None:
        size = _size(text)
        self._counter.setVisible(size > COUNTER_FROM_BYTES)
        if size <= COUNTER_FROM_BYTES:
            return
        # The limit counts bytes; people count characters, so the average of this text translates.
        left = int((MAX_TEXT_BYTES - size) * len(text) / size)
        too_long = size > MAX_TEXT_BYTES
        set_kind(self._counter, "error" if too_long else "small")
        if too_long:
            self._counter.setText(self.tr("Too long: please shorten it by %n character(s).", "", max(1, -left)))
        else:
            self._counter.setText(self.tr("%n character(s) left", "", left))

    def _send_now(self) -> None:
        if self._send.isEnabled():
            text, files = self.text().strip("\n"), self.tray.take_all()
            self._edit.clear()
            self._since_typing.invalidate()
            if text.strip():
                self.send_requested.emit(text)
            if files:
                self.files_requested.emit(files)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._field.setProperty("focused", event.type() is QEvent.Type.FocusIn)
            repolish(self._field)
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.set_placeholder(self.tr("Write a message…"))
        self._edit.setAccessibleName(self.tr("Message"))
        self._edit.setAccessibleDescription(self.tr("Enter sends, Shift+Enter starts a new line."))
        for button, words in ((self._send, self.tr("Send")), (self._plus, self.tr("Add a file"))):
            button.setAccessibleName(words)
            button.setToolTip(words)
        self._update_counter(self.text())


class _GrowingEdit(QPlainTextEdit):
    enter_pressed = Signal()
    files_pasted = Signal(list)
    picture_pasted = Signal(QImage)

    def __init__(self) -> None:
        super().__init__()
        self.takes_files = False
        self.setProperty("kind", "bare")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in ENTER and not shifted:
            self.enter_pressed.emit()
        else:
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802 - Qt's name
        return (self.takes_files and _holds_files(source)) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        if not self.takes_files or not _holds_files(source):
            super().insertFromMimeData(source)
        elif paths := [url.toLocalFile() for url in source.urls() if url.isLocalFile()]:
            self.files_pasted.emit(paths)
        else:
            self.picture_pasted.emit(QImage(source.imageData()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        # A plain text document measures its height in lines.
        lines = max(1, min(MAX_LINES, round(self.document().size().height())))
        grown = self.document().size().height() > MAX_LINES
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if grown else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 3)


def _holds_files(source: QMimeData) -> bool:
    """Whether files or a bare picture are pasted; a picture with words, as from a text program, is pasted as words."""
    if any(url.isLocalFile() for url in source.urls()):
        return True
    return source.hasImage() and not source.hasText()


def _round_button(icon_name: str, kind: str) -> QToolButton:
    button = QToolButton()
    button.setProperty("kind", kind or "round")
    button.setProperty("round", True)
    button.setIcon(icon(icon_name, "on_accent" if kind == "primary" else "muted"))
    button.setIconSize(QSize(20, 20))
    return button


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
