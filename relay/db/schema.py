"""Metadata, naming convention and column types shared by all tables."""

import datetime as dt
import enum
from typing import Any

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MILLISECOND = dt.timedelta(milliseconds=1)


class Instant(sa.types.TypeDecorator[dt.datetime]):
    """An aware UTC datetime, kept as whole milliseconds since 1970: sorts, compares and travels as a number."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: sa.Dialect) -> int | None:
        return None if value is None else to_ms(value)

    def process_result_value(self, value: Any | None, dialect: sa.Dialect) -> dt.datetime | None:
        return None if value is None else from_ms(value)


def to_ms(value: dt.datetime) -> int:
    """Return milliseconds since 1970."""
    return (value - EPOCH) // MILLISECOND


def from_ms(value: int) -> dt.datetime:
    """Return the aware UTC datetime."""
    return EPOCH + value * MILLISECOND


class Word(sa.types.TypeDecorator[enum.Enum]):
    """An Enum kept as its value, so that the table reads like the wire."""

    impl = sa.String(24)
    cache_ok = True

    def __init__(self, words: type[enum.Enum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: enum.Enum | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else str(value.value)

    def process_result_value(self, value: Any | None, dialect: sa.Dialect) -> enum.Enum | None:
        return None if value is None else self.words(value)


def id_column(name: str, *, primary_key: bool = False, nullable: bool = False) -> sa.Column[str]:
    """Return a column for one of the ids of shared/ids.py."""
    return sa.Column(name, sa.String(36), primary_key=primary_key, nullable=nullable)


def customer_key() -> sa.Column[str]:
    """Return the part of every customer table's key that the gate looks for by name.

    Where clients make the other part, a UniqueConstraint("id") keeps it one thing's in the whole relay: hints, records
    and the relay's own look-ups know things by their id alone. Where there is none, this column is the key's last: the
    relay looks rows up without naming a customer, and an index helps only from its first column on.
    """
    return sa.Column("customer_id", sa.String(36), sa.ForeignKey("customer.id"), primary_key=True)


def same_customer(column: str, target: str) -> sa.ForeignKeyConstraint:
    """Return the composite reference that makes a link between two customers impossible."""
    return sa.ForeignKeyConstraint(["customer_id", column], [f"{target}.customer_id", f"{target}.id"])
