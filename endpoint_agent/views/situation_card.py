"""The card that says what is going on and offers what can be done about it; begins a chat."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from endpoint_agent.presenters.services import ServicesPresenter
from endpoint_agent.presenters.situation import Action, Kind, Situation
from endpoint_agent.views.service_picker import ServicePicker
from shared.limits import ACCEPT_WINDOW_S
from shared.widgets.countdown import Countdown
from shared.widgets.icons import IconColour, icon
from shared.widgets.labels import Label
from shared.widgets.plain_text import button_text
from shared.widgets.theme import set_kind, tokens_of
from shared.widgets.tokens import GRID

PICTURES: dict[Kind, tuple[str, IconColour]] = {
    Kind.READY: ("headset", "accent_text"),
    Kind.CONNECTING: ("loader-circle", "muted"),
    Kind.OFFLINE: ("wifi-off", "warn_text"),
    Kind.STOPPED: ("circle-alert", "danger_text"),
    Kind.NOT_APPROVED: ("hourglass", "accent_text"),
    Kind.NOT_ENABLED: ("message-square", "accent_text"),
    Kind.NO_TECHNICIAN: ("clock", "muted"),
    Kind.WAITING: ("hourglass", "accent_text"),
    Kind.BUSY: ("phone", "warn_text"),
    Kind.EXPIRED: ("hourglass", "warn_text"),
    Kind.REFUSED: ("circle-alert", "warn_text"),
}
REASON_LINES = 3


class SituationCard(QFrame):
    """Signals: `acted(Action)`; `reason_changed(text)` of what is typed beside *Start chat*."""

    acted = Signal(object)
    reason_changed = Signal(str)

    def __init__(self, services: ServicesPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._now = Situation(kind=Kind.CONNECTING, title="")
        self._picture = _Picture()
        self.ring = Countdown(56)
        self.title = Label("", kind="heading", wraps=True)
        self.hint = Label("", kind="muted", wraps=True)
        self.services = ServicePicker(services, is_compact=True)
        self.service_box = QWidget()
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.textChanged.connect(lambda: self.reason_changed.emit(self.reason.toPlainText()))
        self.button, self.other_button = QPushButton(), QPushButton()
        self.button.clicked.connect(lambda: self._act(self._now.action))
        self.other_button.clicked.connect(lambda: self._act(self._now.other_action))
        set_kind(self.button, "primary")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._lay_out()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard to what can be used now."""
        super().focusInEvent(event)
        if self.reason.isVisibleTo(self):
            self.reason.setFocus(event.reason())
        elif self._now.action is not Action.CANCEL:
            self.button.setFocus(event.reason())

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.title)
        words.addWidget(self.hint)
        words.addStretch()
        top = QHBoxLayout()
        top.setSpacing(2 * GRID - 2)
        top.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.ring, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(self.button, 1)
        buttons.addWidget(self.other_button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(12)
        column.addLayout(top)
        inside = QVBoxLayout(self.service_box)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.services)
        column.addWidget(self.service_box)
        column.addWidget(self.reason)
        column.addLayout(buttons)

    def show_situation(self, now: Situation, remaining_ms: int) -> None:
        """Show another one; a countdown that already runs is left alone."""
        is_waiting = now.kind is Kind.WAITING and remaining_ms > 0
        if is_waiting and abs(self.ring.remaining_ms() - remaining_ms) > 1500:
            self.ring.start(remaining_ms, ACCEPT_WINDOW_S * 1000)
        if not is_waiting:
            self.ring.stop()
        begins_to_wait = now.action is Action.CANCEL is not self._now.action
        self._now = now
        self.ring.setVisible(is_waiting)
        self._picture.setVisible(not is_waiting)
        self._picture.show_picture(*PICTURES[now.kind])
        self.title.setText(now.title)
        self.setAccessibleName(now.title)
        self.hint.setText(now.hint)
        self.hint.setVisible(bool(now.hint))
        self.reason.setVisible(now.kind is Kind.READY)
        self.service_box.setVisible(now.kind is Kind.READY and self.services.has_choice)
        self._show_buttons(now)
        if begins_to_wait and self.button.hasFocus():
            # Whoever strikes Enter twice, or goes on typing, does not withdraw the request: Tab leads to the button.
            self.setFocus()

    def set_reason(self, text: str) -> None:
        """Put a kept text back."""
        if text != self.reason.toPlainText():
            self.reason.setPlainText(text)

    def _show_buttons(self, now: Situation) -> None:
        for button, action in ((self.button, now.action), (self.other_button, now.other_action)):
            button.setVisible(action is not None)
            button.setText(button_text(self._action_words(action)))
        set_kind(self.button, "secondary" if now.action is Action.CANCEL else "primary")

    def _act(self, action: Action | None) -> None:
        if action is not None:
            self.acted.emit(action)

    def _action_words(self, action: Action | None) -> str:
        return {
            None: "",
            Action.START_CHAT: self.tr("Start chat"),
            Action.TRY_AGAIN: self.tr("Try again"),
            Action.CANCEL: self.tr("Cancel request"),
            Action.NEW_TICKET: self.tr("New ticket"),
            Action.RECONNECT: self.tr("Connect now"),
        }[action]

    def retranslate(self) -> None:
        """Set what does not come with the situation."""
        self.reason.setPlaceholderText(self.tr("What is it about? (optional)"))
        self.reason.setAccessibleName(self.tr("What is it about? (optional)"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.FontChange or event.type() is QEvent.Type.StyleChange:
            self.reason.setFixedHeight(REASON_LINES * self.reason.fontMetrics().lineSpacing() + 20)
        super().changeEvent(event)


class _Picture(QWidget):
    """An icon on a soft disc."""

    def __init__(self) -> None:
        super().__init__()
        self._name: str = "headset"
        self._colour: IconColour = "accent_text"
        self.setFixedSize(QSize(44, 44))

    def show_picture(self, name: str, colour: IconColour) -> None:
        self._name, self._colour = name, colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        t = tokens_of(self)
        tint = {"accent_text": t.info_tint, "warn_text": t.warn_tint, "danger_text": t.danger_tint}
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tint.get(self._colour, t.hover)))
        painter.drawEllipse(self.rect())
        icon(self._name, self._colour).paint(painter, self.rect().adjusted(11, 11, -11, -11))
