"""The thread that reports: silent until it is asked, bounded in what it costs, and never in the way of an end."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from endpoint_agent.inventory import keeping
from endpoint_agent.inventory.looking import QUICK, SLOW, LookFailed
from endpoint_agent.inventory.reporter import InventoryReporter
from endpoint_agent.inventory.reporting import Kept
from shared.inventory import Sections
from shared.link.events import Answered, LinkState, LinkStateChanged, Received, Refused, RequestTicket
from shared.protocol.base import Done
from shared.protocol.inventory import InventoryWanted, ProcessesWanted, ProcessRow, ReportInventory, ReportProcesses
from tests.support.fake_link import FakeLink
from tests.support.inventories import COMPUTER
from tests.support.waiting import until


class FakeLooks:
    """A computer that is as the test says, and counts how often it was looked at."""

    def __init__(self) -> None:
        self.now: Sections = dict(COMPUTER)
        self.looked: list[frozenset[str]] = []
        self.fails = False
        self.stopped = threading.Event()

    def sections(self, wanted: frozenset[str]) -> Sections:
        self.looked.append(wanted)
        if self.fails:
            raise LookFailed("no")
        return {section: items for section, items in self.now.items() if section in wanted}

    def processes(self) -> list[ProcessRow]:
        return [ProcessRow(pid=1, name="init")]

    def stop(self) -> None:
        self.stopped.set()


class Desk:
    """A reporter with everything around it in the test's hands."""

    def __init__(self, folder: Path) -> None:
        self.link, self.looks, self.at = FakeLink(), FakeLooks(), 1000.0
        self.reporter = InventoryReporter(self.link, self.looks, folder, lambda: self.at)
        self.path = folder / keeping.FILE

    @property
    def reports(self) -> list[tuple[RequestTicket, ReportInventory]]:
        return [(ticket, part) for ticket, part in self.link.asked if isinstance(part, ReportInventory)]

    def wanted(self, version: int = 0) -> None:
        self.reporter.handle(Received(message=InventoryWanted(version=version)))

    def report(self, number: int) -> tuple[RequestTicket, ReportInventory]:
        """Return the report of that number, waiting for it."""
        until(lambda: len(self.reports) >= number, what=f"report {number}")
        assert len(self.reports) == number
        return self.reports[number - 1]

    def accept(self, number: int) -> ReportInventory:
        """Let the relay take a report and wait until that is on disk."""
        ticket, part = self.report(number)
        self.reporter.handle(Answered(ticket=ticket, reply=Done(re=1)))
        until(lambda: keeping.load(self.path).version == part.version, what="the file")
        return part

    def seen(self) -> None:
        """Wait until the thread has dealt with all it was given: its answers come in order."""
        before = len(self.link.notified)
        self.reporter.handle(Received(message=ProcessesWanted(question_id="0" * 36)))
        until(lambda: len(self.link.notified) > before, what="the processes")

    def later(self, seconds: float) -> None:
        """Let time go on and the thread see it."""
        self.at += seconds
        self.reporter.handle(LinkStateChanged(state=LinkState.READY))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.reporter.stop()


def test_until_the_relay_asks_nothing_is_looked_at_and_no_thread_runs(desk: Desk) -> None:
    before = threading.active_count()
    desk.reporter.handle(LinkStateChanged(state=LinkState.READY))
    assert threading.active_count() == before
    assert desk.looks.looked == []


def test_the_first_time_everything_is_told_and_then_remembered(desk: Desk) -> None:
    desk.wanted()
    part = desk.accept(1)
    assert (part.version, part.base) == (1, 0)
    assert keeping.load(desk.path) == Kept(1, COMPUTER)


def test_a_restart_tells_only_what_is_different(tmp_path: Path) -> None:
    keeping.save(tmp_path / keeping.FILE, Kept(7, COMPUTER))
    desk = Desk(tmp_path)
    desk.looks.now["hardware"] = {**COMPUTER["hardware"], "memory": {"total_bytes": 8}}
    desk.wanted(7)
    _, part = desk.report(1)
    assert (part.base, [change.section for change in part.changes]) == (7, ["hardware"])
    desk.reporter.stop()


