import pytest

from shared.mailbox import driver


@pytest.mark.parametrize("version", [(3, 44, 6), (3, 50, 7), (3, 50, 9), (3, 51, 3), (3, 53, 4)])
def test_a_sqlite_with_the_fix_keeps_a_write_ahead_log(version: tuple[int, int, int]) -> None:
    assert "PRAGMA journal_mode=WAL" in driver.journal_pragmas(version)


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 44, 5), (3, 45, 0), (3, 50, 6), (3, 51, 2)])
def test_an_affected_sqlite_journals_the_older_way_and_syncs_the_folder_too(version: tuple[int, int, int]) -> None:
    pragmas = driver.journal_pragmas(version)

    assert "PRAGMA journal_mode=DELETE" in pragmas
    assert "PRAGMA synchronous=EXTRA" in pragmas


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 53, 4)])
def test_there_is_never_more_than_one_connection(version: tuple[int, int, int]) -> None:
    assert driver.journal_pragmas(version)[0] == "PRAGMA locking_mode=EXCLUSIVE"
