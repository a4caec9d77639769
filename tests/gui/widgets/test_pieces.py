"""The small widgets: shield, avatar, badge, countdown, banner, empty state, search, dialog, app icon, sounds."""

import datetime as dt
import wave

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from shared.qt.sounds import PLAYERS, Sound, Sounds, find_player, sound_file
from shared.widgets.app_icon import SIZES, AppState, app_icon, app_pixmap
from shared.widgets.avatar import COLOURS, Avatar, colours_of, initials
from shared.widgets.badge import Badge, badge_text
from shared.widgets.banner import Banner
from shared.widgets.countdown import Countdown, minutes_seconds
from shared.widgets.dialog import Dialog
from shared.widgets.empty_state import EmptyState
from shared.widgets.icons import icon
from shared.widgets.search_field import SearchField
from shared.widgets.shield import Identity, Shield, identity_help, identity_words
from shared.widgets.theme import Theme
from shared.widgets.tokens import contrast

AT = dt.datetime(2026, 11, 21, 9, 41, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("identity", "begins"),
    [
        (Identity(0), "Not verified"),
        (Identity(1), "Claimed, not verified"),
        (Identity(2, "Marco"), "Assigned by \u2068Marco\u2069"),
        (Identity(3, at=AT), "E-mail confirmed on "),
        (Identity(4, "login.example"), "Verified by \u2068login.example\u2069"),
    ],
)
def test_every_level_of_identity_has_its_words(identity: Identity, begins: str) -> None:
    assert identity_words(identity).startswith(begins)


def test_no_two_levels_say_or_mean_the_same() -> None:
    assert len({identity_words(Identity(level)) for level in range(5)}) == 5
    assert len({identity_help(Identity(level)) for level in range(5)}) == 5


@pytest.mark.parametrize("compact", [False, True])
def test_a_shield_is_never_only_a_picture(qtbot: QtBot, compact: bool) -> None:
    shield = Shield(compact=compact)
    qtbot.addWidget(shield)
    shield.set_identity(Identity(2, "<b>Marco</b>"))
    assert "Marco" in shield.accessibleName()
    assert shield.accessibleDescription()
    assert shield.toolTip()


def test_each_level_is_drawn_differently(qtbot: QtBot, theme: Theme) -> None:
    shield = Shield(compact=True)
    qtbot.addWidget(shield)
    pictures = []
    for level in (0, 1, 2, 4):
        shield.set_identity(Identity(level))
        pictures.append(bytes(shield.grab().toImage().constBits()))
    assert len(set(pictures)) == 4


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Giulia Rossi", "GR"),
        ("anna maria de luca", "AL"),
        ("Cher", "C"),
        ("", "?"),
        ("<b>!", "B"),
        ("👩‍🔧", "?"),
        ("ßa", "S"),
    ],
)
def test_initials_are_the_first_letters_of_first_and_last_name(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_person_has_the_same_colour_everywhere() -> None:
    assert colours_of("some-id") == colours_of("some-id")
    assert len({colours_of(str(number)) for number in range(200)}) == len(COLOURS)


@pytest.mark.parametrize("colour", [colour for pair in COLOURS for colour in pair])
def test_initials_can_be_read_on_every_colour(colour: str) -> None:
    assert contrast("#FFFFFF", colour) >= 4.5


def test_an_avatar_names_the_person(qtbot: QtBot) -> None:
    avatar = Avatar(40)
    qtbot.addWidget(avatar)
    avatar.set_person("Giulia\nRossi", "id")
    avatar.set_presence(True)
    assert avatar.accessibleName() == "Giulia Rossi"
    assert not avatar.grab().isNull()


def test_a_badge_of_zero_takes_no_room_and_a_large_one_is_cut(qtbot: QtBot) -> None:
    badge = Badge()
    qtbot.addWidget(badge)
    assert badge.sizeHint().width() == 0
    badge.set_count(120)
    assert badge_text(120) == badge.accessibleName() == "99+"


def test_a_started_second_counts_as_a_whole_one() -> None:
    assert [minutes_seconds(ms) for ms in (120_000, 93_001, 1, 0, -5)] == ["2:00", "1:34", "0:01", "0:00", "0:00"]


def test_a_countdown_expires_once(qtbot: QtBot) -> None:
    ring = Countdown()
    qtbot.addWidget(ring)
    expired: list[None] = []
    ring.expired.connect(lambda: expired.append(None))
    ring.start(50, 120_000)
    qtbot.waitUntil(lambda: bool(expired))
    assert ring.remaining_ms() == 0
    assert len(expired) == 1


def test_a_stopped_countdown_does_not_expire(qtbot: QtBot) -> None:
    ring = Countdown()
    qtbot.addWidget(ring)
    ring.start(94_000, 120_000)
    ring.stop()
    assert 93_000 < ring.remaining_ms() <= 94_000
    assert ring.accessibleName() == "Time left: 1:40"


def test_a_banner_is_hidden_until_it_says_something(qtbot: QtBot, theme: Theme) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    assert banner.text() == ""
    banner.say("warn", "2 messages <waiting>", "Try again")
    assert banner.text() == banner.accessibleName() == "2 messages <waiting>"
    with qtbot.waitSignal(banner.action_clicked):
        banner.findChild(QPushButton).click()  # type: ignore[union-attr]  # it has one
    banner.clear()
    assert banner.text() == ""


def test_an_empty_state_offers_a_button_only_when_there_is_something_to_do(qtbot: QtBot, theme: Theme) -> None:
    state = EmptyState("ticket")
    qtbot.addWidget(state)
    state.set_words("No tickets")
    button = state.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    assert button.isHidden()
    state.set_words("No tickets", "Open one from a conversation.", "New ticket")
    assert not button.isHidden()
    with qtbot.waitSignal(state.clicked):
        button.click()


def test_escape_empties_a_search_first(qtbot: QtBot) -> None:
    field = SearchField()
    qtbot.addWidget(field)
    heard: list[str] = []
    field.search_changed.connect(heard.append)
    QTest.keyClicks(field, "ab ")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert heard == ["a", "ab", ""]


def test_the_only_button_in_a_search_is_the_cross_that_empties_it(qtbot: QtBot, theme: Theme) -> None:
    field = SearchField()
    qtbot.addWidget(field)
    field.show()
    assert not [button for button in field.findChildren(QAbstractButton) if button.isVisible()]
    field.setText("ab")
    (cross,) = (button for button in field.findChildren(QAbstractButton) if button.isVisible())
    heard = QAccessible.queryAccessibleInterface(cross)
    assert heard.text(QAccessible.Text.Name) == "Clear search"


def test_the_down_key_leaves_the_search_for_the_list(qtbot: QtBot) -> None:
    field = SearchField()
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.down_pressed):
        QTest.keyClick(field, Qt.Key.Key_Down)


