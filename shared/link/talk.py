"""One conversation as the courier holds it: both machines, built from the store."""

from shared.ids import ConversationId
from shared.machines.arrival import Incoming
from shared.machines.delivery import Outgoing, Queued
from shared.mailbox.inbox import Standing
from shared.mailbox.mailbox import Mailbox
from shared.mailbox.records import OutgoingState


class Talk:
    """The sending and the receiving side of a conversation."""

    def __init__(self, mailbox: Mailbox, conversation_id: ConversationId) -> None:
        standing = mailbox.inbox.standing(conversation_id)
        stream, acked = mailbox.outbox.counter(conversation_id)
        queue = [
            Queued(message_id=message.message_id, text=message.text, kept=message.number)
            for message in mailbox.outbox.of(conversation_id)
            if message.state is OutgoingState.QUEUED
        ]
        self.conversation_id = conversation_id
        self.outgoing = Outgoing(conversation_id, stream, acked, queue)
        self.incoming = Incoming(conversation_id, stored=standing.stored, read=standing.read, member=standing.member)

    @property
    def standing(self) -> Standing:
        """What the store must know about the receiving side."""
        return Standing(self.incoming.stored, self.incoming.read, self.incoming.member)
