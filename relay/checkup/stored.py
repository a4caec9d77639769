"""The bytes of files, and the virus scanner that looks at them."""

import contextlib
import socket

from relay.adapters.file_store import FileStore
from relay.checkup.finding import Finding, fail, ok
from relay.config import Config
from relay.db.gate import Gate
from relay.db.repositories import files

ANSWER_WITHIN_S = 5.0


def check_stored(config: Config, gate: Gate) -> Finding:
    """Every file that can be fetched is there, with the size the database says; hashes are for those who fetch."""
    store, rows = FileStore(config.files), gate.rows(files.WHOLE)
    missing = [row for row in rows if _size(store, row.customer_id, row.stored_as) != row.size]
    if missing:
        do = "put back the `files` folder of the same moment as the database, from the same backup"
        return fail("stored", f"{len(missing)} of {len(rows)} files are missing or cut off", do)
    size_mb = sum(row.size for row in rows) / 1_000_000
    return ok("stored", f"{len(rows)} files, {size_mb:.1f} MB, none missing")


def _size(store: FileStore, customer_id: str, stored_as: str) -> int:
    try:
        return store.path(customer_id, stored_as).stat().st_size
    except FileNotFoundError:
        return -1


def check_scanner(config: Config) -> Finding:
    """The virus scanner answers; without one files are checked by the relay's own rules only."""
    if not config.clamd:
        return ok("scanner", "none")
    kind, _, where = config.clamd.partition(":")
    host, _, port = where.rpartition(":")
    try:
        with contextlib.closing(
            _unix(where) if kind == "unix" else socket.create_connection((host.strip("[]"), int(port)), ANSWER_WITHIN_S)
        ) as connection:
            connection.sendall(b"zPING\0")
            answer = connection.recv(64)
    except OSError as error:
        do = "start clamd, or let the relay's user open its socket; until then files stay unchecked and closed"
        return fail("scanner", f"{config.clamd}: {error.strerror or type(error).__name__}", do)
    if answer != b"PONG\0":
        return fail("scanner", f"{config.clamd} answers, but not as clamd does", "give --clamd the address of clamd")
    return ok("scanner", f"{config.clamd} answers")


def _unix(path: str) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(ANSWER_WITHIN_S)
    try:
        connection.connect(path)
    except OSError:
        connection.close()
        raise
    return connection
