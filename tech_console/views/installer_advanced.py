"""The folded part of *Customers → Installer*: a pinned certificate, a private authority, a proxy."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget

from shared.widgets.icons import icon
from shared.widgets.labels import Label
from shared.widgets.plain_text import shown_line
from shared.widgets.theme import set_kind
from shared.widgets.tokens import GRID
from tech_console.models.installer_words import trust_words
from tech_console.presenters.installer_trust import InstallerTrust, TrustUnusable, read_authority, trust_of
from tech_console.views.installer_result import in_row, stacked
from tech_console.views.parts import ICON, add_field, button, form

MAX_FINGERPRINT, MAX_PROXY = 100, 500


class InstallerAdvanced(QWidget):
    """Signals: `said(words)` when a chosen file cannot be used, empty when one can."""

    said = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._ca_pem = ""
        self.authority_path = ""
        """The file of the private authority, empty for none."""
        self.fold = QPushButton(self.tr("Advanced"))
        set_kind(self.fold, "fold")
        self.fold.setCheckable(True)
        self.fold.setIconSize(ICON)
        self.fold.toggled.connect(self._show_inside)
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        for part in (self._fingerprint_part(), self._authority_part(), self._proxy_part()):
            column.addLayout(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GRID)
        whole.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(self._inside)
        self._show_inside(on=False)

    def _fingerprint_part(self) -> QVBoxLayout:
        self.fingerprint = QLineEdit()
        self.fingerprint.setMaxLength(MAX_FINGERPRINT)
        self.fingerprint.setPlaceholderText("3F:7A:…:9A")
        hint = self.tr("Of the one certificate devices trust. Empty: the relay's own, where it made one itself.")
        return _field(self.tr("Fingerprint of the certificate (SHA-256)"), self.fingerprint, hint)

    def _authority_part(self) -> QVBoxLayout:
        self.authority = QLineEdit()
        self.authority.setReadOnly(True)
        self.authority.setPlaceholderText(self.tr("Those the system knows"))
        self._choose = button(self.tr("Choose…"), self._choose_authority)
        self._remove = button(self.tr("Remove"), lambda: self.take_authority(None), "ghost")
        self._remove.setVisible(False)
        caption = self.tr("Private authority")
        self.authority.setAccessibleName(caption)
        hint = self.tr("A file with the certificates that vouch for the relay, and no private key.")
        row = in_row(self.authority, self._choose, self._remove)
        return stacked(Label(caption, kind="strong"), row, Label(hint, kind="small", wraps=True))

    def _proxy_part(self) -> QVBoxLayout:
        self.proxy = QLineEdit()
        self.proxy.setMaxLength(MAX_PROXY)
        self.proxy.setPlaceholderText("http://proxy.example.org:3128")
        return _field(self.tr("Proxy"), self.proxy, self.tr("The way to the relay. Empty: the system's."))

    def _show_inside(self, on: bool) -> None:
        self._inside.setVisible(on)
        self.fold.setIcon(icon("chevron-down" if on else "chevron-right"))

    def recall(self, fingerprint: str, authority: Path | None) -> None:
        """Fill in what is the same for every customer, and show that it is there."""
        self.fingerprint.setText(fingerprint)
        self.take_authority(authority)
        self.fold.setChecked(bool(fingerprint) or authority is not None)

    def _choose_authority(self) -> None:
        pattern = self.tr("Certificates (*.pem *.crt *.cer *.der)")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Choose the certificates of the authority"), "", pattern)
        if name:
            self.take_authority(Path(name))

    def take_authority(self, path: Path | None) -> None:
        """Let devices trust the certificates of this file, if there are any; what was chosen before stays otherwise."""
        try:
            self._ca_pem = "" if path is None else read_authority(path)
        except TrustUnusable as unusable:
            self.said.emit(trust_words(str(unusable.params["why"]), str(path)))
            return
        self.authority_path = "" if path is None else str(path)
        self.authority.setText("" if path is None else shown_line(path.name))
        self.authority.setToolTip("" if path is None else shown_line(str(path)))
        self._remove.setVisible(path is not None)
        self.said.emit("")

    def value(self) -> InstallerTrust:
        """Return what goes into the stamp. Raises: TrustUnusable."""
        return trust_of(self.fingerprint.text(), self._ca_pem, self.proxy.text())

    def point_at(self, why: str) -> QLineEdit:
        """Unfold, and put the keyboard on the field that is meant; return it."""
        self.fold.setChecked(True)
        field = self.proxy if why == "proxy" else self.fingerprint
        field.setFocus()
        return field


def _field(caption: str, field: QLineEdit, hint: str) -> QVBoxLayout:
    fields = form()
    add_field(fields, caption, field)
    return stacked(fields, Label(hint, kind="small", wraps=True))
