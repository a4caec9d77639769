"""What stands where there is nothing yet: a picture, what is missing, what to do about it, perhaps a button."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from shared.widgets.icons import icon
from shared.widgets.labels import Label
from shared.widgets.theme import set_kind
from shared.widgets.tokens import GRID

ICON_PX = 40


class EmptyState(QWidget):
    """Signals: `clicked()` of its button."""

    clicked = Signal()

    def __init__(self, icon_name: str = "inbox", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = Label("", kind="heading", wraps=True)
        self._hint = Label("", kind="muted", wraps=True)
        self._button = QPushButton()
        self._button.setVisible(False)
        self._button.clicked.connect(self.clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        column.setSpacing(GRID)
        column.addStretch()
        column.addWidget(self._picture)
        for label in (self._title, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addSpacing(GRID)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        self._draw()

    def set_words(self, title: str, hint: str = "", button: str = "") -> None:
        """Say what is missing and what can be done; without `button` there is none."""
        self._title.setText(title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._button.setText(button)
        self._button.setVisible(bool(button))
        set_kind(self._button, "primary")

    def set_icon(self, icon_name: str) -> None:
        """Show another picture."""
        self._icon_name = icon_name
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.PaletteChange:
            self._draw()
        super().changeEvent(event)

    def _draw(self) -> None:
        self._picture.setPixmap(icon(self._icon_name).pixmap(QSize(ICON_PX, ICON_PX), self.devicePixelRatioF()))
