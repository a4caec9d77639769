import datetime as dt

import pytest
from pytestqt.qtbot import QtBot

from endpoint_agent.presenters.quiet import QuietPresenter, tomorrow_morning
from tests.support import agent_events as e
from tests.support.fake_link import FakeLink


@pytest.fixture
def quiet(qapp: object, link: FakeLink) -> QuietPresenter:
    made = QuietPresenter(link)
    link.listen(made.handle)
    link.say(e.opened())
    return made


def test_nobody_is_quiet_unasked(quiet: QuietPresenter) -> None:
    assert not quiet.is_on


def test_it_ends_by_itself(quiet: QuietPresenter, qtbot: QtBot) -> None:
    quiet.begin(dt.datetime.now(dt.UTC) + dt.timedelta(milliseconds=30))
    assert quiet.is_on
    qtbot.waitUntil(lambda: not quiet.is_on)
    qtbot.waitUntil(lambda: not quiet._kept.value.is_on)


def test_it_holds_until_it_is_switched_off(quiet: QuietPresenter) -> None:
    quiet.begin(None)
    quiet.look()
    assert quiet.is_on
    assert quiet.until is None
    quiet.end()
    assert not quiet.is_on


def test_it_outlives_the_program(quiet: QuietPresenter, link: FakeLink) -> None:
    quiet.begin_for(60)
    quiet.stop()
    later = QuietPresenter(link)
    later.handle(e.opened(settings=link.settings))
    assert later.is_on
    later.stop()


def test_what_ended_while_the_program_was_off_is_over(quiet: QuietPresenter, link: FakeLink) -> None:
    quiet.begin(dt.datetime.now(dt.UTC) - dt.timedelta(minutes=1))
    later = QuietPresenter(link)
    later.handle(e.opened(settings=link.settings))
    assert not later.is_on
    quiet.stop()


def test_tomorrow_begins_at_eight() -> None:
    today = dt.datetime.now().astimezone()
    assert tomorrow_morning().time() == dt.time(8)
    assert (tomorrow_morning().date() - today.date()).days == 1
