"""Stands in for the tray icon where the desktop has no tray: one line that is always there, and the menu."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.presenters.tray import tray_state, tray_words, unread_count
from endpoint_agent.views.tray import PICTURES
from shared.widgets.app_icon import app_icon, app_pixmap
from shared.widgets.elided_label import ElidedLabel
from shared.widgets.icons import icon

MARK_PX = 32


class SmallWindow(QWidget):
    """Closing it minimises it: without it nobody could reach the program. Signals: `opened()`."""

    opened = Signal()

    def __init__(self, presenters: AgentPresenters, menu: QMenu) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._p = presenters
        self._mark = QLabel()
        self._name = ElidedLabel("", kind="strong")
        self._state = ElidedLabel("", kind="small")
        self.open_button = QPushButton()
        self.open_button.clicked.connect(self.opened)
        self._more = QToolButton()
        self._more.setIcon(icon("ellipsis", "muted"))
        self._more.setIconSize(QSize(20, 20))
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setMenu(menu)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(self._name)
        lines.addWidget(self._state)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 12, 12)
        row.setSpacing(12)
        row.addWidget(self._mark)
        row.addLayout(lines, 1)
        row.addWidget(self.open_button)
        row.addWidget(self._more)
        self.setFixedWidth(380)
        self._retranslate()

    def show_in_corner(self) -> None:
        """Show it where the clock would be."""
        self.adjustSize()
        area = QGuiApplication.primaryScreen().availableGeometry()
        self.move(area.right() - self.width() - 16, area.bottom() - self.height() - 48)
        self.show()

    def refresh(self) -> None:
        """Show state and unread number as they stand."""
        state, unread = PICTURES[tray_state(self._p)], unread_count(self._p)
        name, *lines = tray_words(self._p).split("\n")
        self._name.setText(name)
        self._state.setText(" · ".join(lines))
        self.setWindowTitle(name)
        self.setWindowIcon(app_icon(state, unread))
        ratio = self.devicePixelRatioF()
        pixmap = app_pixmap(round(MARK_PX * ratio), state, unread)
        pixmap.setDevicePixelRatio(ratio)
        self._mark.setPixmap(pixmap)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.showMinimized()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.open_button.setText(self.tr("Show"))
        self._more.setAccessibleName(self.tr("More"))
        self._more.setToolTip(self.tr("More"))
        self.refresh()
