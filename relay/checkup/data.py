"""The database, the clock and the accounts."""

import contextlib
import datetime as dt

from relay.backup.database import faults
from relay.checkup.finding import Finding, fail, ok, warn
from relay.config import Config
from relay.db.engine import UnsafeDatabase, reader_engine, sqlite_library
from relay.db.gate import Gate
from relay.db.migrate import current, newest
from relay.db.repositories import technicians
from relay.db.schema import from_ms
from relay.domain.scope import LOCAL_SCOPE, Role

CLOCK_SLACK = dt.timedelta(seconds=5)


def check_sqlite() -> Finding:
    """The library: without the WAL-reset race."""
    try:
        library = sqlite_library()
    except UnsafeDatabase as error:
        return fail("sqlite", str(error), "install the Python package pysqlite3 and start the relay again")
    return ok("sqlite", f"{library.sqlite_version}, outside the WAL-reset range ({library.__name__})")


def check_database(config: Config) -> list[Finding]:
    """The file, its schema and who can sign in; with `PRAGMA integrity_check` over every page."""
    if not config.database.exists():
        return [fail("database", f"there is none in {config.state}", "name the right --state, or run `init`")]
    library = sqlite_library()
    try:
        with contextlib.closing(library.connect(f"{config.database.absolute().as_uri()}?mode=ro", uri=True)) as read:
            found = faults(read)
    except library.DatabaseError as error:
        return [fail("database", str(error), "stop the relay, keep the files, restore the last backup")]
    if found:
        return [fail("database", found[0], "stop the relay, keep the files, restore the last backup")]
    size_mb = config.database.stat().st_size / 1_000_000
    return [ok("database", f"sound, {size_mb:.1f} MB"), *_check_content(config)]


def _check_content(config: Config) -> list[Finding]:
    engine = reader_engine(config.database)
    try:
        revision = current(engine)
        if revision != newest():
            do = "start the relay: it migrates at start" if (revision or "") < newest() else "install the newer program"
            return [fail("schema", f"is {revision}, this program has {newest()}", do)]
        with engine.connect() as connection:
            rows = Gate(connection, LOCAL_SCOPE).rows(technicians.TECHNICIANS)
    finally:
        engine.dispose()
    owners = [row for row in rows if row.role is Role.OWNER and row.is_active]
    accounts = ok("accounts", f"{len(rows)}, {len(owners)} owner") if owners else _NO_OWNER
    return [ok("schema", f"{revision}, the newest"), accounts]


_NO_OWNER = warn("accounts", "there is no owner", "run `sportello-relay init`")


def check_clock(config: Config, now: dt.datetime) -> Finding:
    """The system clock against the latest time the relay has shown: relay time never goes back."""
    try:
        mark = from_ms(int(config.clock_mark.read_text()))
    except FileNotFoundError:
        return ok("clock", "no time shown yet")
    except ValueError:
        return warn("clock", f"{config.clock_mark} cannot be read", "delete the file; the relay writes it anew")
    if mark - now > CLOCK_SLACK:
        behind = str(mark - now).split(".", maxsplit=1)[0]
        do = "set the system clock right (timedatectl); until then the relay goes on from its own latest time"
        return fail("clock", f"the system clock is {behind} behind what the relay has shown", do)
    return ok("clock", f"{now:%Y-%m-%d %H:%M:%S}Z, not behind what the relay has shown")
