"""A technician asks for a talk: who, from where, why, how long it may still be answered. Consent itself; on top of all.

It comes without taking the keyboard, no button answers to Enter or a letter, and none reacts in the first moment: a
person who is typing must not accept by accident. By keyboard it takes Tab and Space.
"""

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from endpoint_agent.views.placing import fit_height
from shared.limits import ACCEPT_WINDOW_S
from shared.protocol.requests import ChatRequestRecord
from shared.widgets.app_icon import AppState, app_icon
from shared.widgets.avatar import Avatar
from shared.widgets.brand import brand_pixmap
from shared.widgets.countdown import Countdown
from shared.widgets.elided_label import ElidedLabel
from shared.widgets.icons import icon
from shared.widgets.labels import Label
from shared.widgets.plain_text import isolated, shown
from shared.widgets.theme import set_kind
from shared.widgets.tokens import GRID

DEAF_MS = 700
WIDTH = 440
REASON_LINES = 7
BRAND_PX = 20


class RequestWindow(QWidget):
    """One request. Esc or the cross puts it away unanswered; the tray icon brings it back.

    Signals: `accepted(request_id)`, `declined(request_id)`.
    """

    accepted = Signal(str)
    declined = Signal(str)

    def __init__(self, record: ChatRequestRecord, remaining_ms: int, icon_png: bytes = b"") -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowIcon(app_icon(AppState.REQUEST_WAITING))
        self.setFixedWidth(WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.record = record
        self._avatar = Avatar(56)
        self.name = ElidedLabel("", kind="title")
        self._organisation = ElidedLabel("", kind="muted")
        self._icon_png = icon_png
        self._brand = QLabel()
        self.ring = Countdown(64)
        self._asks = Label("", kind="body", wraps=True)
        self.reason = QPlainTextEdit()
        self.reason.setReadOnly(True)
        self.reason.setTabChangesFocus(True)
        self._proof_picture = QLabel()
        self._proof = Label("", kind="small", wraps=True)
        self.error = Label("", kind="error", wraps=True)
        self.decline, self.accept = QPushButton(), QPushButton()
        self._lay_out()
        self._connect()
        self.show_request(record, remaining_ms)

    def _lay_out(self) -> None:
        who = QVBoxLayout()
        who.setSpacing(2)
        who.addStretch()
        who.addWidget(self.name)
        behind = QHBoxLayout()
        behind.setSpacing(6)
        behind.addWidget(self._brand)
        behind.addWidget(self._organisation, 1)
        who.addLayout(behind)
        who.addStretch()
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(self._avatar)
        top.addLayout(who, 1)
        top.addWidget(self.ring)
        proof = QHBoxLayout()
        proof.setSpacing(8)
        proof.addWidget(self._proof_picture, 0, Qt.AlignmentFlag.AlignTop)
        proof.addWidget(self._proof, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        set_kind(self.accept, "primary")
        buttons.addWidget(self.decline, 1)
        buttons.addWidget(self.accept, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID + 4)
        column.setSpacing(2 * GRID)
        column.addLayout(top)
        column.addWidget(self._asks)
        column.addWidget(self.reason)
        column.addLayout(proof)
        column.addWidget(self.error)
        column.addLayout(buttons)

    def _connect(self) -> None:
        for button in (self.accept, self.decline):
            button.setAutoDefault(False)
        self.accept.clicked.connect(lambda: self._answer(is_yes=True))
        self.decline.clicked.connect(lambda: self._answer(is_yes=False))
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.hide)
        self._deaf = QTimer(self, singleShot=True, interval=DEAF_MS)
        self._deaf.timeout.connect(lambda: self._set_answerable(True))
        self.ring.expired.connect(lambda: self._set_answerable(False))

    def show_request(self, record: ChatRequestRecord, remaining_ms: int) -> None:
        """Show the request as it stands now."""
        self.record = record
        self.ring.start(remaining_ms, ACCEPT_WINDOW_S * 1000)
        self._retranslate()

    def show_error(self, text: str) -> None:
        """Say why the answer did not arrive; it may be given again."""
        self.error.setText(text)
        self.error.setVisible(bool(text))
        fit_height(self)
        self._set_answerable(True)

    def _answer(self, *, is_yes: bool) -> None:
        self._set_answerable(False)
        (self.accepted if is_yes else self.declined).emit(self.record.request_id)

    def _set_answerable(self, answerable: bool) -> None:
        for button in (self.accept, self.decline):
            button.setEnabled(answerable and self.ring.remaining_ms() > 0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._set_answerable(False)
        self._deaf.start()
        self.setFocus()
        self._fit()
        screen = QGuiApplication.screenAt(self.cursor().pos()) or QGuiApplication.primaryScreen()
        area = screen.availableGeometry()
        self.move(area.center().x() - self.width() // 2, area.top() + area.height() // 5)

    def _fit(self) -> None:
        """A short reason takes its own room, a long one scrolls: the buttons stay on the screen."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
        lines = round(self.reason.document().size().height())
        height = max(1, min(REASON_LINES, lines)) * self.reason.fontMetrics().lineSpacing()
        self.reason.setFixedHeight(height + 24)
        fit_height(self)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() is QEvent.Type.PaletteChange:
            self._draw()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        record = self.record
        self.setWindowTitle(self.tr("Chat request"))
        self._avatar.set_person(record.technician_name, record.technician_id or record.request_id)
        self.name.setText(isolated(record.technician_name))
        self._organisation.setText(isolated(record.organisation))
        self._organisation.setVisible(bool(record.organisation))
        self._asks.setText(self.tr("would like to chat with you about this computer."))
        self.reason.setPlainText(shown(record.reason.strip()))
        self.reason.setVisible(bool(record.reason.strip()))
        self.reason.setAccessibleName(self.tr("Reason: {text}").format(text=record.reason))
        self._proof.setText(
            self.tr("Your support's server vouches for this name. A technician never asks for your password.")
        )
        self.error.setVisible(bool(self.error.text()))
        self.decline.setText(self.tr("Decline"))
        self.accept.setText(self.tr("Accept"))
        self.setAccessibleName(
            self.tr("{name} would like to chat with you").format(name=isolated(record.technician_name))
        )
        self._draw()
        if self.isVisible():
            self._fit()

    def _draw(self) -> None:
        picture = icon("shield-check", "ok_text")
        self._proof_picture.setPixmap(picture.pixmap(QSize(16, 16), self.devicePixelRatioF()))
        brand = brand_pixmap(self._icon_png, BRAND_PX, self.devicePixelRatioF())
        self._brand.setVisible(brand is not None)
        if brand is not None:
            self._brand.setPixmap(brand)
