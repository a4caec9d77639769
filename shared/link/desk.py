"""What a person asks of the link, on the network thread; LinkThread brings it over from theirs."""

from collections.abc import Callable

from shared.errors import NotFound
from shared.ids import ConversationId, MessageId, new_id
from shared.link.courier import Courier
from shared.link.events import Answered, OutgoingChanged, Refused, RequestTicket, SettingSaved
from shared.link.performer import Performer
from shared.link.talks import Talks
from shared.link.turn import Turn
from shared.machines import arrival, delivery
from shared.mailbox.records import OutgoingMessage, OutgoingState, discarded
from shared.protocol.base import Error, Message, Request


class Desk:
    """Verbs that write take the turn they are part of; LinkThread puts those given together into one."""

    def __init__(self, talks: Talks, courier: Courier) -> None:
        self._talks = talks
        self._courier = courier
        self._mailbox = talks.mailbox
        self._unsaved: dict[MessageId, tuple[ConversationId, str]] = {}

    def send_text(
        self, turn: Turn, performer: Performer, conversation_id: ConversationId, message_id: MessageId, text: str
    ) -> None:
        """Write the text, then let it go."""
        # Should the commit fail, the text is nowhere else: it is held here for another try.
        self._unsaved[message_id] = (conversation_id, text)
        turn.lend(conversation_id, message_id, text)
        talk = self._talks.talk(performer, conversation_id)
        queued = self._mailbox.outbox.add(conversation_id, message_id, text)
        turn.is_outbox_touched = True
        turn.note(kind="outbox", conversation_id=conversation_id, message_id=message_id, text=text)
        turn.say(OutgoingChanged(conversation_id=conversation_id, message=queued))
        turn.send(lambda: self._saved(message_id))
        performer.sending(talk, delivery.Queued(message_id=message_id, text=text))

    def _saved(self, message_id: MessageId) -> None:
        self._unsaved.pop(message_id, None)

    def retry(self, turn: Turn, performer: Performer, message_id: MessageId) -> None:
        """Queue a failed text again, under a new id only where the old one is taken."""
        if message_id in self._unsaved:
            self.send_text(turn, performer, self._unsaved[message_id][0], message_id, self._unsaved[message_id][1])
            return
        found = self._failed(message_id)
        if found is None:
            return
        conversation_id, message = found
        self._mailbox.outbox.remove(message_id)
        if message.code == "cid_conflict":
            turn.say(OutgoingChanged(conversation_id=conversation_id, message=discarded(message)))
            message_id = MessageId(new_id())
        self.send_text(turn, performer, conversation_id, message_id, message.text)

    def discard(self, turn: Turn, message_id: MessageId) -> None:
        """Throw a failed text away."""
        conversation_id, text = self._unsaved.pop(message_id, (None, ""))
        if conversation_id is not None:
            gone = OutgoingMessage.unsaved(message_id, text, OutgoingState.DISCARDED)
            turn.say(OutgoingChanged(conversation_id=conversation_id, message=gone))
            return
        found = self._failed(message_id)
        if found is not None:
            self._mailbox.outbox.remove(message_id)
            turn.say(OutgoingChanged(conversation_id=found[0], message=discarded(found[1])))

    def _failed(self, message_id: MessageId) -> tuple[ConversationId, OutgoingMessage] | None:
        try:
            conversation_id, message = self._mailbox.outbox.find(message_id)
        except NotFound:
            return None
        return (conversation_id, message) if message.state is OutgoingState.FAILED else None

    def mark_read(self, performer: Performer, conversation_id: ConversationId, upto: int) -> None:
        """Everything up to `upto` was on screen."""
        talk = self._talks.talk(performer, conversation_id)
        performer.receiving(talk, arrival.ReadUpto(upto=min(upto, talk.incoming.stored)))

    def load_history(self, turn: Turn, performer: Performer, conversation_id: ConversationId) -> None:
        """Show what is on disk, then pull the rest."""
        talk = self._talks.talk(performer, conversation_id)
        head = self._courier.heads.get(conversation_id)
        is_whole = head is not None and talk.incoming.stored >= head
        is_online = self._talks.questions is not None
        code = "" if is_whole or is_online else "unavailable"
        self._talks.show(turn, talk, is_complete=is_whole or not is_online, code=code)
        if is_online and not is_whole:
            self._talks.opened.add(conversation_id)
            performer.receiving(talk, arrival.Wanted())

    def save_draft(self, conversation_id: ConversationId, text: str) -> None:
        """Keep an unfinished text."""
        self._mailbox.notes.save_draft(conversation_id, text)

    def save_setting(self, turn: Turn, key: str, value: str) -> None:
        """Keep a setting, and say so once it is on disk."""
        self._mailbox.notes.save_setting(key, value)
        turn.say(SettingSaved(key=key))

    def request(self, ticket: RequestTicket, message: Request | Callable[[int], Request]) -> None:
        """Ask the relay; writes nothing, so it needs no turn."""
        if self._talks.questions is None:
            self._talks.say(Refused(ticket=ticket, code="unavailable"))
        else:
            self._talks.questions.ask(message, lambda answer: self._answered(ticket, answer))

    def _answered(self, ticket: RequestTicket, answer: Message) -> None:
        event: Answered | Refused = Answered(ticket=ticket, reply=answer)
        if isinstance(answer, Error):
            event = Refused(ticket=ticket, code=answer.code, params=answer.params, retry_after_ms=answer.retry_after_ms)
        self._talks.run(lambda turn, _: turn.say(event))
