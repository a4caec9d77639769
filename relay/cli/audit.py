"""`audit`: who did what, newest first."""

from typing import Any

import click

from relay.cli import options
from relay.cli.output import Output
from relay.cli.reading import reading
from relay.db.repositories import audit as audit_rows
from relay.db.repositories import directory, technicians


@click.command()
@options.common
@click.option("--last", type=click.IntRange(1, 10_000), default=50, show_default=True, help="How many events.")
def audit(as_json: bool, last: int, **values: Any) -> None:
    """Show the last events: ids and codes, never what was written."""
    with reading(options.config_from(values)) as gate:
        names = {row.id: row.name for row in gate.rows(technicians.TECHNICIANS)}
        names |= {row.id: row.name for row in gate.rows(directory.CUSTOMERS)}
        rows = [
            (row.at, row.actor_kind, names.get(row.actor_id, row.actor_id), row.action, row.object_id,
             names.get(row.about_customer_id, row.about_customer_id), "" if row.detail == "{}" else row.detail)
            for row in gate.rows(audit_rows.LAST, most=last)
        ]  # fmt: skip
    columns = ("at", "kind", "who", "action", "object", "customer", "detail")
    Output(as_json).table("events", columns, rows, empty="Nothing has happened yet.")
