import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from shared.widgets import restart_wish
from shared.widgets.restart_wish import RestartWish


@pytest.fixture
def wish(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> RestartWish:
    monkeypatch.setattr(restart_wish, "QUIET_FOR_S", 0.6)
    return RestartWish(qapp)


def test_where_nobody_is_at_a_window_it_is_due_at_once(qtbot: QtBot, wish: RestartWish) -> None:
    with qtbot.waitSignal(wish.due, timeout=200):
        wish.wish()
    assert wish.is_wished


def test_whoever_types_is_not_interrupted(qtbot: QtBot, wish: RestartWish) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    qtbot.waitUntil(lambda: field.windowHandle() is QApplication.focusWindow())
    due: list[bool] = []
    wish.due.connect(lambda: due.append(True))
    wish.wish()
    for _ in range(6):
        QTest.keyClick(field, Qt.Key.Key_A)
        qtbot.wait(200)
        assert due == []
    qtbot.waitUntil(lambda: due == [True], timeout=3000)
    assert field.text() == "aaaaaa"
