"""The base of all dialogs: title, body, one error line, buttons. Esc closes, Enter presses the default button."""

from typing import Literal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from shared.widgets.labels import Label
from shared.widgets.theme import set_kind
from shared.widgets.tokens import GRID

ButtonKind = Literal["primary", "secondary", "danger", "ghost"]


class Dialog(QDialog):
    """Put widgets into `body`, buttons in with `add_button`; subclasses set their texts in `retranslate`."""

    def __init__(self, title: str = "", parent: QWidget | None = None, *, width: int = 420) -> None:
        super().__init__(parent)
        self.setMinimumWidth(width)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)
        self._title = Label("", kind="title", wraps=True)
        self._error = Label("", kind="error", wraps=True)
        self._error.setVisible(False)
        self.body = QVBoxLayout()
        self.body.setSpacing(GRID + 4)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(GRID)
        self._buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID + 4)
        column.setSpacing(2 * GRID)
        column.addWidget(self._title)
        column.addLayout(self.body)
        column.addWidget(self._error)
        column.addStretch()
        column.addLayout(self._buttons)
        self.set_title(title)

    def set_title(self, title: str) -> None:
        """Show the title in the dialog and on the window."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setWindowTitle(self._title.text())

    def add_text(self, text: str) -> Label:
        """Add a paragraph to the body."""
        label = Label(text, kind="muted", wraps=True)
        self.body.addWidget(label)
        return label

    def add_field(self, words: str, field: QWidget) -> Label:
        """Add an input with its label above; the label also names it for screen readers."""
        label = Label(words, kind="strong")
        label.setBuddy(field)
        field.setAccessibleName(words)
        box = QVBoxLayout()
        box.setSpacing(4)
        box.addWidget(label)
        box.addWidget(field)
        self.body.addLayout(box)
        return label

    def add_button(self, text: str, kind: ButtonKind = "secondary", *, is_default: bool = False) -> QPushButton:
        """Add a button on the right; the last one added stands outermost."""
        button = QPushButton(text)
        set_kind(button, kind)
        button.setAutoDefault(is_default)
        button.setDefault(is_default)
        button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._buttons.addWidget(button)
        return button

    def add_cancel(self) -> QPushButton:
        """Add the button that does what Esc does."""
        words = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        button = self.add_button(words.button(QDialogButtonBox.StandardButton.Cancel).text())
        button.clicked.connect(self.reject)
        return button

    def show_error(self, text: str) -> None:
        """Show what went wrong and what to do above the buttons; an empty text takes it away."""
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self._error.setAccessibleName(text)
        if text and self.isVisible():
            self._make_room()

    def _make_room(self) -> None:
        """Grow for all lines of the error: a label that breaks lines asks for the room of one."""
        column = self.layout()
        if column is not None:
            column.activate()
            most = self.screen().availableSize().height()
            self.resize(self.width(), max(self.height(), min(most, column.totalHeightForWidth(self.width()))))

    def error_text(self) -> str:
        """Return the error now shown, empty if there is none."""
        return self._error.text()

    def set_busy(self, busy: bool) -> None:
        """Hold the default button while an answer is awaited; Cancel and Esc keep working."""
        for button in self.findChildren(QPushButton):
            if button.isDefault():
                button.setEnabled(not busy)
        if busy:
            self.show_error("")

    def retranslate(self) -> None:
        """Set all texts; called once by the subclass and again when the language is switched."""

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