def test_every_ten_minutes_quick_facts_every_hour_all_of_them(desk: Desk) -> None:
    desk.wanted()
    desk.accept(1)
    desk.later(13 * 60)
    until(lambda: desk.looks.looked[1:] == [QUICK], what="a quick look")
    desk.later(90 * 60)
    until(lambda: desk.looks.looked[2:] == [QUICK | SLOW], what="a whole look")
    assert len(desk.reports) == 2  # nothing was different; once an hour that is said


def test_without_a_connection_nothing_is_looked_at(desk: Desk) -> None:
    desk.wanted()
    desk.accept(1)
    desk.reporter.handle(LinkStateChanged(state=LinkState.OFFLINE))
    desk.later(5 * 3600)
    desk.seen()
    assert len(desk.looks.looked) == 1


def test_whoever_asks_again_at_once_costs_no_further_look(desk: Desk) -> None:
    desk.wanted()
    desk.accept(1)
    desk.wanted(1)
    _, part = desk.report(2)
    assert (part.base, part.changes, len(desk.looks.looked)) == (1, [], 1)


def test_whoever_asks_soon_gets_quick_facts_anew(desk: Desk) -> None:
    desk.wanted()
    desk.accept(1)
    desk.at += 10
    desk.wanted(1)
    desk.report(2)
    assert desk.looks.looked == [QUICK | SLOW, QUICK]


def test_a_gap_is_answered_with_the_whole_at_once(desk: Desk) -> None:
    desk.wanted()
    ticket, _ = desk.report(1)
    desk.reporter.handle(Refused(ticket=ticket, code="gap", params={"expected": 4}))
    _, part = desk.report(2)
    assert (part.version, part.base) == (5, 0)


def test_a_relay_that_takes_nothing_is_left_in_peace_for_a_while(desk: Desk, expect_log: Callable[..., object]) -> None:
    expect_log("endpoint_agent.inventory.reporter", 30, text="too_big")
    desk.wanted()
    ticket, _ = desk.report(1)
    desk.reporter.handle(Refused(ticket=ticket, code="too_big"))
    desk.seen()
    desk.later(30)
    desk.seen()
    assert len(desk.reports) == 1
    desk.later(60)
    desk.report(2)


def test_too_often_is_told_once_it_may_be(desk: Desk) -> None:
    desk.wanted()
    ticket, _ = desk.report(1)
    desk.reporter.handle(Refused(ticket=ticket, code="rate_limited", retry_after_ms=9_000))
    desk.seen()
    desk.later(8)
    desk.seen()
    assert len(desk.reports) == 1
    desk.looks.now["system"] = {"os": {"name": "another"}}
    desk.later(2)
    desk.report(2)


def test_a_look_that_fails_is_tried_again_later(desk: Desk, expect_log: Callable[..., object]) -> None:
    expect_log("endpoint_agent.inventory.reporter", 30, text="could not be looked at")
    desk.looks.fails = True
    desk.wanted()
    desk.seen()
    desk.looks.fails = False
    desk.later(100)
    desk.report(1)


def test_the_processes_are_told_to_who_asked(desk: Desk) -> None:
    question_id = "0193d3f0-0000-7000-8000-000000000001"
    desk.reporter.handle(Received(message=ProcessesWanted(question_id=question_id)))
    until(lambda: desk.link.notified, what="the processes")
    assert desk.link.last(ReportProcesses).question_id == question_id


def test_an_end_ends_the_look_that_is_under_way(desk: Desk) -> None:
    desk.wanted()
    desk.report(1)
    desk.reporter.stop()
    assert desk.looks.stopped.is_set()
    assert not [thread for thread in threading.enumerate() if thread.name == "inventory"]
