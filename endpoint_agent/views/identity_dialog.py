"""*Personal information*: the short, one-off confirmation of who somebody is, in two steps (A-30 to A-33)."""

from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from endpoint_agent.presenters.counted import Counted
from endpoint_agent.presenters.identity import IdentityPresenter, Step
from endpoint_agent.presenters.words import identity_error_words
from endpoint_agent.views.placing import fit_height
from shared.limits import MAX_E_MAIL_CHARS, MAX_NAME_CHARS
from shared.widgets.dialog import Dialog
from shared.widgets.labels import Label
from shared.widgets.plain_text import isolated
from shared.widgets.shield import Identity, Shield
from shared.widgets.tokens import GRID


class IdentityDialog(Dialog):
    """Closes itself once the token was right; `accepted` is emitted then."""

    def __init__(self, identity: IdentityPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, width=440)
        self._identity = identity
        self._intro = self.add_text("")
        self._known = Shield()
        self.body.addWidget(self._known)
        self.first_name, self.last_name, self.e_mail = QLineEdit(), QLineEdit(), QLineEdit()
        for field in (self.first_name, self.last_name):
            field.setMaxLength(MAX_NAME_CHARS)
        self.e_mail.setMaxLength(MAX_E_MAIL_CHARS)
        self.token = QLineEdit()
        self.token.setMaxLength(64)
        self._details, self._code = QWidget(), QWidget()
        self._life = Label("", kind="small", wraps=True)
        self._labels = [
            *_fields(self._details, self.first_name, self.last_name, self.e_mail),
            *_fields(self._code, self.token, below=self._life),
        ]
        self.body.addWidget(self._details)
        self.body.addWidget(self._code)
        self._back = self.add_button("", "ghost")
        self._resend = self.add_button("")
        self._cancel: QPushButton = self.add_cancel()
        self.go = self.add_button("", "primary", is_default=True)
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        self._back.clicked.connect(self._identity.back)
        self._resend.clicked.connect(self._identity.resend)
        self.go.clicked.connect(self._go)
        for field in (self.first_name, self.last_name, self.e_mail, self.token):
            field.textChanged.connect(self._update_go)
        self._identity.changed.connect(self._refresh)
        self._identity.confirmed.connect(self.accept)

    def begin(self) -> None:
        """Fill in what is known and show the first step, or the second while a token is on its way."""
        self._identity.begin()
        self.first_name.setText(self._identity.first_name)
        self.last_name.setText(self._identity.last_name)
        self.e_mail.setText(self._identity.e_mail)
        self.token.clear()
        self._refresh()

    def _go(self) -> None:
        if self._identity.step is Step.CODE:
            self._identity.confirm(self.token.text())
        else:
            self._identity.send_token(self.first_name.text(), self.last_name.text(), self.e_mail.text())

    def _refresh(self) -> None:
        identity = self._identity
        is_code = identity.step is Step.CODE
        was_code = not self._code.isHidden()
        self._details.setVisible(not is_code)
        self._code.setVisible(is_code)
        self._back.setVisible(is_code)
        self._resend.setVisible(is_code)
        self._resend.setEnabled(not identity.is_busy)
        self._known.setVisible(identity.is_confirmed and not is_code)
        self._known.set_identity(Identity(identity.shield.level, identity.shield.by, identity.shield.at))
        self._intro.setText(self._intro_words())
        self._life.setText(Counted().token_life(-(-identity.token_life_ms() // 60_000)))
        self.go.setText(self.tr("Save") if is_code else self.tr("Send token"))
        self.show_error(self._error_words())
        self._update_go()
        if is_code != was_code or not self.isVisible():
            (self.token if is_code else self.first_name).setFocus()
        fit_height(self)

    def _update_go(self) -> None:
        fields = [self.token] if self._identity.step is Step.CODE else [self.first_name, self.last_name, self.e_mail]
        self.go.setEnabled(not self._identity.is_busy and all(field.text().strip() for field in fields))

    def _intro_words(self) -> str:
        if self._identity.step is not Step.CODE:
            return self.tr("Before your first chat, please say who you are. A token is sent to your e-mail address.")
        return self.tr("A token is on its way to {e_mail}. Paste it here.").format(
            e_mail=isolated(self._identity.e_mail)
        )

    def _error_words(self) -> str:
        identity = self._identity
        if identity.code:
            return identity_error_words(identity.code, identity.params, identity.retry_after_ms)
        if identity.step is not Step.CODE or not identity.is_mail_failed:
            return ""
        if identity.is_mail_final:
            return self.tr("The e-mail could not be sent. Check the address, or ask your IT support.")
        return self.tr("The e-mail is delayed: the mail server does not answer. It is tried again by itself.")

    def retranslate(self) -> None:
        self.set_title(self.tr("Personal information"))
        words = [self.tr("First name"), self.tr("Last name"), self.tr("E-mail"), self.tr("Token from the e-mail")]
        for label, text, field in zip(
            self._labels, words, (self.first_name, self.last_name, self.e_mail, self.token), strict=True
        ):
            label.setText(text)
            field.setAccessibleName(text)
        self._back.setText(self.tr("Back"))
        self._resend.setText(self.tr("Send again"))
        self._cancel.setText(self.tr("Cancel"))
        self._refresh()


def _fields(box: QWidget, *fields: QLineEdit, below: QWidget | None = None) -> list[Label]:
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    labels: list[Label] = []
    for field in fields:
        if labels:
            column.addSpacing(GRID)
        label = Label("", kind="strong")
        label.setBuddy(field)
        column.addWidget(label)
        column.addWidget(field)
        labels.append(label)
    if below is not None:
        column.addWidget(below)
    return labels
