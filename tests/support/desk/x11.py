"""Asks an X server who holds a selection: how a window manager and a tray announce that they are ready."""

import ctypes
from functools import cache

WINDOW_MANAGER = "WM_S0"
TRAY = "_NET_SYSTEM_TRAY_S0"


def has_owner(display: str, selection: str) -> bool:
    """Tell whether some client of `display` holds `selection`.

    Raises:
        ConnectionError: there is no such display.
    """
    x11 = _library()
    connection = x11.XOpenDisplay(display.encode())
    if not connection:
        raise ConnectionError(f"no X server at {display}")
    try:
        atom = x11.XInternAtom(connection, selection.encode(), False)
        return bool(x11.XGetSelectionOwner(connection, atom))
    finally:
        x11.XCloseDisplay(connection)


@cache
def _library() -> ctypes.CDLL:
    library = ctypes.CDLL("libX11.so.6")
    library.XOpenDisplay.argtypes = [ctypes.c_char_p]
    library.XOpenDisplay.restype = ctypes.c_void_p
    library.XInternAtom.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
    library.XInternAtom.restype = ctypes.c_ulong
    library.XGetSelectionOwner.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
    library.XGetSelectionOwner.restype = ctypes.c_ulong
    library.XCloseDisplay.argtypes = [ctypes.c_void_p]
    return library
