"""From a command about the device list to what its search finds, as records or as a file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from shared.ids import CustomerId
from shared.protocol.directory import DeviceRecord
from tech_console.headless import listing_commands as c
from tech_console.headless.command import BadCommand, Command
from tech_console.models.device_columns import DeviceClock, DeviceColumn, device_columns, natural
from tech_console.presenters.console import Console
from tech_console.presenters.export import Export
from tech_console.presenters.line import Problem, Question
from tech_console.state.device_query import Around, understand

Result = Question | dict[str, Any] | None


def devices(console: Console, command: c.ListDevices) -> Result:
    """Find devices as the search above the device list does. Raises: BadCommand for what is not understood."""
    found = _found(console, command.search)
    return {"total": len(found), "records": found[: max(0, command.limit)]}


def devices_export(console: Console, command: c.ExportDevices) -> Result:
    """Write what the search finds to a file. Raises: BadCommand for an unknown column or search."""
    columns = _columns(console, command.columns)
    outcome = Question("devices_export", command.path)
    export: Export[DeviceRecord] = Export(
        Path(command.path),
        [column.id for column in columns],
        [column.title() for column in columns],
        _found(console, command.search),
        lambda device: [column.value(device) for column in columns],
        outcome,
    )
    export.done.connect(lambda path, rows: outcome.done.emit({"path": path, "rows": rows}))
    export.failed.connect(
        lambda path, why: outcome.refused.emit(
            Problem(what="devices_export", code="storage", about=path, params={"why": why})
        )
    )
    export.start()
    return outcome


def _found(console: Console, search: str) -> list[DeviceRecord]:
    clock = _clock(console)
    around = Around(
        customer_name=lambda id_: _name(console, id_),
        overdue_before=clock.overdue_before,
        software=console.device_lists.software,
    )
    query = understand(search, around)
    troubles = [f"{trouble.qualifier}: {trouble.code}" for trouble in query.troubles]
    troubles += [f"software: software_find {text!r} first" for text in query.software if text not in around.software]
    if troubles:
        raise BadCommand("not understood", why="; ".join(troubles))
    words = query.words.casefold().split()
    columns = [column for column in device_columns(clock, around.customer_name, lambda: "") if column.is_searched]
    fits = [
        one for one in console.world.snapshot.devices.values() if query.accepts(one) and _holds(one, words, columns)
    ]
    return sorted(fits, key=lambda device: natural(device.name))


def _holds(device: DeviceRecord, words: list[str], columns: list[DeviceColumn]) -> bool:
    if not words:
        return True
    hay = "\n".join(column.text(device) for column in columns).casefold()
    return all(word in hay for word in words)


def _columns(console: Console, wanted: list[str]) -> list[DeviceColumn]:
    made = device_columns(_clock(console), lambda id_: _name(console, id_), lambda: "Customer")
    known = {column.id: column for column in made}
    if unknown := [id_ for id_ in wanted if id_ not in known]:
        raise BadCommand("unknown columns", why=f"columns: {', '.join(unknown)}; known: {', '.join(known)}")
    return [known[id_] for id_ in wanted] or [column for column in made if column.is_shown]


def _name(console: Console, customer_id: CustomerId) -> str:
    customer = console.customers.find(customer_id)
    return "" if customer is None else customer.name


def _clock(console: Console) -> DeviceClock:
    clock = DeviceClock()
    clock.tick(console.settings.record.overdue_after_h)
    return clock


VERBS: Final[dict[type[Command], Callable[[Console, Any], Result]]] = {
    c.ListDevices: devices,
    c.ExportDevices: devices_export,
}
