"""Handing a talk on to a colleague or a group, taking one that waits for my group, and who can have a ticket."""

from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from shared.ids import ConversationId, CustomerId, GroupId, TechnicianId
from shared.protocol.directory import TechnicianRecord
from shared.protocol.routing import TakeConversation, TransferConversation
from tech_console.presenters.line import Line, Question
from tech_console.presenters.world import World
from tech_console.state.queries import assignable, colleagues, waiting_for_me, who_follows


class Person(NamedTuple):
    """Somebody a talk or a ticket can be given to; `follows` the customer it is about (H-14)."""

    technician_id: TechnicianId
    name: str
    is_online: bool
    follows: bool


class Handing(QObject):
    """Signals: `taken(conversation_id)` when a talk became mine by taking it."""

    taken = Signal(str)

    def __init__(self, line: Line, world: World) -> None:
        super().__init__()
        self._line = line
        self._world = world

    def people(self, customer_id: CustomerId | None) -> list[Person]:
        """Return who can be handed a talk of a customer: who follows the customer, those who are there, the others."""
        return self._persons(colleagues(self._world.snapshot, customer_id), customer_id)

    def assignees(self, customer_id: CustomerId | None) -> list[Person]:
        """Return who can have a ticket of a customer, me too: who follows the customer, the others by name."""
        return self._persons(assignable(self._world.snapshot, customer_id), customer_id)

    def groups(self) -> list[tuple[GroupId, str]]:
        """Return the groups by name."""
        groups = sorted(self._world.snapshot.groups.values(), key=lambda group: group.name.casefold())
        return [(group.group_id, group.name) for group in groups]

    def waiting(self) -> list[ConversationId]:
        """Return the talks that wait for one of my groups, the longest waiting first."""
        return [talk.conversation_id for talk in waiting_for_me(self._world.snapshot)]

    def transfer(
        self,
        conversation_id: ConversationId,
        *,
        technician_id: TechnicianId | None = None,
        group_id: GroupId | None = None,
        comment: str = "",
    ) -> Question:
        """Hand a talk to a colleague, or to a group until one takes it; the comment becomes an internal note."""
        message = TransferConversation(
            ref=0,
            conversation_id=conversation_id,
            technician_id=technician_id,
            group_id=group_id,
            comment=comment.strip(),
        )
        return self._line.ask(message, "transfer", conversation_id)

    def take(self, conversation_id: ConversationId) -> Question:
        """Become the technician of a talk that waits; of several who try the first one does."""
        question = self._line.ask(TakeConversation(ref=0, conversation_id=conversation_id), "take", conversation_id)
        question.done.connect(lambda _: self.taken.emit(conversation_id))
        return question

    def _persons(self, records: list[TechnicianRecord], customer_id: CustomerId | None) -> list[Person]:
        first = who_follows(self._world.snapshot, customer_id)
        return [Person(who.technician_id, who.name, who.online, who.technician_id == first) for who in records]
