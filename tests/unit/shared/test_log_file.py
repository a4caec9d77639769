import contextlib
import logging
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path

import pytest

from shared.log_file import LogFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "agent.log"


@pytest.fixture
def handler(path: Path) -> Iterator[LogFile]:
    handler = LogFile(path, max_bytes=2000)
    yield handler
    handler.close()


def say(handler: LogFile, text: str) -> None:
    handler.emit(logging.LogRecord("part", logging.INFO, "", 0, text, None, None))


def test_it_is_its_owners_alone(handler: LogFile, path: Path) -> None:
    say(handler, "started")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_text().endswith("INFO part: started\n")


def test_an_older_file_that_others_could_read_is_closed_to_them(path: Path) -> None:
    path.touch(0o644)
    LogFile(path).close()
    assert path.stat().st_mode & 0o777 == 0o600


def test_it_never_grows_beyond_twice_its_size(handler: LogFile, path: Path) -> None:
    for number in range(500):
        say(handler, f"line {number}")
    files = list(path.parent.iterdir())
    assert sorted(file.name for file in files) == ["agent.log", "agent.log.1"]
    assert sum(file.stat().st_size for file in files) < 2 * 2000 + 200
    assert "line 499" in path.read_text()
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in files)


def test_a_link_in_its_place_is_not_followed(path: Path) -> None:
    path.symlink_to(path.with_name("elsewhere"))
    with pytest.raises(OSError, match="symbolic"):
        LogFile(path)


def test_a_disk_that_takes_no_more_does_not_end_the_program(path: Path) -> None:
    path.symlink_to("/dev/full")
    handler = _Anywhere(path)
    for _ in range(3):
        say(handler, "x" * 20_000)
    assert handler.lost == 3
    with contextlib.suppress(OSError):  # what is in its buffer can never be written
        handler.close()


class _Anywhere(LogFile):
    """A log on a device that is always full."""

    lost = 0

    def _open(self) -> TextIOWrapper:
        return Path(self.baseFilename).open("w", encoding="utf-8")

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        self.lost += 1
        super().handleError(record)
