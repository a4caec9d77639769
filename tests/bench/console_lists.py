"""The console's device page with 50,000 devices, in its real window over a played link: load, search, sort, scroll, live changes.

`make bench` imports `run()`. Beside each figure stands what a QTableView over a QSortFilterProxyModel takes in the same run, and the longest
time the window was held up (turns.py).
"""

import datetime as dt
import gc
import itertools
import os
import time
from collections.abc import Callable, Sequence
from functools import partial

import msgspec

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QApplication, QTableView

from shared.protocol.base import Message
from shared.protocol.directory import CustomerChanged, DeviceChanged, DeviceRecord, SettingsChanged
from shared.qt.translator import Language
from shared.widgets.theme import Theme, ThemeMode
from tech_console.models.devices import DeviceModel
from tech_console.resources import CONSOLE_WORDS
from tech_console.views.devices_page import DevicesPage
from tech_console.views.main_window import MainWindow
from tech_console.views.rail import Place
from tech_console.views.ui import Ui
from tests.bench.turns import BLOCK_MS, Row, Turns, best, noise, row
from tests.support import sample_devices
from tests.support.console_records import provider_settings
from tests.support.consoles import Played

DEVICES, CUSTOMERS = 50_000, 400
WORDS = ("n", "nb", "nb-1", "nb-12", "rossi", "online:yes disk:<20", "-tag:vip os:windows", "")
COLUMNS = ("status", "customer", "last_seen", "address", "name")
SECONDS, CHANGES, ROUNDS = 3, 100, 4
NAME = "device list, 50,000 rows"


