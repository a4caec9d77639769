"""All conversations of this client, and the turns in which they change.

Everything that came in together, or was asked for together, is one turn with one commit. A store that fails is
treated like a crash: what is in memory is forgotten, the connection dropped, and the next one starts from the disk.
"""

import logging
from collections.abc import Callable
from typing import Protocol

from shared.errors import StorageFailed
from shared.ids import ConversationId
from shared.link.events import HistoryLoaded, LinkEvent, OutboxCounted
from shared.link.journal import Journal
from shared.link.performer import Performer
from shared.link.questions import Questions
from shared.link.talk import Talk
from shared.link.timers import Timers
from shared.link.turn import Turn
from shared.machines import arrival, delivery
from shared.machines.effects import Send, Store, TimerFired
from shared.mailbox.mailbox import Mailbox
from shared.protocol.base import Error, Message
from shared.protocol.chat import ChatMessage, Pull, Pulled, SendMessage, Sent

log = logging.getLogger(__name__)
Work = Callable[[Turn, Performer], None]


class Companion(Protocol):
    """What lives on the same store and the same connection as the talks: the files."""

    def connected(self) -> None:
        """Signed in, and allowed to send."""

    def disconnected(self) -> None:
        """The connection is gone."""

    def forget(self) -> None:
        """Drop what is in memory; all that counts is on disk."""

    def hear(self, message: Message) -> None:
        """Take a message of the relay, within a turn."""


