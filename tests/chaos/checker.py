"""The judge of a chaos run: pure, from evidence to violations. It believes no program, only what they left behind.

Rules I1 to I8 as in docs/chaos.md. Its own tests plant every kind of loss, repetition, disorder and lie and expect a verdict.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from tests.chaos.evidence import Line, Row, Truth, View

LIVE = frozenset({"requested", "ringing"})


class Violation(msgspec.Struct, frozen=True, kw_only=True):
    """One broken promise: which rule, what kind of harm, and enough ids to find it."""

    rule: str
    harm: str
    """`lost`, `duplicated`, `reordered`, `differs`, `forged`, `false_mark`, `two_ends`, `foreign`."""
    who: str
    what: str


def check(truth: Truth, views: list[View]) -> list[Violation]:
    """Return everything that is wrong, in the order of the rules."""
    return [
        *_acknowledged_is_kept(truth, views),
        *_nothing_twice(truth, views),
        *_views_are_equal(truth, views),
        *_order_of_the_sender(truth, views),
        *_nobody_speaks_for_others(truth, views),
        *_marks_are_true(truth, views),
        *_one_end_per_request(truth, views),
        *_customers_stay_apart(truth, views),
    ]


def _acknowledged_is_kept(truth: Truth, views: list[View]) -> Iterator[Violation]:
    """I1: what a sender saw as sent is in the database and with every member; what waits on its disk gets there."""
    rows = {row.message_id: row for row in truth.rows}
    kept = {(view.name, row.message_id) for view in views for row in view.kept}
    for view in views:
        given_up = {line.message_id for line in view.journal if line.kind == "failed"}
        sent = [line for line in view.journal if line.kind == "sent"]
        for line in sent:
            row = rows.get(line.message_id)
            if row is None or row.conversation_id != line.conversation_id:
                yield _harm("I1", "lost", view.name, f"acknowledged, not in the database: {line.message_id}")
                continue
            if line.seq and line.seq != row.seq:
                yield _harm("I1", "differs", view.name, f"acknowledged as {line.seq}, stored as {row.seq}")
            for reader in _readers(truth, views, line.conversation_id):
                if (reader.name, line.message_id) not in kept:
                    yield _harm("I1", "lost", reader.name, f"never came here: {line.message_id}")
        for message_id in _ids(view.journal, "outbox") - given_up - rows.keys():
            yield _harm("I1", "lost", view.name, f"waited on disk and was never sent: {message_id}")
    for conversation_id, members in truth.members.items():
        for member in members - {view.member for view in views}:
            yield _harm("I1", "lost", member, f"a member without evidence: {conversation_id}")


def _nothing_twice(truth: Truth, views: list[View]) -> Iterator[Violation]:
    """I2: an id, a sequence number and a stream number stand for one message, in the database and in every view."""
    for name, rows in _places(truth, views):
        spoken = [row for row in rows if row.stream]
        yield from _twice(name, "sequence number", ((row.conversation_id, row.seq) for row in rows))
        yield from _twice(name, "message", ((row.conversation_id, row.message_id) for row in rows))
        yield from _twice(name, "stream number", ((row.conversation_id, row.stream, row.number) for row in spoken))
    for view in views:
        stored = [line for line in view.journal if line.kind == "stored"]
        yield from _twice(view.name, "stored row", ((line.conversation_id, line.seq) for line in stored))
        yield from _twice(view.name, "stored message", ((line.conversation_id, line.message_id) for line in stored))


def _views_are_equal(truth: Truth, views: list[View]) -> Iterator[Violation]:
    """I3: every member holds 1, 2, 3 … without a hole, the same as the database; the journal tells the same story."""
    whole = _by_conversation(truth.rows)
    for conversation_id, rows in whole.items():
        if [row.seq for row in rows] != list(range(1, len(rows) + 1)):
            yield _harm("I3", "differs", "database", f"a hole in {conversation_id}")
    for view in views:
        kept = _by_conversation(view.kept)
        for conversation_id, members in truth.members.items():
            if view.member in members:
                mine, all_rows = kept.get(conversation_id, []), whole.get(conversation_id, [])
                yield from _difference(view, conversation_id, mine, all_rows)
        yield from _journal_differs(view, kept)


def _difference(view: View, conversation_id: str, mine: list[Row], rows: list[Row]) -> Iterator[Violation]:
    missing = {row.seq for row in rows} - {row.seq for row in mine}
    if missing:
        yield _harm("I3", "lost", view.name, f"{len(missing)} rows of {conversation_id} missing from {min(missing)}")
    at = {row.seq: row for row in rows}
    for row in mine:
        other = at.get(row.seq)
        if other is None or _content(row) != _content(other):
            yield _harm("I3", "differs", view.name, f"row {row.seq} of {conversation_id} is another one")


def _journal_differs(view: View, kept: dict[str, list[Row]]) -> Iterator[Violation]:
    told: dict[str, list[Line]] = defaultdict(list)
    for line in view.journal:
        if line.kind == "stored":
            told[line.conversation_id].append(line)
    for conversation_id, lines in told.items():
        order = [line.seq for line in lines]
        if order != sorted(order):
            yield _harm("I3", "reordered", view.name, f"stored out of order in {conversation_id}")
        on_disk = {(row.seq, row.message_id, row.sha256) for row in kept.get(conversation_id, [])}
        for line in lines:
            if (line.seq, line.message_id, line.sha256) not in on_disk:
                yield _harm("I3", "lost", view.name, f"row {line.seq} of {conversation_id} was stored and is gone")
        if not view.killed and len(lines) < len(on_disk):
            yield _harm("I3", "differs", view.name, f"{conversation_id} has rows the journal does not know")


def _order_of_the_sender(truth: Truth, views: list[View]) -> Iterator[Violation]:
    """I4: within a stream numbers rise by one with the sequence, and that is the order in which they were written."""
    last: dict[tuple[str, str], int] = {}
    for row in sorted(truth.rows, key=lambda row: (row.conversation_id, row.seq)):
        if not row.stream:
            continue
        stream = row.conversation_id, row.stream
        if row.number != last.get(stream, 0) + 1:
            yield _harm("I4", "reordered", row.sender_id, f"number {row.number} after {last.get(stream, 0)}")
        last[stream] = row.number
    seqs = {row.message_id: row.seq for row in truth.rows}
    for view in views:
        written: dict[str, Line] = {}
        for line in view.journal:
            if line.kind == "outbox":
                written.pop(line.message_id, None)  # tried again: it stands where it was queued last
                written[line.message_id] = line
        heads: dict[str, int] = {}
        for message_id, line in written.items():
            seq = seqs.get(message_id)
            if seq is None:
                continue
            if seq < heads.get(line.conversation_id, 0):
                yield _harm("I4", "reordered", view.name, f"{message_id} was written later and stands earlier")
            heads[line.conversation_id] = max(seq, heads.get(line.conversation_id, 0))


def _nobody_speaks_for_others(truth: Truth, views: list[View]) -> Iterator[Violation]:
    """I5: whatever is stored or shown was said by a member, in exactly these words."""
    written = {line.message_id: (view.member, line) for view in views for line in view.journal if line.kind == "outbox"}
    for name, rows in _places(truth, views):
        for row in rows:
            if row.sender == "relay":
                continue
            if row.sender_id not in truth.members.get(row.conversation_id, frozenset()):
                yield _harm("I5", "forged", name, f"{row.message_id} is by somebody who is no member")
                continue
            author = written.get(row.message_id)
            if author is None and _was_last_word(row, views):
                continue
            if author is None:
                yield _harm("I5", "forged", name, f"nobody wrote {row.message_id}")
            elif author[0] != row.sender_id or author[1].conversation_id != row.conversation_id:
                yield _harm("I5", "forged", name, f"{row.message_id} was said by another or elsewhere")
            elif author[1].sha256 != row.sha256:
                yield _harm("I5", "forged", name, f"the words of {row.message_id} were changed")
    known = {(row.conversation_id, row.seq, row.message_id) for row in truth.rows}
    for view in views:
        for line in view.journal:
            shown = line.conversation_id, line.seq, line.message_id
            if line.kind == "shown" and line.seq and shown not in known:
                yield _harm("I5", "forged", view.name, f"shown and not in the database: {line.message_id}")


def _was_last_word(row: Row, views: list[View]) -> bool:
    """Killed between its disk and its journal: then the text must at least be one that was typed there."""
    return any(view.killed and view.member == row.sender_id and row.sha256 in view.said for view in views)


def _marks_are_true(truth: Truth, views: list[View]) -> Iterator[Violation]:
    """I6: delivered is never ahead of a member's disk, read never ahead of what it says it has seen."""
    stored: dict[tuple[str, str], int] = defaultdict(int)
    seen: dict[tuple[str, str], int] = defaultdict(int)
    for view in views:
        for row in view.kept:
            key = view.member, row.conversation_id
            stored[key] = max(stored[key], row.seq)
        for line in view.journal:
            if line.kind == "read":
                key = view.member, line.conversation_id
                seen[key] = max(seen[key], line.upto)
    for mark in truth.marks:
        key = mark.member, mark.conversation_id
        if mark.delivered > stored[key]:
            what = f"delivered up to {mark.delivered}, stored {stored[key]} in {mark.conversation_id}"
            yield _harm("I6", "false_mark", mark.member, what)
        if mark.read > max(seen[key], 0):
            yield _harm("I6", "false_mark", mark.member, f"read up to {mark.read}, seen {seen[key]}")


