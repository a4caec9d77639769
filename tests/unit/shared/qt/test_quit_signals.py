import signal

import pytest
from pytestqt.qtbot import QtBot

from shared.qt.quit_signals import QuitSignals


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_reaches_a_loop_that_waits(qtbot: QtBot, number: signal.Signals) -> None:
    quit_signals = QuitSignals()
    try:
        with qtbot.waitSignal(quit_signals.wanted):
            signal.raise_signal(number)
    finally:
        quit_signals.close()


def test_the_signals_are_given_back() -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    quit_signals = QuitSignals()
    assert signal.getsignal(signal.SIGTERM) is not before[0]
    quit_signals.close()
    assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before
