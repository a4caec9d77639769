"""Sends the mails that wait in the outbox, several at a time, and tells the writer what became of each.

The rows are the truth: a hint or a timer only makes it look. When nothing could be recorded the mail stays with the
pump, so that a writer that was away does not cause a second mail. Source: docs/operations.md, Mail.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from typing import Final, Protocol

import sqlalchemy as sa

from relay.adapters import smtp_mailer
from relay.adapters.letters import NothingToSay, letter_of
from relay.adapters.smtp_mailer import NotSent, Sent
from relay.adapters.smtp_settings import smtp_settings
from relay.clock import RelayClock
from relay.db.gate import Gate, Row
from relay.db.repositories import directory, identity
from relay.domain.scope import RELAY_SCOPE, Scope
from relay.services.mail import NOTHING_TO_SAY
from relay.services.orders import MailNotSent, MailSent
from relay.writer.wire import Outcome
from shared.errors import BadText, Unavailable
from shared.ids import MailId
from shared.protocol.base import Message
from shared.tasks import spawn

log = logging.getLogger(__name__)
PARALLEL: Final = 8
RECORD_AGAIN_S: Final = 1.0
LOOK_AGAIN_S: Final = 5.0


class Gates(Protocol):
    """Whoever opens read-only views of what is committed (relay/net/reader.py)."""

    def gate(self, scope: Scope) -> contextlib.AbstractContextManager[Gate]:
        """Return one view."""


class MailPump:
    """One per relay; `order` hands a message to the writer in the relay's own name and raises Unavailable."""

    def __init__(
        self,
        reader: Gates,
        order: Callable[[Message], Awaitable[Outcome]],
        clock: RelayClock,
        *,
        timeout_s: float = smtp_mailer.TIMEOUT_S,
    ) -> None:
        self._reader = reader
        self._order = order
        self._clock = clock
        self._timeout_s = timeout_s
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Look again now: a mail was queued, or the writer is back."""
        self._woken.set()

    async def run(self) -> None:
        """Send until cancelled; what is under way then is cut off, and tried again after the next start."""
        try:
            while True:
                self._woken.clear()
                wait_s = self._look()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._woken.wait(), wait_s)
        finally:
            under_way = list(self._under_way.values())
            for task in under_way:
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)

    def _look(self) -> float | None:
        """Start what is due; return seconds to the next look, None when only a hint or a finished mail changes anything."""
        now = self._clock.now()
        try:
            with self._reader.gate(RELAY_SCOPE) as gate:
                due = gate.rows(identity.DUE_MAILS, now=now)
                later = gate.row(identity.NEXT_MAIL, now=now)
        except sa.exc.DatabaseError as error:
            log.error("outbox not readable: %s", type(error).__name__)  # noqa: TRY400 - the text may hold content
            return LOOK_AGAIN_S
        for row in due:
            if row.id not in self._under_way and len(self._under_way) < PARALLEL:
                self._under_way[row.id] = spawn(self._deliver(row), name=f"mail {row.id}")
        return None if later is None or later.at is None else self._clock.seconds_until(later.at)

    async def _deliver(self, row: Row) -> None:
        try:
            outcome = await self._attempt_safely(row)
            if isinstance(outcome, NotSent):
                log.warning("mail %s not sent: %s", row.id, outcome.error)
                report: Message = MailNotSent(mail_id=MailId(row.id), error=outcome.error, final=outcome.final)
            else:
                log.info("mail %s sent", row.id)
                report = MailSent(mail_id=MailId(row.id))
            await self._record(report)
        finally:
            del self._under_way[row.id]
            self.wake()

    async def _attempt_safely(self, row: Row) -> Sent | NotSent:
        try:
            return await self._attempt(row)
        except Exception as error:  # noqa: BLE001 - one broken mail must not stop the others
            log.error("mail %s broke: %s", row.id, type(error).__name__)  # noqa: TRY400 - the text may hold the token
            return NotSent("broken")

    async def _attempt(self, row: Row) -> Sent | NotSent:
        now = self._clock.now()
        if now >= row.give_up_at:
            return NotSent("too late", final=True)
        with self._reader.gate(RELAY_SCOPE) as gate:
            server = smtp_settings(directory.settings(gate))
            if server is None:
                return NotSent("no mail server set")
            try:
                mail = letter_of(gate, _as_it_is(gate, row), server.sender, now)
            except NothingToSay:
                return NotSent(NOTHING_TO_SAY, final=True)
            except BadText as error:
                return NotSent(f"bad {error.params.get('field')}", final=True)
        return await smtp_mailer.send(mail, server, timeout_s=self._timeout_s)

    async def _record(self, report: Message) -> None:
        """Tell the writer until it has committed: a report that is lost would send the mail again at once."""
        while True:
            with contextlib.suppress(Unavailable):
                if not (await self._order(report)).code:
                    return
            await asyncio.sleep(RECORD_AGAIN_S)


def _as_it_is(gate: Gate, row: Row) -> Row:
    """Return the row as it is at this moment: something may have been added since it was found to be due."""
    return gate.row(identity.MAIL, of_mail=row.id) or row
