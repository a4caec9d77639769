"""The one small window: home page, conversation, ticket. Closing hides it; it comes back where it was."""

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.views.home_page import HomePage
from endpoint_agent.views.menu import AgentMenu
from endpoint_agent.views.placing import FRAME_PX
from endpoint_agent.views.talk_page import TalkPage
from endpoint_agent.views.ticket_page import TicketPage
from shared.ids import ConversationId, TicketId
from shared.widgets.app_icon import app_icon
from shared.widgets.enter_key import press_with_enter
from shared.widgets.plain_text import shown_line

TICK_MS = 250
SIZE = (400, 680)
MIN_SIZE = (340, 440)


class AgentWindow(QWidget):
    """Signals: `seen()` whenever it is brought to the front."""

    seen = Signal()

    def __init__(self, presenters: AgentPresenters, menu: AgentMenu) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.addActions([menu.new_ticket, menu.capture])
        self._p = presenters
        self.setWindowIcon(app_icon())
        self.setMinimumSize(*MIN_SIZE)
        self.resize(*SIZE)
        self.home = HomePage(presenters, menu)
        self.page = TalkPage(presenters)
        self.ticket = TicketPage(presenters)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.home)
        self._pages.addWidget(self.page)
        self._pages.addWidget(self.ticket)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self.home.talk_chosen.connect(self.show_talk)
        self.page.back_clicked.connect(self.show_home)
        self.ticket.back_clicked.connect(self.show_home)
        self.ticket.talk_wanted.connect(self.show_talk)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._escape)
        self._ticks = QTimer(self, interval=TICK_MS)
        self._ticks.timeout.connect(self._tick)
        self._is_placed = False
        self.refresh()

    def show_home(self) -> None:
        """Show the first page."""
        self._pages.setCurrentWidget(self.home)
        self.refresh()
        self.home.setFocus()

    def show_talk(self, conversation_id: str) -> None:
        """Show a conversation."""
        talk = self._p.chat.talks.get(ConversationId(conversation_id))
        if talk is not None:
            self._pages.setCurrentWidget(self.page)
            self.page.show_talk(talk)
            self.refresh()

    def show_ticket(self, ticket_id: str) -> None:
        """Show one of the person's own tickets."""
        if ticket_id in self._p.tickets.tickets:
            self._pages.setCurrentWidget(self.ticket)
            self.ticket.show_ticket(TicketId(ticket_id))
            self.refresh()

    def shown_talk(self) -> str:
        """Return the id of the conversation a person is looking at now, empty for none."""
        is_looked_at = self.isVisible() and self.isActiveWindow() and self._pages.currentWidget() is self.page
        return self.page.talk.conversation_id if is_looked_at and self.page.talk is not None else ""

    def come_forward(self) -> None:
        """Show the window in front of all others, with the keyboard."""
        self._place()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        self.seen.emit()

    def refresh(self) -> None:
        """Show everything as it stands."""
        self._current().refresh()
        self._set_title()

    def _take_keyboard(self) -> None:
        page = self._current()
        if isinstance(page, HomePage):
            page.setFocus()
        else:
            page.take_keyboard()

    def _tick(self) -> None:
        page = self._current()
        if isinstance(page, HomePage):
            page.tick()
        else:
            page.refresh()

    def _current(self) -> HomePage | TalkPage | TicketPage:
        pages = (self.home, self.page, self.ticket)
        return pages[self._pages.currentIndex()]

    def _set_title(self) -> None:
        unread = self._p.chat.unread()
        name = shown_line(self._p.status.title) or self.tr("Support")
        self.setWindowTitle(f"({unread}) {name}" if unread else name)

    def _escape(self) -> None:
        if self._pages.currentWidget() is self.home:
            self.close()
        else:
            self.show_home()

    def _place(self) -> None:
        """Put the window where it was; the first time near the clock."""
        if self._is_placed:
            return
        self._is_placed = True
        kept = QByteArray.fromBase64(self._p.settings.place().encode())
        if kept.isEmpty() or not self.restoreGeometry(kept):
            area = QGuiApplication.primaryScreen().availableGeometry()
            # On a small or much enlarged screen the header must not end up above its edge.
            self.setMinimumHeight(min(MIN_SIZE[1], area.height() - FRAME_PX))
            self.resize(SIZE[0], min(SIZE[1], area.height() - FRAME_PX))
            self.move(area.right() - self.width() - 24, max(area.top(), area.bottom() - self.height() - FRAME_PX))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        self._take_keyboard()
        self._ticks.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._ticks.stop()
        self._keep_place()
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._keep_place()
        event.accept()

    def _keep_place(self) -> None:
        if self._is_placed:
            self._p.settings.set_place(self.saveGeometry().toBase64().toStdString())
            self._p.chat.save_drafts()
            self._p.threads.save_drafts()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_with_enter(self, event):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._set_title()
        super().changeEvent(event)
