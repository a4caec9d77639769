"""The rail at the left: where one is, and what waits there."""

import enum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from shared.widgets.app_icon import app_pixmap
from shared.widgets.badge import badge_text, badge_width, draw_badge
from shared.widgets.elided_label import ElidedLabel
from shared.widgets.icons import icon
from shared.widgets.theme import tokens_of
from shared.widgets.tokens import GRID
from tech_console.state.queries import RailCounts

WIDTH = 208


class Place(enum.IntEnum):
    """The pages, in the order of Ctrl+1, Ctrl+2 and so on."""

    REQUESTS = 0
    CONVERSATIONS = 1
    TICKETS = 2
    DEVICES = 3
    CUSTOMERS = 4
    SEARCH = 5
    AUDIT = 6
    SETTINGS = 7


ICONS = {
    Place.REQUESTS: "bell-ring",
    Place.CONVERSATIONS: "messages-square",
    Place.TICKETS: "ticket",
    Place.DEVICES: "monitor",
    Place.CUSTOMERS: "building-2",
    Place.SEARCH: "search",
    Place.AUDIT: "history",
    Place.SETTINGS: "settings",
}
QUIET = frozenset({Place.TICKETS, Place.DEVICES})
"""Counts that inform and do not call."""


class RailButton(QToolButton):
    """One place, with a number at its right."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self._count = 0
        self._words = ""
        self.setProperty("kind", "rail")
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(18, 18))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(36)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.toggled.connect(self._tint)
        self._tint(False)

    def set_words(self, words: str) -> None:
        """Name the place; the shortcut is told by the tool tip."""
        self._words = words
        self.setText(f"  {words}")
        self.setToolTip(f"{words} (Ctrl+{self.place + 1})")
        self._name_it()

    def set_count(self, count: int) -> None:
        """Show another number."""
        if count != self._count:
            self._count = count
            self._name_it()
            self.update()

    def _name_it(self) -> None:
        self.setAccessibleName(f"{self._words} {badge_text(self._count)}".strip())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._count:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            width = badge_width(self._count)
            spot = QRectF(self.width() - width - 10, 0, width, self.height())
            draw_badge(painter, spot, self._count, tokens_of(), quiet=self.place in QUIET)

    def _tint(self, is_here: bool) -> None:
        self.setIcon(icon(ICONS[self.place], "info_text" if is_here else "muted"))


class Rail(QFrame):
    """Signals: `gone_to(Place)` when a person chose a place."""

    gone_to = Signal(object)

    def __init__(self, words: dict[Place, str], foot: QWidget) -> None:
        super().__init__()
        self.setProperty("kind", "rail")
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, 0, GRID, GRID)
        column.setSpacing(2)
        column.addWidget(self._head())
        self._group = QButtonGroup(self)
        self._buttons = {place: RailButton(place) for place in words}  # only those that one may see
        for place, made in self._buttons.items():
            if place is min({Place.AUDIT, Place.SETTINGS} & words.keys()):
                column.addStretch()
            made.set_words(words[place])
            self._group.addButton(made)
            made.clicked.connect(lambda _=False, place=place: self.gone_to.emit(place))
            column.addWidget(made)
        column.addWidget(foot)

    def _head(self) -> QWidget:
        head = QWidget()
        head.setFixedHeight(7 * GRID)
        row = QHBoxLayout(head)
        row.setContentsMargins(GRID, 0, GRID, 0)
        row.setSpacing(GRID + 2)
        mark = QLabel()
        ratio = self.devicePixelRatioF()
        pixmap = app_pixmap(round(26 * ratio))
        pixmap.setDevicePixelRatio(ratio)
        mark.setPixmap(pixmap)
        row.addWidget(mark)
        self._name = ElidedLabel("", kind="heading")
        row.addWidget(self._name, 1)
        return head

    def set_organisation(self, name: str) -> None:
        """Show the provider's name."""
        self._name.setText(name or "Sportello")

    def show_place(self, place: Place) -> None:
        """Mark where one is."""
        self._buttons[place].setChecked(True)

    def set_counts(self, counts: RailCounts) -> None:
        """Show the numbers."""
        self._buttons[Place.REQUESTS].set_count(counts.requests)
        self._buttons[Place.CONVERSATIONS].set_count(counts.conversations)
        self._buttons[Place.TICKETS].set_count(counts.tickets)
        self._buttons[Place.DEVICES].set_count(counts.devices)
