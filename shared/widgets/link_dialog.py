"""Asks before a link from a conversation is opened, and shows where it really leads."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from shared.widgets.dialog import Dialog
from shared.widgets.labels import Label
from shared.widgets.links import hides_its_host, real_host


class LinkDialog(Dialog):
    """The host stands in large letters in the form the network uses, the whole address below it."""

    def __init__(self, url: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._url = url
        self._intro = self.add_text("")
        self.host = Label(real_host(url), kind="heading", wraps=True)
        self.host.setAccessibleName(self.host.text())
        self.body.addWidget(self.host)
        self.body.addWidget(Label(_broken_up(url), kind="small", wraps=True))
        self._cancel: QPushButton = self.add_cancel()
        self._copy = self.add_button("")
        self._copy.clicked.connect(self._copy_it)
        self._open = self.add_button("", "primary")
        self._open.clicked.connect(self._open_it)
        self.retranslate()
        # The harmless answer has the focus: Enter pressed by habit must not open anything.
        self._cancel.setDefault(True)
        self._cancel.setFocus()

    def retranslate(self) -> None:
        self.set_title(self.tr("Open this link?"))
        self._intro.setText(self.tr("It leads out of this program, to a page on:"))
        self._copy.setText(self.tr("Copy link"))
        self._open.setText(self.tr("Open in browser"))
        if hides_its_host(self._url):
            self.show_error(self.tr("Careful: the address is written so that it looks like another site."))

    def _copy_it(self) -> None:
        QGuiApplication.clipboard().setText(self._url)
        self.reject()

    def _open_it(self) -> None:
        QDesktopServices.openUrl(QUrl(self._url))
        self.accept()


def _broken_up(url: str) -> str:
    # A label breaks lines only between words; an address of 8 KB would otherwise make the dialog as wide.
    shortened = url if len(url) <= 400 else f"{url[:300]} … {url[-80:]}"
    return "\u200b".join(shortened)
