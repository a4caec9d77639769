"""Going through the audit log from its first event to its last: the chain, the signed marks, nothing missing at either end."""

from typing import Final

import msgspec

from relay.db.gate import Gate
from relay.db.repositories import audit as rows
from relay.domain import audit as rules

AT_ONCE: Final = 1_000


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it; `problem` is a stable word and `event` the first event it is about, nothing where all is well."""

    events: int = 0
    marks: int = 0
    first: int = 0
    head: int = 0
    head_hash: bytes = rules.START
    problem: str = ""
    event: int = 0


class _Chain:
    """The events behind each other, and what the marks say of them."""

    def __init__(self, marks: list[rules.Mark]) -> None:
        archived = [mark for mark in marks if mark.kind == rules.ARCHIVED]
        start = archived[-1] if archived else None
        self.number = 0 if start is None else start.event_id
        self.hash = rules.START if start is None else start.event_hash
        self.first = self.number + 1
        self.count = 0
        self.signed = {mark.event_id: mark.event_hash for mark in marks if mark.event_id > self.number}

    def take(self, event: rules.Event, stored: bytes) -> str:
        """Go one event further; return what is wrong with it."""
        if event.id != self.number + 1:
            return "missing"
        if rules.hash_of(self.hash, event) != stored:
            return "changed"
        self.number, self.hash, self.count = event.id, stored, self.count + 1
        return "" if self.signed.pop(event.id, stored) == stored else "not_as_marked"


def verify(gate: Gate, public_key: bytes, expected: tuple[int, bytes] | None = None) -> Finding:
    """Return whether the log is whole; `expected` is an event's number and hash as noted elsewhere."""
    marks = [rows.mark_from(row) for row in gate.rows(rows.MARKS)]
    for mark in marks:
        if not rules.is_genuine(mark, public_key):
            return Finding(problem="bad_mark", event=mark.event_id)
    chain = _Chain(marks)
    if expected is not None and expected[0] >= chain.first:
        chain.signed.setdefault(expected[0], expected[1])
        if chain.signed[expected[0]] != expected[1]:
            return Finding(problem="not_as_expected", event=expected[0])
    while page := gate.rows(rows.AHEAD, after=chain.number, most=AT_ONCE):
        for row in page:
            problem = chain.take(rows.event_from(row), row.hash)
            if problem:
                return Finding(problem=problem, event=chain.number + (problem != "not_as_marked"))
    if chain.signed:
        return Finding(problem="tail_cut", event=min(chain.signed))
    return Finding(events=chain.count, marks=len(marks), first=chain.first, head=chain.number, head_hash=chain.hash)
