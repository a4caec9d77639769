"""Settings: *Chat with the agent → Enable chat → Save* (A-15), the organisation, enrollment tokens, this console."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from shared.ids import CustomerId, EnrollmentTokenId
from shared.limits import MAX_NAME_CHARS
from shared.widgets.banner import Banner
from shared.widgets.empty_state import EmptyState
from shared.widgets.labels import Label
from shared.widgets.tokens import GRID
from tech_console.models.directory import TokenModel
from tech_console.models.problem_words import problem_words
from tech_console.presenters.line import Problem
from tech_console.state.snapshot import Change, Kind
from tech_console.views.asking import confirm
from tech_console.views.directory_dialogs import SecretDialog, TokenDialog
from tech_console.views.parts import add_field, button, card, form, page, scrolled
from tech_console.views.profile_menu import LANGUAGES, THEMES
from tech_console.views.tables import RecordTable
from tech_console.views.ui import Ui

WIDTH = 720


class SettingsPage(QWidget):
    """One column of cards."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        inside, column = page()
        self.chat = ChatCard(ui)
        self.tokens = TokensCard(ui)
        for made in (self.chat, self.tokens, ConsoleCard(ui)):
            made.setMaximumWidth(WIDTH)
            column.addWidget(made)
        column.addStretch()
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scrolled(inside))

    def take_focus(self) -> None:
        """Put the keyboard on the first switch."""
        self.chat.enabled.setFocus()


