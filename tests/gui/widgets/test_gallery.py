from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from shared.widgets import gallery_pages
from shared.widgets.gallery import PAGES, Gallery
from shared.widgets.record_table import RecordTable
from shared.widgets.theme import Theme, ThemeMode


@pytest.mark.parametrize("mode", [ThemeMode.LIGHT, ThemeMode.DARK])
def test_every_widget_can_be_shown_in_both_themes(qtbot: QtBot, theme: Theme, tmp_path: Path, mode: ThemeMode) -> None:
    theme.set_mode(mode)
    gallery = Gallery(theme)
    qtbot.addWidget(gallery)
    gallery.show()
    gallery.shoot(tmp_path)
    assert len(list(tmp_path.glob("*.png"))) == len(PAGES)


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> QWidget:
    made = gallery_pages.table()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def table(page: QWidget) -> RecordTable:
    found = page.findChild(RecordTable)
    assert isinstance(found, RecordTable)
    return found


def test_enter_opens_the_record_of_the_current_row(table: RecordTable, qtbot: QtBot) -> None:
    table.select_key("3")
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args[0].id == "3"
    assert table.current_record().id == "3"


def test_the_current_record_is_told_when_it_changes(table: RecordTable, qtbot: QtBot) -> None:
    table.select_key("3")
    with qtbot.waitSignal(table.current_changed) as changed:
        QTest.keyClick(table, Qt.Key.Key_Down)
    assert changed.args[0].id == "4"


def test_a_click_on_a_header_orders_by_it(table: RecordTable) -> None:
    header = table.horizontalHeader()
    where = header.sectionViewportPosition(2) + 20
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(where, 10))
    shown = [str(table.model().index(row, 2).data()) for row in range(40)]
    assert shown == sorted(shown, key=str.casefold)


def test_a_table_is_one_stop_for_the_tab_key(table: RecordTable, qtbot: QtBot) -> None:
    table.setFocus()
    table.select_key("0")
    QTest.keyClick(table, Qt.Key.Key_Tab)
    assert table.current_record().id == "0"
