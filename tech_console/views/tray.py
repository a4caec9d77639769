"""The icon near the clock: state, unread number, availability; and the desktop's own notifications where it has them."""

import sys

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from shared.link.events import LinkState
from shared.qt.sounds import Sound, Sounds
from shared.widgets.app_icon import AppState, app_icon
from shared.widgets.plain_text import shown_line
from shared.widgets.toast import Toast
from shared.widgets.toast_stack import ToastStack
from tech_console.models.words import availability_words
from tech_console.presenters.notices import Notice, NoticeKind
from tech_console.views.main_window import MainWindow
from tech_console.views.ui import Ui

LOOK_EVERY_MS = 2000
SHOWN_MS = 10_000
TEXT_CHARS = 120


class Tray(QObject):
    """Signals: `opened()` for a click on the icon; `wanted(Notice)` for a click on a notification; `quit_wanted()`."""

    opened = Signal()
    wanted = Signal(object)
    quit_wanted = Signal()

    def __init__(self, ui: Ui, window: MainWindow) -> None:
        super().__init__()
        self._ui = ui
        self._window = window
        self._last: Notice | None = None
        self._drawn: tuple[AppState, int] | None = None
        self._menu = QMenu()
        self._toasts = ToastStack()
        self._sounds = Sounds(parent=self)
        self.icon = QSystemTrayIcon()
        self.icon.setContextMenu(self._menu)
        self.icon.activated.connect(self._clicked)
        self.icon.messageClicked.connect(self._message_clicked)
        # A panel may start after us, and start again: it is looked for, not given up.
        self._looks = QTimer(self, interval=LOOK_EVERY_MS)
        self._looks.timeout.connect(self._look)
        console = ui.console
        console.counts_changed.connect(self.refresh)
        console.line.state_changed.connect(self.refresh)
        console.availability.changed.connect(self.refresh)
        console.notices.notice.connect(self._notify)
        console.notices.sound.connect(self._play)
        ui.language.language_changed.connect(self.refresh)

    def start(self) -> None:
        """Show the icon as soon as there is a place for it."""
        self.refresh()
        self._look()
        self._looks.start()

    def stop(self) -> None:
        """Take everything away."""
        self._looks.stop()
        self._toasts.close_all()
        self.icon.hide()
        self._menu.deleteLater()

    def refresh(self) -> None:
        """Show state and numbers as they stand."""
        counts = self._ui.console.counts()
        what = (self._state(), counts.requests + counts.conversations)
        if what != self._drawn:
            self._drawn = what
            self.icon.setIcon(app_icon(*what))
        name = self._ui.console.settings.record.organisation or "Sportello"
        # Trays differ in what they take for markup: nothing looks like a tag.
        self.icon.setToolTip(shown_line(name).replace("<", "("))
        self._fill_menu()

    def _state(self) -> AppState:
        if self._ui.console.line.state.state is not LinkState.READY:
            return AppState.DISCONNECTED
        if self._ui.console.incoming.ringing():
            return AppState.REQUEST_WAITING
        return AppState.CONNECTED

    def _fill_menu(self) -> None:
        self._menu.clear()
        self._menu.addAction(self.tr("Open the console")).triggered.connect(self.opened)
        console = self._ui.console
        if console.line.is_ready and console.availability.profile is not None:
            self._menu.addSeparator()
            for available in (True, False):
                action = self._menu.addAction(availability_words(is_available=available))
                action.setCheckable(True)
                action.setChecked(available == console.availability.is_available)
                action.triggered.connect(
                    lambda _=False, available=available: console.availability.set(available=available)
                )
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Quit")).triggered.connect(self.quit_wanted)

    def _look(self) -> None:
        there = QSystemTrayIcon.isSystemTrayAvailable()
        if there and not self.icon.isVisible():
            self.icon.show()
        self._window.has_tray = there

    def _clicked(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.opened.emit()

    def _play(self, sound: Sound) -> None:
        self._sounds.play(sound)

    def _notify(self, notice: Notice) -> None:
        if self._window.isActiveWindow() and notice.kind is not NoticeKind.MESSAGE:
            return  # the card is right there
        title, text = self._title_of(notice), _shortened(notice.text or notice.where)
        if self._has_native_notices():
            self._last = notice
            self.icon.showMessage(title, text, app_icon(), SHOWN_MS)
        elif notice.kind is NoticeKind.MESSAGE:
            # Qt's own balloon is not fit to be shown; requests and missed ones have their card already.
            toast = Toast(title, text)
            toast.clicked.connect(lambda: self.wanted.emit(notice))
            toast.clicked.connect(toast.close)
            self._toasts.show_toast(toast)

    def _has_native_notices(self) -> bool:
        # A tray of the old kind knows its place on the screen; the others hand messages to the desktop.
        return self.icon.isVisible() and (sys.platform != "linux" or self.icon.geometry().isEmpty())

    def _title_of(self, notice: Notice) -> str:
        words = {
            NoticeKind.REQUEST: self.tr("{who} asks for a chat"),
            NoticeKind.MISSED: self.tr("Missed: {who}"),
            NoticeKind.MESSAGE: self.tr("{who} wrote"),
        }[notice.kind]
        return words.format(who=shown_line(notice.who))

    def _message_clicked(self) -> None:
        if self._last is not None:
            self.wanted.emit(self._last)


def _shortened(text: str) -> str:
    line = shown_line(" ".join(text.split()))
    return line if len(line) <= TEXT_CHARS else f"{line[: TEXT_CHARS - 1]}…"
