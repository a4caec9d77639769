"""One of the person's own tickets: how it stands, everything written on it, and where to reply (H-10, H-13)."""

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QAction, QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.presenters.threads import WaitingReply
from endpoint_agent.presenters.ticket_items import thread_items
from endpoint_agent.presenters.ticket_words import state_words
from endpoint_agent.presenters.words import link_words
from shared.errors import SportelloError
from shared.ids import ConversationId, EntryId, TicketId
from shared.protocol.tickets import TicketRecord, TicketState
from shared.qt.error_words import error_words, words_for
from shared.widgets.banner import Banner
from shared.widgets.chat_view import ChatView
from shared.widgets.composer import Composer
from shared.widgets.elided_label import ElidedLabel
from shared.widgets.icons import icon
from shared.widgets.labels import Label
from shared.widgets.plain_text import shown_line
from shared.widgets.talk_files import TalkFiles


class TicketPage(QWidget):
    """Shows one ticket at a time. Signals: `back_clicked()`; `talk_wanted(conversation_id)`; `new_clicked()`;
    `capture_clicked(ticket_id)` to attach a picture of the screen.
    """  # noqa: D205 - the signals are one list

    back_clicked = Signal()
    talk_wanted = Signal(str)
    new_clicked = Signal()
    capture_clicked = Signal(str)

    def __init__(self, presenters: AgentPresenters, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._p = presenters
        self._error = ""
        self._ticket_id: TicketId | None = None
        self._back = QToolButton()
        self._back.setIcon(icon("arrow-left", "muted"))
        self._back.setIconSize(QSize(20, 20))
        self.title = ElidedLabel("", kind="heading")
        self.state = ElidedLabel("", kind="small")
        self.talk = QPushButton()
        self.talk.setProperty("compact", True)
        self.view = ChatView()
        self.banner = Banner()
        self.composer = Composer()
        self.files = TalkFiles(self, self.view, self.composer, presenters.files)
        self._shot = QAction(icon("camera", "text"), "", self)
        self.composer.add_plus_action(self._shot)
        self._over = QFrame()
        self._over.setProperty("kind", "foot")
        self._over_words = Label("", kind="muted", wraps=True)
        self._new = QPushButton()
        self._lay_out()
        self._connect()
        self._retranslate()

    def _lay_out(self) -> None:
        bar = QFrame()
        bar.setProperty("kind", "bar")
        lines = QVBoxLayout()
        lines.setSpacing(1)
        lines.addWidget(self.title)
        lines.addWidget(self.state)
        row = QHBoxLayout(bar)
        row.setContentsMargins(8, 10, 12, 10)
        row.setSpacing(10)
        row.addWidget(self._back)
        row.addLayout(lines, 1)
        row.addWidget(self.talk)
        foot = QHBoxLayout(self._over)
        foot.setContentsMargins(16, 12, 12, 12)
        foot.addWidget(self._over_words, 1)
        foot.addWidget(self._new)
        above = QVBoxLayout()
        above.setContentsMargins(12, 0, 12, 8)
        above.addWidget(self.banner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (bar, self.view):
            column.addWidget(widget, 1 if widget is self.view else 0)
        column.addLayout(above)
        column.addWidget(self._over)
        column.addWidget(self.composer)

    def _connect(self) -> None:
        threads = self._p.threads
        self._back.clicked.connect(self.back_clicked)
        self.talk.clicked.connect(self._open_talk)
        self._new.clicked.connect(self.new_clicked)
        self.composer.send_requested.connect(self._send)
        self.composer.draft_changed.connect(self._draft)
        self.files.problem.connect(self._say)
        self._shot.triggered.connect(lambda: self.capture_clicked.emit(self._ticket_id or ""))
        # What was on its way may be in the thread already, under the same key.
        self._p.files.gone.connect(lambda _: self._reset())
        self.view.retry_requested.connect(lambda key: threads.retry(EntryId(key)))
        threads.changed.connect(self._thread_changed)
        threads.reply_refused.connect(self._refused)
        self._p.tickets.moved.connect(lambda record: self._thread_changed(record.ticket_id))

    def show_ticket(self, ticket_id: TicketId) -> None:
        """Show another ticket, its thread and the unfinished reply."""
        self._ticket_id = None
        self._error = ""
        self.composer.set_text(self._p.threads.draft(ticket_id))
        self._ticket_id = ticket_id
        self._p.threads.load(ticket_id)
        self._reset()
        self.refresh()
        self.take_keyboard()
        if self.isVisible():
            self._p.tickets.show(ticket_id)

    def take_keyboard(self) -> None:
        """Put the keyboard where one writes."""
        (self.composer if self.composer.isVisibleTo(self) else self._new).setFocus()

    def refresh(self) -> None:
        """Show head, banner and foot as they stand."""
        ticket = self._ticket()
        if ticket is None:
            return
        self.title.setText(shown_line(ticket.title))
        parts = [f"#{ticket.number}", state_words(ticket.state), ticket.service_name, ticket.assignee_name]
        self.state.setText(" · ".join(shown_line(part) for part in parts if part))
        is_over = ticket.state is TicketState.CLOSED
        self._over.setVisible(is_over)
        self.composer.setVisible(not is_over)
        self.files.show_ticket(ticket.ticket_id, may_send=not is_over)
        self.talk.setVisible(bool(self._talk_id()))
        self._show_banner()

    def _show_banner(self) -> None:
        status = self._p.status
        thread = self._p.threads.of(self._ticket_id) if self._ticket_id is not None else None
        if self._error:
            self.banner.say("error", self._error)
        elif not status.is_ready and status.code:
            self.banner.say("warn", link_words(status.link_state, status.code, status.params))
        elif thread is not None and thread.code and thread.code != "unavailable":
            self.banner.say("warn", error_words(thread.code))
        else:
            self.banner.clear()

    def _ticket(self) -> TicketRecord | None:
        return None if self._ticket_id is None else self._p.tickets.tickets.get(self._ticket_id)

    def _talk_id(self) -> str:
        """The ticket's conversation that is open, else its last one this device knows."""
        ticket = self._ticket()
        if ticket is None or self._ticket_id is None:
            return ""
        named = {ticket.conversation_id} if ticket.conversation_id is not None else set()
        known = [
            self._p.chat.talks[one]
            for one in named | self._p.threads.of(self._ticket_id).talk_ids()
            if one in self._p.chat.talks
        ]
        latest = max(known, key=lambda talk: (talk.is_open, talk.last_at), default=None)
        return "" if latest is None else latest.conversation_id

    def _reset(self) -> None:
        ticket = self._ticket()
        if ticket is not None:
            threads = self._p.threads
            waiting = threads.waiting(ticket.ticket_id)
            self.files.show_ticket(ticket.ticket_id, may_send=ticket.state is not TicketState.CLOSED)
            self.view.set_items(self.files.dressed(thread_items(ticket, threads.of(ticket.ticket_id), waiting)))

    def _thread_changed(self, ticket_id: str) -> None:
        if ticket_id == self._ticket_id:
            self._reset()
            self.refresh()

    def _refused(self, reply: WaitingReply) -> None:
        if reply.ticket_id == self._ticket_id:
            self._error = error_words(reply.code, reply.params)
            self.refresh()

    def _send(self, text: str) -> None:
        """Where the ticket's conversation is open, a reply belongs there."""
        if self._ticket_id is None:
            return
        self._error = ""
        talk = self._p.chat.talks.get(ConversationId(self._talk_id()))
        try:
            if talk is not None and talk.is_open:
                self._p.chat.send(talk.conversation_id, text)
                self.talk_wanted.emit(talk.conversation_id)
            else:
                self._p.threads.reply(self._ticket_id, text)
        except SportelloError as error:
            self._error = words_for(error)
            self.composer.set_text(text)
        self.refresh()

    def _say(self, words: str) -> None:
        self._error = words
        self.refresh()

    def _draft(self, text: str) -> None:
        if self._ticket_id is not None:
            self._p.threads.keep_draft(self._ticket_id, text)

    def _open_talk(self) -> None:
        self.talk_wanted.emit(self._talk_id())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._p.tickets.show(self._ticket_id)

    def hideEvent(self, event: QHideEvent) -> None:
        self._p.tickets.show(None)
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._back.setAccessibleName(self.tr("Back"))
        self._back.setToolTip(self.tr("Back"))
        self.talk.setText(self.tr("Open conversation"))
        self.composer.set_placeholder(self.tr("Write a reply…"))
        self._over_words.setText(self.tr("This ticket is closed."))
        self._new.setText(self.tr("New ticket"))
        self._shot.setText(self.tr("Screenshot…"))
        self._reset()
        self.refresh()
