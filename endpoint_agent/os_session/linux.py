"""Linux: idle time from the X display, lock and idle hints from logind, asked without waiting for its answer."""

import time
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

from endpoint_agent.os_session.probe import Seen, judge
from endpoint_agent.os_session.x11 import X11Idle

LOGIND = "org.freedesktop.login1"
OWN_SESSION = "/org/freedesktop/login1/session/auto"
SESSION = "org.freedesktop.login1.Session"
PROPERTIES = "org.freedesktop.DBus.Properties"
HINT_CHANGED = b"1_hint_changed(QDBusMessage)"
"""What SLOT() makes of the slot below; its own result is text, which the binding's types do not take."""


class LinuxProbe(QObject):
    """logind's answer to one look is used by the next one."""

    def __init__(self, x11: X11Idle | None) -> None:
        super().__init__()
        self._x11 = x11
        self._bus = QDBusConnection.systemBus()
        self._calls: set[QDBusPendingCallWatcher] = set()
        self._is_locked = False
        self._idle_since: float | None = None
        if self._bus.isConnected():
            self._bus.connect(LOGIND, "", PROPERTIES, "PropertiesChanged", self, HINT_CHANGED)
            self._ask()

    def look(self) -> Seen:
        """Return how the OS session stands."""
        if self._bus.isConnected():
            self._ask()
        idle_s = None if self._x11 is None else self._x11.idle_s()
        if idle_s is None and self._idle_since is not None:
            idle_s = time.time() - self._idle_since
        return judge(idle_s, is_locked=self._is_locked)

    @Slot(QDBusMessage)
    def _hint_changed(self, message: QDBusMessage) -> None:
        if message.arguments()[:1] == [SESSION]:
            self._ask()

    def _ask(self) -> None:
        if self._calls:
            return  # logind is slow: one question at a time
        call = QDBusMessage.createMethodCall(LOGIND, OWN_SESSION, PROPERTIES, "GetAll")
        call.setArguments([SESSION])
        watcher = QDBusPendingCallWatcher(self._bus.asyncCall(call), self)
        self._calls.add(watcher)
        watcher.finished.connect(self._answered)

    def _answered(self, watcher: QDBusPendingCallWatcher) -> None:
        self._calls.discard(watcher)
        reply = watcher.reply()
        watcher.deleteLater()
        if reply.type() is QDBusMessage.MessageType.ReplyMessage and reply.arguments():
            self._take(reply.arguments()[0])

    def _take(self, values: Any) -> None:
        if isinstance(values, dict):
            self._is_locked = bool(values.get("LockedHint"))
            since = values.get("IdleSinceHint", 0) / 1_000_000
            self._idle_since = since if values.get("IdleHint") and since else None
