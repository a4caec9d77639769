"""The first page of the window: whose support this is, what is going on, the conversations."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.presenters.situation import situation
from endpoint_agent.presenters.strips import strips
from endpoint_agent.presenters.tray import TrayState, state_words, tray_state
from endpoint_agent.views.scroll_body import ScrollBody
from endpoint_agent.views.situation_card import SituationCard
from endpoint_agent.views.strip_list import StripList
from endpoint_agent.views.talk_list import TalkList
from shared.widgets.app_icon import app_pixmap
from shared.widgets.brand import brand_pixmap
from shared.widgets.elided_label import ElidedLabel
from shared.widgets.empty_state import EmptyState
from shared.widgets.icons import icon
from shared.widgets.labels import Label
from shared.widgets.theme import tokens_of
from shared.widgets.tokens import GRID

MARK_PX = 36
LIST_PX, LEAST_PX = 100, 120
"""What the title and the first conversation take; what is above them has at least."""


class HomePage(QWidget):
    """Signals: `talk_chosen(conversation_id)`; `acted(Action)` of the card's buttons; `strip_acted(Strip)`."""

    talk_chosen = Signal(str)
    acted = Signal(object)
    strip_acted = Signal(object)

    def __init__(self, presenters: AgentPresenters, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._p = presenters
        self._said: object = None
        self._mark = QLabel()
        self._name = ElidedLabel("", kind="heading")
        self._dot = _Dot()
        self._state = ElidedLabel("", kind="small")
        self._more = QToolButton()
        self._more.setIcon(icon("ellipsis", "muted"))
        self._more.setIconSize(QSize(20, 20))
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setMenu(menu)
        self.strips = StripList()
        self.card = SituationCard(presenters.services)
        self._talks_title = Label("", kind="strong")
        self.talks = TalkList()
        self._empty = EmptyState("messages-square")
        self._lay_out()
        self.setFocusProxy(self.card)
        self.card.acted.connect(self.acted)
        self.strips.acted.connect(self.strip_acted)
        self.card.services.resized.connect(self._fit)
        self.talks.chosen.connect(self.talk_chosen)
        self._retranslate()

    def _lay_out(self) -> None:
        self._bar = bar = QFrame()
        bar.setProperty("kind", "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(2 * GRID, 12, 12, 12)
        row.setSpacing(12)
        row.addWidget(self._mark)
        lines = QVBoxLayout()
        lines.setSpacing(1)
        state = QHBoxLayout()
        state.setSpacing(6)
        state.addWidget(self._dot)
        state.addWidget(self._state, 1)
        lines.addWidget(self._name)
        lines.addLayout(state)
        row.addLayout(lines, 1)
        row.addWidget(self._more)
        self._body = ScrollBody(spacing=12)
        self._body.column.addWidget(self.strips)
        self._body.column.addWidget(self.card)
        around = QVBoxLayout()
        around.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID)
        around.addWidget(self._body)
        title = QHBoxLayout()
        title.setContentsMargins(2 * GRID, GRID, 2 * GRID, 4)
        title.addWidget(self._talks_title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addLayout(around)
        column.addLayout(title)
        column.addWidget(self.talks, 1)
        column.addWidget(self._empty, 1)
        column.addStretch()

    def refresh(self) -> None:
        """Show everything as it stands."""
        self.tick()
        chat = self._p.chat
        self._name.setText(self._p.status.title or self.tr("Support"))
        self._state.setText(state_words(self._p))
        self._dot.set_state(tray_state(self._p))
        talks = [talk for talk in chat.newest_first() if talk.record is not None]
        self.talks.rows.set_talks(talks)
        self.talks.setVisible(bool(talks))
        self._talks_title.setVisible(bool(talks))
        self._empty.setVisible(not talks)
        self._fit()

    def tick(self) -> None:
        """Show what changes with time alone."""
        requests = self._p.requests
        now = situation(self._p.status, requests, has_talk=bool(self._p.chat.open_talks()))
        self.card.show_situation(now, requests.remaining_ms(requests.outgoing.request_id))
        said = strips(self._p)
        self.strips.show_strips(said)
        if (now, said) != self._said:
            self._said = (now, said)
            self._fit()

    def _fit(self) -> None:
        """Leave the conversations some room; where there are none, that they are missing is said only if there is."""
        width, room = self.width() - 4 * GRID, self.height() - self._bar.sizeHint().height() - 3 * GRID
        if self.talks.rows.rowCount():
            below = LIST_PX
        else:
            below = self._empty.minimumSizeHint().height()
            has_room = self._body.wanted(width) + below <= room
            self._empty.setVisible(has_room)
            below = below if has_room else 0
        self._body.fit(width, max(LEAST_PX, room - below))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def _retranslate(self) -> None:
        self._talks_title.setText(self.tr("Conversations"))
        self.talks.setAccessibleName(self.tr("Conversations"))
        self._more.setAccessibleName(self.tr("More"))
        self._more.setToolTip(self.tr("More"))
        self._empty.set_words(self.tr("No conversations yet"), self.tr("Your chats with technicians are kept here."))
        self.card.retranslate()
        self._draw_mark()
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _draw_mark(self) -> None:
        ratio = self.devicePixelRatioF()
        pixmap = brand_pixmap(self._p.status.brand.icon_png, MARK_PX, ratio)
        if pixmap is None:
            pixmap = app_pixmap(round(MARK_PX * ratio))
            pixmap.setDevicePixelRatio(ratio)
        self._mark.setPixmap(pixmap)


class _Dot(QWidget):
    """The state as a colour; the words stand beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._state = TrayState.DISCONNECTED
        self.setFixedSize(QSize(8, 8))

    def set_state(self, state: TrayState) -> None:
        self._state = state
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        t = tokens_of(self)
        calm = {TrayState.DISCONNECTED: t.muted, TrayState.NO_APPROVAL: t.warn, TrayState.REQUEST_WAITING: t.warn}
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(calm.get(self._state, t.ok)))
        painter.drawEllipse(self.rect())
