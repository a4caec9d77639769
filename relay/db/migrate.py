"""Bring a database to the newest schema with Alembic, from code: there is no ini file to lose.

Alembic is loaded only when there is something to do: it takes longer to import than the rest of the writer, and a relay that was
killed should be back at once.
"""

import pathlib

import sqlalchemy as sa

FOLDER = pathlib.Path(__file__).parent / "migrations"


def migrate(engine: sa.Engine, revision: str = "head") -> None:
    """Run every migration up to `revision`; each in a transaction of its own, forward only."""
    if revision == "head" and current(engine) == newest():
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def newest() -> str:
    """Return the revision of the last migration; files are named NNNN_what_changed.py."""
    return max(path.name[:4] for path in (FOLDER / "versions").glob("[0-9]*.py"))


def current(engine: sa.Engine) -> str | None:
    """Return the revision a database is at, None for an empty one."""
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
