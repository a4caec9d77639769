"""What was made of a customer's installer: where it is, what to check it by, how to install it, what comes next."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLineEdit, QVBoxLayout, QWidget

from shared.protocol.directory import EnrolmentPolicy
from shared.qt.file_words import size_words
from shared.widgets.elided_label import ElidedLabel
from shared.widgets.labels import Label
from shared.widgets.tokens import GRID
from tech_console.presenters.installers import Saved
from tech_console.state.installing import silent_command
from tech_console.views.parts import button, clear


class InstallerResult(QWidget):
    """The second step of the dialog; `show_saved` fills it."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, GRID + 4, 0)
        self._column.setSpacing(GRID + 4)

    def show_saved(self, saved: Saved, base: Path | None, policy: EnrolmentPolicy, *, is_golden: bool) -> None:
        """Say it all; `base` is what it was made of, None for the stamp alone."""
        clear(self._column)
        size = size_words(saved.size_bytes)
        self._column.addWidget(Label(self.tr("Saved ({size}).").format(size=size), kind="ok"))
        self._add_copied(self.tr("File"), str(saved.path))
        self._add_copied("SHA-256", saved.sha256)
        self._add_copied(
            self.tr("To install without a question"),
            silent_command(saved.path.name, None if base is None else base.name),
        )
        self._column.addWidget(Label(self.tr("What next"), kind="heading"))
        for words in (self._first_words(base), self._joining_words(policy, is_golden=is_golden)):
            self._column.addWidget(Label(words, wraps=True))
        if not is_golden:
            self._column.addWidget(Label(self._secret_words(), kind="muted", wraps=True))
        self._column.addStretch()

    def _add_copied(self, caption: str, text: str) -> None:
        field = QLineEdit(text)
        field.setReadOnly(True)
        field.setCursorPosition(0)
        field.setAccessibleName(caption)
        copy = button(self.tr("Copy"), lambda: QGuiApplication.clipboard().setText(text), icon_name="copy")
        copy.setAccessibleName(self.tr("Copy: {what}").format(what=caption))
        self._column.addLayout(stacked(Label(caption, kind="strong"), in_row(field, copy)))

    def _first_words(self, base: Path | None) -> str:
        if base is None:
            return self.tr("Put the stamp beside the portable program, or on Linux where the command puts it.")
        if base.name.endswith(".msi"):
            return self.tr("Unpack the file on the computer or a share, then run the command as administrator.")
        if base.name.endswith(".deb"):
            return self.tr("Copy the file to the computer and run the command there.")
        return self.tr("Unpack the file on the computer and start the program in it.")

    def _joining_words(self, policy: EnrolmentPolicy, *, is_golden: bool) -> str:
        if is_golden:
            return self.tr("A copy of the image joins when it is given a stamp with a token.")
        if policy is EnrolmentPolicy.APPROVE:
            return self.tr("Each new device then waits under Devices until you approve it.")
        return self.tr("Each new device then appears under Devices by itself.")

    def _secret_words(self) -> str:
        return self.tr(
            "Keep the file as secret as a password: whoever has it can let devices join until you revoke its token."
        )


def in_row(*widgets: QWidget) -> QHBoxLayout:
    """Return widgets beside each other; what is written in takes the room."""
    row = QHBoxLayout()
    row.setSpacing(GRID)
    for widget in widgets:
        row.addWidget(widget, 1 if isinstance(widget, QLineEdit | ElidedLabel) else 0)
    return row


def stacked(*inside: QWidget | QLayout) -> QVBoxLayout:
    """Return what belongs together, below each other."""
    column = QVBoxLayout()
    column.setSpacing(6)
    for one in inside:
        if isinstance(one, QWidget):
            column.addWidget(one)
        else:
            column.addLayout(one)
    return column
