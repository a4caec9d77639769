"""The icon near the clock: state and unread number; left click opens, right click is the menu.

A desktop may start its panel after this program, or have none at all: until there is a tray, `is_shown` is False and
a small window stands in for it (small_window.py).
"""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QSystemTrayIcon

from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.presenters.tray import TrayState, tray_state, tray_words, unread_count
from endpoint_agent.views.menu import AgentMenu
from shared.widgets.app_icon import AppState, app_icon

LOOK_EVERY_MS = 2000
BLINK_MS = 700
PICTURES = {
    TrayState.REQUEST_WAITING: AppState.REQUEST_WAITING,
    TrayState.DISCONNECTED: AppState.DISCONNECTED,
    TrayState.NO_APPROVAL: AppState.NO_APPROVAL,
    TrayState.IN_CHAT: AppState.IN_CHAT,
    TrayState.CONNECTED: AppState.CONNECTED,
}
LEFT_CLICKS = {QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick}


class Tray(QObject):
    """Signals: `opened()` for a left click; `shown_changed(bool)` when a tray appears or goes."""

    opened = Signal()
    shown_changed = Signal(bool)

    def __init__(self, presenters: AgentPresenters, menu: AgentMenu) -> None:
        super().__init__()
        self._p = presenters
        self.icon = QSystemTrayIcon()
        self.icon.setContextMenu(menu)
        self.icon.activated.connect(self._clicked)
        self.is_shown = False
        self._drawn: tuple[AppState, int] | None = None
        self._is_lit = True
        self._looks = QTimer(self, interval=LOOK_EVERY_MS)
        self._looks.timeout.connect(self._look)
        self._blinks = QTimer(self, interval=BLINK_MS)
        self._blinks.timeout.connect(self._blink)

    def start(self) -> None:
        """Show the icon as soon as there is a place for it."""
        self.refresh()
        self._look()
        self._looks.start()

    def stop(self) -> None:
        """Take it away."""
        self._looks.stop()
        self._blinks.stop()
        self.icon.hide()

    def refresh(self) -> None:
        """Show state and unread number as they stand."""
        # While nobody is to be disturbed a request is shown and does not blink.
        is_ringing = tray_state(self._p) is TrayState.REQUEST_WAITING and not self._p.quiet.is_on
        if is_ringing and not self._blinks.isActive():
            self._blinks.start()
        elif not is_ringing:
            self._blinks.stop()
            self._is_lit = True
        self._draw()
        # It holds names from elsewhere, and trays differ in what they take for markup: nothing looks like a tag.
        self.icon.setToolTip(tray_words(self._p).replace("<", "("))

    def _draw(self) -> None:
        state = PICTURES[tray_state(self._p)] if self._is_lit else AppState.CONNECTED
        what = (state, unread_count(self._p))
        if what != self._drawn:
            self._drawn = what
            self.icon.setIcon(app_icon(*what))

    def _blink(self) -> None:
        self._is_lit = not self._is_lit
        self._draw()

    def _look(self) -> None:
        there = QSystemTrayIcon.isSystemTrayAvailable()
        if there and not self.icon.isVisible():
            self.icon.show()
        if there != self.is_shown:
            self.is_shown = there
            self.shown_changed.emit(there)

    def _clicked(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in LEFT_CLICKS:
            self.opened.emit()
