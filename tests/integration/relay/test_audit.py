"""The audit log (P48): append-only, chained, signed; whoever changes, removes, moves or cuts anything is found out by name."""

import datetime as dt
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

from relay.db.engine import sqlite_library
from relay.db.gate import Gate
from relay.db.repositories.audit import event_from
from relay.db.tables import audit_checkpoint, audit_event
from relay.domain import audit as rules
from relay.domain.scope import Role, technician_scope
from relay.net.auditing import page
from relay.services.orders import KeepHouse, PutSetting
from shared.ids import CustomerId, TechnicianId, new_id
from shared.protocol.audit import AuditPage, ReadAudit
from tests.support.cli import Cli
from tests.support.office import LOCAL, RELAY, Office


class Log:
    """An office with some events, two signed marks, and the command that looks at them."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.cli = Cli(office.config.state)
        for round_ in range(2):
            for number in range(5):
                office.customer(f"Customer {round_} {number}")
            office.passes(301)
            office.done(RELAY, KeepHouse())

    def spoil(self, *statements: str) -> None:
        """Change the file as somebody with a database tool would, guards removed."""
        self.office.close()
        connection = sqlite_library().connect(str(self.office.config.database), isolation_level=None)
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
        for statement in (*(f"DROP TRIGGER {name}" for name in names), *statements):
            connection.execute(statement)
        connection.close()
        self.office.reopen()

    def verdict(self, *more: str) -> tuple[str, int]:
        """Return the stable word of what is wrong, and the event that is named."""
        found = self.cli.ask("audit", "verify", *more, status=3)
        return found["error"], int(found["message"].split(":")[0].removeprefix("Event "))


@pytest.fixture
def log(office: Office) -> Log:
    return Log(office)


def test_an_untouched_log_is_whole(log: Log) -> None:
    found = log.cli.ask("audit", "verify")
    assert (found["first"], found["events"], found["marks"]) == (1, found["head"], 2)


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (["UPDATE audit_event SET actor_id = 'nobody' WHERE id = 4"], ("changed", 4)),
        (["UPDATE audit_event SET at = at + 1 WHERE id = 1"], ("changed", 1)),
        (["UPDATE audit_event SET about_customer_id = NULL WHERE id = 6"], ("changed", 6)),
        (["DELETE FROM audit_event WHERE id = 3"], ("missing", 3)),
        (["DELETE FROM audit_event WHERE id = 1"], ("missing", 1)),
        (
            [
                "UPDATE audit_event SET id = 900 WHERE id = 3",
                "UPDATE audit_event SET id = 3 WHERE id = 4",
                "UPDATE audit_event SET id = 4 WHERE id = 900",
            ],
            ("changed", 3),
        ),
        (["DELETE FROM audit_event WHERE id >= 9"], ("tail_cut", 10)),
        (["UPDATE audit_checkpoint SET event_id = 4 WHERE id = 1"], ("bad_mark", 4)),
    ],
    ids=["content", "time", "customer", "deleted", "first deleted", "reordered", "tail cut", "mark"],
)
def test_the_first_bad_event_is_named(log: Log, statements: list[str], expected: tuple[str, int]) -> None:
    log.spoil(*statements)
    assert log.verdict() == expected


def test_a_log_written_anew_with_right_hashes_is_not_what_was_signed(log: Log) -> None:
    rows = log.office.rows(sa.select(audit_event).order_by(audit_event.c.id))
    statements, previous = [], rules.START
    for row in rows:
        event = event_from(row)
        if row.id == 2:
            event = msgspec.structs.replace(event, action="nothing")
        previous = rules.hash_of(previous, event)
        statements.append(
            f"UPDATE audit_event SET action = '{event.action}', hash = x'{previous.hex()}' WHERE id = {row.id}"  # noqa: S608
        )
    log.spoil(*statements)
    assert log.verdict() == ("not_as_marked", 5)


def test_a_cut_that_takes_the_marks_too_is_shown_by_what_was_noted_elsewhere(log: Log) -> None:
    noted = log.cli.ask("audit", "verify")
    expect = f"--expect={noted['head']}:{noted['hash']}"
    assert log.cli.ask("audit", "verify", expect)["events"] == noted["events"]
    log.spoil("DELETE FROM audit_event WHERE id > 5", "DELETE FROM audit_checkpoint WHERE id > 1")
    assert log.cli.ask("audit", "verify")["events"] == 5
    assert log.verdict(expect) == ("tail_cut", noted["head"])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET action = 'x' WHERE id = 2",
        "DELETE FROM audit_event WHERE id = 2",
        "UPDATE audit_checkpoint SET event_id = 1",
        "DELETE FROM audit_checkpoint",
    ],
)
def test_the_database_itself_refuses_to_change_the_log(log: Log, statement: str) -> None:
    with log.office.engine.connect() as connection, pytest.raises(sa.exc.IntegrityError, match="append-only"):
        connection.exec_driver_sql(statement)


def test_a_refused_order_leaves_its_event_and_no_gap(office: Office) -> None:
    reader = office.technician(role="read_only")
    office.code(reader, PutSetting(key="organisation", value='"x"'))
    office.customer()
    office.done(RELAY, KeepHouse())
    assert Cli(office.config.state).ask("audit", "verify")["events"] == len(office.audit())


# Marks and keeping.


def test_a_mark_is_signed_after_five_minutes_with_news_and_not_without(office: Office) -> None:
    office.customer()
    for seconds in (0, 60, 240, 301):
        office.passes(seconds)
        office.done(RELAY, KeepHouse())
    assert marks(office) == [("head", 1)]
    office.customer("Beta")
    office.done(RELAY, KeepHouse())
    assert marks(office) == [("head", 1), ("head", 2)]


def test_a_thousand_events_are_signed_without_waiting(office: Office) -> None:
    office.customer()
    office.done(RELAY, KeepHouse())
    setting = PutSetting(key="organisation", value='"Provider"')
    office.say_together([(LOCAL, setting)] * 1_000)
    office.done(RELAY, KeepHouse())
    assert marks(office) == [("head", 1), ("head", 1_001)]


def test_old_events_go_and_what_stays_is_still_proved(office: Office, log: Log) -> None:
    office.done(LOCAL, PutSetting(key="audit_days", value="10"))
    office.passes(dt.timedelta(days=9).total_seconds())
    office.customer("Late")
    office.passes(dt.timedelta(days=2).total_seconds())
    office.done(RELAY, KeepHouse())
    found = log.cli.ask("audit", "verify")
    assert (found["first"], found["events"]) == (12, 1)
    office.customer("Later")
    assert log.cli.ask("audit", "verify")["events"] == 2
    log.spoil("DELETE FROM audit_event WHERE id = 12")
    assert log.verdict() == ("missing", 12)


def test_a_log_of_which_everything_is_old_goes_on_where_it_ended(office: Office, log: Log) -> None:
    office.done(LOCAL, PutSetting(key="audit_days", value="1"))
    office.passes(dt.timedelta(days=3).total_seconds())
    office.done(RELAY, KeepHouse())
    assert office.audit() == []
    office.customer("Next")
    found = log.cli.ask("audit", "verify")
    assert (found["first"], found["events"]) == (12, 1)


def marks(office: Office) -> list[tuple[str, int]]:
    found = office.rows(sa.select(audit_checkpoint).order_by(audit_checkpoint.c.id))
    return [(row.kind, row.event_id) for row in found]


# Export.


def test_an_export_is_in_order_and_holds_no_formula(office: Office, log: Log, tmp_path: Path) -> None:
    office.technician("=1+1")
    log.cli.ask("audit", "export", str(tmp_path / "audit.csv"))
    lines = (tmp_path / "audit.csv").read_text(encoding="utf-8").splitlines()
    assert [int(line.split(",")[0]) for line in lines[1:]] == list(range(1, len(lines)))
    assert not any(f",{sign}" in line for line in lines for sign in "=+-@")


# What a console reads.


def read(office: Office, customers: frozenset[CustomerId] | None, **filters: object) -> AuditPage:
    scope = technician_scope(technician_id=TechnicianId(new_id()), name="x", role=Role.ADMIN, customers=customers)
    with office.reader.connect() as connection:
        return page(Gate(connection, scope), ReadAudit(ref=1, **filters))  # type: ignore[arg-type]  # any of its fields


def test_who_is_granted_some_customers_reads_their_events_and_nobody_elses(office: Office) -> None:
    acme, beta = office.customer(), office.customer("Beta")
    office.technician()
    theirs = read(office, frozenset({acme}))
    assert [event.customer_id for event in theirs.events] == [acme]
    assert read(office, frozenset({acme}), customer_id=beta).events == []
    assert read(office, frozenset()).events == []
    assert len(read(office, None).events) == len(office.audit())


def test_pages_follow_each_other_newest_first(office: Office, log: Log) -> None:
    first = read(office, None, limit=4)
    second = read(office, None, limit=200, before=first.events[-1].number)
    numbers = [event.number for event in (*first.events, *second.events)]
    assert numbers == list(range(len(office.audit()), 0, -1))
    assert (first.more, second.more) == (True, False)
    assert first.verified
    assert second.verified


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"action": "customer."}, 10),
        ({"action": "customer.sa"}, 10),
        ({"action": "file."}, 0),
        ({"actor_id": "local"}, 10),
    ],
)
def test_filters_narrow_the_page(office: Office, log: Log, filters: dict[str, object], expected: int) -> None:
    assert len(read(office, None, **filters).events) == expected


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_event SET object_id = 'x' WHERE id = 5", "DELETE FROM audit_event WHERE id = 4"],
)
def test_a_page_that_was_tampered_with_says_so(log: Log, statement: str) -> None:
    log.spoil(statement)
    assert not read(log.office, None).verified


def test_the_command_line_reads_what_the_console_reads(office: Office, log: Log) -> None:
    listed = log.cli.ask("audit", "list", "--last=3")["events"]
    assert [row["number"] for row in listed] == [event.number for event in read(office, None, limit=3).events]
