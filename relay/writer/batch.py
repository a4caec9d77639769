"""One group commit: run every job in a savepoint, commit once with fsync, then answer. Never before.

A refused job leaves nothing behind and disturbs no other. When the commit itself fails nothing was promised: every job is
answered `unavailable`, which clients repeat with the same ids.
"""

import datetime as dt
import functools
import logging
import operator
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import msgspec
import sqlalchemy as sa

from relay.clock import RelayClock
from relay.db.repositories import directory
from relay.db.schema import to_ms
from relay.db.unit_of_work import Hint, UnitOfWork
from relay.domain.scope import RELAY_SCOPE, Scope
from relay.services import deadlines, orders, refusals
from relay.services.authorise import scopes_of
from relay.services.commands import COMMANDS, Answer
from relay.services.file_place import FilePlace
from relay.services.orders import Caller, Context, TechnicianCaller
from relay.services.sending import Sending
from relay.services.stamp_place import StampPlace
from relay.writer.wire import Committed, Job, Outcome
from shared.errors import AuthFailed, Conflict, NotFound, ProtocolError, SportelloError, Unavailable
from shared.protocol import codec
from shared.protocol.base import Error, Message, Request
from shared.protocol.chat import SendMessage

log = logging.getLogger(__name__)
RETRY_AFTER_MS: Final = 1_000
NO_FILE_PROCESS: Final = FilePlace()
NO_STAMP_KEY: Final = StampPlace()
TRY_DUE_AGAIN_S: Final = 5.0
"""After something due could not be done: it must not be tried in a circle."""
_order_decoder: Final[msgspec.json.Decoder[Any]] = msgspec.json.Decoder(
    functools.reduce(operator.or_, orders.Order.__subclasses__())
)


