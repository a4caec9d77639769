"""A line above the content that says what is going on: waiting for connection, a server that is down, what to do."""

from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from shared.widgets.icons import IconColour, icon
from shared.widgets.labels import Label
from shared.widgets.theme import repolish, set_kind
from shared.widgets.tokens import GRID

BannerKind = Literal["info", "warn", "error"]
LOOKS: dict[BannerKind, tuple[str, IconColour]] = {
    "info": ("info", "info_text"),
    "warn": ("triangle-alert", "warn_text"),
    "error": ("circle-alert", "danger_text"),
}


class Banner(QFrame):
    """Hidden until something is said. Signals: `action_clicked()` of its button."""

    action_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind: BannerKind = "info"
        self._icon_name = ""
        self._picture = QLabel()
        self._text = Label("", wraps=True)
        self._action = QPushButton()
        self._action.setProperty("compact", True)
        self._action.clicked.connect(self.action_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(GRID + 2)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 1)
        row.addWidget(self._action, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumHeight(40)
        self.setVisible(False)

    def say(self, kind: BannerKind, text: str, action: str = "", icon_name: str = "") -> None:
        """Show a sentence, with a button if `action` names one; the same call again changes nothing on screen."""
        self._kind, self._icon_name = kind, icon_name
        set_kind(self, f"banner_{kind}")
        self._text.setText(text)
        repolish(self._text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(self._text.text())
        self._draw()
        self.setVisible(True)

    def clear(self) -> None:
        """Take the line away."""
        self.setVisible(False)

    def text(self) -> str:
        """Return what is said, empty while hidden."""
        return "" if self.isHidden() else self._text.text()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.PaletteChange:
            self._draw()
        super().changeEvent(event)

    def _draw(self) -> None:
        name, colour = LOOKS[self._kind]
        picture = icon(self._icon_name or name, colour)
        self._picture.setPixmap(picture.pixmap(QSize(18, 18), self.devicePixelRatioF()))
