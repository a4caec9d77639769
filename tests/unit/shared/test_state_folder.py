import errno
import os
import sqlite3
from pathlib import Path

import pytest

from shared import state_folder
from shared.errors import StorageFailed
from shared.state_folder import look_at, prepare, why_of


def why(check: object, folder: Path) -> object:
    assert callable(check)
    with pytest.raises(StorageFailed) as refused:
        check(folder)
    return refused.value.params["why"]


def test_a_folder_is_made_for_this_account_only_and_nothing_stays_in_it(tmp_path: Path) -> None:
    prepare(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700
    assert list((tmp_path / "a" / "b").iterdir()) == []


def test_looking_leaves_no_trace(tmp_path: Path) -> None:
    look_at(tmp_path / "a" / "b")
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("")
    assert why(prepare, tmp_path / "state") == "no_folder"
    assert why(look_at, tmp_path / "state") == "no_folder"


def test_another_accounts_folder_is_not_written_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert why(prepare, tmp_path) == "other_account"
    assert why(look_at, tmp_path) == "other_account"


def test_a_disk_that_can_only_be_read_and_a_full_one_are_told_apart(tmp_path: Path) -> None:
    assert why(look_at, Path("/proc/self/state")) in {"denied", "read_only", "full"}
    assert why_of(OSError(errno.EROFS, "")) == "read_only"
    assert why_of(OSError(errno.ENOSPC, "")) == "full"
    assert why_of(OSError(errno.EACCES, "")) == "denied"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("database or disk is full", "full"),
        ("attempt to write a readonly database", "read_only"),
        ("unable to open database file", "denied"),
        ("something else", "something else"),
    ],
)
def test_the_databases_own_words_end_in_the_same_ones(text: str, word: str) -> None:
    assert why_of(sqlite3.OperationalError(text)) == word


def test_the_folder_for_want_of_a_better_one_is_this_accounts_own() -> None:
    assert str(os.getuid()) in state_folder.own_temporary_folder().name