def _one_end_per_request(truth: Truth, views: list[View]) -> Iterator[Violation]:
    """I7: a chat request ends once, everybody hears the same end and nothing after it."""
    for view in views:
        ended: dict[str, str] = {}
        for request_id, state in view.requests:
            if request_id in ended and state != ended[request_id]:
                yield _harm("I7", "two_ends", view.name, f"{request_id}: {ended[request_id]}, then {state}")
            if state not in LIVE:
                ended[request_id] = state
        for request_id, state in ended.items():
            if truth.requests.get(request_id) != state:
                yield _harm("I7", "two_ends", view.name, f"{request_id}: told {state}, it is otherwise")


def _customers_stay_apart(truth: Truth, views: list[View]) -> Iterator[Violation]:
    """I8: nobody ever hears an id of a customer that is not theirs."""
    for view in views:
        for name in sorted(view.heard):
            owner = truth.owners.get(name)
            if owner is not None and owner not in view.customers:
                yield _harm("I8", "foreign", view.name, f"heard of {name} of customer {owner}")


def _places(truth: Truth, views: list[View]) -> Iterator[tuple[str, list[Row]]]:
    yield "database", truth.rows
    for view in views:
        yield view.name, view.kept


def _readers(truth: Truth, views: list[View], conversation_id: str) -> list[View]:
    return [view for view in views if view.member in truth.members.get(conversation_id, frozenset())]


def _by_conversation(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.seq):
        found[row.conversation_id].append(row)
    return found


def _content(row: Row) -> tuple[str, str, str, str, int]:
    return row.message_id, row.sender_id, row.sha256, row.stream, row.number


def _ids(journal: list[Line], kind: str) -> set[str]:
    return {line.message_id for line in journal if line.kind == kind}


def _twice(who: str, what: str, keys: Iterable[tuple[object, ...]]) -> Iterator[Violation]:
    for key, times in Counter(keys).items():
        if times > 1:
            yield _harm("I2", "duplicated", who, f"{what} {key} stands {times} times")


def _harm(rule: str, harm: str, who: str, what: str) -> Violation:
    return Violation(rule=rule, harm=harm, who=who, what=what)
