"""Handing a talk on to a colleague or a group, and taking one that waits for my group."""

from PySide6.QtCore import QObject, Signal

from shared.ids import ConversationId, GroupId, TechnicianId
from shared.protocol.routing import TakeConversation, TransferConversation
from tech_console.presenters.line import Line, Question
from tech_console.presenters.world import World
from tech_console.state.queries import colleagues, waiting_for_me


class Handing(QObject):
    """Signals: `taken(conversation_id)` when a talk became mine by taking it."""

    taken = Signal(str)

    def __init__(self, line: Line, world: World) -> None:
        super().__init__()
        self._line = line
        self._world = world

    def people(self) -> list[tuple[TechnicianId, str, bool]]:
        """Return who can be handed a talk: id, name, and whether somebody is there; those who are come first."""
        return [(who.technician_id, who.name, who.online) for who in colleagues(self._world.snapshot)]

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
