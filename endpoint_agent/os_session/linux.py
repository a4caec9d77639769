"""Linux: idle time from the X display, lock and idle hints from logind, asked without waiting for its answer."""

import time

from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusVariant

from endpoint_agent.os_session.probe import Seen, judge
from endpoint_agent.os_session.x11 import X11Idle

LOGIND = "org.freedesktop.login1"
OWN_SESSION = "/org/freedesktop/login1/session/auto"
SESSION = "org.freedesktop.login1.Session"
PROPERTIES = "org.freedesktop.DBus.Properties"
HINTS = ("LockedHint", "IdleHint", "IdleSinceHint")
"""Asked one by one: of a dictionary of values the binding makes nothing that can be read."""


class LinuxProbe(QObject):
    """logind's answers to one look are used by the next one."""

    def __init__(self, x11: X11Idle | None) -> None:
        super().__init__()
        self._x11 = x11
        self._bus = QDBusConnection.systemBus()
        self._calls: dict[QDBusPendingCallWatcher, str] = {}
        self._hints: dict[str, object] = {}
        self._ask()

    def look(self) -> Seen:
        """Return how the OS session stands."""
        self._ask()
        idle_s = None if self._x11 is None else self._x11.idle_s()
        since = self._hints.get("IdleSinceHint")
        if idle_s is None and self._hints.get("IdleHint") and isinstance(since, int) and since > 0:
            idle_s = time.time() - since / 1_000_000
        return judge(idle_s, is_locked=bool(self._hints.get("LockedHint")))

    def _ask(self) -> None:
        if self._calls or not self._bus.isConnected():
            return  # one round of questions at a time: logind may be slow
        for hint in HINTS:
            call = QDBusMessage.createMethodCall(LOGIND, OWN_SESSION, PROPERTIES, "Get")
            call.setArguments([SESSION, hint])
            watcher = QDBusPendingCallWatcher(self._bus.asyncCall(call), self)
            self._calls[watcher] = hint
            watcher.finished.connect(self._answered)

    def _answered(self, watcher: QDBusPendingCallWatcher) -> None:
        hint, reply = self._calls.pop(watcher), watcher.reply()
        watcher.deleteLater()
        is_answer = reply.type() is QDBusMessage.MessageType.ReplyMessage and reply.arguments()
        value = reply.arguments()[0] if is_answer else None
        self._hints[hint] = value.variant() if isinstance(value, QDBusVariant) else value
