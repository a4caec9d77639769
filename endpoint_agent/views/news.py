"""Small windows at the edge of the screen for what happens while nobody looks: a message, an answer, a ticket."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.presenters.counted import Counted
from endpoint_agent.presenters.missed import MissedRequest
from endpoint_agent.presenters.requests import Stage
from endpoint_agent.presenters.situation import Action, situation
from endpoint_agent.presenters.strips import StripAction, strips
from endpoint_agent.presenters.talk import is_theirs, said_words
from endpoint_agent.presenters.ticket_outbox import WaitingTicket
from endpoint_agent.presenters.ticket_words import waiting_ticket_words
from shared.protocol.chat import ChatMessage
from shared.protocol.tickets import TicketRecord
from shared.qt.error_words import error_words
from shared.qt.sounds import Sounds
from shared.widgets.plain_text import isolated, shown_line
from shared.widgets.toast import Toast, ToastAction
from shared.widgets.toast_stack import ToastStack

if TYPE_CHECKING:
    from endpoint_agent.views.window import AgentWindow

TEXT_CHARS = 160
NEWS = {StripAction.SHOW_MISSED, StripAction.SHOW_TICKETS}


class News(QObject):
    """Signals: `talk_wanted(conversation_id)`; `ticket_wanted(ticket_id)`; `tickets_wanted()`; `missed_wanted()`;
    `acted(Action)`. While nobody is to be disturbed only what the person is waiting for comes up.
    """  # noqa: D205 - the signals are one list

    talk_wanted = Signal(str)
    ticket_wanted = Signal(str)
    tickets_wanted = Signal()
    missed_wanted = Signal()
    acted = Signal(object)

    def __init__(self, presenters: AgentPresenters, sounds: Sounds) -> None:
        super().__init__()
        self._p = presenters
        self._sounds = sounds
        self._stack = ToastStack()
        self._of_talks: dict[str, Toast] = {}
        self._of_tickets: dict[str, Toast] = {}
        self.window: AgentWindow | None = None
        self._has_welcomed = False
        self._missed_words = False
        """Whether something was kept away while nobody was to be disturbed."""
        presenters.chat.message_stored.connect(self._message)
        presenters.requests.outgoing_changed.connect(self._request)
        presenters.ticket_outbox.opened.connect(lambda _, number: self._ticket(number))
        presenters.draft.kept.connect(self._ticket_kept)
        presenters.ticket_outbox.refused.connect(self._ticket_refused)
        presenters.tickets.answered.connect(self._ticket_answered)
        presenters.ticket_files.failed.connect(self._file_failed)
        presenters.missed.missed.connect(self._missed)
        presenters.quiet.changed.connect(self._quiet_changed)
        presenters.status.welcomed.connect(self._welcome)

    def close_all(self) -> None:
        """Take all away: somebody looks now."""
        self._stack.close_all()
        self._of_talks.clear()
        self._of_tickets.clear()

    def seen(self, conversation_id: str) -> None:
        """Take away what is about a conversation that is on screen."""
        toast = self._of_talks.pop(conversation_id, None)
        if toast is not None:
            toast.close()

    def _welcome(self) -> None:
        """Say once, on the first start, who is behind the new icon and what they can and cannot do."""
        if self._p.settings.is_first_run and not self._has_welcomed:
            self._has_welcomed = True
            name = self._p.status.title or self.tr("Your IT support")
            title = self.tr("{organisation} can help you here").format(organisation=isolated(name))
            text = self.tr("They can chat with you when you agree. They cannot run anything on this computer.")
            self._stack.show_toast(Toast(title, text))

    def _message(self, conversation_id: str, row: ChatMessage) -> None:
        if not is_theirs(row) or self._looks_at(conversation_id):
            return
        if self._p.quiet.is_on:
            self._missed_words = True
            return
        self._alert()
        self._sounds.play("message")
        text = shown_line(said_words(row))
        text = text if len(text) <= TEXT_CHARS else f"{text[:TEXT_CHARS]}…"
        known = self._of_talks.get(conversation_id)
        if known is not None:
            known.set_texts(shown_line(row.sender_name), text)
            return
        toast = Toast(shown_line(row.sender_name), text)
        toast.clicked.connect(lambda: self.talk_wanted.emit(conversation_id))
        toast.closed.connect(lambda: self._of_talks.pop(conversation_id, None))
        self._of_talks[conversation_id] = toast
        self._stack.show_toast(toast)

    def _request(self) -> None:
        if self._p.requests.outgoing.stage not in {Stage.BUSY, Stage.EXPIRED} or self._is_in_front():
            return
        now = situation(self._p.status, self._p.requests, has_talk=False)
        toast = Toast(now.title, now.hint, is_sticky=True)
        toast.add_action(ToastAction(Action.NEW_TICKET.value, self.tr("New ticket")))
        toast.add_action(ToastAction(Action.TRY_AGAIN.value, self.tr("Try again"), "primary"))
        toast.acted.connect(lambda key: self.acted.emit(Action(key)))
        self._stack.show_toast(toast)

    def _ticket(self, number: int) -> None:
        title = self.tr("Ticket #{number} is open").format(number=number)
        self._stack.show_toast(Toast(title, self.tr("Your IT support has received it.")))

    def say_problem(self, words: str) -> None:
        """Say what went wrong with something the person has just done."""
        self._stack.show_toast(Toast(self.tr("That did not work"), words))

    def _file_failed(self, ticket_id: str, name: str, code: str, params: dict[str, str | int]) -> None:
        title = self.tr("{name} could not be attached").format(name=isolated(name))
        toast = Toast(title, error_words(code, params), is_sticky=True)
        toast.add_action(ToastAction("show", self.tr("Show"), "primary"))
        toast.acted.connect(lambda _: self.ticket_wanted.emit(ticket_id))
        self._stack.show_toast(toast)

    def _ticket_kept(self) -> None:
        text = self.tr("It is sent by itself as soon as there is a connection.")
        self._stack.show_toast(Toast(self.tr("Your ticket is kept"), text))

    def _ticket_refused(self, ticket: WaitingTicket) -> None:
        """Only where the form is not open any more: there it says so itself."""
        draft = self._p.draft.value
        if draft is not None and draft.ticket_id == ticket.ticket_id:
            return
        toast = Toast(self.tr("A ticket could not be sent"), waiting_ticket_words(ticket), is_sticky=True)
        toast.add_action(ToastAction("show", self.tr("Show"), "primary"))
        toast.acted.connect(lambda _: self.tickets_wanted.emit())
        self._stack.show_toast(toast)

    def _ticket_answered(self, ticket: TicketRecord) -> None:
        """A technician's answer leads to the thread (H-09, H-10); it stays until it was looked at."""
        if self._p.quiet.is_on:
            self._missed_words = True
            return
        self._sounds.play("message")
        self._alert()
        title = self.tr("Your ticket #{number} has an answer").format(number=ticket.number)
        known = self._of_tickets.pop(ticket.ticket_id, None)
        if known is not None:
            known.close()
        toast = Toast(title, shown_line(ticket.title), is_sticky=True)
        toast.add_action(ToastAction("show", self.tr("Show"), "primary"))
        toast.acted.connect(lambda _: self.ticket_wanted.emit(ticket.ticket_id))
        toast.clicked.connect(lambda: self.ticket_wanted.emit(ticket.ticket_id))
        toast.closed.connect(lambda: self._of_tickets.pop(ticket.ticket_id, None))
        self._of_tickets[ticket.ticket_id] = toast
        self._stack.show_toast(toast)

    def _missed(self, missed: MissedRequest) -> None:
        if self._p.quiet.is_on:
            self._missed_words = True
            return
        title = self.tr("You missed a request of {name}").format(name=isolated(missed.technician_name))
        toast = Toast(title, shown_line(missed.reason), is_sticky=True)
        toast.add_action(ToastAction("show", self.tr("Show"), "primary"))
        toast.acted.connect(lambda _: self.missed_wanted.emit())
        self._stack.show_toast(toast)

    def _quiet_changed(self) -> None:
        """After a quiet time, say once what it kept away."""
        if self._p.quiet.is_on or not self._missed_words:
            return
        self._missed_words = False
        now = [strip.text for strip in strips(self._p) if strip.action in NEWS]
        if unread := self._p.chat.unread():
            now.append(Counted().unread(unread))
        if now:
            self._stack.show_toast(Toast(self.tr("While you did not want to be disturbed"), "\n".join(now)))

    def _alert(self) -> None:
        """Let the task bar flash, where the window is in it."""
        if self.window is not None and self.window.isVisible() and not self.window.isActiveWindow():
            QApplication.alert(self.window)

    def _looks_at(self, conversation_id: str) -> bool:
        return self.window is not None and self.window.shown_talk() == conversation_id

    def _is_in_front(self) -> bool:
        return self.window is not None and self.window.isVisible() and self.window.isActiveWindow()