class ChatCard(QWidget):
    """The provider's own settings."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._version = 0
        frame, column = card(
            self.tr("Chat with the agent"),
            self.tr("Users may start a chat from the tray where the helpdesk agent is active. Technicians always can."),
        )
        self.enabled = QCheckBox(self.tr("Enable chat"))
        self.organisation = QLineEdit()
        self.organisation.setMaxLength(MAX_NAME_CHARS)
        fields = form()
        add_field(fields, self.tr("Organisation, as users see it"), self.organisation)
        self._banner = Banner()
        self._said = Label("", kind="ok")
        self.save = button(self.tr("Save"), self._save, "primary")
        row = QHBoxLayout()
        row.addWidget(self._said, 1)
        row.addWidget(self.save)
        column.addWidget(self.enabled, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(fields)
        column.addWidget(self._banner)
        column.addLayout(row)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(frame)
        self.enabled.toggled.connect(self._update)
        self.organisation.textChanged.connect(self._update)
        self._banner.action_clicked.connect(self._fill)
        ui.console.world.changed.connect(self._changed)
        ui.console.world.reloaded.connect(self._fill)
        self._fill()

    def _fill(self) -> None:
        record = self._ui.console.settings.record
        self._version = record.version
        self.enabled.setChecked(record.user_chat_enabled)
        self.organisation.setText(record.organisation)
        self._banner.clear()
        may = self._ui.console.world.snapshot.may("manage_settings")
        self.enabled.setEnabled(may)
        self.organisation.setReadOnly(not may)
        self._update()

    def _is_changed(self) -> bool:
        record = self._ui.console.settings.record
        shown = (self.enabled.isChecked(), self.organisation.text().strip())
        return shown != (record.user_chat_enabled, record.organisation)

    def _update(self) -> None:
        self.save.setEnabled(self._is_changed() and bool(self.organisation.text().strip()))
        if self._is_changed():
            self._said.setText("")

    def _changed(self, change: Change) -> None:
        if change.kind is not Kind.SETTINGS:
            return
        before = change.before
        shown = (self.enabled.isChecked(), self.organisation.text().strip())
        untouched = before is not None and shown == (before.user_chat_enabled, before.organisation)
        if untouched or not self._is_changed():
            self._fill()
        else:
            self._banner.say("warn", self.tr("Somebody else has changed the settings."), self.tr("Show the new ones"))

    def _save(self) -> None:
        question = self._ui.console.settings.save(
            self._version, user_chat_enabled=self.enabled.isChecked(), organisation=self.organisation.text()
        )
        question.is_shown = True
        self.save.setEnabled(False)
        question.done.connect(self._saved)
        question.refused.connect(self._refused)

    def _saved(self, _reply: object) -> None:
        self._said.setText(self.tr("Saved."))
        self._banner.clear()

    def _refused(self, problem: Problem) -> None:
        self._banner.say("error", problem_words(problem), self.tr("Show the new ones"))
        self._update()


class TokensCard(QWidget):
    """Enrollment tokens: made, counted, revoked; a secret is shown once."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        frame, column = card(
            self.tr("Enrollment tokens"),
            ui.say(self.tr("Each token belongs to {a_customer}: agents that join with it stay there.")),
        )
        self.model = TokenModel(self._customer_name, lambda: ui.say(self.tr("{Customer}")))
        self.table = RecordTable(self.model, "token_id", (0, 180, 110, 120))
        self.table.setAccessibleName(self.tr("Enrollment tokens"))
        self.table.setMinimumHeight(200)
        self._empty = EmptyState("key-round")
        self._empty.set_words(self.tr("No tokens yet"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        self.add = button(self.tr("New token"), self.make_token, "primary", "plus")
        self._revoke = button(self.tr("Revoke"), self._revoke_selected)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self._revoke)
        row.addWidget(self.add)
        column.addWidget(self._stack)
        column.addLayout(row)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(frame)
        self.table.start_sorted(0)
        self.table.selection_changed.connect(self._update)
        ui.console.settings.token_created.connect(self._show_secret)
        ui.console.world.changed.connect(self._changed)
        ui.console.world.reloaded.connect(self._refill)
        self._refill()

    def make_token(self) -> None:
        """Ask what the token is for."""
        dialog = TokenDialog(self._ui, self.window())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _customer_name(self, customer_id: CustomerId) -> str:
        customer = self._ui.console.customers.find(customer_id)
        return "" if customer is None else customer.name

    def _refill(self) -> None:
        self.model.set_records(self._ui.console.world.snapshot.tokens.values())
        self._update()

    def _changed(self, change: Change) -> None:
        if change.kind is Kind.TOKEN and change.after is not None:
            self.model.upsert(change.after)
            self._update()

    def _update(self) -> None:
        token = self.model.find(self.table.current_id())
        self._stack.setCurrentIndex(0 if self.model.total() else 1)
        may = self._ui.console.world.snapshot.may("manage_tokens")
        self.setVisible(may)
        self._revoke.setEnabled(token is not None and not token.revoked)

    def _revoke_selected(self) -> None:
        token = self.model.find(self.table.current_id())
        if token is not None and confirm(
            self._ui,
            self.tr("Revoke this token?"),
            self.tr("No further device can join with it. Devices that have joined are not touched."),
            self.tr("Revoke"),
            self.window(),
        ):
            self._ui.console.settings.revoke_token(EnrollmentTokenId(token.token_id))

    def _show_secret(self, _token_id: str, secret: str) -> None:
        SecretDialog(secret, self.window()).open()


class ConsoleCard(QWidget):
    """Choices of one person for one machine."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        frame, column = card(self.tr("This console"), self.tr("Kept on this computer, for you alone."))
        fields = form()
        choices = {
            "system": self.tr("As the system"),
            "it": "Italiano",
            "en": "English",
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
        }
        for caption, field, values in (
            (self.tr("Language"), "language", LANGUAGES),
            (self.tr("Appearance"), "theme", THEMES),
        ):
            add_field(fields, caption, self._choice(field, values, choices))
        column.addLayout(fields)
        for words, field in (
            (self.tr("Sound while a request waits for an answer"), "sound_requests"),
            (self.tr("Sound for new messages"), "sound_messages"),
            (self.tr("Notifications of the desktop"), "notifications"),
            (self.tr("Closing the window leaves the console in the tray"), "close_to_tray"),
        ):
            column.addWidget(self._switch(words, field), 0, Qt.AlignmentFlag.AlignLeft)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, GRID)
        around.addWidget(frame)

    def _choice(self, field: str, values: tuple[str, ...], words: dict[str, str]) -> QComboBox:
        made = QComboBox()
        for value in values:
            made.addItem(words[value])
        made.setCurrentIndex(values.index(getattr(self._ui.console.preferences.values, field)))
        made.activated.connect(lambda index: self._ui.console.preferences.change(**{field: values[index]}))
        return made

    def _switch(self, words: str, field: str) -> QCheckBox:
        made = QCheckBox(words)
        made.setChecked(bool(getattr(self._ui.console.preferences.values, field)))
        made.toggled.connect(lambda on: self._ui.console.preferences.change(**{field: on}))
        return made
