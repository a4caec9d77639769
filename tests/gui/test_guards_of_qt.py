"""The guards of conftest.py that concern Qt: windows, timers and the version of PySide6."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tests.support import leaks

SHORT_S = 0.05


def test_a_window_that_stays_is_found(qapp: QApplication) -> None:
    before = leaks.take()
    window = QWidget()
    window.setObjectName("forgotten")
    found = leaks.leftovers(before, within_s=SHORT_S)
    window.deleteLater()
    assert found == ["window QWidget 'forgotten'"]


def test_a_window_on_its_way_out_is_no_leak(qapp: QApplication) -> None:
    before = leaks.take()
    QWidget().deleteLater()
    assert leaks.leftovers(before) == []


def test_a_timer_that_goes_on_is_found(qapp: QApplication) -> None:
    before = leaks.take()
    timer = QTimer()
    timer.setObjectName("forgotten")
    timer.start(60_000)
    found = leaks.leftovers(before, within_s=SHORT_S)
    timer.stop()
    assert len(found) == 1
    assert found[0].startswith("running QTimer 'forgotten'")


def test_qt_calls_keep_the_reference_count_of_none(qapp: QApplication) -> None:
    # The Linux wheel of PySide6 6.12.0 loses one reference to None in each call on Python 3.11 and ends in an abort.
    before = sys.getrefcount(None)
    for _ in range(1000):
        qapp.processEvents()
    assert sys.getrefcount(None) - before > -50
