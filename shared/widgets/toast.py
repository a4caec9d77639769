"""Own small windows at the top right: news, and things that wait for an answer. Never consent itself.

System notifications vanish, look different everywhere and show no buttons on many desktops; these do not.
"""

from typing import NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QEnterEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from shared.widgets.dialog import ButtonKind
from shared.widgets.elided_label import ElidedLabel
from shared.widgets.icons import icon
from shared.widgets.labels import Label
from shared.widgets.theme import set_kind
from shared.widgets.tokens import GRID

WIDTH = 360
SHOWN_MS = 6000
ALONE = {"xcb", "offscreen", "minimal"}
"""Platforms on which nobody may be there to draw windows into each other."""


class ToastAction(NamedTuple):
    """A button of a toast; `key` comes back in `Toast.acted`."""

    key: str
    text: str
    kind: ButtonKind = "secondary"


class Toast(QWidget):
    """One card. `content` takes more widgets (a shield, a countdown); `lead` takes a picture left of the text.

    Sticky ones stay until an action or the cross; others go after six seconds without pointer or focus on them.
    Signals: `acted(key)`, `clicked()` on the card itself, `closed()`.
    """

    acted = Signal(str)
    clicked = Signal()
    closed = Signal()

    def __init__(self, title: str, text: str = "", *, is_sticky: bool = False) -> None:
        flags = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        super().__init__(None, flags)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        # X11: without a parent a tool window is listed in task bars; window managers know the first kind, task bars the other.
        self.setAttribute(Qt.WidgetAttribute.WA_X11NetWmWindowTypeNotification)
        self.setAttribute(Qt.WidgetAttribute.WA_X11NetWmWindowTypeToolBar)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(WIDTH)
        self.is_sticky = is_sticky
        self._is_composed = QGuiApplication.platformName() not in ALONE
        self._life = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._life.timeout.connect(self.close)
        self._title = ElidedLabel(title, kind="strong")
        self._text = Label(text, kind="muted", wraps=True)
        self._text.setVisible(bool(text))
        self._cross = QToolButton()
        self._cross.setIcon(icon("x"))
        self._cross.setIconSize(QSize(16, 16))
        self._cross.clicked.connect(self.close)
        self.lead = QVBoxLayout()
        self.content = QVBoxLayout()
        self._buttons = QHBoxLayout()
        self._lay_out()
        self._retranslate()
        self.setWindowTitle(self._title.text())

    def _lay_out(self) -> None:
        card = QFrame()
        card.setProperty("kind", "toast")
        if self._is_composed:
            self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        else:
            # Without a compositor what is translucent is black, and a mask has jagged edges: square corners are neither.
            card.setObjectName("square_card")
            card.setStyleSheet("#square_card { border-radius: 0; }")
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(card)
        row = QHBoxLayout(card)
        row.setContentsMargins(14, 12, 10, 12)
        row.setSpacing(12)
        row.addLayout(self.lead)
        column = QVBoxLayout()
        column.setSpacing(4)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._cross)
        column.addLayout(top)
        column.addWidget(self._text)
        column.addLayout(self.content)
        column.addLayout(self._buttons)
        row.addLayout(column, 1)
        self.lead.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._buttons.setContentsMargins(0, GRID, 4, 0)
        self._buttons.setSpacing(GRID)
        self._buttons.addStretch()

    def set_texts(self, title: str, text: str) -> None:
        """Change what it says while it is shown."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(f"{self._title.text()}. {self._text.text()}")

    def add_action(self, action: ToastAction) -> QPushButton:
        """Add a button; pressing it closes the toast after `acted`."""
        button = QPushButton(action.text)
        set_kind(button, action.kind)
        button.setProperty("compact", True)
        button.clicked.connect(lambda: self._act(action.key))
        self._buttons.addWidget(button)
        return button

    def focus_first(self) -> None:
        """Put the keyboard on the first action, on the cross if there is none."""
        (self.findChild(QPushButton) or self._cross).setFocus(Qt.FocusReason.TabFocusReason)

    def _act(self, key: str) -> None:
        self.acted.emit(key)
        self.close()

    def showEvent(self, event: QShowEvent) -> None:
        self.set_texts(self._title.text(), self._text.text())
        self._live()
        super().showEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._life.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._live()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.clicked.emit()
        super().mouseReleaseEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._life.stop()
        self.closed.emit()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() is QEvent.Type.ActivationChange:
            self._live()
        super().changeEvent(event)

    def _live(self) -> None:
        if self.is_sticky or self.isActiveWindow() or self.underMouse():
            self._life.stop()
        else:
            self._life.start()

    def _retranslate(self) -> None:
        self._cross.setAccessibleName(self.tr("Close"))
        self._cross.setToolTip(self.tr("Close"))
