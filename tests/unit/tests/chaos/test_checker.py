"""The judge must find what it is there to find: each test plants one kind of harm in a sound story."""

from collections.abc import Sequence

import msgspec

from tests.chaos.checker import Violation, check
from tests.chaos.evidence import Line, Mark, Row, Truth, View

TALK, OTHER_TALK = "talk-1", "talk-2"
ADA, MARCO = "key-ada", "technician-marco"
ACME, GLOBEX = "customer-acme", "customer-globex"
REQUEST = "request-1"


def _row(seq: int, sender_id: str = ADA, number: int = 0, **changes: object) -> Row:
    row = Row(
        conversation_id=TALK,
        seq=seq,
        message_id=f"message-{seq}",
        sender="relay" if not number else "device" if sender_id == ADA else "technician",
        sender_id=sender_id,
        stream=f"stream-{sender_id}" if number else "",
        number=number,
        sha256=f"sha-{seq}",
    )
    return msgspec.structs.replace(row, **changes)


def _line(kind: str, row: Row) -> Line:
    if kind == "outbox":
        return Line(kind=kind, conversation_id=TALK, message_id=row.message_id, sha256=row.sha256)
    if kind == "sent":
        return Line(kind=kind, conversation_id=TALK, message_id=row.message_id, number=row.number, seq=row.seq)
    return Line(
        kind=kind,
        conversation_id=TALK,
        message_id=row.message_id,
        stream=row.stream,
        number=row.number,
        seq=row.seq,
        sha256=row.sha256,
    )


ROWS = [_row(1, "relay"), _row(2, ADA, 1), _row(3, MARCO, 1), _row(4, ADA, 2), _row(5, MARCO, 2)]
STORED = [_line("stored", row) for row in ROWS]
TRUTH = Truth(
    rows=ROWS,
    members={TALK: frozenset({ADA, MARCO})},
    marks=[
        Mark(conversation_id=TALK, member=ADA, delivered=5, read=4),
        Mark(conversation_id=TALK, member=MARCO, delivered=5, read=0),
    ],
    requests={REQUEST: "accepted"},
    owners={ACME: ACME, GLOBEX: GLOBEX, TALK: ACME, OTHER_TALK: GLOBEX},
)


def _view(member: str) -> View:
    mine = [row for row in ROWS if row.sender_id == member]
    said = [_line(kind, row) for row in mine for kind in ("outbox", "sent")]
    return View(
        name=f"client of {member}",
        member=member,
        customers=frozenset({ACME}),
        journal=[*said, *STORED, Line(kind="read", conversation_id=TALK, upto=4)],
        kept=list(ROWS),
        requests=[(REQUEST, "requested"), (REQUEST, "ringing"), (REQUEST, "accepted"), (REQUEST, "accepted")],
        heard=frozenset({ACME, TALK}),
    )


def _with(view: View, **changes: object) -> View:
    return msgspec.structs.replace(view, **changes)


def _truth(**changes: object) -> Truth:
    return msgspec.structs.replace(TRUTH, **changes)


def _found(truth: Truth = TRUTH, ada: View | None = None, marco: View | None = None) -> list[Violation]:
    return check(truth, [ada or _view(ADA), marco or _view(MARCO)])


def _rules(found: Sequence[Violation]) -> set[tuple[str, str]]:
    return {(violation.rule, violation.harm) for violation in found}


def test_a_sound_story_is_believed() -> None:
    assert _found() == []


def test_an_acknowledged_message_missing_from_the_database_is_lost() -> None:
    rows = ROWS[:-1]
    views = [
        _with(view, kept=rows, journal=[line for line in view.journal if line.kind != "stored" or line.seq < 5])
        for view in (_view(ADA), _view(MARCO))
    ]
    marks = [msgspec.structs.replace(mark, delivered=4) for mark in TRUTH.marks]
    found = _found(_truth(rows=rows, marks=marks), *views)
    assert _rules(found) == {("I1", "lost")}
    assert "message-5" in found[0].what


