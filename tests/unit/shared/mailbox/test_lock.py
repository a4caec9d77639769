from pathlib import Path

import pytest

from shared.errors import ProfileInUse
from shared.mailbox.lock import ProfileLock


def test_a_profile_in_use_is_refused(home: Path) -> None:
    first, second = ProfileLock(home / "box"), ProfileLock(home / "box")
    first.take()

    with pytest.raises(ProfileInUse):
        second.take()
    first.release()


def test_a_released_profile_is_free(home: Path) -> None:
    first, second = ProfileLock(home / "box"), ProfileLock(home / "box")
    first.take()
    first.release()

    second.take()
    second.release()


def test_two_profiles_do_not_disturb_each_other(home: Path) -> None:
    first, second = ProfileLock(home / "box"), ProfileLock(home / "other")
    first.take()
    second.take()
    first.release()
    second.release()


def test_releasing_twice_is_harmless(home: Path) -> None:
    lock = ProfileLock(home / "box")
    lock.release()
