"""Who I am, at the top right: availability (A-29), mails (H-07), language, look, sounds, sign out."""

from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QActionGroup, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from shared.version import own_version
from shared.widgets.avatar import Avatar
from shared.widgets.icons import icon
from shared.widgets.labels import Label
from shared.widgets.link_dialog import LinkDialog
from shared.widgets.plain_text import button_text, tooltip_text
from shared.widgets.theme import set_kind, tokens_of
from shared.widgets.tokens import GRID
from tech_console.models.words import availability_words, role_words
from tech_console.views.device_manage import open_dialog
from tech_console.views.ui import Ui

LANGUAGES = ("system", "it", "en")
THEMES = ("system", "light", "dark")


class ProfileButton(QPushButton):
    """Avatar, name, and a dot with the word for availability; opens the menu."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        set_kind(self, "ghost")
        self.setFixedHeight(5 * GRID)
        self._avatar = Avatar(30)
        self._name = Label("", kind="strong")
        self._dot = Dot()
        self._word = Label("", kind="small")
        for part in (self._avatar, self._name, self._dot, self._word):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 10, 0)
        row.setSpacing(GRID)
        for part in (self._avatar, self._name, self._dot, self._word):
            row.addWidget(part)
        self.clicked.connect(self.open_menu)
        ui.console.availability.changed.connect(self._show)
        ui.console.preferences.changed.connect(lambda _: self._show())
        self._show()

    def sizeHint(self) -> QSize:
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._row.minimumSize()

    def open_menu(self) -> None:
        """Show the menu under the button."""
        menu = ProfileMenu(self._ui, self)
        corner = self.mapToGlobal(self.rect().bottomRight())
        menu.popup(corner - QPoint(menu.sizeHint().width(), -4))
        menu.aboutToHide.connect(menu.deleteLater)

    def _show(self) -> None:
        profile = self._ui.console.availability.profile
        if profile is None:
            return
        available = self._ui.console.availability.is_available
        self._avatar.set_person(profile.name, profile.technician_id)
        self._name.setText(_shortened(profile.name))
        undisturbed = self._ui.console.preferences.values.is_undisturbed
        self._dot.set_on(on=available and not undisturbed)
        self._word.setText(self.tr("Do not disturb") if undisturbed else availability_words(is_available=available))
        self.setAccessibleName(self.tr("Profile of {name}: {state}").format(name=profile.name, state=self._word.text()))


class Dot(QWidget):
    """A coloured dot; the word for it stands beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._on = False
        self.setFixedSize(10, 10)

    def set_on(self, *, on: bool) -> None:
        """Green, or hollow grey."""
        self._on = on
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _draw_dot(painter, QPointF(5, 5), on=self._on, widget=self)


class ProfileMenu(QMenu):
    """The menu itself."""

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui, self._owner = ui, parent
        self._add_person()
        self._add_availability()
        self.addSeparator()
        self._add_choice(
            self.tr("Language"), "languages", LANGUAGES, ui.console.preferences.values.language, "language"
        )
        self._add_choice(self.tr("Appearance"), "sun-moon", THEMES, ui.console.preferences.values.theme, "theme")
        self._add_switch(self.tr("Do not disturb"), "is_undisturbed")
        self._add_switch(self.tr("Sound for requests"), "sound_requests")
        self._add_switch(self.tr("Sound for messages"), "sound_messages")
        self._add_switch(self.tr("Notifications"), "notifications")
        self._add_mail()
        self._add_switch(self.tr("Single keys as shortcuts"), "single_keys")
        self.addSeparator()
        self._add_version()
        leave = self.addAction(icon("log-out"), self.tr("Sign out"))
        leave.triggered.connect(ui.console.sign_in.sign_out)

    def _add_person(self) -> None:
        profile = self._ui.console.availability.profile
        if profile is None:
            return
        for words in (profile.e_mail, role_words(profile.role)):
            self.addAction(button_text(words)).setEnabled(False)
        self.addSeparator()

    def _add_version(self) -> None:
        release = self._ui.console.newer.release
        if release is None:
            self.addAction(button_text(self.tr("Version {version}").format(version=own_version()))).setEnabled(False)
            return
        words = self.tr("Version {version} is available…").format(version=release.version)
        ask = self.addAction(icon("download"), button_text(words))
        ask.setToolTip(tooltip_text(release.notes))
        window = self._owner.window()
        ask.triggered.connect(lambda: open_dialog(LinkDialog(release.url, window)))

    def _add_availability(self) -> None:
        group = QActionGroup(self)
        current = self._ui.console.availability.is_available
        for available in (True, False):
            action = self.addAction(availability_words(is_available=available))
            action.setCheckable(True)
            action.setChecked(available == current)
            action.setEnabled(self._ui.console.line.is_ready)
            group.addAction(action)
            action.triggered.connect(
                lambda _=False, available=available: self._ui.console.availability.set(available=available)
            )

    def _add_choice(self, title: str, icon_name: str, values: tuple[str, ...], current: str, field: str) -> None:
        menu = self.addMenu(icon(icon_name), title)
        group = QActionGroup(menu)
        for value in values:
            action = menu.addAction(self._choice_words(value))
            action.setCheckable(True)
            action.setChecked(value == current)
            group.addAction(action)
            action.triggered.connect(lambda _=False, value=value: self._ui.console.preferences.change(**{field: value}))

    def _choice_words(self, value: str) -> str:
        return {
            "system": self.tr("As the system"),
            "it": "Italiano",
            "en": "English",
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
        }[value]

    def _add_switch(self, title: str, field: str) -> None:
        action = self.addAction(title)
        action.setCheckable(True)
        action.setChecked(bool(getattr(self._ui.console.preferences.values, field)))
        action.toggled.connect(lambda on: self._ui.console.preferences.change(**{field: on}))

    def _add_mail(self) -> None:
        self._mail = action = self.addAction(self.tr("E-mail about new tickets"))
        action.setCheckable(True)
        action.setEnabled(self._ui.console.line.is_ready)
        action.triggered.connect(lambda on: self._ask_mail(wanted=on))
        self._ui.console.availability.changed.connect(self._show_mail)
        self._show_mail()

    def _show_mail(self) -> None:
        self._mail.setChecked(self._ui.console.availability.wants_mail)

    def _ask_mail(self, *, wanted: bool) -> None:
        # The relay keeps it: until it has it, and when it refuses, the switch stands as before.
        self._ui.console.availability.set_mail(wanted=wanted)
        self._show_mail()


def _draw_dot(painter: QPainter, centre: QPointF, *, on: bool, widget: QWidget) -> None:
    t = tokens_of(widget)
    painter.setPen(QColor(t.ok if on else t.muted))
    painter.setBrush(QColor(t.ok) if on else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, 4, 4)


def _shortened(name: str) -> str:
    return name if len(name) <= 24 else f"{name[:23]}…"
