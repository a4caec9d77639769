"""The way in, one question at a time: the relay's address, its certificate, who I am."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QPixmap, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from shared.link.trust import plain_fingerprint
from shared.widgets.app_icon import app_pixmap
from shared.widgets.countdown import minutes_seconds
from shared.widgets.labels import Label
from shared.widgets.tokens import GRID
from tech_console.models.problem_words import certificate_words, problem_words
from tech_console.presenters.sign_in import SignInState, Stage
from tech_console.views.parts import add_field, button, form
from tech_console.views.ui import Ui

WIDTH = 420


class SignInPage(QWidget):
    """Shows what SignIn asks."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._address = _AddressForm(ui)
        self._trust = _TrustForm(ui)
        self._credentials = _CredentialsForm(ui)
        self._shown: _Form | None = None
        self._forms: dict[Stage, _Form] = {
            Stage.ADDRESS: self._address,
            Stage.TRUST: self._trust,
            Stage.CREDENTIALS: self._credentials,
        }
        self._lay_out()
        ui.console.sign_in.changed.connect(self.show_state)
        self.show_state(ui.console.sign_in.state)

    def _lay_out(self) -> None:
        box = QFrame()
        box.setProperty("kind", "card")
        box.setFixedWidth(WIDTH)
        column = QVBoxLayout(box)
        column.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 3 * GRID)
        column.setSpacing(2 * GRID)
        mark = QLabel()
        mark.setPixmap(_mark(self, 48))
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(mark)
        for made in self._forms.values():
            made.setVisible(False)
            column.addWidget(made)
        middle = QHBoxLayout()
        middle.addStretch()
        middle.addWidget(box)
        middle.addStretch()
        around = QVBoxLayout(self)
        around.addStretch(2)
        around.addLayout(middle)
        around.addStretch(3)

    def show_state(self, state: SignInState) -> None:
        """Bring the right question, with what went wrong."""
        shown = self._forms.get(state.stage)
        if shown is None:
            return
        shown.show_state(state)
        if shown is not self._shown:
            self._shown = shown
            for made in self._forms.values():
                made.setVisible(made is shown)
            shown.take_focus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._shown is not None:
            self._shown.take_focus()


