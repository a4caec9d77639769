"""The lines about tickets on their way, threads, services, missed requests and the quiet time. Source: docs/headless.md."""

from typing import Any

import msgspec
from PySide6.QtCore import QObject

from endpoint_agent.headless.show import Show
from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.presenters.threads import WaitingReply
from endpoint_agent.presenters.ticket_outbox import WaitingTicket
from endpoint_agent.presenters.words import event_words
from shared.ids import ConversationId, TicketId
from shared.qt.error_words import error_words
from shared.widgets.transcript import as_text, transcript_of


class ShownDesk(QObject):
    """Listens to the presenters of the desk; a line that would repeat the one of its kind before is left out."""

    def __init__(self, presenters: AgentPresenters, show: Show) -> None:
        super().__init__()
        self._p = presenters
        self._show = show
        self._last: dict[str, dict[str, Any]] = {}
        p = presenters
        p.ticket_outbox.opened.connect(self._opened)
        p.ticket_outbox.refused.connect(self._refused)
        p.ticket_outbox.changed.connect(lambda: self._once("waiting_tickets", tickets=self.waiting_tickets()))
        p.tickets.answered.connect(
            lambda ticket: show("ticket_answered", ticket_id=ticket.ticket_id, number=ticket.number)
        )
        p.threads.changed.connect(self._thread)
        p.threads.reply_refused.connect(self._reply_refused)
        p.services.changed.connect(lambda: self._once("services", services=p.services.all()))
        p.quiet.changed.connect(lambda: self._once("quiet", **self.quiet()))
        p.missed.changed.connect(lambda: self._once("missed", requests=p.missed.newest_first()))

    def state(self) -> dict[str, Any]:
        """Return all of it as it stands."""
        return {
            "waiting_tickets": self.waiting_tickets(),
            "services": self._p.services.all(),
            "quiet": self.quiet(),
            "missed": self._p.missed.newest_first(),
        }

    def quiet(self) -> dict[str, Any]:
        """Return whether the person wants not to be disturbed, and until when."""
        return {"on": self._p.quiet.is_on, "until": self._p.quiet.until}

    def waiting_tickets(self) -> list[dict[str, Any]]:
        """Return the tickets that are not with the relay yet."""
        return [
            {"ticket_id": ticket.ticket_id, "title": ticket.title, "code": ticket.code}
            for ticket in self._p.ticket_outbox.all()
        ]

    def transcript(self, conversation_id: ConversationId) -> None:
        """Say a conversation as the text it would be saved as."""
        talk = self._p.chat.talks[conversation_id]
        if talk.record is not None:
            transcript = transcript_of(talk.record, talk.rows, lambda event, params: event_words(event, dict(params)))
            self._show("transcript", conversation_id=conversation_id, text=as_text(transcript))

    def _once(self, kind: str, /, **fields: Any) -> None:
        if self._last.get(kind) != fields:
            self._last[kind] = fields
            self._show(kind, **fields)

    def _opened(self, ticket: WaitingTicket, number: int) -> None:
        self._show("ticket_opened", ticket_id=ticket.ticket_id, number=number)

    def _refused(self, ticket: WaitingTicket) -> None:
        words = error_words(ticket.code, ticket.params, ticket.retry_after_ms)
        self._show("ticket_refused", ticket_id=ticket.ticket_id, code=ticket.code, params=ticket.params, words=words)

    def _thread(self, ticket_id: str) -> None:
        thread, waiting = self._p.threads.of(TicketId(ticket_id)), self._p.threads.waiting(TicketId(ticket_id))
        fields = {
            "ticket_id": ticket_id,
            "entries": thread.ascending(),
            "files": list(thread.files.values()),
            "conversations": sorted(thread.talk_ids()),
            "waiting": [msgspec.to_builtins(reply) for reply in waiting],
            "code": thread.code,
        }
        self._once("thread", **fields)

    def _reply_refused(self, reply: WaitingReply) -> None:
        words = error_words(reply.code, reply.params)
        self._show("reply_refused", ticket_id=reply.ticket_id, entry_id=reply.entry_id, code=reply.code, words=words)
