import datetime as dt
import random

from hypothesis import given
from hypothesis import strategies as st

from shared.chat_rows import ChatRows
from shared.ids import ConversationId, new_id
from tests.support.console_records import NOW, a_message

TALK = ConversationId(new_id())


def rows_of(*seqs: int) -> ChatRows:
    rows = ChatRows()
    for start in range(0, len(seqs), 3):
        rows.add(a_message(TALK, seq) for seq in seqs[start : start + 3])
    return rows


@given(st.sets(st.integers(1, 500)), st.integers(0, 500), st.randoms())
def test_however_rows_come_they_are_read_in_order(seqs: set[int], after: int, dice: random.Random) -> None:
    come = sorted(seqs)
    dice.shuffle(come)
    rows = rows_of(*come)
    assert [row.seq for row in rows] == sorted(seqs)
    assert [row.seq for row in rows.newest_first(after)] == sorted((seq for seq in seqs if seq > after), reverse=True)
    assert [row.seq for row in rows.between(after, after + 50)] == [s for s in sorted(seqs) if after < s <= after + 50]
    assert (rows.head, len(rows)) == (max(seqs, default=0), len(seqs))


def test_a_row_that_comes_twice_is_there_once_in_its_newest_reading() -> None:
    rows = rows_of(1)
    again = a_message(TALK, 1, "another reading")
    assert rows.add([again, again]) == []
    assert [*rows] == [again]
    assert rows.of_key(again.message_id) == again


def test_what_is_not_here_is_none() -> None:
    rows = ChatRows()
    assert (rows.last, rows.get(1), rows.of_key("x"), rows.head) == (None, None, None, 0)
    assert rows.times() == []


def test_reading_goes_on_undisturbed_while_rows_come() -> None:
    rows = rows_of(1, 5)
    reading = rows.newest_first()
    assert next(reading).seq == 5
    assert [row.seq for row in rows.add([a_message(TALK, 9), a_message(TALK, 5), a_message(TALK, 3)])] == [9, 3]
    assert [row.seq for row in reading] == [1]


@given(st.permutations(range(1, 8)), st.lists(st.integers(0, 20), min_size=7, max_size=7), st.integers(0, 7))
def test_times_never_go_back_whenever_they_are_asked_for(come: list[int], minutes: list[int], asked: int) -> None:
    rows = ChatRows()
    for place, seq in enumerate(come):
        rows.add([a_message(TALK, seq, at=NOW + dt.timedelta(minutes=minutes[seq - 1]))])
        if place == asked:
            rows.times()
    wanted = [NOW + dt.timedelta(minutes=max(minutes[:seq])) for seq in range(1, 8)]
    assert rows.times() == [*enumerate(wanted, start=1)]
    assert [rows.time_of(seq) for seq in range(1, 8)] == wanted
