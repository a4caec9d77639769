"""Settings: *Chat with the agent → Enable chat → Save* (A-15), the organisation, enrollment tokens, this console."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from shared.ids import CustomerId, EnrollmentTokenId
from shared.limits import MAX_NAME_CHARS
from shared.widgets.banner import Banner
from shared.widgets.empty_state import EmptyState
from shared.widgets.icons import icon
from shared.widgets.labels import Label
from shared.widgets.tokens import GRID
from tech_console.models.directory import TokenModel
from tech_console.models.problem_words import problem_words
from tech_console.presenters.line import Problem
from tech_console.state.snapshot import Change, Kind
from tech_console.views.asking import confirm
from tech_console.views.directory_dialogs import SecretDialog, TokenDialog
from tech_console.views.file_policy_card import FilePolicyCard
from tech_console.views.parts import add_field, button, card, form, hairline, number_field, page, panel, scrolled
from tech_console.views.profile_menu import LANGUAGES, THEMES
from tech_console.views.settings_lists import GroupsCard, ServicesCard
from tech_console.views.tables import RecordTable
from tech_console.views.ui import Ui

WIDTH, SECTIONS_WIDTH, SECTION_ROW = 720, 220, 40


class SettingsPage(QWidget):
    """Sections at the left, the cards of one at the right."""

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self.chat = ChatCard(ui)
        self.tokens = TokensCard(ui)
        self.groups = GroupsCard(ui)
        self.services = ServicesCard(ui)
        self.files = FilePolicyCard(ui)
        self.sections = QListWidget()
        self.sections.setProperty("kind", "cards")
        self.sections.setAccessibleName(self.tr("Settings"))
        self.sections.setIconSize(QSize(18, 18))
        self._cards = QStackedWidget(self)
        self._section_of: dict[QWidget, int] = {}
        for words, icon_name, made in (
            (self.tr("General"), "settings", self.chat),
            (self.tr("Groups"), "users", self.groups),
            (self.tr("Services"), "life-buoy", self.services),
            (self.tr("Files"), "file", self.files),
            (self.tr("Enrollment tokens"), "key-round", self.tokens),
            (self.tr("This console"), "monitor", ConsoleCard(ui)),
        ):
            self._add_section(words, icon_name, made)
        left, column = panel()
        left.setFixedWidth(SECTIONS_WIDTH)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.addWidget(self.sections)
        around = QHBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(0)
        around.addWidget(left)
        around.addWidget(hairline(vertical=True))
        around.addWidget(self._cards, 1)
        self.sections.currentRowChanged.connect(self._cards.setCurrentIndex)
        self.sections.setCurrentRow(0)

    def _add_section(self, words: str, icon_name: str, made: QWidget) -> None:
        item = QListWidgetItem(icon(icon_name), words, self.sections)
        item.setSizeHint(QSize(0, SECTION_ROW))
        inside, column = page()
        self._cards.addWidget(scrolled(inside))
        made.setMaximumWidth(WIDTH)
        column.addWidget(made)
        column.addStretch()
        self._section_of[made] = self._cards.count() - 1

    def show_section(self, made: QWidget) -> None:
        """Show the section with this card."""
        self.sections.setCurrentRow(self._section_of[made])

    def take_focus(self) -> None:
        """Put the keyboard on the sections."""
        self.sections.setFocus()


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
        self.overdue = number_field(1, 10_000, self.tr(" hours"))
        fields = form()
        add_field(fields, self.tr("Organisation, as users see it"), self.organisation)
        add_field(fields, self.tr("A device is overdue when it was not seen for"), self.overdue)
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
        self.overdue.valueChanged.connect(self._update)
        self._banner.action_clicked.connect(self._fill)
        ui.console.world.changed.connect(self._changed)
        ui.console.world.reloaded.connect(self._fill)
        self._fill()

    def _fill(self) -> None:
        record = self._ui.console.settings.record
        self._version = record.version
        self.enabled.setChecked(record.user_chat_enabled)
        self.organisation.setText(record.organisation)
        self.overdue.setValue(record.overdue_after_h)
        self._banner.clear()
        may = self._ui.console.world.snapshot.may("manage_settings")
        self.enabled.setEnabled(may)
        self.organisation.setReadOnly(not may)
        self.overdue.setEnabled(may)
        self._update()

    def _is_changed(self) -> bool:
        record = self._ui.console.settings.record
        return self._shown() != (record.user_chat_enabled, record.organisation, record.overdue_after_h)

    def _shown(self) -> tuple[bool, str, int]:
        return self.enabled.isChecked(), self.organisation.text().strip(), self.overdue.value()

    def _update(self) -> None:
        self.save.setEnabled(self._is_changed() and bool(self.organisation.text().strip()))
        if self._is_changed():
            self._said.setText("")

    def _changed(self, change: Change) -> None:
        if change.kind is not Kind.SETTINGS:
            return
        before = change.before
        kept = (before.user_chat_enabled, before.organisation, before.overdue_after_h) if before is not None else None
        untouched = self._shown() == kept
        if untouched or not self._is_changed():
            self._fill()
        else:
            self._banner.say("warn", self.tr("Somebody else has changed the settings."), self.tr("Show the new ones"))

    def _save(self) -> None:
        question = self._ui.console.settings.save(
            self._version,
            user_chat_enabled=self.enabled.isChecked(),
            organisation=self.organisation.text(),
            overdue_after_h=self.overdue.value(),
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
