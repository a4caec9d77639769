"""Looking at the relay's rows from the command line: committed rows only, whether a relay runs or not."""

import contextlib
from collections.abc import Iterator, Sequence

import sqlalchemy as sa

from relay.cli.errors import BadSetup, Failure
from relay.config import Config
from relay.db.engine import reader_engine
from relay.db.gate import Gate, Row
from relay.db.repositories import desk, directory, technicians
from relay.domain.scope import LOCAL_SCOPE
from shared.ids import CustomerId


@contextlib.contextmanager
def reading(config: Config) -> Iterator[Gate]:
    """Yield a view of what is committed. Raises: Failure where there is no database."""
    if not config.database.exists():
        hint = "Name the right folder with --state, or begin with `sportello-relay init`."
        raise BadSetup(f"There is no relay in {config.state}.", code="no_relay", hint=hint)
    engine = reader_engine(config.database)
    try:
        with engine.connect() as connection:
            yield Gate(connection, LOCAL_SCOPE)
    except sa.exc.DatabaseError as error:
        hint = "`sportello-relay check` says more; a start of the relay brings an old database up to date."
        raise BadSetup(f"The database cannot be read: {error.orig}", code="database", hint=hint) from error
    finally:
        engine.dispose()


def find_technician(gate: Gate, given: str) -> Row:
    """Return the account with this e-mail address or id. Raises: Failure."""
    row = gate.row(technicians.BY_E_MAIL, of_e_mail=given.strip().lower())
    row = row or gate.row(technicians.TECHNICIAN, of_technician=given)
    if row is None:
        hint = "`sportello-relay technician list` shows all accounts."
        raise Failure(f"There is no account {given!r}.", code="not_found", hint=hint)
    return row


def find_customer(gate: Gate, given: str) -> Row:
    """Return the customer with this name or id. Raises: Failure."""
    row = directory.customer_row(gate, CustomerId(given))
    matching = [c for c in gate.rows(directory.CUSTOMERS) if c.name.casefold() == given.strip().casefold()]
    if row is None and not matching:
        hint = "`sportello-relay customer list` shows all customers."
        raise Failure(f"There is no customer {given!r}.", code="not_found", hint=hint)
    return row if row is not None else matching[0]


def find_group(gate: Gate, given: str) -> Row:
    """Return the group with this name or id. Raises: Failure."""
    return _named(gate.rows(desk.GROUPS), given, "group")


def find_service(gate: Gate, given: str) -> Row:
    """Return the service with this name or id. Raises: Failure."""
    return _named(gate.rows(desk.SERVICES), given, "service")


def _named(rows: Sequence[Row], given: str, what: str) -> Row:
    wanted = given.strip()
    found = [row for row in rows if row.id == wanted or row.name.casefold() == wanted.casefold()]
    if not found:
        hint = f"`sportello-relay {what} list` shows all of them."
        raise Failure(f"There is no {what} {given!r}.", code="not_found", hint=hint)
    return found[0]
