"""The Scope gate: the one door to the tables. No statement on a customer table runs without a Scope.

A statement is a module constant of a repository. The gate looks once at its tables, adds the customer filter of the
Scope to every one that carries a customer_id, and keeps the guarded form. A second wall in `engine.py` refuses whatever did
not come through here. Cross-customer access therefore finds nothing, which services answer as `not_found`.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

import sqlalchemy as sa
from sqlalchemy.sql import util

from relay.domain.scope import Scope
from shared.errors import NotFound

Row = sa.Row[Any]
Filterable = sa.Select[Any] | sa.Update | sa.Delete
CHECKED: Final = {"scope_checked": True}


class Gate:
    """Runs repositories' statements on one connection for one Scope."""

    def __init__(self, connection: sa.Connection, scope: Scope) -> None:
        self.connection = connection
        self.scope = scope

    def rows(self, statement: sa.Select[Any], **values: Any) -> Sequence[Row]:
        """Return all rows the Scope may see."""
        return self._run(statement, values).all()

    def row(self, statement: sa.Select[Any], **values: Any) -> Row | None:
        """Return the first row or None."""
        return self._run(statement, values).first()

    def change(self, statement: sa.Update | sa.Delete, **values: Any) -> int:
        """Return how many rows were changed: a compare-and-set has won when it is 1."""
        return self._run(statement, values).rowcount

    def insert(self, statement: sa.Insert, *rows: Mapping[str, Any]) -> None:
        """Insert rows. Raises: NotFound for a row of a customer outside the Scope."""
        if self.scope.customers is not None:
            column = gate_column(cast("sa.Table", statement.table))
            if column is not None and any(row[column.name] not in self.scope.customers for row in rows):
                raise NotFound
        self.connection.execute(statement, [dict(row) for row in rows], execution_options=CHECKED)

    def _run(self, statement: Filterable, values: dict[str, Any]) -> sa.CursorResult[Any]:
        guarded, is_filtered = _guard(statement, everything=self.scope.customers is None)
        if is_filtered and self.scope.customers is not None:
            values["scope_customers"] = tuple(self.scope.customers)
        return self.connection.execute(guarded, values, execution_options=CHECKED)


_guarded: dict[tuple[int, bool], tuple[Filterable, Filterable, bool]] = {}


def _guard(statement: Filterable, *, everything: bool) -> tuple[Filterable, bool]:
    key = (id(statement), everything)
    known = _guarded.get(key)
    if known is not None and known[0] is statement:
        return known[1], known[2]
    columns = [column for table in _filtered_tables(statement) if (column := gate_column(table)) is not None]
    guarded = statement
    is_filtered = bool(columns) and not everything
    if is_filtered:
        allowed: sa.BindParameter[Any] = sa.bindparam("scope_customers", expanding=True)
        guarded = statement.where(*[column.in_(allowed) for column in columns])
    _guarded[key] = (statement, guarded, is_filtered)
    return guarded, is_filtered


def gate_column(table: sa.Table) -> sa.Column[Any] | None:
    """Return the column that names a row's customer, None for the provider's own tables."""
    return table.c.get(table.info.get("gate_column", "customer_id"))


def touches_customers(statement: Any) -> bool:
    """Return whether a statement needs a Scope."""
    return any(gate_column(table) is not None for table in _tables(statement))


def _filtered_tables(statement: Filterable) -> list[sa.Table]:
    """Return the tables to filter: all but the optional side of an outer join, which the composite key binds."""
    optional: set[sa.Table] = set()
    for join in _joins(statement):
        right = [table for table in _tables(join.right) if gate_column(table) is not None]
        if join.isouter and right:
            optional.update(right)
            if "customer_id" not in str(join.onclause):
                raise RuntimeError("an outer join must compare customer_id")
    return [table for table in _tables(statement) if table not in optional]


def _joins(statement: Filterable) -> list[sa.Join]:
    sources = list(statement.get_final_froms()) if isinstance(statement, sa.Select) else []
    found: list[sa.Join] = []
    while sources:
        source = sources.pop()
        if isinstance(source, sa.Join):
            found.append(source)
            sources.extend([source.left, source.right])
    return found


def _tables(statement: Any) -> list[sa.Table]:
    found = util.find_tables(
        statement, include_joins=True, include_aliases=True, include_crud=True, include_selects=True
    )
    return [table for table in dict.fromkeys(found) if isinstance(table, sa.Table)]
