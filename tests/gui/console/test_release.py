"""A newer console is a line in the profile's menu, which asks before its page is opened."""

import datetime as dt

from shared.protocol.releases import Program, ReleaseChanged, ReleaseRecord
from shared.widgets.link_dialog import LinkDialog
from tech_console.views.profile_menu import ProfileButton, ProfileMenu
from tests.gui.console.conftest import Screen

URL = "https://downloads.example.org/console"


def words_of(screen: Screen) -> list[str]:
    button = screen.window.findChildren(ProfileButton)[0]
    button.open_menu()
    menu = screen.window.findChildren(ProfileMenu)[-1]
    words = [action.text() for action in menu.actions()]
    for action in menu.actions():
        if action.text().endswith("available…"):
            action.trigger()
    menu.close()
    return words


def test_the_menu_says_which_version_there_is_and_asks_before_it_opens_the_page(screen: Screen) -> None:
    screen.sign_in()
    assert any(words.startswith("Version 0") for words in words_of(screen))
    at = dt.datetime(2026, 11, 28, tzinfo=dt.UTC)
    release = ReleaseRecord(program=Program.CONSOLE, version="99.1", url=URL, announced_at=at)
    screen.link.push(ReleaseChanged(release=release))
    assert "Version 99.1 is available…" in words_of(screen)
    dialog = next(d for d in screen.window.findChildren(LinkDialog) if d.isVisible())
    assert dialog.host.text() == "downloads.example.org"
    dialog.reject()
