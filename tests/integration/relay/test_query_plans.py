"""Every statement finds its rows by an index, whoever asks: what is looked up for each message must not grow with them."""

import importlib
import pkgutil
import re

import pytest
import sqlalchemy as sa

from relay.db import repositories
from relay.db.gate import _guard
from tests.support.office import Office

Statement = sa.Select[tuple[object, ...]] | sa.Update | sa.Delete
GROWING = (
    "message", "cursor", "sender_position", "conversation", "chat_request", "request_decline", "ticket", "ticket_talk",
    "ticket_entry", "ticket_history", "mail_outbox", "inventory", "inventory_section", "inventory_software",
    "inventory_change", "device_tag", "watch_match",
)  # fmt: skip
WHOLE_LISTS = {
    "inventory.HEADS", "inventory.ALL_TAGS", "watch.COUNTS",  # what a console asks for when it signs in
    "inventory.WITH_SOFTWARE",  # reads the names of all devices in scope, beside the loop (docs/adr/0008-inventory.md)
    "chat.REQUEST_VIEW", "chat.CONVERSATION_VIEW", "tickets.VIEW",  # parts of other statements
    "chat.OPEN_OR_RECENT", "tickets.ALL", "entries.ALL_OWN_FILES", "entries.ALL_TALK_FILES",  # what a console asks for when it signs in
}  # fmt: skip


def _statements() -> dict[str, Statement]:
    found: dict[str, Statement] = {}
    for module in pkgutil.iter_modules(repositories.__path__):
        named = vars(importlib.import_module(f"{repositories.__name__}.{module.name}"))
        found |= {f"{module.name}.{name}": value for name, value in named.items() if isinstance(value, Statement)}
    return found


STATEMENTS = _statements()


def _plan(office: Office, statement: Statement) -> list[str]:
    text = re.sub(r"\(__\[POSTCOMPILE_\w+\]\)", "(?)", str(statement.compile(dialect=office.engine.dialect)))
    with office.engine.connect() as connection:
        cursor = connection.connection.cursor()
        cursor.execute(f"EXPLAIN QUERY PLAN {text}", [None] * text.count("?"))
        return [row[3] for row in cursor.fetchall()]


@pytest.mark.parametrize("name", sorted(STATEMENTS.keys() - WHOLE_LISTS))
def test_no_statement_reads_a_growing_table_from_end_to_end(office: Office, name: str) -> None:
    for everything in (True, False):
        guarded, _ = _guard(STATEMENTS[name], everything=everything)
        scanned = {step.split()[1] for step in _plan(office, guarded) if step.startswith("SCAN")}
        # SQLite plans for a change of the key too, which no statement makes: then it looks at who refers to the row.
        own = {str(guarded.entity_description["table"])} if isinstance(guarded, sa.Update) else set(GROWING)
        assert scanned & own & set(GROWING) == set()
