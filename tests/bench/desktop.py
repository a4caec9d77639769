"""What the screens cost: each figure beside what it is compared with, measured in the same run.

`make bench` imports `run()`. Times are milliseconds of the GUI thread's
processor, so that a busy neighbour does not count; only the ratios mean something on another machine.
"""

import datetime as dt
import itertools
import os
import random
import time
from collections.abc import Callable
from functools import partial

import msgspec

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QApplication, QTableView

from shared.qt.record_list_model import Column, RecordListModel
from shared.widgets.chat_item import ChatItem
from shared.widgets.chat_view import ChatView
from shared.widgets.theme import Theme, ThemeMode
from tests.bench.turns import BLOCK_MS, Turns, best

DEVICES = 50_000
MESSAGES = 10_000
APPENDED = 50
CHANGED = 200
ROUNDS = 3
ORDERS = itertools.count(10 * MESSAGES)
WORDS = [
    "printer",
    "does",
    "not",
    "answer",
    "since",
    "this",
    "morning",
    "please",
    "restart",
    "the",
    "spooler",
    "service",
    "and",
    "tell",
    "me",
]
T0 = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


class Device(msgspec.Struct, frozen=True):
    """A row as wide as the console's device list."""

    id: str
    name: str
    user: str
    site: str
    address: str
    seen: int


class Devices(RecordListModel[Device]):
    """The device list of the bench."""

    def __init__(self) -> None:
        super().__init__(
            [
                Column(lambda: "Device", lambda record: record.name),
                Column(lambda: "User", lambda record: record.user),
                Column(lambda: "Site", lambda record: record.site),
                Column(lambda: "Address", lambda record: record.address),
                Column(lambda: "Seen", lambda record: str(record.seen), lambda record: record.seen),
            ]
        )


