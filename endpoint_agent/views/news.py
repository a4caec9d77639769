"""Small windows at the edge of the screen for what happens while nobody looks: a message, an answer, a ticket."""

from PySide6.QtCore import QObject, Signal

from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.presenters.requests import Stage
from endpoint_agent.presenters.situation import Action, situation
from endpoint_agent.presenters.talk import is_theirs
from endpoint_agent.views.window import AgentWindow
from shared.protocol.chat import ChatMessage
from shared.qt.sounds import Sounds
from shared.widgets.plain_text import isolated, shown_line
from shared.widgets.toast import Toast, ToastAction
from shared.widgets.toast_stack import ToastStack

TEXT_CHARS = 160


class News(QObject):
    """Signals: `talk_wanted(conversation_id)`; `acted(Action)`."""

    talk_wanted = Signal(str)
    acted = Signal(object)

    def __init__(self, presenters: AgentPresenters, sounds: Sounds) -> None:
        super().__init__()
        self._p = presenters
        self._sounds = sounds
        self._stack = ToastStack()
        self._of_talks: dict[str, Toast] = {}
        self.window: AgentWindow | None = None
        self._has_welcomed = False
        presenters.chat.message_stored.connect(self._message)
        presenters.requests.outgoing_changed.connect(self._request)
        presenters.tickets.opened.connect(self._ticket)
        presenters.status.welcomed.connect(self._welcome)

    def close_all(self) -> None:
        """Take all away: somebody looks now."""
        self._stack.close_all()
        self._of_talks.clear()

    def seen(self, conversation_id: str) -> None:
        """Take away what is about a conversation that is on screen."""
        toast = self._of_talks.pop(conversation_id, None)
        if toast is not None:
            toast.close()

    def _welcome(self) -> None:
        """Say once, on the first start, who is behind the new icon and what they can and cannot do."""
        if self._p.settings.is_first_run and not self._has_welcomed:
            self._has_welcomed = True
            name = self._p.status.organisation or self.tr("Your IT support")
            title = self.tr("{organisation} can help you here").format(organisation=isolated(name))
            text = self.tr("They can chat with you when you agree. They cannot run anything on this computer.")
            self._stack.show_toast(Toast(title, text))

    def _message(self, conversation_id: str, row: ChatMessage) -> None:
        if not is_theirs(row) or self._looks_at(conversation_id):
            return
        self._sounds.play("message")
        text = shown_line(row.text)
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

    def _looks_at(self, conversation_id: str) -> bool:
        return self.window is not None and self.window.shown_talk() == conversation_id

    def _is_in_front(self) -> bool:
        return self.window is not None and self.window.isVisible() and self.window.isActiveWindow()
