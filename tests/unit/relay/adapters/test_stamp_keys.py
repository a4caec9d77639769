"""Unit tests of relay/adapters/stamp_keys.py."""

import datetime as dt
import stat
from pathlib import Path

import pytest

from relay.adapters.stamp_keys import BadStampKey, StampKeys
from shared import stamp as stamps
from shared.ids import StampId, new_id
from shared.stamp import Stamp

NOW = dt.datetime(2026, 11, 28, 9, 0, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(days=30)


def keys_in(folder: Path) -> StampKeys:
    return StampKeys(folder / "stamp.key", folder / "stamp.old")


@pytest.fixture
def keys(tmp_path: Path) -> StampKeys:
    keys = keys_in(tmp_path)
    keys.make()
    return keys


def a_stamp() -> Stamp:
    return Stamp(stamp_id=StampId(new_id()), relay_id="r", relay_url="wss://desk.example.org", issued_at=NOW)


def test_the_key_is_made_once_and_nobody_else_may_read_it(keys: StampKeys, tmp_path: Path) -> None:
    seed = (tmp_path / "stamp.key").read_bytes()
    keys.make()
    assert (tmp_path / "stamp.key").read_bytes() == seed
    assert stat.S_IMODE((tmp_path / "stamp.key").stat().st_mode) == 0o600


def test_what_it_signs_is_read_and_by_a_key_it_names(keys: StampKeys) -> None:
    signed = stamps.read(keys.sign(a_stamp()).text)
    assert keys.public_keys(NOW) == [signed.key]


def test_before_the_first_start_there_is_no_key(tmp_path: Path) -> None:
    assert keys_in(tmp_path).public_keys(NOW) == []


def test_after_a_rotation_the_old_key_is_good_until_its_day(keys: StampKeys) -> None:
    [old] = keys.public_keys(NOW)
    new = keys.rotate(NOW, LATER)
    assert keys.public_keys(LATER - dt.timedelta(seconds=1)) == [new, old]
    assert keys.public_keys(LATER) == [new]
    assert keys.sign(a_stamp()).key == new


def test_another_process_sees_a_rotation_without_a_new_start(keys: StampKeys, tmp_path: Path) -> None:
    other = keys_in(tmp_path)
    other.public_keys(NOW)
    new = keys.rotate(NOW, NOW)
    assert other.public_keys(NOW) == [new]


def test_several_old_keys_each_keep_their_own_day(keys: StampKeys) -> None:
    first = keys.public_keys(NOW)[0]
    second = keys.rotate(NOW, LATER)
    third = keys.rotate(NOW, NOW + dt.timedelta(days=1))
    assert keys.public_keys(NOW) == [third, second, first]
    assert keys.public_keys(NOW + dt.timedelta(days=2)) == [third, first]


def test_a_file_that_is_no_key_is_said_to_be_none(keys: StampKeys, tmp_path: Path) -> None:
    (tmp_path / "stamp.key").write_bytes(b"short")
    with pytest.raises(BadStampKey, match=r"stamp\.key is no stamp key"):
        keys.make()
    (tmp_path / "stamp.old").write_bytes(b"{")
    with pytest.raises(BadStampKey):
        keys.public_keys(NOW)
