"""Commands about tickets, missed requests and the wish not to be disturbed; obey.py answers them."""

import datetime as dt
from collections.abc import Callable

import msgspec

from endpoint_agent.headless import commands as c
from endpoint_agent.headless.shown import Shown
from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.presenters.asking import Asked
from endpoint_agent.presenters.ticket_draft import MAX_DESCRIPTION_CHARS, first_line
from endpoint_agent.presenters.ticket_outbox import WaitingTicket
from endpoint_agent.snapshot import device_snapshot
from shared.errors import BadText, NotFound, SportelloError, TooLarge
from shared.ids import EntryId, TicketId, new_id
from shared.limits import MAX_TITLE_CHARS


class OnTickets:
    """What the forms of the screen do, without a form."""

    def __init__(self, presenters: AgentPresenters) -> None:
        self._p = presenters
        self._kept: dict[str, Callable[[], None]] = {}
        self._written: list[Callable[[EntryId], None]] = []
        presenters.ticket_outbox.waits.connect(self._waits)
        presenters.threads.reply_saved.connect(self._saved)

    def named(self, command: c.Ticket) -> c.Ticket:
        """Return the command with the id its ticket will have."""
        return msgspec.structs.replace(command, ticket_id=command.ticket_id or TicketId(new_id()))

    def open(self, command: c.Ticket, kept: Callable[[], None]) -> Asked:
        """Send a ticket; without a connection put it on disk, then call `kept`. Raises: BadText, TooLarge, OutboxFull."""
        title = (command.title.strip() or first_line(command.description))[:MAX_TITLE_CHARS]
        if not title:
            raise BadText(field="title")
        if len(command.description.strip()) > MAX_DESCRIPTION_CHARS:
            raise TooLarge(field="text", limit=MAX_DESCRIPTION_CHARS)
        ticket_id = command.ticket_id or TicketId(new_id())
        ticket = WaitingTicket(
            ticket_id=ticket_id,
            title=title,
            description=command.description.strip(),
            at=dt.datetime.now(dt.UTC),
            service_id=command.service_id,
            priority=command.priority,
            snapshot=device_snapshot(),
            files=command.files,
        )
        self._kept[ticket_id] = kept
        asked = self._p.ticket_outbox.put(ticket)
        if asked is not None:
            self._kept.pop(ticket_id, None)
        return asked

    def _waits(self, ticket_id: str) -> None:
        if (kept := self._kept.pop(ticket_id, None)) is not None:
            kept()

    def _saved(self, entry_id: str) -> None:
        if self._written:
            self._written.pop(0)(EntryId(entry_id))

    def drop(self, command: c.Ticket) -> None:
        """Forget a ticket that was refused; whoever sent it has been told."""
        if command.ticket_id is not None:
            self._p.ticket_outbox.forget(command.ticket_id)

    def read(self, ticket_id: TicketId) -> Asked:
        """Read a thread, which then counts as seen. Raises: NotFound."""
        self._known(ticket_id)
        self._p.tickets.mark_seen(ticket_id)
        return self._p.threads.load(ticket_id)

    def reply(self, command: c.Reply, written: Callable[[EntryId], None]) -> None:
        """Put a reply on disk; `written` is called once it is there. Raises: NotFound, BadText, TooLarge, OutboxFull."""
        self._known(command.ticket_id)
        self._written.append(written)
        try:
            self._p.threads.reply(command.ticket_id, command.text)
        except SportelloError:
            self._written.pop()
            raise

    def do(self, command: c.Command, shown: Shown) -> None:
        """Do what needs no answer of the relay. Raises: NotFound."""
        match command:
            case c.Quiet(on=False):
                self._p.quiet.end()
            case c.Quiet(minutes=None):
                self._p.quiet.begin(None)
            case c.Quiet(minutes=int(minutes)):
                self._p.quiet.begin_for(minutes)
            case c.ForgetMissed():
                self._p.missed.forget_all()
            case c.Snapshot():
                shown.snapshot(device_snapshot())
            case c.RetryTicket(ticket_id=ticket_id):
                if self._p.ticket_outbox.find(ticket_id) is None:
                    raise NotFound
                self._p.ticket_outbox.retry(ticket_id)
            case c.DiscardTicket(ticket_id=ticket_id):
                if self._p.ticket_outbox.forget(ticket_id) is None:
                    raise NotFound

    def _known(self, ticket_id: TicketId) -> None:
        if ticket_id not in self._p.tickets.tickets:
            raise NotFound