def test_a_dialog_grows_for_all_lines_of_its_error(qtbot: QtBot, theme: Theme) -> None:
    dialog = Dialog("Rename the ticket")
    qtbot.addWidget(dialog)
    dialog.add_field("Title", QLineEdit())
    dialog.show()
    before = dialog.height()
    dialog.show_error("The title may have at most 200 characters, and this one has some more. " * 4)
    layout = dialog.layout()
    assert layout is not None
    assert dialog.height() >= max(before + 1, layout.totalHeightForWidth(dialog.width()))


def test_enter_presses_the_default_button_and_escape_closes(qtbot: QtBot, theme: Theme) -> None:
    dialog = Dialog("Rename")
    qtbot.addWidget(dialog)
    field = QLineEdit()
    dialog.add_field("Title", field)
    dialog.add_cancel()
    save = dialog.add_button("Save", "primary", is_default=True)
    save.clicked.connect(dialog.accept)
    dialog.show()
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(field, Qt.Key.Key_Return)
    dialog.show()
    with qtbot.waitSignal(dialog.rejected):
        QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.accessibleName() == "Title"


def test_a_busy_dialog_can_be_left_but_not_confirmed_twice(qtbot: QtBot) -> None:
    dialog = Dialog("Rename")
    qtbot.addWidget(dialog)
    cancel, save = dialog.add_cancel(), dialog.add_button("Save", "primary", is_default=True)
    dialog.show_error("The name is too long.")
    dialog.set_busy(True)
    assert (save.isEnabled(), cancel.isEnabled(), dialog.error_text()) == (False, True, "")
    dialog.set_busy(False)
    assert save.isEnabled()


def test_every_state_of_the_icon_has_a_picture_of_its_own_shape(qtbot: QtBot) -> None:
    shapes = set()
    for state in AppState:
        picture = app_pixmap(22, state).toImage()
        shapes.add(bytes(picture.convertToFormat(picture.Format.Format_Grayscale8).constBits()))
    assert len(shapes) == len(AppState)


def test_the_unread_number_changes_the_icon_at_every_size(qtbot: QtBot) -> None:
    for size in SIZES:
        pictures = [app_pixmap(size, AppState.CONNECTED, unread).toImage() for unread in (0, 3, 8, 12)]
        assert all(one != other for number, one in enumerate(pictures) for other in pictures[number + 1 :])


def test_the_icon_has_every_size_a_desktop_asks_for(qtbot: QtBot) -> None:
    assert app_icon().availableSizes() == [QSize(size, size) for size in SIZES]


@pytest.mark.parametrize("sound", ["request", "message"])
def test_sounds_are_short_wave_files(sound: Sound) -> None:
    with wave.open(str(sound_file(sound))) as file:
        assert 0.2 < file.getnframes() / file.getframerate() < 1.5


def test_sounds_are_silent_when_switched_off_or_without_a_player(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert find_player() is None
    assert not Sounds().play("message")
    assert not Sounds(is_on=False).play("message")


def test_a_burst_sounds_once(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("bin")
    heard = folder / "heard"
    player = folder / PLAYERS[0][0]
    player.write_text(f'#!/bin/sh\necho "$1" >> {heard}\n')
    player.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    sounds = Sounds()
    assert [sounds.play("message"), sounds.play("message"), sounds.play("request")] == [True, False, True]
    qtbot.waitUntil(lambda: heard.exists() and len(heard.read_text().splitlines()) == 2)


def test_an_icon_of_no_size_is_no_picture_and_no_complaint(theme: Theme) -> None:
    # Qt warns about a painter on nothing, and a warning fails a test.
    assert icon("lock").pixmap(QSize(0, 0)).isNull()
    assert not icon("lock").pixmap(QSize(16, 16)).isNull()
