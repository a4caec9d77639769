"""What the console's own lists cost with 50,000 devices: snapshot, search with qualifiers, sort, presence in bursts.

`make bench` imports `run()`; like desktop.py it measures milliseconds of this thread's processor.
"""

import datetime as dt
import os
import time
from collections.abc import Callable
from functools import partial

import msgspec

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from shared.ids import CustomerId, DeviceId, DeviceKeyId, new_id
from shared.protocol.directory import DeviceChanged, DeviceRecord, DeviceState, OsSessionRecord, OsSessionState
from tech_console.models.devices import DeviceModel
from tech_console.state.apply import apply
from tech_console.state.snapshot import Snapshot
from tech_console.views.tables import RecordTable

DEVICES = 50_000
CUSTOMERS = 400
PRESENCES = 200
T0 = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
STATES = tuple(OsSessionState)
Row = dict[str, str | float]


def run() -> list[Row]:
    """Measure everything once and return one row per figure."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    messages, names = _messages()
    world = Snapshot()
    snapshot = _ms(app, lambda: _take(world, messages))
    model = DeviceModel(lambda customer_id: names[customer_id], lambda: "Customer")
    table = RecordTable(model, "device_id", (0, 160, 160, 140, 160, 130, 96))
    table.resize(1000, 700)
    table.show()
    load = _ms(app, lambda: model.set_records(world.devices.values()))
    sort = max(_ms(app, partial(model.sort, column)) for column in (0, 1, 2))
    words = [_ms(app, partial(model.search, text)) for text in ("p", "pc", "pc-4", "pc-44", "")]
    qualified = max(_ms(app, partial(model.search, text)) for text in ("is:online", "is:locked customer:customer-3"))
    model.search("")
    model.sort(0, Qt.SortOrder.AscendingOrder)
    changed = [_idle(message) for message in messages[:PRESENCES]]
    presence = _ms(app, lambda: _follow(world, model, changed))
    table.close()
    return [
        _row("console, 50,000 devices: snapshot into the world", snapshot),
        _row("console, 50,000 devices: list filled", load),
        _row("console, 50,000 devices: sort", sort),
        _row("console, 50,000 devices: slowest keystroke", max(words), goal_ms=30),
        _row("console, 50,000 devices: search with qualifiers", qualified),
        _row("console, 50,000 devices: 200 presences", presence),
    ]


def _messages() -> tuple[list[DeviceChanged], dict[CustomerId, str]]:
    customers = [CustomerId(new_id()) for _ in range(CUSTOMERS)]
    names = {customer_id: f"Customer-{number}" for number, customer_id in enumerate(customers)}
    return [DeviceChanged(device=_device(number, customers)) for number in range(DEVICES)], names


def _device(number: int, customers: list[CustomerId]) -> DeviceRecord:
    online = number % 3 != 0
    session = OsSessionRecord(
        device_key_id=DeviceKeyId(new_id()), os_user=f"user{number % 997}", online=online, state=STATES[number % 3]
    )
    return DeviceRecord(
        device_id=DeviceId(new_id()),
        customer_id=customers[number % CUSTOMERS],
        version=1,
        name=f"PC-{number * 7919 % DEVICES:05}",
        platform="Windows 11 Pro",
        state=DeviceState.APPROVED,
        helpdesk_enabled=number % 2 == 0,
        enrolled_at=T0,
        online=online,
        last_seen_at=T0 + dt.timedelta(minutes=number),
        os_sessions=[session],
    )


def _idle(message: DeviceChanged) -> DeviceChanged:
    session = msgspec.structs.replace(message.device.os_sessions[0], online=True, idle_s=600)
    return DeviceChanged(device=msgspec.structs.replace(message.device, online=True, os_sessions=[session]))


def _take(world: Snapshot, messages: list[DeviceChanged]) -> None:
    for message in messages:
        apply(world, message, 0.0)


def _follow(world: Snapshot, model: DeviceModel, messages: list[DeviceChanged]) -> None:
    for message in messages:
        if (change := apply(world, message, 0.0)) is not None:
            model.upsert(change.after)


def _ms(app: QApplication, action: Callable[[], object]) -> float:
    app.processEvents()
    started = time.thread_time()
    action()
    app.processEvents()
    return (time.thread_time() - started) * 1000


def _row(name: str, value: float, *, goal_ms: float | None = None) -> Row:
    row: Row = {"name": name, "value": round(value, 1), "unit": "ms"}
    if goal_ms is not None:
        row["goal"] = goal_ms
    return row
