"""All files of this client: feeds their machines, performs what they decide, tells how they stand.

Owned by the network thread; only the jobs run elsewhere (file_work.py). Lives and dies with the talks on the same
store: after a crash of the store, or for another person, everything is taken up from disk. What a person asks for is
in file_orders.py.
"""

import logging
import random
from pathlib import Path

import msgspec

from shared.file_names import suffix_of
from shared.file_types import Content, known_type
from shared.ids import FileId, new_id
from shared.link.carried import Carried
from shared.link.config import LinkConfig
from shared.link.events import TransferChanged
from shared.link.file_jobs import Rules
from shared.link.file_places import PRIVATE_FOLDER, FilePlaces, half_of
from shared.link.file_turns import FileTurns
from shared.link.file_work import FileWork
from shared.link.talks import Talks
from shared.link.turn import Turn
from shared.machines.delivery import Connected, Disconnected
from shared.machines.effects import CancelTimer, Effect, Send, StartTimer, TimerFired
from shared.machines.file_carrier import Event
from shared.machines.file_effects import (
    AskRefused,
    Begin,
    GiveTurn,
    Granted,
    KeepFacts,
    Move,
    Moved,
    Prepare,
    RemoveCopy,
    Renew,
    StopMoving,
    Tell,
    TransferState,
    TurnGiven,
    Verdict,
    WantTurn,
)
from shared.machines.pace import Pace
from shared.mailbox.transfers import Direction, Transfer, TransferKey
from shared.protocol.base import Error, Message, Request
from shared.protocol.chat import ChatMessage
from shared.protocol.transfers import FileChanged, FileGranted, FilePolicyChanged, FilePolicyRecord, FileRecord

log = logging.getLogger(__name__)

PREVIEW_BYTES = 5 * 1024 * 1024
"""An image up to this size is fetched by itself, for its thumbnail."""


