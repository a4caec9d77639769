"""Waits with a restart until nobody is typing: an upgrade takes no letters from under a person's fingers."""

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

QUIET_FOR_S = 4.0
"""Longer than unfinished words take to be written down."""
LOOK_EVERY_MS = 250


class RestartWish(QObject):
    """Signals: `due()` once somebody has wished for it and no key was pressed for a while."""

    due = Signal()

    def __init__(self, app: QGuiApplication) -> None:
        super().__init__()
        self._app = app
        self.is_wished = False
        self._typed_at = -QUIET_FOR_S
        self._looks = QTimer(self, interval=LOOK_EVERY_MS)
        self._looks.timeout.connect(self._look)

    def wish(self) -> None:
        """Ask for it; a second wish changes nothing."""
        if not self.is_wished:
            self.is_wished = True
            # Only from now on: an ear on every event of the program costs each of them. Who has the window may be typing.
            self._app.installEventFilter(self)
            if self._app.focusWindow() is not None:
                self._typed_at = time.monotonic()
            self._looks.start()
            self._look()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note when a key was pressed last."""
        if event.type() is QEvent.Type.KeyPress:
            self._typed_at = time.monotonic()
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        if time.monotonic() - self._typed_at >= QUIET_FOR_S:
            self._looks.stop()
            self._app.removeEventFilter(self)
            self.due.emit()
