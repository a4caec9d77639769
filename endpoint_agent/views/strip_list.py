"""The lines of the first page (presenters/strips.py) as small banners below each other, each with its button."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from endpoint_agent.presenters.strips import Strip
from shared.widgets.banner import Banner

MOST = 4
"""More would push everything else off a small window; the most urgent come first."""


class StripList(QWidget):
    """Signals: `acted(Strip)` of a button."""

    acted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.banners: list[Banner] = []
        self._strips: list[Strip] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def show_strips(self, strips: list[Strip]) -> None:
        """Show these; a line that stays keeps the keyboard on its button."""
        if strips[:MOST] == self._strips and self._strips:
            return
        self._strips = strips[:MOST]
        while len(self.banners) < len(self._strips):
            self._add()
        for place, banner in enumerate(self.banners):
            if place < len(self._strips):
                strip = self._strips[place]
                banner.say("warn" if strip.is_urgent else "info", strip.text, strip.button, strip.icon)
            else:
                banner.clear()
        self.setVisible(bool(self._strips))

    def texts(self) -> list[str]:
        """Return what is said, from top to bottom."""
        return [banner.text() for banner in self.banners if banner.text()]

    def _add(self) -> None:
        place, banner = len(self.banners), Banner()
        banner.action_clicked.connect(lambda: self._act(place))
        self.banners.append(banner)
        self._column.addWidget(banner)

    def _act(self, place: int) -> None:
        if place < len(self._strips):
            self.acted.emit(self._strips[place])
