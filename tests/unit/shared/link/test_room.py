import pytest

from shared.errors import OutboxFull
from shared.link.room import Room


def test_one_text_too_many_is_refused_in_plain_words() -> None:
    room = Room(limit=2)
    room.take()
    room.take()

    with pytest.raises(OutboxFull) as caught:
        room.take()
    assert caught.value.params == {"limit": 2}


def test_a_refused_text_takes_no_place() -> None:
    room = Room(limit=1)
    room.count(1)
    with pytest.raises(OutboxFull):
        room.take()
    room.count(0)

    room.take()


def test_what_was_handed_over_counts_as_stored() -> None:
    room = Room(limit=2)
    room.take()
    room.count(1)
    room.arrived(1)

    room.take()
    with pytest.raises(OutboxFull):
        room.take()
