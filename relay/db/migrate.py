"""Bring a database to the newest schema with Alembic, from code: there is no ini file to lose."""

import pathlib

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

FOLDER = pathlib.Path(__file__).parent / "migrations"


def migrate(engine: sa.Engine, revision: str = "head") -> None:
    """Run every migration up to `revision`; each in a transaction of its own, forward only."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
