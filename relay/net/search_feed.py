"""Keeps the search index near the committed rows: in quiet moments, and up to date before anything is answered.

The talk process owns the index and nothing is promised about it, so the hot path knows nothing of it but a set of ids. At start, and
after a lost writer, how far everything has come is compared with what the index says.
"""

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Iterable
from typing import Final

import sqlalchemy as sa

from relay.db.gate import Gate, Row
from relay.db.repositories import searching as rows
from relay.db.schema import to_ms
from relay.db.search_index import Doc, Index
from relay.db.unit_of_work import Hint, Topic
from relay.domain.scope import RELAY_SCOPE
from relay.net.reader import Reader
from shared.protocol.chat import SenderKind
from shared.protocol.search import HitKind

log = logging.getLogger(__name__)
QUIET_S: Final = 2.0
BUSY_HINTS: Final = 200
"""More of them while it was to be quiet: the talk comes first, the index may wait."""
LONGEST_WAIT_ROUNDS: Final = 15
SLICE_S: Final = 0.25
SETTLE_EVERY_S: Final = 600.0
"""The whole index is merged for it: erasures of ten minutes share that."""
AFTER_FAILURE_S: Final = 60.0
BEFORE_ANSWER_S: Final = 3.0
AT_ONCE: Final = 500
TEXTS_AT_ONCE: Final = 32
"""A talk's rows may be long: together no more than a connection's window of pushes."""
ENTRY: Final = "entry"
NOTE: Final = "note "
"""What the part of a note beside a talk begins with; a message's part is its number."""
_KINDS: Final[dict[Topic, HitKind | str]] = {
    Topic.MESSAGES: HitKind.MESSAGE,
    Topic.CONVERSATION: HitKind.MESSAGE,
    Topic.TICKET: HitKind.TICKET,
    Topic.ENTRY: ENTRY,
    Topic.CONTACT: HitKind.CONTACT,
    Topic.DEVICE: HitKind.DEVICE,
}
_ERASED: Final = {"conversation": HitKind.MESSAGE, "ticket": HitKind.TICKET, "contact": HitKind.CONTACT}
_VERSIONS: Final[dict[HitKind, sa.Select[tuple[object, ...]]]] = {
    HitKind.MESSAGE: rows.HEADS,
    HitKind.TICKET: rows.TICKETS,
    HitKind.CONTACT: rows.CONTACTS,
    HitKind.DEVICE: rows.DEVICES,
}