def _mark(widget: QWidget, size: int) -> QPixmap:
    ratio = widget.devicePixelRatioF()
    pixmap = app_pixmap(round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


class _Form(QWidget):
    """One question: heading, hint, fields, what went wrong, buttons."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._sign_in = ui.console.sign_in
        self._ui = ui
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GRID + 4)
        self._title = Label("", kind="title", wraps=True)
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint = Label("", kind="muted", wraps=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._error = Label("", kind="error", wraps=True)
        self._error.setVisible(False)
        self.column.addWidget(self._title)
        self.column.addWidget(self._hint)

    def take_focus(self) -> None:
        """Put the keyboard where it is needed."""

    def show_state(self, state: SignInState) -> None:
        """Show a problem, if there is one."""
        words = "" if state.problem is None else problem_words(state.problem)
        self._show_error(words)

    def _show_error(self, words: str) -> None:
        self._error.setText(words)
        self._error.setVisible(bool(words))
        self._error.setAccessibleName(words)


class _AddressForm(_Form):
    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self._title.setText(self.tr("Which relay?"))
        self._hint.setText(self.tr("The address your administrator gave you. It is asked only once."))
        self._field = QLineEdit(ui.console.preferences.values.relay_url)
        self._field.setPlaceholderText("help.example.com:8443")
        fields = form()
        add_field(fields, self.tr("Address"), self._field)
        self.column.addLayout(fields)
        self.column.addWidget(self._error)
        self._go = button(self.tr("Continue"), self._choose, "primary")
        self._go.setDefault(True)
        self.column.addWidget(self._go)
        self._field.returnPressed.connect(self._choose)

    def take_focus(self) -> None:
        self._field.setFocus()
        self._field.selectAll()

    def _choose(self) -> None:
        self._sign_in.choose_relay(self._field.text())


class _TrustForm(_Form):
    """The fingerprint to compare, in groups; a changed certificate must be typed in, never clicked away."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self._title.setText(self.tr("Is this your relay?"))
        self._host = Label("", kind="strong")
        self._host.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._print = Label("", kind="code", wraps=True)
        self._print.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._print.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._advice = Label("", kind="muted", wraps=True)
        self._advice.setText(
            self.tr(
                "Compare this fingerprint with the one that “sportello-relay serve” printed. Go on only if both are"
                " the same, to the last character."
            )
        )
        self._typed = QLineEdit()
        self._typed.setAccessibleName(self.tr("Fingerprint from your administrator"))
        self._typed.setPlaceholderText(self.tr("Paste the new fingerprint from your administrator"))
        self.column.addWidget(self._host)
        self.column.addWidget(self._print)
        self.column.addWidget(self._advice)
        self.column.addWidget(self._typed)
        self.column.addWidget(self._error)
        self._accept = button(self.tr("The fingerprint is the same: trust it"), self._trust, "primary")
        self._back = button(self.tr("Use another address"), self._sign_in.change_relay, "ghost")
        self.column.addWidget(self._accept)
        self.column.addWidget(self._back)
        self._seen = ""
        self._must_type = False

    def take_focus(self) -> None:
        (self._typed if self._must_type else self._back).setFocus()

    def show_state(self, state: SignInState) -> None:
        super().show_state(state)
        self._seen = state.fingerprint
        self._must_type = state.why == "pin"
        self._hint.setText(certificate_words(state.why))
        self._host.setText(state.host)
        self._print.setText(_in_groups(state.fingerprint))
        self._typed.setVisible(self._must_type)
        self._typed.clear()

    def _trust(self) -> None:
        typed = self._typed.text() if self._must_type else self._seen
        if not plain_fingerprint(typed) or not self._sign_in.trust(typed):
            self._show_error(
                self.tr("This is not the fingerprint the relay shows. Do not go on; ask your administrator.")
            )


class _CredentialsForm(_Form):
    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self._title.setText(self.tr("Sign in"))
        self._e_mail = QLineEdit(ui.console.preferences.values.e_mail)
        self._password = QLineEdit()
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._code = QLineEdit()
        self._code.setPlaceholderText(self.tr("6 digits, or a recovery code"))
        fields = form()
        add_field(fields, self.tr("E-mail"), self._e_mail)
        add_field(fields, self.tr("Password"), self._password)
        add_field(fields, self.tr("Code from your authenticator"), self._code)
        self.column.addLayout(fields)
        self.column.addWidget(self._error)
        self._go = button(self.tr("Sign in"), self._submit, "primary")
        self._other = button(self.tr("Use another relay"), self._sign_in.change_relay, "ghost")
        self._again = button(self.tr("Try again"), self._sign_in.retry)
        self.column.addWidget(self._go)
        self.column.addWidget(self._again)
        self.column.addWidget(self._other)
        for field, following in ((self._e_mail, self._password), (self._password, self._code)):
            field.returnPressed.connect(following.setFocus)
        self._code.returnPressed.connect(self._submit)
        for field in (self._e_mail, self._password, self._code):
            field.textChanged.connect(self._update)
        self._tick = QTimer(self, interval=250)
        self._tick.timeout.connect(self._update)
        self._state = self._sign_in.state
        self._ui.console.world.challenged.connect(self._named)
        self._named()
        self._update()

    def take_focus(self) -> None:
        empty = next((f for f in (self._e_mail, self._password, self._code) if not f.text()), self._password)
        empty.setFocus()

    def show_state(self, state: SignInState) -> None:
        super().show_state(state)
        was_busy, self._state = self._state.is_busy, state
        if was_busy and not state.is_busy and state.problem is not None and state.problem.code == "auth_failed":
            # A code works once: whatever was wrong, this one is spent.
            self._code.clear()
            self._code.setFocus()
        unreachable = state.problem is not None and state.problem.code in {"unreachable", "lost"}
        self._again.setVisible(unreachable)
        self._update()

    def _named(self) -> None:
        challenge = self._ui.console.world.challenge
        address = self._ui.console.preferences.values.relay_url
        self._hint.setText(challenge.organisation if challenge is not None else address)

    def _update(self) -> None:
        wait_ms = self._sign_in.wait_ms()
        filled = all(field.text().strip() for field in (self._e_mail, self._password, self._code))
        self._go.setEnabled(filled and not self._state.is_busy and not wait_ms)
        if wait_ms:
            self._go.setText(self.tr("Wait {time}").format(time=minutes_seconds(wait_ms)))
            self._tick.start()
        else:
            self._tick.stop()
            self._go.setText(self.tr("One moment…") if self._state.is_busy else self.tr("Sign in"))

    def _submit(self) -> None:
        if self._go.isEnabled():
            self._sign_in.sign_in(self._e_mail.text(), self._password.text(), self._code.text())

    def hideEvent(self, event: QHideEvent) -> None:
        # What was typed is not kept longer than it is shown.
        self._password.clear()
        self._code.clear()
        self._tick.stop()
        super().hideEvent(event)


def _in_groups(fingerprint: str) -> str:
    """Return 64 digits as the relay prints them, in four lines that people can compare."""
    text = plain_fingerprint(fingerprint).upper()
    pairs = [text[i : i + 2] for i in range(0, len(text), 2)]
    return "\n".join(":".join(pairs[i : i + 8]) for i in range(0, len(pairs), 8))
