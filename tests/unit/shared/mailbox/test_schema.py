from pathlib import Path

import pytest

from shared.errors import StorageFailed
from shared.mailbox import driver, schema


def test_steps_not_yet_taken_are_taken_in_order(home: Path) -> None:
    connection = driver.connect(str(home / "store"))
    first = (*schema.STEPS, "CREATE TABLE extra (a)")
    schema.upgrade(connection)
    schema.upgrade(connection, first)
    schema.upgrade(connection, (*first, "ALTER TABLE extra ADD COLUMN b"))

    assert connection.execute("PRAGMA user_version").fetchone() == (len(first) + 1,)
    assert connection.execute("SELECT a, b FROM extra").fetchall() == []
    connection.close()


def test_a_step_that_fails_leaves_nothing_behind(home: Path) -> None:
    connection = driver.connect(str(home / "store"))
    schema.upgrade(connection)
    with pytest.raises(driver.Failure):
        schema.upgrade(connection, (*schema.STEPS, "CREATE TABLE extra (a); SELECT * FROM nowhere"))
    connection.rollback()

    assert connection.execute("PRAGMA user_version").fetchone() == (len(schema.STEPS),)
    assert connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'extra'").fetchone() == (0,)
    connection.close()


def test_a_store_of_a_later_program_is_left_alone(home: Path) -> None:
    connection = driver.connect(str(home / "store"))
    connection.execute("PRAGMA user_version = 99")

    with pytest.raises(StorageFailed) as caught:
        schema.upgrade(connection)

    assert caught.value.params["why"] == "newer"
    connection.close()


def test_a_file_has_one_stream_for_its_whole_life(home: Path) -> None:
    connection = driver.connect(str(home / "store"))
    schema.upgrade(connection)
    before = connection.execute("SELECT id FROM stream").fetchall()
    schema.upgrade(connection)

    assert connection.execute("SELECT id FROM stream").fetchall() == before
    assert len(before) == 1
    connection.close()
