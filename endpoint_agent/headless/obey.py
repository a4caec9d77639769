"""From a command to the presenters, as a gesture on the screen would do it."""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QCoreApplication

from endpoint_agent.headless import commands as c
from endpoint_agent.headless.shown import Show, Shown
from endpoint_agent.presenters.agent import AgentPresenters
from shared.errors import NotFound, SportelloError
from shared.ids import ChatRequestId, ConversationId
from shared.qt.translator import Choice, Language

LANGUAGES = ("system", "en", "it")


class Obey:
    """Performs one command after the other; what is shown for it comes through `shown` or from the presenters."""

    def __init__(
        self, presenters: AgentPresenters, language: Language, shown: Shown, show: Show, quit_now: Callable[[], None]
    ) -> None:
        self._presenters = presenters
        self._language = language
        self._shown = shown
        self._show = show
        self._quit = quit_now

    def line(self, line: bytes) -> None:
        """Take one line of standard input; an empty one is ignored."""
        if not line.strip():
            return
        try:
            command = c.decode(line)
        except ValueError as error:
            words = QCoreApplication.translate("Headless", "This line cannot be understood: {why}")
            self._show("error", code="bad_command", params={}, words=words.format(why=str(error)))
            return
        try:
            self._do(command)
        except SportelloError as error:
            self._shown.error(error.code, error.params, error.retry_after_ms, do=_name(command), id=command.id)

    def _do(self, command: c.Command) -> None:
        p = self._presenters
        match command:
            case c.Send(text=text):
                conversation_id = self._conversation(command.conversation_id)
                self._done(command, conversation_id=conversation_id, message_id=p.chat.send(conversation_id, text))
                return
            case c.StartChat(reason=reason):
                p.requests.start_chat(reason)
            case c.TryAgain():
                p.requests.try_again()
            case c.Cancel():
                p.requests.cancel()
            case c.Accept():
                p.requests.accept(self._request(command.request_id))
            case c.Decline():
                p.requests.decline(self._request(command.request_id))
            case c.Identity():
                p.identity.send_token(command.first_name, command.last_name, command.e_mail)
            case c.Confirm(token=token):
                p.identity.confirm(token)
            case c.Ticket():
                p.tickets.discard()
                p.tickets.begin()
                p.tickets.write(command.title, command.description)
                p.tickets.submit()
            case _:
                self._do_more(command)
        self._done(command)

    def _do_more(self, command: c.Command) -> None:
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
            case c.Close():
                chat.close(self._conversation(command.conversation_id))
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
