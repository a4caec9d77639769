"""The chain and the marks of the audit log."""

import msgspec
import pytest

from relay.domain.audit import HEAD, START, Event, Mark, hash_of, is_genuine, public_key_of, signed

EVENT = Event(
    id=1, at_ms=5, about_customer_id=None, actor_kind="local", actor_id="local", action="x", object_id="y", detail="{}"
)  # fmt: skip
MARK = Mark(at_ms=5, kind=HEAD, event_id=1, event_hash=bytes(32))
SEED = bytes(range(32))


@pytest.mark.parametrize("field", EVENT.__struct_fields__)
def test_every_field_of_an_event_counts(field: str) -> None:
    before = getattr(EVENT, field)
    other = msgspec.structs.replace(EVENT, **{field: 9 if isinstance(before, int) else "other"})
    assert hash_of(START, other) != hash_of(START, EVENT)


def test_the_hash_before_counts() -> None:
    assert hash_of(START, EVENT) != hash_of(hash_of(START, EVENT), EVENT)


def test_words_do_not_flow_from_one_field_into_the_next() -> None:
    one = msgspec.structs.replace(EVENT, action="ab", object_id="c")
    two = msgspec.structs.replace(EVENT, action="a", object_id="bc")
    assert hash_of(START, one) != hash_of(START, two)


def test_a_mark_is_genuine_only_as_it_was_signed_and_by_that_key() -> None:
    mark = signed(MARK, SEED)
    assert is_genuine(mark, public_key_of(SEED))
    assert not is_genuine(mark, public_key_of(bytes(32)))


@pytest.mark.parametrize("change", [{"at_ms": 6}, {"kind": "archived"}, {"event_id": 2}, {"event_hash": b"x" * 32}])
def test_nothing_of_a_mark_can_be_changed(change: dict[str, object]) -> None:
    assert not is_genuine(msgspec.structs.replace(signed(MARK, SEED), **change), public_key_of(SEED))
