import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontDatabase, QIcon, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from shared.resources import RESOURCES
from shared.widgets.icons import icon
from shared.widgets.theme import Theme, ThemeMode, set_kind, tokens_of
from shared.widgets.tokens import DARK, FONT_FAMILY, LIGHT


def test_switching_the_theme_reaches_open_windows_and_tells_about_it(qtbot: QtBot, theme: Theme) -> None:
    label = QLabel("x")
    qtbot.addWidget(label)
    assert tokens_of(label) is LIGHT
    with qtbot.waitSignal(theme.changed):
        theme.set_mode(ThemeMode.DARK)
    assert tokens_of(label) is DARK
    assert tokens_of() is DARK


def test_the_bundled_font_is_used(theme: Theme) -> None:
    assert FONT_FAMILY in QFontDatabase.families()
    assert QApplication.font().family() == FONT_FAMILY


def test_font_licence_and_icon_licence_stand_beside_the_files() -> None:
    assert "SIL OPEN FONT LICENSE" in (RESOURCES / "fonts" / "LICENSE.txt").read_text()
    assert "ISC License" in (RESOURCES / "icons" / "LICENSE.txt").read_text()


def test_an_icon_takes_the_colour_of_the_theme_shown_now(theme: Theme) -> None:
    made = icon("minus", "danger_text")
    assert _colour_of(made) == QColor(LIGHT.danger_text)
    theme.set_mode(ThemeMode.DARK)
    assert _colour_of(made) == QColor(DARK.danger_text)


def test_an_icon_has_as_many_pixels_as_the_screen_asks_for(theme: Theme) -> None:
    pixmap = icon("send").pixmap(QSize(20, 20), 1.5)
    assert pixmap.size() == QSize(30, 30)
    assert pixmap.devicePixelRatio() == pytest.approx(1.5)


def test_every_bundled_icon_can_be_drawn(theme: Theme) -> None:
    names = [path.stem for path in (RESOURCES / "icons").glob("*.svg")]
    assert [name for name in names if _is_blank(icon(name).pixmap(24))] == []


def test_an_unknown_icon_is_an_error_where_it_is_named() -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")


def test_a_kind_set_after_showing_is_drawn(qtbot: QtBot, theme: Theme) -> None:
    button = QPushButton("Accept")
    qtbot.addWidget(button)
    button.show()
    set_kind(button, "primary")
    assert button.grab().toImage().pixelColor(6, button.height() // 2) == QColor(LIGHT.accent)


def test_what_tab_has_reached_has_one_ring_and_no_frame_within(qtbot: QtBot, theme: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    first, button = QPushButton("Start chat"), QPushButton("New ticket")
    for made in (first, button):
        column.addWidget(made)
    button.setFixedWidth(200)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert button.hasFocus()
    row = [button.grab().toImage().pixelColor(x, 5).name() for x in range(10, 190)]
    assert set(row) == {QColor(LIGHT.surface).name()}


def _colour_of(made: QIcon) -> QColor:
    colour = made.pixmap(48).toImage().pixelColor(24, 24)
    colour.setAlpha(255)
    return colour


def _is_blank(pixmap: QPixmap) -> bool:
    blank = QPixmap(pixmap.size())
    blank.fill(Qt.GlobalColor.transparent)
    return pixmap.toImage() == blank.toImage()
