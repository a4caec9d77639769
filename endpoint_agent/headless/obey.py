"""From a command to the presenters, as a gesture on the screen would do it."""

from collections.abc import Callable, Mapping
from typing import cast

from PySide6.QtCore import QCoreApplication

from endpoint_agent.headless import commands as c
from endpoint_agent.headless.on_files import OnFiles
from endpoint_agent.headless.on_tickets import OnTickets
from endpoint_agent.headless.show import Show
from endpoint_agent.headless.shown import Shown
from endpoint_agent.inventory.reporting import Kept
from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.presenters.asking import Asked
from endpoint_agent.presenters.ticket_outbox import PASSING
from shared.errors import InvalidState, NotFound, SportelloError
from shared.ids import ChatRequestId, ConversationId
from shared.link.events import Answered, LinkEvent, Refused, RequestTicket
from shared.qt.translator import Choice, Language

ASKING = (
    c.StartChat,
    c.TryAgain,
    c.Cancel,
    c.Accept,
    c.Decline,
    c.Close,
    c.Identity,
    c.Confirm,
    c.Thread,
)
"""Commands the relay answers; the others are done at once."""
LANGUAGES = ("system", "en", "it")


class Obey:
    """Performs one command after the other; what is shown for it comes through `shown` or from the presenters."""

    def __init__(
        self,
        presenters: AgentPresenters,
        language: Language,
        shown: Shown,
        show: Show,
        quit_now: Callable[[], None],
        told: Callable[[], Kept],
    ) -> None:
        self._presenters = presenters
        self._language = language
        self._shown = shown
        self._show = show
        self._quit = quit_now
        self._told = told
        self._asked: dict[RequestTicket, c.Command] = {}
        self._on_tickets = OnTickets(presenters)
        self._on_files = OnFiles(presenters)

    def line(self, line: bytes) -> None:
        """Take one line of standard input."""
        try:
            command = c.decode(line)
        except ValueError as error:
            words = QCoreApplication.translate("Headless", "This line cannot be understood: {why}")
            self._show("error", code="bad_command", params={}, words=words.format(why=str(error)))
            return
        try:
            self._obey(command)
        except SportelloError as error:
            self._refused(command, error.code, error.params, error.retry_after_ms)

    def handle(self, event: LinkEvent) -> None:
        """Take one event of the link, after the presenters: a command that asked the relay is answered with it."""
        if isinstance(event, Answered | Refused) and (command := self._asked.pop(event.ticket, None)) is not None:
            if isinstance(command, c.Ticket):
                self._ticket_answered(command, event)
            elif isinstance(event, Answered):
                self._done(command)
            else:
                self._refused(command, event.code, event.params, event.retry_after_ms)

    def _obey(self, command: c.Command) -> None:
        if isinstance(command, ASKING):
            ticket = self._ask(command)
            if ticket is None:
                raise InvalidState
            self._asked[ticket] = command
        elif isinstance(command, c.Send):
            conversation_id = self._conversation(command.conversation_id)
            message_id = self._presenters.chat.send(conversation_id, command.text)
            self._done(command, conversation_id=conversation_id, message_id=message_id)
        elif isinstance(command, c.SendFile):
            talk = None if command.ticket_id is not None else self._conversation(command.conversation_id)
            self._done(command, file_id=self._on_files.send(command, talk), conversation_id=talk)
        elif isinstance(command, c.Inventory):
            told = self._told()
            self._done(command, version=told.version, sections=told.sections)
        elif isinstance(command, c.Ticket):
            self._ticket(command)
        elif isinstance(command, c.Reply):
            self._on_tickets.reply(
                command, lambda entry_id: self._done(command, ticket_id=command.ticket_id, entry_id=entry_id)
            )
        else:
            self._do(command)
            self._done(command)

    def _ticket(self, command: c.Ticket) -> None:
        """Without a connection it is done once it is on disk; else the relay's answer says it."""
        known = self._on_tickets.named(command)
        asked = self._on_tickets.open(known, lambda: self._done(known, ticket_id=known.ticket_id, waiting=True))
        if asked is not None:
            self._asked[asked] = known

    def _ticket_answered(self, command: c.Ticket, event: Answered | Refused) -> None:
        """A ticket without an answer is on disk and is sent again by itself: it is done, and waits."""
        if isinstance(event, Answered) or event.code in PASSING:
            self._done(command, ticket_id=command.ticket_id, waiting=isinstance(event, Refused))
        else:
            self._on_tickets.drop(command)
            self._refused(command, event.code, event.params, event.retry_after_ms)

    def _ask(self, command: c.Command) -> Asked:
        p = self._presenters
        match command:
            case c.StartChat():
                return p.requests.start_chat(command.reason, command.service_id)
            case c.TryAgain():
                return p.requests.try_again()
            case c.Cancel():
                return p.requests.cancel()
            case c.Accept():
                return p.requests.accept(self._request(command.request_id))
            case c.Decline():
                return p.requests.decline(self._request(command.request_id))
            case c.Close():
                return p.chat.close(self._conversation(command.conversation_id))
            case c.Identity():
                return p.identity.send_token(command.first_name, command.last_name, command.e_mail)
            case c.Confirm(token=token):
                return p.identity.confirm(token)
            case c.Thread():
                return self._on_tickets.read(command.ticket_id)
        return None

    def _do(self, command: c.Command) -> None:
        chat = self._presenters.chat
        match command:
            case c.Retry(message_id=message_id):
                chat.retry(message_id)
            case c.Discard(message_id=message_id):
                chat.discard(message_id)
            case c.Typing():
                chat.typing(self._conversation(command.conversation_id))
            case c.Read():
                chat.mark_read(self._conversation(command.conversation_id), command.upto)
            case c.History():
                self._history(self._conversation(command.conversation_id))
            case c.Transcript():
                self._shown.transcript(self._conversation(command.conversation_id))
            case c.Quiet() | c.ForgetMissed() | c.Snapshot() | c.RetryTicket() | c.DiscardTicket():
                self._on_tickets.do(command, self._shown)
            case c.FetchFile() | c.PauseFile() | c.ResumeFile() | c.CancelFile() | c.RetryFile():
                self._on_files.do(command)
            case c.SetLanguage(language=choice) if choice in LANGUAGES:
                self._presenters.settings.set_language(choice)
                self._language.set_choice(cast("Choice", choice))
            case c.State():
                self._shown.state()
            case c.Reconnect():
                self._presenters.status.reconnect()
            case c.Quit():
                self._quit()
            case _:
                raise NotFound

    def _done(self, command: c.Command, **fields: object) -> None:
        self._show("done", do=_name(command), id=command.id, **fields)

    def _refused(
        self, command: c.Command, code: str, params: Mapping[str, str | int], retry_after_ms: int | None
    ) -> None:
        self._shown.error(code, params, retry_after_ms, do=_name(command), id=command.id)

    def _conversation(self, wanted: ConversationId | None) -> ConversationId:
        """Raises: NotFound when none is named and none is open."""
        talks = self._presenters.chat.open_talks()
        if wanted is None and not talks:
            raise NotFound
        return wanted or talks[0].conversation_id

    def _request(self, wanted: ChatRequestId | None) -> ChatRequestId:
        waiting = self._presenters.requests.incoming
        if wanted is not None and wanted in waiting:
            return wanted
        if wanted is not None or not waiting:
            raise NotFound
        return next(iter(waiting))

    def _history(self, conversation_id: ConversationId) -> None:
        talk = self._presenters.chat.talks.get(conversation_id)
        if talk is None:
            raise NotFound
        if talk.is_loaded:
            self._shown.history(conversation_id)
        else:
            self._presenters.chat.load(conversation_id)


def _name(command: c.Command) -> str:
    return str(command.__struct_config__.tag)
