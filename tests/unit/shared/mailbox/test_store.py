import stat
from pathlib import Path

import pytest

from shared.errors import StorageFailed
from shared.mailbox.store import Store


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def write_and_fail(store: Store) -> None:
    with store.transaction():
        store.execute("INSERT INTO setting VALUES ('a', 'b')")
        store.execute("INSERT INTO nowhere VALUES (1)")


def test_the_file_and_its_folder_are_for_their_owner_only(home: Path) -> None:
    store = Store(home / "profile" / "box.sqlite3")
    store.open()

    assert mode(home / "profile") == 0o700
    assert {mode(file) for file in (home / "profile").iterdir()} == {0o600}
    store.close()


def test_a_file_others_could_read_is_closed_to_them(home: Path) -> None:
    path = home / "box.sqlite3"
    path.touch(mode=0o644)
    store = Store(path)
    store.open()
    store.close()

    assert mode(path) == 0o600


def test_what_failed_in_a_transaction_is_taken_back(home: Path) -> None:
    store = Store(home / "box.sqlite3")
    store.open()
    with pytest.raises(StorageFailed):
        write_and_fail(store)

    assert store.execute("SELECT * FROM setting").fetchall() == []
    store.close()


def test_what_was_committed_is_there_after_opening_again(home: Path) -> None:
    store = Store(home / "box.sqlite3")
    store.open()
    with store.transaction():
        store.execute("INSERT INTO setting VALUES ('a', 'b')")
    store.close()
    store.open()

    assert store.execute("SELECT * FROM setting").fetchall() == [("a", "b")]
    store.close()


def test_a_file_that_is_no_store_is_refused(home: Path) -> None:
    path = home / "box.sqlite3"
    path.write_bytes(b"not a database" * 100)

    with pytest.raises(StorageFailed):
        Store(path).open()


def test_a_closed_store_says_so(home: Path) -> None:
    with pytest.raises(StorageFailed):
        Store(home / "box.sqlite3").execute("SELECT 1")


def test_every_commit_is_synced(home: Path) -> None:
    store = Store(home / "box.sqlite3")
    store.open()

    assert store.execute("PRAGMA synchronous").fetchone()[0] >= 2
    store.close()
