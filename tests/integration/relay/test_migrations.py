"""The migrations and the tables say the same; a database with data in it survives every step."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from relay.db import tables
from relay.db.engine import is_fixed, sqlite_library, writer_engine
from relay.db.migrate import FOLDER, migrate
from relay.db.schema import metadata
from tests.support.office import Office, Voice

REVISIONS = [script.revision for script in ScriptDirectory(str(FOLDER)).walk_revisions()][::-1]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    engine = writer_engine(tmp_path / "relay.db")
    yield engine
    engine.dispose()


def test_the_newest_migration_gives_exactly_the_tables_of_the_code(engine: sa.Engine) -> None:
    migrate(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        inspector = sa.inspect(connection)
        assert set(inspector.get_table_names()) == set(metadata.tables) | {"alembic_version"}


@pytest.mark.parametrize("revision", REVISIONS)
def test_each_step_can_be_taken_from_an_empty_file(engine: sa.Engine, revision: str) -> None:
    migrate(engine, revision)
    migrate(engine)
    migrate(engine)


def test_there_is_one_line_of_migrations() -> None:
    assert len(ScriptDirectory(str(FOLDER)).get_heads()) == 1


def test_a_database_with_data_is_opened_again_without_a_change(office: Office) -> None:
    anna, giulia = office.technician(), office.agent(office.customer())
    talk = office.talk(giulia, anna)
    office.done(giulia, Voice(talk).say("ciao"))
    before = _everything(office)
    office.reopen()
    migrate(office.engine)
    assert _everything(office) == before
    assert office.texts(talk) == ["ciao"]


def test_every_customer_table_has_its_customer_in_the_key_and_links_within_it() -> None:
    customer_tables = [table for table in metadata.tables.values() if "customer_id" in table.c]
    assert [t.name for t in customer_tables if "customer_id" not in t.primary_key.columns] == []
    assert [
        f"{table.name}: {constraint.name}"
        for table in customer_tables
        for constraint in table.foreign_key_constraints
        if "customer_id" in constraint.referred_table.c and "customer_id" not in constraint.column_keys
    ] == []


def test_a_link_between_two_customers_is_refused_by_the_schema(office: Office) -> None:
    acme, beta = office.agent(office.customer()), office.agent(office.customer("Beta"))
    contact = office.contact(beta.customer_id)
    row = {
        "customer_id": acme.customer_id, "contact_id": contact, "device_id": acme.device_id, "os_session": "",
        "is_primary": True,
        "level": 2, "method": "assigned", "set_by": "x", "set_at": office.clock.now(), "device_key_id": None,
    }  # fmt: skip
    with pytest.raises(sa.exc.IntegrityError, match="FOREIGN KEY"), office.engine.begin() as connection:
        connection.execute(sa.insert(tables.contact_device), row, execution_options={"scope_checked": True})


def test_the_writer_survives_a_power_cut_and_readers_cannot_write(office: Office) -> None:
    with office.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    with office.reader.connect() as connection, pytest.raises(sa.exc.OperationalError, match="readonly"):
        connection.exec_driver_sql("DELETE FROM technician")


@pytest.mark.parametrize(
    ("version", "fixed"),
    [
        ((3, 40, 1), False), ((3, 44, 5), False), ((3, 44, 6), True), ((3, 45, 0), False), ((3, 50, 6), False),
        ((3, 50, 7), True), ((3, 51, 2), False), ((3, 51, 3), True), ((3, 53, 0), True), ((4, 0, 0), True),
    ],
)  # fmt: skip
def test_a_library_that_can_lose_commits_is_told_from_a_fixed_one(version: tuple[int, int, int], fixed: bool) -> None:
    assert is_fixed(version) is fixed


def test_the_library_in_use_is_a_fixed_one() -> None:
    assert is_fixed(sqlite_library().sqlite_version_info)


def _everything(office: Office) -> dict[str, list[tuple[object, ...]]]:
    with office.reader.connect() as connection:
        return {
            name: [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name}")]  # noqa: S608  # our own names
            for name in metadata.tables
        }
