import threading

import shiboken6
from pytestqt.qtbot import QtBot

from shared.link.events import LinkEvent, OutboxCounted
from shared.qt.bridge import LinkBridge


def from_another_thread(bridge: LinkBridge, *events: LinkEvent) -> None:
    def deliver() -> None:
        for event in events:
            bridge.deliver(event)

    thread = threading.Thread(target=deliver)
    thread.start()
    thread.join()


def test_events_arrive_on_the_thread_of_the_screens_in_order(qtbot: QtBot) -> None:
    bridge, heard = LinkBridge(), list[tuple[LinkEvent, int]]()
    bridge.link_event.connect(lambda event: heard.append((event, threading.get_ident())))
    from_another_thread(bridge, *(OutboxCounted(waiting=number) for number in range(50)))

    qtbot.waitUntil(lambda: len(heard) == 50)
    assert heard == [(OutboxCounted(waiting=number), threading.get_ident()) for number in range(50)]


def test_nothing_is_called_back_before_the_caller_returns(qtbot: QtBot) -> None:
    bridge, heard = LinkBridge(), list[LinkEvent]()
    bridge.link_event.connect(heard.append)
    bridge.deliver(OutboxCounted(waiting=1))
    before = list(heard)

    qtbot.waitUntil(lambda: len(heard) == 1)
    assert before == []


def test_a_closed_window_is_not_an_error(qtbot: QtBot) -> None:
    bridge = LinkBridge()
    shiboken6.delete(bridge)

    from_another_thread(bridge, OutboxCounted(waiting=1))