def test_an_acknowledged_message_a_member_never_got_is_lost() -> None:
    ada = _with(_view(ADA), kept=ROWS[:-1], journal=[line for line in _view(ADA).journal if line.seq != 5])
    truth = _truth(marks=[])
    assert _rules(_found(truth, ada=ada)) == {("I1", "lost"), ("I3", "lost")}


def test_an_acknowledgement_of_another_number_is_a_lie() -> None:
    wrong = msgspec.structs.replace(_line("sent", ROWS[1]), seq=4)
    assert ("I1", "differs") in _rules(_found(ada=_with(_view(ADA), journal=[*_view(ADA).journal, wrong])))


def test_a_message_that_stays_in_the_outbox_for_ever_is_lost() -> None:
    waiting = Line(kind="outbox", conversation_id=TALK, message_id="message-9", sha256="sha-9")
    ada = _view(ADA)
    assert _rules(_found(ada=_with(ada, journal=[*ada.journal, waiting]))) == {("I1", "lost")}


def test_a_message_refused_in_plain_words_is_not_lost() -> None:
    waiting = Line(kind="outbox", conversation_id=TALK, message_id="message-9", sha256="sha-9")
    failed = Line(kind="failed", conversation_id=TALK, message_id="message-9", code="too_large")
    ada = _view(ADA)
    assert _found(ada=_with(ada, journal=[*ada.journal, waiting, failed])) == []


def test_a_member_nobody_looked_at_is_no_proof() -> None:
    assert ("I1", "lost") in _rules(check(TRUTH, [_view(ADA)]))


def test_a_message_stored_twice_in_the_database_is_found() -> None:
    doubled = msgspec.structs.replace(ROWS[4], seq=6)
    assert ("I2", "duplicated") in _rules(_found(_truth(rows=[*ROWS, doubled])))


def test_two_rows_of_one_number_are_found() -> None:
    doubled = msgspec.structs.replace(ROWS[4], message_id="message-6", number=3)
    assert ("I2", "duplicated") in _rules(_found(_truth(rows=[*ROWS, doubled])))


def test_a_row_shown_twice_to_one_client_is_found() -> None:
    ada = _view(ADA)
    assert _rules(_found(ada=_with(ada, journal=[*ada.journal, STORED[4]]))) == {("I2", "duplicated")}


def test_one_message_under_two_numbers_in_a_view_is_found() -> None:
    ada = _view(ADA)
    doubled = msgspec.structs.replace(ROWS[4], seq=6)
    found = _rules(_found(ada=_with(ada, kept=[*ROWS, doubled], killed=True)))
    assert found >= {("I2", "duplicated"), ("I3", "differs")}


def test_a_hole_in_the_database_is_found() -> None:
    assert ("I3", "differs") in _rules(_found(_truth(rows=[row for row in ROWS if row.seq != 1])))


def test_a_hole_in_a_view_is_found() -> None:
    marco = _with(_view(MARCO), kept=[row for row in ROWS if row.seq != 1])
    assert ("I3", "lost") in _rules(_found(marco=marco))


def test_views_that_differ_in_one_row_are_found() -> None:
    swapped = [*ROWS[:3], msgspec.structs.replace(ROWS[3], seq=5), msgspec.structs.replace(ROWS[4], seq=4)]
    assert ("I3", "differs") in _rules(_found(marco=_with(_view(MARCO), kept=swapped)))


def test_rows_stored_out_of_order_are_found() -> None:
    ada = _view(ADA)
    journal = [line for line in ada.journal if line.kind != "stored"]
    disorder = [*journal, *STORED[:3], STORED[4], STORED[3]]
    assert _rules(_found(ada=_with(ada, journal=disorder))) == {("I3", "reordered")}


def test_a_row_that_was_stored_and_is_gone_is_found() -> None:
    ada = _with(_view(ADA), kept=ROWS[:-1])
    assert ("I3", "lost") in _rules(_found(ada=ada))


def test_a_row_the_journal_never_mentioned_is_found_unless_the_client_was_killed() -> None:
    journal = [line for line in _view(ADA).journal if not (line.kind == "stored" and line.seq == 5)]
    ada = _with(_view(ADA), journal=journal)
    assert _rules(_found(ada=ada)) == {("I3", "differs")}
    assert _found(ada=_with(ada, killed=True)) == []


