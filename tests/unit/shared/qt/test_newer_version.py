import datetime as dt

import pytest

from shared.link.events import Received
from shared.protocol.releases import Program, ReleaseChanged, ReleaseRecord
from shared.qt.newer_version import NewerVersion

AT = dt.datetime(2026, 11, 28, tzinfo=dt.UTC)


def told(version: str) -> Received:
    release = ReleaseRecord(program=Program.AGENT, version=version, url="https://x.example", announced_at=AT)
    return Received(message=ReleaseChanged(release=release))


@pytest.mark.parametrize(("version", "is_shown"), [("1.4.0", True), ("1.3.0", False), ("1.2.9", False), ("new", False)])
def test_only_a_newer_version_is_shown(version: str, is_shown: bool) -> None:
    newer = NewerVersion("1.3")
    newer.handle(told(version))
    assert (newer.release is not None) == is_shown


def test_what_is_withdrawn_is_shown_no_more_and_nothing_is_said_twice(qtbot: object) -> None:
    newer, changes = NewerVersion("1.3"), []
    newer.changed.connect(lambda: changes.append(newer.release))
    for _ in range(2):
        newer.handle(told("1.4"))
    newer.handle(Received(message=ReleaseChanged()))
    assert [release is not None for release in changes] == [True, False]


def test_a_program_that_does_not_know_its_version_shows_nothing() -> None:
    newer = NewerVersion("")
    newer.handle(told("1.4"))
    assert newer.release is None
