"""The screens as they are at one moment. On Wayland no program sees them: there the desktop's portal is asked."""

from typing import NamedTuple

from PySide6.QtGui import QGuiApplication, QImage, QScreen


class Shot(NamedTuple):
    """One screen and what was on it."""

    screen: QScreen
    picture: QImage


def needs_portal() -> bool:
    """Whether only the desktop itself may take the picture."""
    return QGuiApplication.platformName().startswith("wayland")


def shots() -> list[Shot]:
    """Return every screen that can be seen; empty where the system shows none to programs."""
    found = [Shot(screen, screen.grabWindow(0).toImage()) for screen in QGuiApplication.screens()]
    return [shot for shot in found if not shot.picture.isNull()]
