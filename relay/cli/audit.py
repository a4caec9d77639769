"""`audit …`: who did what; whether the log is whole; a copy of it for elsewhere."""

import csv
import pathlib
from collections.abc import Iterator
from typing import Any, Final

import click

from relay import exits
from relay.cli import options
from relay.cli.errors import Failure
from relay.cli.output import Output
from relay.cli.reading import reading
from relay.cli.verifying import Finding, verify
from relay.db.gate import Gate
from relay.db.repositories import audit as audit_rows
from relay.db.repositories import directory, technicians
from relay.domain import audit as rules

COLUMNS: Final = ("number", "at", "kind", "who", "action", "object", "customer", "detail")
AT_ONCE: Final = 1_000
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


class NotWhole(Failure):
    """The log was tampered with."""

    exit_code = exits.CHECK_FAILED


@click.group()
def audit() -> None:
    """The audit log: ids and codes, never what was written."""


@audit.command("list")
@options.common
@click.option("--last", type=click.IntRange(1, 10_000), default=50, show_default=True, help="How many events.")
def list_(as_json: bool, last: int, **values: Any) -> None:
    """Show the last events, the newest first."""
    with reading(options.config_from(values)) as gate:
        rows = list(_shown(gate, gate.rows(audit_rows.LAST, most=last)))
    Output(as_json).table("events", COLUMNS, rows, empty="Nothing has happened yet.")


@audit.command("export")
@options.common
@click.argument("target", type=click.Path(dir_okay=False, path_type=pathlib.Path))
def export(as_json: bool, target: pathlib.Path, **values: Any) -> None:
    """Write every event to a CSV file, oldest first; cells that a spreadsheet would calculate are quoted."""
    count = 0
    with reading(options.config_from(values)) as gate, target.open("x", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow([*COLUMNS, "hash"])
        for page in _pages(gate):
            for row, shown in zip(page, _shown(gate, page), strict=True):
                writer.writerow([_cell(value) for value in (*shown, row.hash.hex())])
            count += len(page)
    Output(as_json).say({"events": count, "file": str(target)}, f"{count} events are in {target}.")


@audit.command("verify")
@options.common
@click.option("--expect", metavar="NUMBER:HASH", help="A line of the relay's log or of an export that must be so here.")
def verify_(as_json: bool, expect: str | None, **values: Any) -> None:
    """Prove that no event was changed, removed, added or moved; exit code 3 and the first bad event where one was."""
    config = options.config_from(values)
    if not config.audit_key.exists():
        raise Failure("There is no audit key in this state folder yet.", code="no_audit_key")
    public_key = rules.public_key_of(config.audit_key.read_bytes())
    with reading(config) as gate:
        found = verify(gate, public_key, _expected(expect))
    if found.problem:
        words = f"Event {found.event}: {_WORDS[found.problem]}"
        raise NotWhole(words, code=found.problem, hint="Compare with a backup or an export of before.")
    Output(as_json).say(_facts(found), f"{found.events} events, {found.marks} signed marks: the audit log is whole.")


_WORDS: Final = {
    "changed": "its hash does not fit: it, or the one before it, was changed.",
    "missing": "it is not there: events were removed or moved.",
    "bad_mark": "the mark that covers it was not signed by this relay's audit key.",
    "not_as_marked": "it is not what was signed: the log was rewritten.",
    "tail_cut": "it was signed and is not there any more: the end was cut off.",
    "not_as_expected": "it is not what --expect says.",
}


def _facts(found: Finding) -> dict[str, Any]:
    head = found.head_hash.hex()
    return {"events": found.events, "marks": found.marks, "first": found.first, "head": found.head, "hash": head}


def _expected(given: str | None) -> tuple[int, bytes] | None:
    if given is None:
        return None
    number, _, digest = given.partition(":")
    try:
        return int(number), bytes.fromhex(digest.strip())
    except ValueError as error:
        raise click.BadParameter("a number, a colon and a hash", param_hint="--expect") from error


def _shown(gate: Gate, rows: Any) -> Iterator[tuple[Any, ...]]:
    names = {row.id: row.name for row in gate.rows(technicians.TECHNICIANS)}
    names |= {row.id: row.name for row in gate.rows(directory.CUSTOMERS)}
    for row in rows:
        customer = names.get(row.about_customer_id, row.about_customer_id)
        detail = "" if row.detail == "{}" else row.detail
        who = names.get(row.actor_id, row.actor_id)
        yield (row.id, row.at, row.actor_kind, who, row.action, row.object_id, customer, detail)


def _pages(gate: Gate) -> Iterator[Any]:
    after = 0
    while page := gate.rows(audit_rows.AHEAD, after=after, most=AT_ONCE):
        yield page
        after = page[-1].id


def _cell(value: Any) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = "" if value is None else value.isoformat() if hasattr(value, "isoformat") else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