class BatchRunner:
    """Runs batches on the writer's engine; owned by writer/process.py."""

    def __init__(
        self,
        engine: sa.Engine,
        clock: RelayClock,
        secret: bytes,
        file_place: FilePlace = NO_FILE_PROCESS,
        audit_seed: bytes = b"",
        stamps: StampPlace = NO_STAMP_KEY,
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._known = _Known(secret, audit_seed, file_place, stamps)

    def greeting(self) -> Committed:
        """Return what a peer is told first: the time."""
        return Committed(outcomes=[], hints=[], now_ms=to_ms(self._clock.now()))

    def run(self, jobs: Sequence[Job]) -> Committed:
        """Return what became of the jobs; the caller sends it on only now, after the commit."""
        now = self._clock.now()
        try:
            with self._engine.begin() as connection:
                outcomes, hints = _Batch(connection, now, self._known).run(jobs)
        except Exception as error:  # noqa: BLE001 - the writer outlives a bad order
            if not _is_outage(error):
                return self._one_by_one(jobs, error)
            log.error("commit failed: %s", type(error).__name__)  # noqa: TRY400 - the text may hold content
            self._engine.dispose()
            return Committed(outcomes=[_unavailable(job) for job in jobs], hints=[], healthy=False, now_ms=to_ms(now))
        return Committed(outcomes=outcomes, hints=hints, now_ms=to_ms(now))

    def _one_by_one(self, jobs: Sequence[Job], error: Exception) -> Committed:
        """Run the jobs of a batch that broke each in a commit of its own, so that one bad job harms no other."""
        if len(jobs) == 1:
            if isinstance(error, sa.exc.IntegrityError):
                outcome = _refused(jobs[0], _clash(error))
                return Committed(outcomes=[outcome], hints=[], now_ms=to_ms(self._clock.now()))
            log.error("an order broke: %s", type(error).__name__, exc_info=error)
            return Committed(outcomes=[_unavailable(jobs[0])], hints=[], now_ms=to_ms(self._clock.now()))
        parts = [self.run([job]) for job in jobs]
        return Committed(
            outcomes=[outcome for part in parts for outcome in part.outcomes],
            hints=[hint for part in parts for hint in part.hints],
            healthy=all(part.healthy for part in parts),
            now_ms=parts[-1].now_ms,
        )

    def run_deadlines(self) -> tuple[Committed, float | None]:
        """Do what is due; return the changes, and the seconds until the next deadline."""
        now = self._clock.now()
        try:
            with self._engine.begin() as connection:
                work = UnitOfWork(connection, RELAY_SCOPE)
                is_done = deadlines.run_due(work, now)
                upcoming = deadlines.next_due(work)
        except (sa.exc.DatabaseError, OSError) as error:
            log.error("deadlines failed: %s", type(error).__name__)  # noqa: TRY400
            self._engine.dispose()
            return Committed(outcomes=[], hints=[], healthy=False, now_ms=to_ms(now)), 1.0
        wait = None if upcoming is None else self._clock.seconds_until(upcoming)
        if not is_done:
            wait = TRY_DUE_AGAIN_S
        return Committed(outcomes=[], hints=work.hints, now_ms=to_ms(now)), wait

    def probe(self) -> Committed:
        """Write and commit something that means nothing, to see whether the database is back."""
        now = to_ms(self._clock.now())
        try:
            with self._engine.begin() as connection:
                directory.put_setting(UnitOfWork(connection, RELAY_SCOPE).gate, "probed_at", now)
        except (sa.exc.DatabaseError, OSError):
            self._engine.dispose()
            return Committed(outcomes=[], hints=[], healthy=False, now_ms=now)
        log.info("the database takes commits again")
        return Committed(outcomes=[], hints=[], now_ms=now)


def _is_outage(error: Exception) -> bool:
    """Return whether the database itself is at fault: gone, full, locked, damaged; not the order."""
    at_fault = isinstance(error, sa.exc.OperationalError | sa.exc.InternalError | OSError)
    return at_fault or type(error) is sa.exc.DatabaseError


def _clash(error: sa.exc.IntegrityError) -> SportelloError:
    """Return how a row that cannot be stored is refused; that an id is another customer's is told nobody."""
    return NotFound() if str(error.orig).endswith(".id") else Conflict(what="exists")


class _Known(NamedTuple):
    """What every order of this writer may know beside the database."""

    secret: bytes
    audit_seed: bytes
    files: FilePlace
    stamps: StampPlace


class _Batch:
    """The jobs of one transaction; consecutive sends are gathered and written together."""

    def __init__(self, connection: sa.Connection, now: dt.datetime, known: "_Known") -> None:
        self._connection = connection
        self._now = now
        self._known = known
        self._scopes: dict[Caller, Scope | AuthFailed] = {}
        self._hints: list[Hint] = []
        self._outcomes: list[Outcome] = []

    def run(self, jobs: Sequence[Job]) -> tuple[list[Outcome], list[Hint]]:
        sends: list[tuple[Job, SendMessage]] = []
        for job in jobs:
            message = _decode(job)
            if isinstance(message, SendMessage):
                sends.append((job, message))
                continue
            self._send(sends, careful=False)
            sends = []
            self._answer(job, message, self._command(job, message))
        self._send(sends, careful=len(jobs) == 1)
        return self._outcomes, list(dict.fromkeys(self._hints))

    def _send(self, sends: list[tuple[Job, SendMessage]], *, careful: bool) -> None:
        if not sends:
            return
        self._look_up({job.caller for job, _ in sends})
        work = UnitOfWork(self._connection, RELAY_SCOPE)
        sending = Sending(work, [message for _, message in sends], self._now, careful=careful)
        for job, message in sends:
            try:
                answer: Answer = sending.add(self._scope(job.caller), message)
            except SportelloError as error:
                answer = error
            self._answer(job, message, answer)
        sending.flush()
        self._hints += work.hints

    def _command(self, job: Job, message: Message | SportelloError) -> Answer:
        if isinstance(message, SportelloError):
            return message
        scope = RELAY_SCOPE
        context = Context(
            now=self._now,
            present=frozenset(job.present),
            address=job.address,
            secret=self._known.secret,
            audit_seed=self._known.audit_seed,
            session_hash=job.caller.session_hash if isinstance(job.caller, TechnicianCaller) else b"",
            files=self._known.files,
            stamps=self._known.stamps,
        )
        try:
            with self._connection.begin_nested():
                scope = self._scope(job.caller)
                work = UnitOfWork(self._connection, scope)
                answer = COMMANDS[type(message)](work, message, context)
        except SportelloError as error:
            refusals.record(UnitOfWork(self._connection, scope), message, error, self._now)
            return error
        except sa.exc.IntegrityError as error:
            return _clash(error)
        self._scopes.clear()
        self._hints += work.hints
        return answer

    def _look_up(self, callers: set[Caller]) -> None:
        unknown = callers - self._scopes.keys()
        if unknown:
            self._scopes |= scopes_of(self._connection, unknown, self._now)

    def _scope(self, caller: Caller) -> Scope:
        if caller not in self._scopes:
            self._look_up({caller})
        known = self._scopes[caller]
        if isinstance(known, AuthFailed):
            raise known
        return known

    def _answer(self, job: Job, message: Message | SportelloError, answer: Answer) -> None:
        if isinstance(answer, SportelloError):
            re = message.ref if isinstance(message, Request) else None
            self._outcomes.append(Outcome(job.number, error_frame(answer, re), answer.code))
        else:
            self._outcomes.append(Outcome(job.number, codec.encode(answer)))


def error_frame(error: SportelloError, re: int | None) -> bytes:
    """Return the error as it goes to the client: a code and plain values, no internals."""
    return codec.encode(Error(code=error.code, re=re, params=dict(error.params), retry_after_ms=error.retry_after_ms))


def _decode(job: Job) -> Message | SportelloError:
    """Return the job's message; internal orders are only read from the relay itself or the command line."""
    try:
        return codec.decode(job.frame)
    except ProtocolError as error:
        if isinstance(job.caller, orders.RelayCaller | orders.LocalCaller):
            message: Message = _order_decoder.decode(job.frame)
            return message
        return error


def _unavailable(job: Job) -> Outcome:
    return _refused(job, Unavailable(retry_after_ms=RETRY_AFTER_MS))


def _refused(job: Job, error: SportelloError) -> Outcome:
    message = _decode(job)
    re = message.ref if isinstance(message, Request) else None
    return Outcome(job.number, error_frame(error, re), error.code)
