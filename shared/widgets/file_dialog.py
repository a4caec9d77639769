"""All that is known of a file: what one looks at before an installer is used, or when something was refused."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFormLayout, QWidget

from shared.qt.file_words import signer_words
from shared.widgets.dialog import Dialog
from shared.widgets.file_item import FileItem
from shared.widgets.labels import Label


class FileDialog(Dialog):
    """Values can be marked with the mouse and copied."""

    def __init__(self, file: FileItem, sender: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, width=480)
        self._file = file
        self._rows = QFormLayout()
        self._rows.setHorizontalSpacing(24)
        self._rows.setVerticalSpacing(8)
        self.body.addLayout(self._rows)
        self._labels: list[Label] = []
        signer = signer_words(file.suffix, file.signer)
        for value in (file.name, file.note, sender, signer, _in_lines(file.sha256)):
            self._add(value)
        self._warning = self.add_text("")
        self._warning.setVisible(bool(signer))
        self._copy = self.add_button("")
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(file.sha256))
        self._copy.setEnabled(bool(file.sha256))
        self._close = self.add_button("", "primary", is_default=True)
        self._close.clicked.connect(self.accept)
        self.retranslate()

    def _add(self, value: str) -> None:
        label, shown = Label("", kind="muted"), Label(value, wraps=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._labels.append(label)
        if value:
            self._rows.addRow(label, shown)

    def retranslate(self) -> None:
        self.set_title(self.tr("File"))
        words = (self.tr("Name"), self.tr("Size"), self.tr("From"), self.tr("Signature"), self.tr("SHA-256"))
        for label, text in zip(self._labels, words, strict=True):
            label.setText(text)
        self._warning.setText(
            self.tr("The signature is what the file says of itself. Compare the SHA-256 with that of its maker.")
        )
        self._copy.setText(self.tr("Copy SHA-256"))
        self._close.setText(self.tr("Close"))


def _in_lines(sha256: str) -> str:
    return "\n".join(sha256[start : start + 32] for start in range(0, len(sha256), 32))
