"""A newer version is a quiet line and a word in *About*; its page opens only when the person says so."""

import datetime as dt

import pytest

from endpoint_agent.views.about_dialog import AboutDialog
from shared.protocol.releases import Program, ReleaseChanged, ReleaseRecord
from shared.widgets.link_dialog import LinkDialog
from tests.gui.agent.conftest import Screen
from tests.gui.agent.test_quiet import USED, refresh, strips
from tests.support import agent_events as e

URL = "https://downloads.example.org/agent"


def announce(screen: Screen, version: str) -> None:
    at = dt.datetime(2026, 11, 28, tzinfo=dt.UTC)
    release = ReleaseRecord(program=Program.AGENT, version=version, url=URL, announced_at=at)
    screen.link.say(e.received(ReleaseChanged(release=release)))
    refresh(screen)


@pytest.fixture
def opened(screen: Screen) -> Screen:
    screen.link.say(e.opened(settings=USED), *e.ready())
    screen.desktop.open()
    return screen


def test_a_newer_version_is_one_line_whose_button_asks_before_it_opens_anything(opened: Screen) -> None:
    announce(opened, "99.1")
    assert strips(opened) == ["Version 99.1 of this program is available"]
    assert opened.desktop.window is not None
    opened.desktop.window.home.strips.banners[0].action_clicked.emit()
    dialog = opened.desktop.dialogs.shown("release")
    assert isinstance(dialog, LinkDialog)
    assert dialog.host.text() == "downloads.example.org"
    assert dialog._cancel.isDefault()


def test_about_names_it_too(opened: Screen) -> None:
    announce(opened, "99.1")
    assert ("Newest version", "99.1") in opened.about.facts()
    opened.desktop.dialogs.about()
    about = opened.desktop.dialogs.shown("about")
    assert isinstance(about, AboutDialog)
    about._page.click()
    assert opened.desktop.dialogs.shown("release") is not None


def test_the_version_that_runs_and_one_before_are_no_news(opened: Screen) -> None:
    announce(opened, "0.0.1")
    assert strips(opened) == []
    opened.desktop.dialogs.about()
    about = opened.desktop.dialogs.shown("about")
    assert isinstance(about, AboutDialog)
    assert not about._page.isVisible()
