"""Windows: the time of the last input in this OS session, and whether its desktop is locked."""

import ctypes
import sys

from endpoint_agent.os_session.probe import Seen, judge

CURRENT_SESSION = -1
SESSION_INFO_EX = 25
LOCKED_FLAG = 0
TICKS_WRAP = 2**32


class _LastInput(ctypes.Structure):
    _fields_ = [("size", ctypes.c_uint), ("ticks", ctypes.c_uint)]


class _SessionInfo(ctypes.Structure):
    """WTSINFOEXW up to the flags; what follows is not read."""

    _fields_ = [
        ("level", ctypes.c_ulong),
        ("padding", ctypes.c_ulong),
        ("session_id", ctypes.c_ulong),
        ("state", ctypes.c_int),
        ("flags", ctypes.c_long),
    ]


class WindowsProbe:
    """Asks user32 and wtsapi32; an answer that does not come means *active*."""

    def look(self) -> Seen:
        """Return how the OS session stands."""
        return judge(_idle_s(), is_locked=_is_locked())


def _idle_s() -> float | None:
    if sys.platform == "win32":
        last = _LastInput(size=ctypes.sizeof(_LastInput))
        if ctypes.windll.user32.GetLastInputInfo(ctypes.byref(last)):
            return float((ctypes.windll.kernel32.GetTickCount() - last.ticks) % TICKS_WRAP) / 1000
    return None


def _is_locked() -> bool:
    if sys.platform == "win32":
        info, size = ctypes.POINTER(_SessionInfo)(), ctypes.c_ulong()
        api = ctypes.windll.wtsapi32
        asked = (None, CURRENT_SESSION, SESSION_INFO_EX, ctypes.byref(info), ctypes.byref(size))
        if api.WTSQuerySessionInformationW(*asked):
            is_whole = size.value >= ctypes.sizeof(_SessionInfo)
            is_locked = is_whole and info.contents.flags == LOCKED_FLAG
            api.WTSFreeMemory(info)
            return bool(is_locked)
    return False
