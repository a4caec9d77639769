"""Batches between the talk process and the writer, cut out of a stream at any place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay.db.unit_of_work import Hint, Topic
from relay.services.orders import AgentCaller, LocalCaller, RelayCaller, TechnicianCaller
from relay.writer.wire import Committed, Job, Outcome, Unpacker, committed_decoder, jobs_decoder, pack
from shared.ids import DeviceKeyId, TechnicianId, new_id

JOBS = [
    Job(1, AgentCaller(DeviceKeyId(new_id()), 7), b'{"type":"chat.send"}', ["a"], "192.0.2.1"),
    Job(2, TechnicianCaller(TechnicianId(new_id()), b"\x00" * 32), b"{}"),
    Job(3, LocalCaller(), b""),
    Job(4, RelayCaller(), b"x" * 70_000),
]
NEWS = Committed([Outcome(1, b"answer", "gap")], [Hint(Topic.MESSAGES, "id", "customer")], healthy=False, now_ms=5)


def test_jobs_and_news_arrive_as_they_left() -> None:
    unpacker = Unpacker()
    first, second = unpacker.feed(pack(JOBS) + pack(NEWS))
    assert jobs_decoder.decode(first) == JOBS
    assert committed_decoder.decode(second) == NEWS


@given(st.lists(st.integers(1, 5000), max_size=50))
def test_it_does_not_matter_where_the_stream_is_cut(sizes: list[int]) -> None:
    stream = pack(JOBS) * 3
    unpacker, bodies, at = Unpacker(), [], 0
    for size in [*sizes, len(stream)]:
        bodies += unpacker.feed(stream[at : at + size])
        at += size
    assert [jobs_decoder.decode(body) for body in bodies] == [JOBS] * 3


def test_an_impossible_length_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="too long"):
        Unpacker().feed(b"\xff\xff\xff\xff")