class Talks:
    """Owned by the network thread. `crashed` is called when the store failed and the connection must go."""

    def __init__(
        self,
        mailbox: Mailbox,
        timers: Timers,
        journal: Journal,
        say: Callable[[LinkEvent], None],
        crashed: Callable[[], None],
    ) -> None:
        self.mailbox = mailbox
        self.timers = timers
        self.say = say
        self.companion: Companion | None = None
        self.opened: set[ConversationId] = set()
        """Histories a person waits for while their rows are being pulled."""
        self._starting_over: set[ConversationId] = set()
        self.questions: Questions | None = None
        self._journal = journal
        self._crashed = crashed
        self._talks: dict[ConversationId, Talk] = {}
        self._turn: Turn | None = None
        self._is_sending = False

    def run(self, work: Work) -> None:
        """Do `work` in the turn under way, or in one of its own."""
        if self._turn is not None:
            work(self._turn, self._performer(self._turn))
            return
        turn = self._turn = Turn()
        try:
            with self.mailbox.transaction():
                work(turn, self._performer(turn))
                self._write_standings(turn)
        except Exception as error:  # noqa: BLE001 - the one place where the loop survives what a turn raises
            failure: Exception | None = error
        else:
            failure = None
        finally:
            self._turn = None
        if failure is None:
            turn.finish(self._journal, self.post, self.say)
        else:
            self._crash(turn, failure)

    def _performer(self, turn: Turn) -> Performer:
        return Performer(self.mailbox, self.timers, turn, self._ask, self._fire)

    def _write_standings(self, turn: Turn) -> None:
        for conversation_id in turn.moved:
            self.mailbox.inbox.save_standing(conversation_id, self._talks[conversation_id].standing)
        if turn.is_outbox_touched:
            turn.say(OutboxCounted(waiting=self.mailbox.outbox.waiting()))

    def _crash(self, turn: Turn, error: Exception) -> None:
        if isinstance(error, StorageFailed):
            log.error("the store failed: %s", error.params.get("why", ""))
        else:
            log.error("a turn failed", exc_info=error)
        self.forget()
        for event in turn.survivors():
            self.say(event)
        self._crashed()

    def forget(self) -> None:
        """Drop what is in memory; all that counts is on disk."""
        self.timers.cancel_all()
        self._talks.clear()
        if self.companion is not None:
            self.companion.forget()

    def post(self, message: Message) -> None:
        """Put a message on the wire; dropped when there is no connection."""
        if self.questions is not None:
            self.questions.post(message)

    def talk(self, performer: Performer, conversation_id: ConversationId) -> Talk:
        """Return the conversation, taken from the store the first time; call it before writing to the store."""
        talk = self._talks.get(conversation_id)
        if talk is None:
            talk = self._talks[conversation_id] = Talk(self.mailbox, conversation_id)
            if self.questions is not None:
                self._wake(performer, talk)
        return talk

    def wake(self, performer: Performer, questions: Questions) -> None:
        """A connection is there: take up every conversation with something to send, receive in all."""
        for conversation_id in self.mailbox.outbox.conversations():
            self.talk(performer, conversation_id)
        self.questions = questions
        for talk in self._talks.values():
            self._wake(performer, talk)

    def _wake(self, performer: Performer, talk: Talk) -> None:
        performer.receiving(talk, delivery.Connected())
        if self._is_sending:
            performer.sending(talk, delivery.Connected())

    def allow_sending(self, performer: Performer) -> None:
        """Let texts go; a device that waits for its approval keeps them."""
        if not self._is_sending:
            self._is_sending = True
            for talk in self._talks.values():
                performer.sending(talk, delivery.Connected())
            if self.companion is not None:
                self.companion.connected()

    def sleep(self) -> None:
        """The connection is gone: no answer can come any more."""
        questions, self.questions, self._is_sending = self.questions, None, False
        if questions is None:
            return
        self.run(lambda _, performer: self._sleep(performer))
        if self.companion is not None:
            self.companion.disconnected()
        questions.give_up()
        for conversation_id in sorted(self.opened):
            self.say(HistoryLoaded(conversation_id=conversation_id, messages=[], complete=True, code="unavailable"))
        self.opened.clear()
        self._starting_over.clear()

    def _sleep(self, performer: Performer) -> None:
        for talk in self._talks.values():
            performer.receiving(talk, delivery.Disconnected())
            performer.sending(talk, delivery.Disconnected())

    def _fire(self, conversation_id: ConversationId, key: str) -> None:
        talk = self._talks[conversation_id]
        is_sending = key in {delivery.ANSWER, delivery.RESUME}
        fired = TimerFired(key=key)
        self.run(lambda _, performer: (performer.sending if is_sending else performer.receiving)(talk, fired))

    def _ask(self, talk: Talk, effect: Send) -> None:
        if self.questions is None:
            return
        match effect.message:
            case SendMessage() as sent:
                self.questions.ask(sent, lambda answer: self._send_answered(talk, sent, effect.flight, answer))
            case Pull() as pull:
                self.questions.ask(pull, lambda answer: self._pull_answered(talk, answer))

    def _send_answered(self, talk: Talk, sent: SendMessage, flight: int, answer: Message) -> None:
        event = _acked(sent, answer) if isinstance(answer, Sent) else _send_refused(sent, flight, _error(answer))
        if self._talks.get(talk.conversation_id) is talk:
            self.run(lambda _, performer: performer.sending(talk, event))

    def _pull_answered(self, talk: Talk, answer: Message) -> None:
        if self._talks.get(talk.conversation_id) is talk:
            self.run(lambda turn, performer: self._pulled(turn, performer, talk, answer))

    def _pulled(self, turn: Turn, performer: Performer, talk: Talk, answer: Message) -> None:
        event = _pulled(answer) if isinstance(answer, Pulled) else _pull_refused(_error(answer))
        is_page = talk.conversation_id in self.opened
        effects = talk.incoming.handle(event, self.timers.now())
        performer.perform(talk, effects, quietly=is_page)
        code = event.code if isinstance(event, arrival.PullRefused) else ""
        if is_page and code not in delivery.PASSING:  # else the machine asks again by itself
            rows = [effect.message for effect in effects if isinstance(effect, Store)]
            self._show_page(turn, talk, [row for row in rows if isinstance(row, ChatMessage)], code)

    def start_over(self, turn: Turn, performer: Performer, talk: Talk) -> None:
        """The relay has fewer or other rows than it once told us: it was restored from a backup, and we follow it.

        The person's own words are given back to them as failed; those the relay still has come back with its rows.
        """
        for row in self.mailbox.inbox.cut(talk.conversation_id, 0):
            if row.sender_id == self.mailbox.owner and row.text:
                self.mailbox.outbox.add(talk.conversation_id, row.message_id, row.text)
                self.mailbox.outbox.mark_failed(row.message_id, "lost_by_relay")
        turn.moved.add(talk.conversation_id)
        self._starting_over.add(talk.conversation_id)
        self.opened.add(talk.conversation_id)
        performer.receiving(talk, arrival.CutBack(stored=0))
        performer.receiving(talk, arrival.Wanted())

    def show(self, turn: Turn, talk: Talk, *, is_complete: bool, code: str = "") -> None:
        """Show all that is on disk, in place of what was shown before."""
        stored = self.mailbox.history(talk.conversation_id)
        turn.say(
            HistoryLoaded(
                conversation_id=talk.conversation_id,
                messages=stored.messages,
                complete=is_complete,
                code=code,
                first=True,
                outgoing=stored.outgoing,
                draft=stored.draft,
                read=stored.read,
            )
        )

    def _show_page(self, turn: Turn, talk: Talk, rows: list[ChatMessage], code: str) -> None:
        is_complete = talk.incoming.is_complete or code != ""
        if is_complete:
            self.opened.discard(talk.conversation_id)
        if talk.conversation_id in self._starting_over:
            if is_complete:
                self._starting_over.discard(talk.conversation_id)
                self.show(turn, talk, is_complete=True, code=code)
            return
        turn.say(HistoryLoaded(conversation_id=talk.conversation_id, messages=rows, complete=is_complete, code=code))


def _error(answer: Message) -> Error:
    return answer if isinstance(answer, Error) else Error(code="unavailable")


def _acked(sent: SendMessage, answer: Sent) -> delivery.Event:
    return delivery.Acked(
        message_id=sent.message_id, stream=sent.stream, number=answer.number, seq=answer.seq, at=answer.at
    )


def _send_refused(sent: SendMessage, flight: int, error: Error) -> delivery.Event:
    why, expected = error.params.get("why"), error.params.get("expected", 0)
    code = str(why) if error.code == "forbidden" and why else error.code
    return delivery.SendRefused(
        message_id=sent.message_id,
        flight=flight,
        code="unavailable" if code == "waiting_for_approval" else code,
        expected=expected if isinstance(expected, int) else 0,
        retry_after_ms=error.retry_after_ms,
    )


def _pulled(answer: Pulled) -> arrival.Event:
    return arrival.PulledRows(messages=answer.messages, head=answer.head)


def _pull_refused(error: Error) -> arrival.Event:
    return arrival.PullRefused(code=error.code, retry_after_ms=error.retry_after_ms)