class SearchFeed:
    """One per talk process; `note` belongs to the loop, the rest to worker threads."""

    def __init__(self, reader: Reader, index: Index) -> None:
        self._reader = reader
        self._index = index
        self._changed: dict[tuple[HitKind | str, str], None] = {}
        self._hints = 0
        self._is_compared = False
        self._has_erased = False
        self._is_stopped = False
        self._settle_at = 0.0
        self._one_at_a_time = threading.Lock()
        self._wake = asyncio.Event()
        self._table: Final[dict[HitKind | str, Callable[[Gate, str], None]]] = {
            ENTRY: self._entry,
            HitKind.MESSAGE: self._talk,
            HitKind.TICKET: self._ticket,
            HitKind.CONTACT: self._contact,
            HitKind.DEVICE: self._device,
        }

    @property
    def index(self) -> Index:
        """What is filled here."""
        return self._index

    def note(self, hints: Iterable[Hint]) -> None:
        """Remember what a commit changed; nothing else happens now."""
        for hint in hints:
            kind = _KINDS.get(hint.topic) or (
                _ERASED.get(hint.note.partition(":")[0]) if hint.topic is Topic.ERASED else None
            )
            if kind is not None:
                self._changed[kind, hint.id] = None
                self._hints += 1
                self._has_erased |= hint.topic is Topic.ERASED
        if self._changed:
            self._wake.set()

    def look_again(self) -> None:
        """Hints may have been lost: compare everything once more."""
        self._is_compared = False
        self._wake.set()

    async def run(self) -> None:
        """Catch up in quiet moments, for ever."""
        self._wake.set()
        waited = 0
        while True:
            await self._wake.wait()
            self._hints = 0
            await asyncio.sleep(QUIET_S)
            if self._hints > BUSY_HINTS and waited < LONGEST_WAIT_ROUNDS:
                waited += 1
                continue
            waited = 0
            self._wake.clear()
            try:
                is_done = await asyncio.to_thread(self.tend, SLICE_S)
            except Exception:
                log.exception("the search index could not be written")
                self._is_compared = False
                await asyncio.sleep(AFTER_FAILURE_S)
                is_done = False
            if not is_done:
                self._wake.set()

    def stop(self) -> None:
        """Let a worker thread end early, and close the index."""
        self._is_stopped = True
        self._index.close()

    def catch_up(self, within_s: float) -> bool:
        """Index what changed, for so long; return whether nothing is left."""
        deadline = time.monotonic() + within_s
        with self._one_at_a_time:
            if not self._is_compared:
                self._compare()
            if self._has_erased:
                self._has_erased = False
                self._index.unsettle()
            while self._changed and time.monotonic() < deadline and not self._is_stopped:
                (kind, object_id), _ = self._changed.popitem()
                with self._reader.gate(RELAY_SCOPE) as gate:
                    self._table[kind](gate, object_id)
        return not self._changed

    def tend(self, within_s: float) -> bool:
        """Catch up, and let erased words leave the file as well; return whether nothing is left to do."""
        deadline = time.monotonic() + within_s
        if not self.catch_up(within_s):
            return False
        if not self._index.is_unsettled():
            return True
        while not self._is_stopped and time.monotonic() < deadline and time.monotonic() > self._settle_at:
            if self._index.settle():
                self._settle_at = time.monotonic() + SETTLE_EVERY_S
                return True
        return False

    def _compare(self) -> None:
        """Find what changed while nobody told: of another version in the index, missing there, or missing here."""
        self._is_compared = True
        for kind, statement in _VERSIONS.items():
            known = self._index.positions(kind)
            with self._reader.gate(RELAY_SCOPE) as gate:
                after = ""
                while page := gate.rows(statement, after=after, most=AT_ONCE):
                    for row in page:
                        if known.pop(row.id, 0) != row.version:
                            self._changed[kind, row.id] = None
                    after = page[-1].id
            for gone in known:
                self._changed[kind, gone] = None
                self._has_erased = True

    def _talk(self, gate: Gate, conversation_id: str) -> None:
        talk = gate.row(rows.HEAD, of_conversation=conversation_id)
        position = self._index.position(HitKind.MESSAGE, conversation_id)
        if talk is None or position > talk.head:
            self._index.remove(HitKind.MESSAGE, conversation_id)
            position = 0
        if talk is None:
            return
        if not position:
            notes = gate.rows(rows.NOTES_OF_TALK, of_conversation=conversation_id)
            self._index.put([_note(HitKind.MESSAGE, conversation_id, row, f"{NOTE}{row.id}") for row in notes])
        while page := gate.rows(rows.WORDS_AFTER, of_conversation=conversation_id, after=position, most=TEXTS_AT_ONCE):
            said = [row for row in page if row.text and row.sender is not SenderKind.RELAY]
            self._index.put([_message(conversation_id, talk.customer_id, row) for row in said])
            position = page[-1].seq
            self._index.place(HitKind.MESSAGE, [(conversation_id, position)])

    def _entry(self, gate: Gate, entry_id: str) -> None:
        row = gate.row(rows.FOUND_NOTE, of_entry=entry_id)
        if row is not None and row.ticket_id:
            self._index.put([_note(HitKind.TICKET, row.ticket_id, row, row.id)])
        elif row is not None:
            self._index.put([_note(HitKind.MESSAGE, row.conversation_id, row, f"{NOTE}{row.id}")])

    def _ticket(self, gate: Gate, ticket_id: str) -> None:
        self._index.remove(HitKind.TICKET, ticket_id)
        row = gate.row(rows.TICKET, of_ticket=ticket_id)
        if row is None:
            return
        entries = gate.rows(rows.ENTRIES, of_ticket=ticket_id)
        body = f"{row.number} {row.description} {row.category}"
        self._put(HitKind.TICKET, row, row.title, body, [_note(HitKind.TICKET, ticket_id, e, e.id) for e in entries])

    def _contact(self, gate: Gate, contact_id: str) -> None:
        self._index.remove(HitKind.CONTACT, contact_id)
        row = gate.row(rows.CONTACT, of_contact=contact_id)
        if row is not None:
            addresses = [address.e_mail for address in gate.rows(rows.ADDRESSES, of_contact=contact_id)]
            self._put(HitKind.CONTACT, row, f"{row.first_name} {row.last_name}", " ".join(addresses))

    def _device(self, gate: Gate, device_id: str) -> None:
        self._index.remove(HitKind.DEVICE, device_id)
        row = gate.row(rows.DEVICE, of_device=device_id)
        if row is not None:
            users = [key.os_user for key in gate.rows(rows.USERS, of_device=device_id)]
            tags = [tag.tag for tag in gate.rows(rows.TAGS, of_device=device_id)]
            self._put(HitKind.DEVICE, row, row.name, " ".join([row.platform, row.first_address, *users, *tags]))

    def _put(self, kind: HitKind, row: Row, title: str, body: str, more: Iterable[Doc] = ()) -> None:
        at = getattr(row, "updated_at", None) or getattr(row, "enrolled_at", None) or row.created_at
        doc = Doc(kind=kind, id=row.id, customer_id=row.customer_id, at_ms=to_ms(at), title=title, body=body)
        self._index.put([doc, *more])
        self._index.place(kind, [(row.id, row.version)])


def _message(conversation_id: str, customer_id: str, row: Row) -> Doc:
    return Doc(
        kind=HitKind.MESSAGE,
        id=conversation_id,
        part=str(row.seq),
        customer_id=customer_id,
        at_ms=to_ms(row.at),
        body=row.text,
    )


def _note(kind: HitKind, object_id: str, row: Row, part: str) -> Doc:
    return Doc(kind=kind, id=object_id, part=part, customer_id=row.customer_id, at_ms=to_ms(row.at), body=row.text)
