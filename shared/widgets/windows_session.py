"""Windows ends programs at the end of a session and for an upgrade: they write what is unfinished, and are started again.

The Restart Manager, which an MSI uses, asks in the same way; what it has ended it starts anew when it is told how.
Nothing here on other systems.
"""

import contextlib
import subprocess
import sys
from collections.abc import Callable, Sequence

from PySide6.QtGui import QGuiApplication, QSessionManager

NOT_AFTER_CRASH_HANG_REBOOT = 1 | 2 | 8
"""RESTART_NO_CRASH, RESTART_NO_HANG, RESTART_NO_REBOOT: after an upgrade only."""


def come_back_after_upgrade(arguments: Sequence[str]) -> bool:
    """Tell Windows with which arguments to start this program again; False where it is not Windows, or refuses."""
    if sys.platform == "win32":
        import ctypes

        with contextlib.suppress(AttributeError, OSError):
            register = ctypes.windll.kernel32.RegisterApplicationRestart
            return bool(register(subprocess.list2cmdline(arguments), NOT_AFTER_CRASH_HANG_REBOOT) == 0)
    return False


def write_at_session_end(app: QGuiApplication, write: Callable[[], None]) -> None:
    """Let `write` put on disk what is unfinished before the system ends the session, or this program."""

    def commit(manager: QSessionManager) -> None:
        manager.setRestartHint(QSessionManager.RestartHint.RestartNever)  # autostart does that
        write()

    app.commitDataRequest.connect(commit)