def run() -> list[dict[str, str | float]]:
    """Measure everything once and return one row per figure: name, value, unit, goal, ratio and its goal."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    Theme(app, ThemeMode.LIGHT)
    return [*_table(app), *_chat(app)]


def _table(app: QApplication) -> list[dict[str, str | float]]:
    devices = _devices()
    own, view = Devices(), QTableView()
    _shown(app, view, own)
    load = _ms(app, lambda: own.set_records(devices))
    keys = [_ms(app, partial(own.set_search, text)) for text in ("p", "pc", "pc-0", "pc-00", "", "milano")]
    own.set_search("")
    sort = max(min(_ms(app, partial(own.sort, column)) for _ in range(ROUNDS)) for column in (0, 4))
    changes = _ms(app, partial(_see_again, own, devices[:CHANGED]))
    view.close()
    proxy, plain, view = QSortFilterProxyModel(), Devices(), QTableView()
    plain.set_records(devices)
    proxy.setSourceModel(plain)
    _shown(app, view, proxy)
    by_proxy = _ms(app, lambda: proxy.sort(0))
    view.close()
    return [
        _row("50,000 devices: load", load),
        _row("50,000 devices: slowest keystroke", max(keys), goal_ms=30),
        _row(
            "50,000 devices: sort", sort, goal_ms=60, ratio=by_proxy / sort, ratio_goal=50, of="QSortFilterProxyModel"
        ),
        _row("50,000 devices: sort by QSortFilterProxyModel", by_proxy),
        _row("50,000 devices: 200 updates that move", changes),
    ]


def _chat(app: QApplication) -> list[dict[str, str | float]]:
    view = ChatView()
    view.resize(420, 600)
    view.show()
    app.processEvents()
    items = _messages()
    load = min(_ms(app, lambda: view.set_stream(reversed(items))) for _ in range(ROUNDS))
    opened = best(ROUNDS, lambda: Turns(app).run(lambda: view.set_stream(reversed(items))))
    to_the_top = best(ROUNDS, lambda: _to_the_top(app, view, items))
    append = min(_append(app, view, start) for start in range(ROUNDS)) / APPENDED
    appended = best(ROUNDS, lambda: _longest_append(app, view))
    resize = _ms(app, lambda: view.resize(600, 600))
    view.close()
    return [
        _row("10,000 messages: open", load, goal_ms=80),
        _row("10,000 messages: append one", append, goal_ms=2),
        _row("10,000 messages: resize", resize),
        _row("10,000 messages: longest block, open", opened.longest_ms, goal_ms=BLOCK_MS),
        _row("10,000 messages: longest block, append", appended.longest_ms, goal_ms=BLOCK_MS),
        _row("10,000 messages: longest block, up to the first one", to_the_top.longest_ms, goal_ms=BLOCK_MS),
        _row("10,000 messages: up to the first one", to_the_top.all_ms),
    ]


def _to_the_top(app: QApplication, view: ChatView, items: list[ChatItem]) -> Turns:
    view.set_stream(reversed(items))
    first = items[0].key
    return Turns(app).run(lambda: view.go_to(first), is_busy=lambda: view.model.row_of(first) < 0)


def _append(app: QApplication, view: ChatView, start: int) -> float:
    def add() -> None:
        for number in range(APPENDED):
            order = MESSAGES + start * APPENDED + number
            at = T0 + dt.timedelta(minutes=3 * order)
            view.upsert(ChatItem(key=f"new{order}", mine=True, text="hello there " * 5, at=at, order=order))
            app.processEvents()

    return _ms(app, add)


def _longest_append(app: QApplication, view: ChatView) -> Turns:
    turns = Turns(app)
    for _ in range(APPENDED):
        order, at = next(ORDERS), T0 + dt.timedelta(days=90)
        turns.run(partial(view.upsert, ChatItem(key=f"late{order}", mine=True, text="hello", at=at, order=order)))
    return turns


def _row(
    name: str,
    ms: float,
    *,
    goal_ms: float | None = None,
    ratio: float | None = None,
    ratio_goal: float | None = None,
    of: str = "",
) -> dict[str, str | float]:
    row: dict[str, str | float] = {"name": name, "value": round(ms, 2), "unit": "ms"}
    optional = {
        "goal": goal_ms,
        "ratio": round(ratio, 1) if ratio else None,
        "ratio_goal": ratio_goal,
        "of": of or None,
    }
    return row | {key: value for key, value in optional.items() if value is not None}


def _ms(app: QApplication, work: Callable[[], object]) -> float:
    start = time.thread_time()
    work()
    app.processEvents()
    return (time.thread_time() - start) * 1000


def _see_again(model: Devices, devices: list[Device]) -> None:
    for number, device in enumerate(devices):
        model.upsert(msgspec.structs.replace(device, seen=10**9 + number))


def _shown(app: QApplication, view: QTableView, model: RecordListModel[Device] | QSortFilterProxyModel) -> None:
    view.setModel(model)
    view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    view.resize(1200, 800)
    view.show()
    app.processEvents()


def _devices() -> list[Device]:
    dice = random.Random(7)
    sites = ("Milano", "Roma", "Torino", "Napoli")
    return [
        Device(
            id=str(number),
            name=f"PC-{dice.randrange(10**6):06d}",
            user=f"user{dice.randrange(20_000)}@corp.example",
            site=dice.choice(sites),
            address=f"10.{dice.randrange(256)}.{dice.randrange(256)}.{dice.randrange(256)}",
            seen=dice.randrange(10**9),
        )
        for number in range(DEVICES)
    ]


def _messages() -> list[ChatItem]:
    dice = random.Random(3)
    return [
        ChatItem(
            key=str(number),
            mine=number % 2 == 0,
            sender_name="Giulia Rossi",
            sender_key="g",
            text=" ".join(dice.choice(WORDS) for _ in range(dice.randrange(3, 40))),
            at=T0 + dt.timedelta(minutes=3 * number),
            state="read",
            order=number,
        )
        for number in range(MESSAGES)
    ]