def test_numbers_of_a_stream_that_do_not_rise_with_the_sequence_are_found() -> None:
    rows = [ROWS[0], msgspec.structs.replace(ROWS[1], number=2), ROWS[2], msgspec.structs.replace(ROWS[3], number=1)]
    views = [_with(_view(member), kept=rows, journal=[]) for member in (ADA, MARCO)]
    assert ("I4", "reordered") in _rules(check(_truth(rows=rows), views))


def test_a_number_left_out_of_a_stream_is_found() -> None:
    rows = [*ROWS[:4], msgspec.structs.replace(ROWS[4], number=3)]
    assert ("I4", "reordered") in _rules(_found(_truth(rows=rows)))


def test_messages_that_overtook_each_other_are_found() -> None:
    ada = _view(ADA)
    later_first = [_line("outbox", ROWS[3]), _line("outbox", ROWS[1])]
    journal = [*later_first, *(line for line in ada.journal if line.kind != "outbox")]
    assert _rules(_found(ada=_with(ada, journal=journal))) == {("I4", "reordered")}


def test_words_of_somebody_who_is_no_member_are_found() -> None:
    rows = [*ROWS[:4], msgspec.structs.replace(ROWS[4], sender_id="technician-eve")]
    assert ("I5", "forged") in _rules(_found(_truth(rows=rows)))


def test_words_that_were_changed_on_the_way_are_found() -> None:
    rows = [*ROWS[:4], msgspec.structs.replace(ROWS[4], sha256="sha-other")]
    assert ("I5", "forged") in _rules(_found(_truth(rows=rows)))


def test_words_nobody_wrote_are_found() -> None:
    marco = _view(MARCO)
    journal = [line for line in marco.journal if line.message_id != "message-5" or line.kind == "stored"]
    assert _rules(_found(marco=_with(marco, journal=journal))) == {("I5", "forged")}


def test_the_last_word_of_a_killed_client_counts_when_it_was_typed_there() -> None:
    marco = _view(MARCO)
    journal = [line for line in marco.journal if line.message_id != "message-5" or line.kind == "stored"]
    killed = _with(marco, journal=journal, killed=True)
    assert _found(marco=_with(killed, said=frozenset({"sha-5"}))) == []
    assert _rules(_found(marco=_with(killed, said=frozenset({"sha-other"})))) == {("I5", "forged")}


def test_a_row_on_screen_that_does_not_exist_is_found() -> None:
    ada = _view(ADA)
    shown = Line(kind="shown", conversation_id=TALK, message_id="message-5", seq=7)
    assert _rules(_found(ada=_with(ada, journal=[*ada.journal, shown]))) == {("I5", "forged")}


def test_delivered_beyond_what_is_stored_is_found() -> None:
    marks = [Mark(conversation_id=TALK, member=ADA, delivered=6, read=0)]
    assert _rules(_found(_truth(marks=marks))) == {("I6", "false_mark")}


def test_read_beyond_what_was_seen_is_found() -> None:
    marks = [Mark(conversation_id=TALK, member=ADA, delivered=5, read=5)]
    assert _rules(_found(_truth(marks=marks))) == {("I6", "false_mark")}


def test_a_request_with_two_ends_is_found() -> None:
    ada = _with(_view(ADA), requests=[(REQUEST, "expired"), (REQUEST, "accepted")])
    assert _rules(_found(ada=ada)) == {("I7", "two_ends")}


def test_a_request_alive_after_its_end_is_found() -> None:
    ada = _with(_view(ADA), requests=[(REQUEST, "accepted"), (REQUEST, "ringing")])
    assert _rules(_found(ada=ada)) == {("I7", "two_ends")}


def test_sides_that_heard_different_ends_are_found() -> None:
    ada = _with(_view(ADA), requests=[(REQUEST, "cancelled")])
    assert _rules(_found(ada=ada)) == {("I7", "two_ends")}


def test_an_id_of_another_customer_is_found() -> None:
    ada = _with(_view(ADA), heard=frozenset({ACME, OTHER_TALK}))
    assert _rules(_found(ada=ada)) == {("I8", "foreign")}