class Transfers:
    """`from_device` says on which side of the desk this client stands, for what is refused early."""

    def __init__(self, talks: Talks, config: LinkConfig, places: FilePlaces, *, from_device: bool) -> None:
        self._talks = talks
        self._places = places
        self._from_device = from_device
        self._policy: FilePolicyRecord | None = None
        self._work = FileWork(config, places, self._done, self._progress, self._stopped)
        self._turns = FileTurns()
        self._all: dict[TransferKey, Carried] = {}
        self._is_loaded = self._is_connected = False

    # Its life, beside that of the talks

    def start(self) -> None:
        """Take up what is on disk; what needs no connection begins at once."""
        if not self._is_loaded:
            self._is_loaded = True
            self._talks.run(lambda turn, _: self._take_up(turn))

    def _take_up(self, turn: Turn) -> None:
        self._talks.mailbox.transfers.forget_old()
        for record in self._talks.mailbox.transfers.all():
            self._all[record.key] = Carried(record)
        sent = {key.file_id for key in self._all if key.direction is Direction.SEND}
        self._work.in_thread(lambda: self._places.tidy(sent), "tidy files")
        self._feed_all(turn, Begin())

    def connected(self) -> None:
        """Signed in, and allowed to send."""
        self.start()
        self._is_connected = True
        self._talks.run(lambda turn, _: self._feed_all(turn, Connected()))

    def disconnected(self) -> None:
        """The talk is away; bytes go on."""
        if self._is_connected:
            self._is_connected = False
            self._talks.run(lambda turn, _: self._feed_all(turn, Disconnected()))

    def forget(self) -> None:
        """Drop what is in memory; all that counts is on disk."""
        for carried in self._all.values():
            carried.stop_job()
        self._all.clear()
        self._turns = FileTurns()
        self._is_loaded = self._is_connected = False

    def stop(self) -> None:
        """Stop all jobs for good."""
        self.forget()
        self._work.join()

    def hear(self, message: Message) -> None:
        """Take what the relay says about files."""
        match message:
            case FilePolicyChanged():
                self._policy = message.policy
            case FileChanged(file=file) | ChatMessage(file=FileRecord() as file):
                carried = self._all.get(TransferKey(file.file_id, Direction.SEND))
                if carried is not None:
                    self._give(carried, Verdict(file=file))

    # For file_orders.py

    def find(self, key: TransferKey) -> Carried | None:
        """Return a transfer that is known."""
        return self._all.get(key)

    def begin(self, turn: Turn, record: Transfer) -> None:
        """Write it down, then let it go."""
        carried = self._all[record.key] = Carried(record)
        self._write(carried)
        turn.say(TransferChanged(transfer=record))
        if self._is_connected:
            self.feed(turn, carried, Connected())
        self.feed(turn, carried, Begin())

    def renew(self, turn: Turn, old: Transfer) -> None:
        """Send the same once more under a new id, from its copy if that is still there."""
        file_id, copy = FileId(new_id()), self._places.copy_of(old.file_id)
        has_copy = bool(old.sha256) and copy.exists()
        if has_copy:
            copy.replace(self._places.copy_of(file_id))
        self.begin(
            turn,
            msgspec.structs.replace(
                old,
                file_id=file_id,
                state=TransferState.QUEUED,
                code="",
                params={},
                sha256=old.sha256 if has_copy else "",
            ),
        )

    def drop(self, turn: Turn, carried: Carried) -> None:
        """Take one away that is over."""
        record = msgspec.structs.replace(carried.record, state=TransferState.CANCELLED)
        self._all.pop(record.key, None)
        self._talks.mailbox.transfers.remove(record.key)
        turn.send(lambda: self._remove_copy(record))
        turn.say(TransferChanged(transfer=record))

    def feed(self, turn: Turn, carried: Carried, event: Event) -> None:
        """Give an event to a machine and do what it decides."""
        if carried.machine is None or self._all.get(carried.record.key) is not carried:
            return
        for effect in carried.machine.handle(event, self._talks.timers.now()):
            self._perform(turn, carried, effect)
        if carried.record.is_over:
            carried.machine = None

    # What the machines decide

    def _feed_all(self, turn: Turn, event: Event) -> None:
        for carried in list(self._all.values()):
            self.feed(turn, carried, event)

    def _give(self, carried: Carried, event: Event) -> None:
        self._talks.run(lambda turn, _: self.feed(turn, carried, event))

    def _perform(self, turn: Turn, carried: Carried, effect: Effect) -> None:
        key = carried.record.key
        match effect:
            case WantTurn():
                self._turns.want(key)
                turn.send(self._deal)
            case GiveTurn():
                self._turns.give(key)
                turn.send(self._deal)
            case Prepare(flight=flight):
                rules = Rules(self._policy, self._from_device)
                turn.send(lambda: self._work.prepare(carried, rules, flight))
            case Move(grant=grant, flight=flight):
                carried.record = msgspec.structs.replace(carried.record, size=grant.file.size)
                turn.send(lambda: self._work.move(carried, grant, flight))
            case StopMoving():
                carried.stop_job()
            case Send(message=Request() as message, flight=flight):
                turn.send(lambda: self._ask(carried, message, flight))
            case Tell():
                self._tell(turn, carried, effect)
            case KeepFacts(sha256=sha256, size=size):
                carried.record = msgspec.structs.replace(carried.record, sha256=sha256, size=size)
                self._write(carried)
            case RemoveCopy():
                turn.send(lambda: self._remove_copy(carried.record))
            case Renew():
                self.renew(turn, carried.record)
            case StartTimer(key=name, deadline=deadline):
                fired = TimerFired(key=name)
                self._talks.timers.start(("file", key), deadline, lambda: self._give(carried, fired))
            case CancelTimer():
                self._talks.timers.cancel(("file", key))

    def _deal(self) -> None:
        for key in self._turns.deal():
            self._give(self._all[key], TurnGiven())

    def _ask(self, carried: Carried, message: Request, flight: int) -> None:
        if self._talks.questions is not None:
            self._talks.questions.ask(message, lambda answer: self._give(carried, _answer(answer, flight)))

    def _tell(self, turn: Turn, carried: Carried, tell: Tell) -> None:
        params = {"name": carried.record.name, **tell.params} if tell.code else {}
        carried.record = record = msgspec.structs.replace(
            carried.record, state=tell.state, code=tell.code, params=params, rate=0.0, left_s=None
        )
        is_remembered = record.state is TransferState.DONE and record.direction is Direction.FETCH
        if record.state in {TransferState.CANCELLED, TransferState.DONE} and not is_remembered:
            # What was sent comes back as a row of its conversation or ticket.
            self._all.pop(record.key, None)
            self._talks.mailbox.transfers.remove(record.key)
        else:
            self._write(carried)
        turn.say(TransferChanged(transfer=record))

    def _write(self, carried: Carried) -> None:
        if carried.must_be_written():
            self._talks.mailbox.transfers.save(carried.record)

    # What the jobs bring

    def _done(self, carried: Carried, event: Event) -> None:
        if isinstance(event, Moved) and event.place:
            carried.record = msgspec.structs.replace(carried.record, place=event.place, offset=carried.record.size)
        self._give(carried, event)

    def _progress(self, carried: Carried, offset: int) -> None:
        if carried.record.state is not TransferState.RUNNING:
            return
        now = self._talks.timers.now()
        carried.pace = carried.pace or Pace(now, offset)
        carried.pace.moved(now, offset)
        carried.record = msgspec.structs.replace(
            carried.record, offset=offset, rate=carried.pace.rate, left_s=carried.pace.left_s(carried.record.size)
        )
        self._talks.say(TransferChanged(transfer=carried.record))

    def _stopped(self, carried: Carried) -> None:
        """Nobody writes any more: what could not be removed while it was open, or was made since, can be now."""
        if carried.record.state is TransferState.CANCELLED:
            self._remove_copy(carried.record)

    def _remove_copy(self, record: Transfer) -> None:
        """Remove what was ours of it; an image that was sent stays a while, for its thumbnail."""
        if record.direction is Direction.PREVIEW:
            return
        copy, preview = self._places.copy_of(record.file_id), self._places.preview_of(record.file_id)
        is_image = known_type(suffix_of(record.name)).content is Content.IMAGE and record.size <= PREVIEW_BYTES
        try:
            if record.direction is Direction.FETCH:
                half_of(Path(record.place), record.name, record.file_id).unlink(missing_ok=True)
            elif record.state is TransferState.DONE and is_image:
                preview.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
                copy.replace(preview)
            else:
                copy.unlink(missing_ok=True)
                copy.with_suffix(".new").unlink(missing_ok=True)
        except OSError:
            log.info("a file of ours could not be removed; the next start tries again")


def _answer(answer: Message, flight: int) -> Event:
    if isinstance(answer, FileGranted):
        return Granted(grant=answer, flight=flight)
    error = answer if isinstance(answer, Error) else Error(code="unavailable")
    return AskRefused(
        code=error.code,
        params=error.params,
        retry_after_ms=error.retry_after_ms,
        flight=flight,
        chance=random.random(),
    )
