"""Reads the evidence of a finished run: journals, clients' stores, the relay's database. It judges nothing."""

import contextlib
import hashlib
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import msgspec

from relay.db.engine import sqlite_library
from shared.protocol.chat import ChatMessage
from tests.chaos.evidence import Line, Mark, Row, Truth

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
OWNED = {
    "customer": "id",
    "device": "id",
    "device_key": "id",
    "contact": "id",
    "chat_request": "id",
    "conversation": "id",
    "message": "message_id",
    "ticket": "id",
}
"""Tables whose rows belong to one customer, and the column with their own id."""
_line = msgspec.json.Decoder(Line)
_frame = msgspec.json.Decoder(ChatMessage)


def journal(path: Path) -> list[Line]:
    """Return the lines in order; one that a kill cut in half is nobody's word and is left out."""
    found: list[Line] = []
    for text in path.read_bytes().splitlines() if path.exists() else []:
        with contextlib.suppress(msgspec.DecodeError):
            found.append(_line.decode(text))
    return found


def ids_in(path: Path) -> frozenset[str]:
    """Return every id that stands anywhere in a file."""
    return frozenset(UUID.findall(path.read_text(errors="replace"))) if path.exists() else frozenset()


def kept(path: Path) -> list[Row]:
    """Return the rows on a stopped client's disk."""
    with _opened(path) as store:
        return [_kept(_frame.decode(frame)) for (frame,) in store.execute("SELECT frame FROM inbox")]


def truth(path: Path) -> Truth:
    """Return what a stopped relay's database holds."""
    with _opened(path) as database:
        return Truth(
            rows=_rows(database),
            members={
                conversation_id: frozenset({key, technician})
                for conversation_id, key, technician in database.execute(
                    "SELECT id, device_key_id, technician_id FROM conversation"
                )
            },
            marks=[
                Mark(conversation_id=row[0], member=row[1], delivered=row[2], read=row[3])
                for row in database.execute("SELECT conversation_id, member, delivered, read FROM cursor")
            ],
            requests=dict(database.execute("SELECT id, state FROM chat_request")),
            owners=_owners(database),
        )


def sha256(text: str) -> str:
    """Return the hash under which a journal speaks of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def _rows(database: sqlite3.Connection) -> list[Row]:
    found = database.execute(
        "SELECT conversation_id, seq, message_id, sender, sender_id, stream, number, text FROM message"
    )
    return [
        Row(
            conversation_id=row[0],
            seq=row[1],
            message_id=row[2],
            sender=row[3],
            sender_id=row[4],
            stream=row[5] or "",
            number=row[6] or 0,
            sha256=sha256(row[7]),
        )
        for row in found
    ]


def _kept(message: ChatMessage) -> Row:
    return Row(
        conversation_id=message.conversation_id,
        seq=message.seq,
        message_id=message.message_id,
        sender=message.sender.value,
        sender_id=message.sender_id,
        stream=message.stream,
        number=message.number,
        sha256=sha256(message.text),
    )


def _owners(database: sqlite3.Connection) -> dict[str, str]:
    owners: dict[str, str] = defaultdict(str)
    for table, column in OWNED.items():
        owner = "id" if table == "customer" else "customer_id"
        owners.update(database.execute(f"SELECT {column}, {owner} FROM {table}"))  # noqa: S608 - the names stand above
    return dict(owners)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    library: Any = sqlite_library()
    connection = cast("sqlite3.Connection", library.connect(str(path)))
    try:
        yield connection
    finally:
        connection.close()
