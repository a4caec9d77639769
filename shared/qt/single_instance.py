"""One running program per profile folder and OS session; a second start asks the first to show itself and ends.

The lock file decides (it survives no crash: the process id in it is checked); the local socket only carries the word.
"""

import hashlib
import logging
import os
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

SHOW = b"show\n"
ANSWER_MS = 2000
_SESSION_NAMES = ("XDG_SESSION_ID", "WAYLAND_DISPLAY", "DISPLAY", "SESSIONNAME")


class SingleInstance(QObject):
    """Ask `claim()` before the first window. Signals: `show_requested()` when somebody started the program again."""

    show_requested = Signal()

    def __init__(self, program: str, profile: Path, session: str | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        session = os_session_key() if session is None else session
        self._name = _socket_name(program, profile, session)
        profile.mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str(profile / f"{self._name}.lock"))
        # Only the process id tells whether a lock is stale: a tray program runs for weeks.
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)

    def claim(self) -> bool:
        """Become the running instance; False when there is one, which was then asked to show itself."""
        if not self._lock.tryLock(0):
            self._ask_to_show()
            return False
        QLocalServer.removeServer(self._name)
        if not self._server.listen(self._name):
            log.warning("a second start cannot reach this one: %s", self._server.errorString())
        return True

    def release(self) -> None:
        """Let another instance start."""
        self._server.close()
        self._lock.unlock()

    def _ask_to_show(self) -> None:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(ANSWER_MS):
            socket.write(SHOW)
            socket.waitForBytesWritten(ANSWER_MS)
            socket.disconnectFromServer()
        else:
            log.warning("another instance runs but does not answer")

    def _welcome(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            socket.disconnected.connect(socket.deleteLater)
            if socket.bytesAvailable():
                self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if socket.readAll().data() == SHOW:
            self.show_requested.emit()


def os_session_key() -> str:
    """Return what tells this OS session from another one of the same user; empty where nothing does."""
    return next((f"{name}={os.environ[name]}" for name in _SESSION_NAMES if os.environ.get(name)), "")


def _socket_name(program: str, profile: Path, session: str) -> str:
    # Hashed because socket names are short on some systems; local sockets of all users share one name space.
    who = "\n".join((program, str(profile.resolve()), session))
    return f"{program}-{hashlib.sha256(who.encode()).hexdigest()[:16]}"
