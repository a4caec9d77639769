"""Canned answers: found by what follows a `/`, filled for whom one writes to; saved and removed in their dialog."""

from PySide6.QtCore import QObject

from shared.ids import AnswerId, ConversationId, GroupId, TicketId, new_id
from shared.protocol.routing import AnswerRecord, AnswerScope, RemoveAnswer, SaveAnswer
from tech_console.presenters.line import Line, Question
from tech_console.presenters.world import World
from tech_console.state.answers import About, Filled, fill, find, values_for


class Answers(QObject):
    """What is shown comes from the world's records; nothing here sends a message."""

    def __init__(self, line: Line, world: World) -> None:
        super().__init__()
        self._line = line
        self._world = world

    def find(self, words: str = "") -> list[AnswerRecord]:
        """Return the answers that hold all words, best first."""
        return find(self._world.snapshot.answers.values(), words)

    def fill_for_talk(self, answer: AnswerRecord, conversation_id: ConversationId) -> Filled:
        """Return an answer's text for the person of a talk."""
        talk = self._world.snapshot.conversations.get(conversation_id)
        if talk is None:
            return self._fill(answer, About())
        about = About(
            contact_id=talk.contact_id,
            contact_name=talk.contact_name,
            device_name=talk.device_name,
            os_user=talk.os_user,
            customer_name=talk.customer_name,
            ticket_id=talk.ticket_id,
            ticket_number=talk.ticket_number,
        )
        return self._fill(answer, about)

    def fill_for_ticket(self, answer: AnswerRecord, ticket_id: TicketId) -> Filled:
        """Return an answer's text for the requester of a ticket."""
        ticket = self._world.snapshot.tickets.get(ticket_id)
        if ticket is None:
            return self._fill(answer, About())
        about = About(
            contact_id=ticket.contact_id,
            contact_name=ticket.contact_name,
            device_name=ticket.device_name,
            os_user=ticket.snapshot.get("user", ""),
            customer_name=ticket.customer_name,
            ticket_id=ticket.ticket_id,
        )
        return self._fill(answer, about)

    def may_change(self, answer: AnswerRecord) -> bool:
        """Whether I may change an answer: my own that is not everybody's, or any with the right to."""
        world = self._world.snapshot
        own = answer.owner_id == world.me and answer.scope is not AnswerScope.ALL
        return own or world.may("manage_settings")

    def scopes(self) -> list[AnswerScope]:
        """Return for whom I may write answers."""
        world = self._world.snapshot
        mine = [AnswerScope.PRIVATE, *([AnswerScope.GROUP] if world.groups else [])]
        return [*mine, AnswerScope.ALL] if world.may("manage_settings") else mine

    def save(
        self,
        answer_id: AnswerId | None,
        *,
        shortcut: str,
        title: str,
        text: str,
        scope: AnswerScope = AnswerScope.PRIVATE,
        group_id: GroupId | None = None,
        category: str = "",
    ) -> Question:
        """Create (without an id) or change an answer."""
        message = SaveAnswer(
            ref=0,
            answer_id=answer_id or AnswerId(new_id()),
            shortcut=shortcut.strip().lstrip("/"),
            title=title.strip(),
            text=text.strip("\n"),
            scope=scope,
            group_id=group_id if scope is AnswerScope.GROUP else None,
            category=category.strip(),
        )
        return self._line.ask(message, "answer_save", message.answer_id)

    def remove(self, answer_id: AnswerId) -> Question:
        """Take an answer away for everybody who saw it."""
        return self._line.ask(RemoveAnswer(ref=0, answer_id=answer_id), "answer_remove", answer_id)

    def _fill(self, answer: AnswerRecord, about: About) -> Filled:
        return fill(answer.text, values_for(self._world.snapshot, about))
