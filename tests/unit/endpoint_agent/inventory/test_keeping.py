"""What the relay has survives a restart; a file that cannot be read costs one whole report."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from endpoint_agent.inventory import keeping
from endpoint_agent.inventory.reporting import Kept
from tests.support.inventories import COMPUTER


def test_what_was_kept_comes_back_and_belongs_to_the_person(tmp_path: Path) -> None:
    path = tmp_path / "deep" / keeping.FILE
    keeping.save(path, Kept(7, COMPUTER))
    assert keeping.load(path) == Kept(7, COMPUTER)
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", [b"", b"nonsense", b"x\x9c\x03\x00\x00\x00\x00\x01"])
def test_a_torn_file_is_as_good_as_none(tmp_path: Path, content: bytes, expect_log: Callable[..., object]) -> None:
    (tmp_path / keeping.FILE).write_bytes(content)
    expect_log("endpoint_agent.inventory.keeping", logging.WARNING, text="anew")
    assert keeping.load(tmp_path / keeping.FILE) == Kept()


def test_where_nothing_was_kept_there_is_nothing(tmp_path: Path) -> None:
    assert keeping.load(tmp_path / keeping.FILE) == Kept()
