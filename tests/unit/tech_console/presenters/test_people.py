"""Import, export and the audit log as presenters: a hundred rows at a time, page by page, and only the last question counts."""

import json
from pathlib import Path
from typing import Any

import pytest

from shared.errors import Unavailable
from shared.ids import ContactId, new_id
from shared.link.events import Answered
from shared.protocol.audit import AuditPage, AuditRecord, ReadAudit
from shared.protocol.people import (
    ContactExported,
    ContactsImported,
    ExportContact,
    ImportContacts,
    ImportRow,
    RowOutcome,
)
from tech_console.presenters.audit_log import LogStage
from tests.support.console_records import ACME, GIULIA, NOW
from tests.support.consoles import Played


@pytest.fixture
def played(qapp: object) -> Played:
    played = Played()
    played.sign_in()
    return played


def rows(count: int) -> list[ImportRow]:
    return [ImportRow(contact_id=ContactId(new_id()), e_mail=f"a{n}@acme.example") for n in range(count)]


def made(count: int) -> ContactsImported:
    return ContactsImported(re=0, outcomes=[RowOutcome(outcome="created")] * count)


def test_an_import_asks_for_a_hundred_rows_at_a_time(played: Played) -> None:
    heard: list[Any] = []
    running = played.console.people.importing(ACME, rows(250), dry_run=True)
    running.finished.connect(heard.append)
    running.progressed.connect(lambda done, of: heard.append((done, of)))
    running.start()
    for count in (100, 100, 50):
        assert len(played.link.last(ImportContacts).rows) == count
        played.link.answer(made(count))
    assert heard[:4] == [(0, 250), (100, 250), (200, 250), (250, 250)]
    assert len(heard[-1]) == 250
    assert played.link.count(ImportContacts) == 3


def test_a_refused_import_says_so_and_asks_no_more(played: Played) -> None:
    problems: list[Any] = []
    running = played.console.people.importing(ACME, rows(150), dry_run=False)
    running.failed.connect(problems.append)
    running.start()
    played.link.refuse(Unavailable.code)
    assert [problem.code for problem in problems] == ["unavailable"]
    assert played.link.count(ImportContacts) == 1


def test_an_import_that_was_stopped_asks_no_more(played: Played) -> None:
    running = played.console.people.importing(ACME, rows(150), dry_run=True)
    running.start()
    running.stop()
    played.link.answer(made(100))
    assert played.link.count(ImportContacts) == 1


def test_an_export_writes_every_page_into_one_file(played: Played, tmp_path: Path) -> None:
    counted: list[int] = []
    export = played.console.people.exporting(GIULIA, tmp_path / "giulia.jsonl")
    export.finished.connect(counted.append)
    export.start()
    played.link.answer(ContactExported(re=0, lines=['{"record":"contact"}', '{"record":"address"}'], next=2))
    assert played.link.last(ExportContact).after == 2
    played.link.answer(ContactExported(re=0, lines=['{"record":"message"}']))
    lines = (tmp_path / "giulia.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["record"] for line in lines] == ["contact", "address", "message"]
    assert counted == [3]


def test_an_export_into_nowhere_is_told(played: Played, tmp_path: Path) -> None:
    problems: list[Any] = []
    export = played.console.people.exporting(GIULIA, tmp_path / "missing" / "x.jsonl")
    export.failed.connect(problems.append)
    export.start()
    played.link.answer(ContactExported(re=0, lines=["{}"]))
    assert problems == [None]


# The audit log.


def event(number: int) -> AuditRecord:
    return AuditRecord(number=number, at=NOW, actor_kind="local", actor_id="local", action="customer.saved")


def test_pages_of_the_log_follow_each_other(played: Played) -> None:
    log = played.console.audit_log
    log.load()
    played.link.answer(AuditPage(re=0, events=[event(9), event(8)], more=True))
    log.load_more()
    assert played.link.last(ReadAudit).before == 8
    played.link.answer(AuditPage(re=0, events=[event(7)], more=False))
    assert [event.number for event in log.events] == [9, 8, 7]
    log.load_more()
    assert played.link.count(ReadAudit) == 2


def test_one_page_that_is_not_proved_makes_all_of_it_unproved(played: Played) -> None:
    log = played.console.audit_log
    log.load()
    played.link.answer(AuditPage(re=0, events=[event(9)], more=True, verified=False))
    log.load_more()
    played.link.answer(AuditPage(re=0, events=[event(8)], verified=True))
    assert not log.is_verified
    log.load()
    played.link.answer(AuditPage(re=0, events=[event(9)], verified=True))
    assert log.is_verified


def test_an_answer_to_older_filters_is_not_shown(played: Played) -> None:
    log = played.console.audit_log
    log.load()
    late = played.link.asked[-1][0]
    log.filter(action="file.")
    played.link.answer(AuditPage(re=0, events=[event(2)]))
    played.link.say(Answered(ticket=late, reply=AuditPage(re=0, events=[event(9)])))
    assert [event.number for event in log.events] == [2]


def test_a_refused_page_is_told(played: Played) -> None:
    played.console.audit_log.load()
    played.link.refuse("forbidden")
    assert played.console.audit_log.stage is LogStage.FAILED
