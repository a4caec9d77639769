"""What the operating system knows of the person at the device: active, idle for so long, or away behind a lock."""

import os
import sys

from endpoint_agent.os_session.probe import ALWAYS_ACTIVE, Probe


def find_probe(*, has_screen: bool) -> Probe:
    """Return the best probe of this OS session; one that always says *active* where nothing better is known."""
    if sys.platform == "win32":
        from endpoint_agent.os_session.windows import WindowsProbe

        return WindowsProbe()
    if sys.platform != "linux":
        return ALWAYS_ACTIVE
    from endpoint_agent.os_session.linux import LinuxProbe
    from endpoint_agent.os_session.x11 import X11Idle

    # Under Wayland the X server sees only the input of X programs; without a window of ours it need not be ours.
    is_x11 = has_screen and "DISPLAY" in os.environ and os.environ.get("XDG_SESSION_TYPE") != "wayland"
    return LinuxProbe(X11Idle.opened() if is_x11 else None)