def run() -> list[Row]:
    """Measure everything once and return one row per figure."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    played = Played()
    language = Language(app, [CONSOLE_WORDS], "en")
    window = MainWindow(Ui(played.console, language, Theme(app, ThemeMode.LIGHT)))
    played.console.world.reloaded.connect(gc.freeze)
    window.show()
    played.console.sign_in.start()
    customers = sample_devices.customers(CUSTOMERS)
    played.sign_in(SettingsChanged(settings=provider_settings()), *[CustomerChanged(customer=c) for c in customers])
    devices = sample_devices.devices(DEVICES, customers, dt.datetime.now(dt.UTC))
    assert window.workspace is not None
    window.workspace.go_to(Place.DEVICES)
    rows = _page(app, played, window.workspace.devices, devices)
    window.hide()
    Played.end_all()
    return [*rows, *_peer_rows(app, rows, devices, {c.customer_id: c.name for c in customers})]


def _page(app: QApplication, played: Played, page: DevicesPage, devices: Sequence[DeviceRecord]) -> list[Row]:
    model, world = page.model, played.console.world
    busy = model._slices
    world.snapshot.devices |= {device.device_id: device for device in devices}
    load = Turns(app).run(
        world.reloaded.emit,
        lambda: model.total() < DEVICES or busy.is_busy,
        lambda: model.rowCount() == DEVICES,
    )
    again = Turns(app).run(world.reloaded.emit, lambda: busy.is_busy)
    load.longest_ms = min(load.longest_ms, again.longest_ms)
    searches = [best(ROUNDS, partial(_search, app, page, text)) for text in WORDS]
    sorts = [best(ROUNDS, partial(_sort, app, page, column)) for column in COLUMNS]
    scroll = best(ROUNDS, partial(_scroll, app, page))
    bursts = (devices[start : start + SECONDS * CHANGES] for start in itertools.count(0, SECONDS * CHANGES))
    live = best(ROUNDS, lambda: _live(app, played, page, next(bursts)))
    turns = (load, *searches, *sorts, scroll, live)
    return [
        row(f"{NAME}: load until rows are there", load.first_ms),
        row(f"{NAME}: filter, first rows of the slowest", max(t.first_ms for t in searches), goal_ms=60),
        row(f"{NAME}: filter, all rows of the slowest", max(t.all_ms for t in searches)),
        row(f"{NAME}: sort, slowest of five columns", max(t.all_ms for t in sorts)),
        row(f"{NAME}: scroll by a page", scroll.longest_ms, goal_ms=BLOCK_MS),
        row(f"{NAME}: 100 changes a second cost, per second", live.all_ms / SECONDS),
        *(
            row(f"{NAME}: longest block, {name}", max(t.longest_ms for t in some), goal_ms=BLOCK_MS)
            for name, some in (("load", [load]), ("filter", searches), ("sort", sorts), ("live", [live]))
        ),
        row(f"{NAME}: longest block of all", max(t.longest_ms for t in turns), goal_ms=BLOCK_MS),
        noise(NAME),
    ]


def _search(app: QApplication, page: DevicesPage, text: str) -> Turns:
    page.search.setText("")
    while page.model.is_busy:
        app.processEvents()
    before = page.model._shown
    return Turns(app).run(
        partial(page.search.setText, text), lambda: page.model.is_busy, lambda: page.model._shown is not before
    )


def _sort(app: QApplication, page: DevicesPage, column: str) -> Turns:
    return Turns(app).run(partial(page.table.sort_by, column), lambda: page.model.is_busy)


def _scroll(app: QApplication, page: DevicesPage) -> Turns:
    turns, bar = Turns(app), page.table.verticalScrollBar()
    start = bar.value()
    for step in range(60):
        turns.run(partial(bar.setValue, start + step * 16))
    return turns


def _live(app: QApplication, played: Played, page: DevicesPage, devices: Sequence[DeviceRecord]) -> Turns:
    """100 devices a second come or go, one after the other, while the list is ordered by what changes."""
    _sort(app, page, "status")
    turns, started = Turns(app), time.monotonic()
    for number, device in enumerate(devices):
        turns.run(partial(played.link.push, _turned(device)), partial(_is_before, started + number / CHANGES))
    turns.run(lambda: None, lambda: page.model.is_busy or page._follows.isActive())
    return turns


def _is_before(due: float) -> bool:
    return time.monotonic() < due


def _turned(device: DeviceRecord) -> Message:
    sessions = [msgspec.structs.replace(session, online=not device.online) for session in device.os_sessions]
    return DeviceChanged(
        device=msgspec.structs.replace(device, online=not device.online, os_sessions=sessions, version=2)
    )


def _peer_rows(
    app: QApplication, rows: Sequence[Row], devices: Sequence[DeviceRecord], names: dict[str, str]
) -> list[Row]:
    """What Qt's own way takes: a plain model of the same columns under a QSortFilterProxyModel."""
    model = DeviceModel(lambda customer_id: names[customer_id], lambda: "Customer")
    model._slices._slice_s = 3600.0
    view, proxy = QTableView(), QSortFilterProxyModel()
    proxy.setFilterKeyColumn(0)
    proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    view.setModel(proxy)
    view.resize(1072, 700)
    view.show()

    def load() -> None:
        model.set_records(devices)
        while model._slices.is_busy:
            app.processEvents()
        proxy.setSourceModel(model)

    def of(name: str) -> float:
        return next(float(one["value"]) for one in rows if str(one["name"]).endswith(name))

    peers: list[tuple[str, Callable[[], object], str]] = [
        ("filter by one word", lambda: proxy.setFilterFixedString("nb"), "longest block, filter"),
        ("sort by name", lambda: proxy.sort(0), "longest block, sort"),
        ("sort by status", lambda: proxy.sort(1), "longest block, sort"),
    ]
    load()
    proxy.setFilterFixedString("")
    made = []
    for name, action, ours in peers:
        turns = Turns(app).run(action)
        peer = row(f"QSortFilterProxyModel, 50,000 rows: longest block, {name}", turns.longest_ms)
        made.append(peer | {"ratio": round(turns.longest_ms / of(ours), 1), "of": "ours"})
    view.close()
    return made
