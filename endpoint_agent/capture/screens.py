"""The screens as they are at one moment. On Wayland no program sees them: there the desktop's portal is asked."""

import os
from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtGui import QGuiApplication, QImage, QScreen


class Shot(NamedTuple):
    """One screen and what was on it."""

    screen: QScreen
    picture: QImage


def needs_portal() -> bool:
    """Whether only the desktop itself may take the picture."""
    return is_wayland(QGuiApplication.platformName(), os.environ)


def is_wayland(platform: str, environment: Mapping[str, str]) -> bool:
    """Whether the screen is a Wayland compositor's; an X program on it would get a black picture, and no error."""
    if platform.startswith("wayland"):
        return True
    on_wayland = "WAYLAND_DISPLAY" in environment or environment.get("XDG_SESSION_TYPE") == "wayland"
    return platform == "xcb" and on_wayland


def shots() -> list[Shot]:
    """Return every screen that can be seen; empty where the system shows none to programs."""
    found = [Shot(screen, screen.grabWindow(0).toImage()) for screen in QGuiApplication.screens()]
    return [shot for shot in found if not shot.picture.isNull()]
