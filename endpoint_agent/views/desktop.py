"""The desktop form of the agent: tray, window, dialogs, request windows, and when each of them comes up."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from endpoint_agent.capture.store import CaptureStore
from endpoint_agent.presenters.about import AboutPresenter
from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.presenters.requests import Stage
from endpoint_agent.presenters.situation import Action
from endpoint_agent.presenters.strips import Strip, StripAction
from endpoint_agent.views.dialogs import Dialogs
from endpoint_agent.views.menu import AgentMenu
from endpoint_agent.views.news import News
from endpoint_agent.views.request_windows import RequestWindows
from endpoint_agent.views.tray import Tray
from shared.ids import ChatRequestId, ConversationId
from shared.qt.sounds import Sounds

if TYPE_CHECKING:
    from endpoint_agent.views.capture_desk import CaptureDesk
    from endpoint_agent.views.small_window import SmallWindow
    from endpoint_agent.views.window import AgentWindow

TRAY_PATIENCE_MS = 4000
"""A panel that starts with the session is given so long before the small window comes up."""


class Desktop(QObject):
    """Signals: `quit_wanted()` from the menu."""

    quit_wanted = Signal()

    def __init__(
        self,
        presenters: AgentPresenters,
        about: AboutPresenter,
        captures: CaptureStore,
        *,
        allow_quit: bool = True,
    ) -> None:
        super().__init__()
        self._p = presenters
        self._store = captures
        self._reason = ""
        self.menu = AgentMenu(presenters, allow_quit=allow_quit)
        self.tray = Tray(presenters, self.menu)
        self.sounds = Sounds()
        self.requests = RequestWindows(
            presenters.requests, presenters.quiet, self.sounds, presenters.status.brand.icon_png
        )
        self.dialogs = Dialogs(presenters, about)
        self.news = News(presenters, self.sounds)
        self.window: AgentWindow | None = None
        self.small: SmallWindow | None = None
        self._patience = QTimer(self, singleShot=True, interval=TRAY_PATIENCE_MS)
        self._patience.timeout.connect(self._tray_changed)
        # Many things change in one turn; the screen is brought up to date once, after all of them.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._refresh)
        self._connect()

    def start(self) -> None:
        """Show the tray icon, or what stands in for it."""
        self.tray.start()
        self._patience.start()

    def stop(self) -> None:
        """Take everything off the screen."""
        for timer in (self._patience, self._later):
            timer.stop()
        self.tray.stop()
        self.requests.close_all()
        self.dialogs.close_all()
        self.news.close_all()
        if "captures" in vars(self):
            self.captures.close_all()
        for window in (self.window, self.small):
            if window is not None:
                window.hide()
                window.deleteLater()
        self.menu.deleteLater()

    def open(self) -> None:
        """Bring up what waits for an answer; else the window, at the conversation that goes on.

        While nobody is to be disturbed what waits stands in the window's list.
        """
        if not self._p.quiet.is_on and self.requests.bring_forward():
            return
        window, talks = self._window(), self._p.chat.open_talks()
        if not window.isVisible() and talks:
            window.show_talk(talks[0].conversation_id)
        window.come_forward()

    def show_talk(self, conversation_id: str) -> None:
        """Bring up a conversation."""
        self._window().show_talk(conversation_id)
        self._window().come_forward()

    def show_ticket(self, ticket_id: str) -> None:
        """Bring up the thread of one of the person's own tickets."""
        self._window().show_ticket(ticket_id)
        self._window().come_forward()

    def language_changed(self) -> None:
        """Set the texts of what Qt does not tell."""
        self.menu.retranslate()
        self._refresh()

    def _connect(self) -> None:
        p = self._p
        for signal in (
            p.status.changed,
            p.requests.outgoing_changed,
            p.requests.incoming_changed,
            p.requests.incoming_ended,
            p.chat.conversation_changed,
            p.chat.unread_changed,
            p.settings.opened,
            p.tickets.changed,
            p.ticket_outbox.changed,
            p.threads.changed,
            p.quiet.changed,
            p.missed.changed,
            p.newer.changed,
        ):
            signal.connect(self._later.start)
        p.requests.outgoing_changed.connect(self._request_moved)
        p.requests.accepted.connect(self.show_talk)
        p.requests.identity_needed.connect(self.dialogs.identity)
        p.chat.left_message.connect(self.show_talk)
        p.draft.sent.connect(self._ticket_opened)
        p.draft.kept.connect(self._ticket_opened)
        p.settings.changed.connect(self._settings_changed)
        p.settings.opened.connect(self._settings_changed)
        self.dialogs.identified.connect(self._identified)
        self.dialogs.ticket_chosen.connect(self.show_ticket)
        self.dialogs.chat_wanted.connect(self._call_back)
        self.news.talk_wanted.connect(self.show_talk)
        self.news.ticket_wanted.connect(self.show_ticket)
        self.news.tickets_wanted.connect(self.dialogs.tickets)
        self.news.missed_wanted.connect(self.dialogs.missed)
        self.news.acted.connect(self._act)
        self.tray.opened.connect(self.open)
        self.tray.shown_changed.connect(self._tray_changed)
        self.menu.wanted.connect(self._wanted)
        self.menu.talk_wanted.connect(self.show_talk)
        self.dialogs.capture_wanted.connect(self._picture_for_form)
        p.settings.opened.connect(self._clean_captures)

    @cached_property
    def captures(self) -> "CaptureDesk":
        """Pictures of the screen; made when first wanted, as everything a waiting program can do without."""
        from endpoint_agent.views.capture_desk import CaptureDesk

        desk = CaptureDesk(self._p, self._store)
        desk.for_new_ticket.connect(lambda path: self.dialogs.ticket(self._reason, [path]))
        desk.talk_wanted.connect(self.show_talk)
        desk.ticket_wanted.connect(self.show_ticket)
        desk.problem.connect(self.news.say_problem)
        return desk

    def _window(self) -> "AgentWindow":
        from endpoint_agent.views.window import AgentWindow

        if self.window is None:
            self.window = AgentWindow(self._p, self.menu)
            self.window.home.acted.connect(self._act)
            self.window.home.strip_acted.connect(self._act_on_strip)
            self.window.home.card.reason_changed.connect(self._keep_reason)
            self.window.page.new_chat_clicked.connect(self._new_chat)
            self.window.page.capture_clicked.connect(self._take_picture)
            self.window.ticket.new_clicked.connect(self.dialogs.ticket)
            self.window.ticket.capture_clicked.connect(self._take_picture)
            self.window.seen.connect(self.news.close_all)
            self.window.home.card.set_reason(self._reason)
            self.news.window = self.dialogs.window = self.window
        return self.window

    def _wanted(self, name: str) -> None:
        {
            "open": self.open,
            "start_chat": lambda: self._act(Action.START_CHAT),
            "new_ticket": lambda: self._act(Action.NEW_TICKET),
            "my_tickets": self.dialogs.tickets,
            "my_details": self.dialogs.identity,
            "about": self.dialogs.about,
            "missed": self.dialogs.missed,
            "capture": self._take_picture,
            "settings": self.dialogs.settings,
            "quit": self.quit_wanted.emit,
        }[name]()

    def _act(self, action: Action) -> None:
        requests = self._p.requests
        match action:
            case Action.START_CHAT:
                self._new_chat()
                requests.start_chat(self._reason, self._window().home.card.services.service_id())
            case Action.TRY_AGAIN:
                self._new_chat()
                requests.try_again()
            case Action.CANCEL:
                requests.cancel()
            case Action.NEW_TICKET:
                self.dialogs.ticket(self._reason or requests.outgoing.reason)
                self._keep_service()
            case Action.RECONNECT:
                self._p.status.reconnect()

    def _take_picture(self, target: str = "") -> None:
        self.captures.start(target)

    def _picture_for_form(self) -> None:
        self.captures.start_for_form()

    def _clean_captures(self) -> None:
        """Remove old pictures that no ticket needs any more."""
        waiting = [path for ticket in self._p.ticket_outbox.all() for path in ticket.files]
        draft = self._p.draft.value
        self._store.clean([*waiting, *(draft.files if draft is not None else [])])

    def _act_on_strip(self, strip: Strip) -> None:
        match strip.action:
            case StripAction.END_TALK:
                self._p.chat.close(ConversationId(strip.target))
            case StripAction.SHOW_REQUEST:
                self.requests.show_request(ChatRequestId(strip.target))
            case StripAction.END_QUIET:
                self._p.quiet.end()
            case StripAction.SHOW_MISSED:
                self.dialogs.missed()
            case StripAction.SHOW_TICKETS:
                self.dialogs.tickets()
            case StripAction.SHOW_RELEASE:
                self.dialogs.release(strip.target)

    def _keep_service(self) -> None:
        """A ticket in place of a chat belongs to the service that was chosen for the chat."""
        service_id = self._p.requests.outgoing.service_id
        if service_id is not None and self._p.draft.value is not None and self._p.draft.value.service_id is None:
            self._p.draft.write(service_id=service_id)
            self._p.draft.changed.emit()

    def _call_back(self, reason: str) -> None:
        """Ask for a technician with what a missed request was about."""
        self._reason = reason
        self._new_chat()
        self._p.requests.start_chat(reason)

    def _new_chat(self) -> None:
        self._window().show_home()
        self._window().come_forward()

    def _keep_reason(self, text: str) -> None:
        self._reason = text

    def _request_moved(self) -> None:
        """A text lives here until it has become a conversation."""
        if self._p.requests.outgoing.stage is Stage.NONE and not self._p.requests.outgoing.reason:
            self._reason = ""
        if self.window is not None:
            self.window.home.card.set_reason(self._reason)

    def _ticket_opened(self) -> None:
        """The kept text has become a ticket."""
        self._reason = ""
        self._p.requests.dismiss()
        self._request_moved()

    def _identified(self) -> None:
        """The chat that was asked for goes on where it stopped."""
        if self._p.requests.wants_chat:
            self._p.requests.start_chat(self._reason)

    def _settings_changed(self) -> None:
        self.sounds.is_on = self._p.settings.sounds

    def _tray_changed(self) -> None:
        if self.tray.is_shown:
            self._patience.stop()
            if self.small is not None:
                self.small.hide()
        elif not self._patience.isActive():
            self._small().show_in_corner()

    def _small(self) -> "SmallWindow":
        from endpoint_agent.views.small_window import SmallWindow

        if self.small is None:
            self.small = SmallWindow(self._p, self.menu)
            self.small.opened.connect(self.open)
        return self.small

    def _refresh(self) -> None:
        self.tray.refresh()
        if self.small is not None:
            self.small.refresh()
        if self.window is not None and self.window.isVisible():
            self.window.refresh()
        talk = ConversationId(self.window.shown_talk()) if self.window is not None else ""
        if talk:
            self.news.seen(talk)
