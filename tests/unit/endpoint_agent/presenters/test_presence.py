import pytest
from PySide6.QtWidgets import QApplication

from endpoint_agent.os_session.probe import Seen
from endpoint_agent.presenters.presence import PresencePresenter
from endpoint_agent.presenters.quiet import QuietPresenter
from shared.protocol.directory import OsSessionState, ReportPresence
from tests.support import agent_events as e
from tests.support.fake_link import FakeLink

ACTIVE, IDLE, LOCKED = OsSessionState.ACTIVE, OsSessionState.IDLE, OsSessionState.LOCKED


class Person:
    """Stands for the probe."""

    seen = Seen(ACTIVE)

    def look(self) -> Seen:
        return self.seen


@pytest.fixture
def person() -> Person:
    return Person()


@pytest.fixture
def presence(qapp: QApplication, person: Person) -> PresencePresenter:
    link = FakeLink()
    return PresencePresenter(link, person, QuietPresenter(link))


def said(presence: PresencePresenter) -> list[tuple[OsSessionState, int]]:
    assert isinstance(presence._link, FakeLink)
    return [(m.state, m.idle_s) for m in presence._link.notified if isinstance(m, ReportPresence)]


def connect(presence: PresencePresenter) -> None:
    for event in e.ready():
        presence.handle(event)
    presence.stop()


def test_each_connection_begins_with_a_report(presence: PresencePresenter) -> None:
    connect(presence)
    connect(presence)
    assert said(presence) == [(ACTIVE, 0), (ACTIVE, 0)]


def test_only_changes_are_reported(presence: PresencePresenter, person: Person) -> None:
    connect(presence)
    person.seen = Seen(ACTIVE, 40)
    presence.look()
    person.seen = Seen(IDLE, 300)
    presence.look()
    presence.look()
    person.seen = Seen(LOCKED, 301)
    presence.look()
    assert said(presence) == [(ACTIVE, 0), (IDLE, 300), (LOCKED, 301)]


def test_the_idle_time_goes_on_minute_by_minute(presence: PresencePresenter, person: Person) -> None:
    connect(presence)
    for idle_s in (300, 330, 360, 361):
        person.seen = Seen(IDLE, idle_s)
        presence.look()
    assert said(presence)[1:] == [(IDLE, 300), (IDLE, 360)]


def test_the_wish_not_to_be_disturbed_is_told_with_the_next_look(presence: PresencePresenter) -> None:
    connect(presence)
    presence._quiet.begin(None)
    presence.look()
    presence._quiet.end()
    presence.look()
    assert isinstance(presence._link, FakeLink)
    reports = [m.is_undisturbed for m in presence._link.notified if isinstance(m, ReportPresence)]
    assert reports == [False, True, False]
