"""What the inventory costs: the device that looks, the wire, the relay's writer and its disk, a search over everything.

`make bench` imports `run()`. Times are processor time. The computer is this one; the relay's devices are made up.
"""

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from endpoint_agent.inventory.collect import collect
from endpoint_agent.inventory.looking import QUICK, SLOW
from endpoint_agent.inventory.reporter import QUICK_EVERY_S, SLOW_EVERY_S
from endpoint_agent.inventory.reporting import Kept, Reporting
from relay.db.gate import Gate
from relay.db.repositories import inventory as rows
from relay.domain.scope import RELAY_SCOPE
from relay.services import records
from shared.ids import CustomerId
from shared.inventory import Items, Sections
from shared.protocol.inventory import DeviceFacts, ReportInventory
from tests.support.inventories import COMPUTER, fact, update, whole
from tests.support.office import Agent, Office

ROUNDS = 5
DEVICES, PROGRAMS = 50_000, 200
CHILD = [sys.executable, "-m", "endpoint_agent", "--inventory"]
HOUR_S, DAY_H = 3600, 24


def run() -> list[dict[str, str | float]]:
    """Measure everything once and return one row per figure."""
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        return [*_device(), *_wire(), *_writer(Path(folder) / "writer"), *_reads(Path(folder) / "reads")]


def _device() -> list[dict[str, str | float]]:
    quick = min(_child_s(",".join(sorted(QUICK))) for _ in range(ROUNDS))
    everything = min(_child_s("all") for _ in range(ROUNDS))
    quick_looks = HOUR_S / QUICK_EVERY_S - HOUR_S / SLOW_EVERY_S
    hour = quick_looks * quick + HOUR_S / SLOW_EVERY_S * everything
    here = min(_ms(lambda: collect(QUICK | SLOW)) for _ in range(ROUNDS))
    return [
        _row("inventory: a quick look, in its own process", quick * 1000, "ms"),
        _row("inventory: a look at everything, in its own process", everything * 1000, "ms"),
        _row("inventory: the same in a thread of the agent", here, "ms"),
        _row("inventory: processor time on the device", hour, "s an hour", goal=10),
    ]


def _wire() -> list[dict[str, str | float]]:
    before = collect(QUICK | SLOW)
    reporting = Reporting(Kept())
    reporting.wanted(0)
    reporting.found(before)
    first = _bytes(reporting.next(even_if_same=True))
    reporting.accepted()
    hourly: list[int] = []
    for _ in range(3):
        reporting.found(_an_hour_later(collect(QUICK | SLOW)))
        hourly.append(_bytes(reporting.next(even_if_same=True)))
        reporting.accepted()
    return [
        _row("inventory: first report of this computer", first / 1024, "KiB"),
        _row("inventory: a quiet day", max(hourly) * DAY_H / 1024, "KiB a day", goal=64),
    ]


def _an_hour_later(found: Sections) -> Sections:
    disks: Items = {}
    for place, disk in found.get("disks", {}).items():
        disks[place] = {**disk, "free_bytes": random.randrange(10**12)}
    return {**found, "disks": disks}


def _writer(folder: Path) -> list[dict[str, str | float]]:
    with _office(folder) as (office, agents):
        first = min(_ms(lambda agent=agent: office.done(agent, _report(1, agent))) for agent in agents)  # type: ignore[misc]
        size = _size(office)
        changed = fact("disks", "/", free_percent=7)
        small = min(_ms(lambda agent=agent: office.done(agent, update(2, 1, changed))) for agent in agents)  # type: ignore[misc]
        other: Items = {"dpkg:p0007": {"name": "package 7", "version": "2"}}
        big = min(_ms(lambda agent=agent: office.done(agent, _upgrade(other))) for agent in agents)  # type: ignore[misc]
    return [
        _row(f"relay: a whole report, {PROGRAMS} programs, in the writer", first, "ms"),
        _row("relay: a difference of a disk, in the writer", small, "ms"),
        _row("relay: a difference of a program, in the writer", big, "ms"),
        _row("relay: an inventory on disk", size / len(agents) / 1024, "KiB"),
    ]


def _upgrade(items: Items) -> ReportInventory:
    (change,) = whole(1, {"software": items}).changes
    return update(3, 2, change)


def _reads(folder: Path) -> list[dict[str, str | float]]:
    with _office(folder) as (office, agents):
        _fill(office, agents[0].customer_id)
        with office.reader.connect() as connection:
            gate = Gate(connection, RELAY_SCOPE)
            found = min(_ms(lambda: rows.devices_with(gate, "package 1999", DEVICES)) for _ in range(ROUNDS))
            shown = _ms(lambda: [msgspec.json.encode(d) for d in records.devices(gate, lambda _key: None)])
    return [
        _row("relay: find a program on 50,000 devices (a worker thread)", found, "ms"),
        _row("relay: 50,000 devices with their facts for a console (a worker thread)", shown, "ms"),
    ]


def _fill(office: Office, customer_id: CustomerId) -> None:
    """Write devices straight into the tables: what is measured is reading them."""
    facts = DeviceFacts(os="Windows 11 Pro", make="Dell Inc.", model="Latitude 5420", memory_bytes=2**34, mac="a" * 17,
                        addresses=["192.0.2.10"], cpu="Intel Core i5", disk_free_percent=40)  # fmt: skip
    encoded, dice = msgspec.json.encode(facts), random.Random(7)
    head = "INSERT INTO {} (customer_id, {}) VALUES (?, {})"
    now = int(time.time() * 1000)
    with office.engine.begin() as connection:
        cursor = connection.connection.cursor()
        ids = [f"00000000-0000-7000-8000-{number:012x}" for number in range(DEVICES)]
        cursor.executemany(
            head.format("device", "id, machine_id, name, platform, state, helpdesk_enabled, enrolled_at, first_address, "
                        "version", "?, ?, ?, 'Windows', 'approved', 1, ?, '', 1"),
            [(customer_id, device_id, device_id, f"PC-{device_id[-6:]}", now) for device_id in ids],
        )  # fmt: skip
        cursor.executemany(
            head.format("inventory", "device_id, version, reported_at, facts", "?, 1, ?, ?"),
            [(customer_id, device_id, now, encoded) for device_id in ids],
        )
        cursor.executemany(
            head.format("inventory_software", "device_id, names", "?, ?"),
            [(customer_id, device_id, _names(dice)) for device_id in ids],
        )


def _names(dice: random.Random) -> str:
    return "\n".join(f"some package {dice.randrange(2000)}" for _ in range(PROGRAMS))


def _report(version: int, agent: Agent) -> ReportInventory:
    dice = random.Random(agent.device_id)
    programs: Items = {
        f"dpkg:p{number:04}": {
            "name": f"package {number}", "version": f"{dice.randrange(20)}.{dice.randrange(99)}-1", "source": "dpkg",
            "publisher": "Some Company", "architecture": "amd64", "size_bytes": dice.randrange(10**8),
            "installed_on": "2026-03-04",
        }
        for number in range(PROGRAMS)
    }  # fmt: skip
    return whole(version, {**COMPUTER, "software": programs})


@contextmanager
def _office(folder: Path) -> Iterator[tuple[Office, list[Agent]]]:
    office = Office(folder)
    try:
        customer_id = office.customer()
        yield office, [office.agent(customer_id, known=False, helpdesk=False) for _ in range(20)]
    finally:
        office.close()


def _size(office: Office) -> float:
    with office.engine.begin() as connection:
        packed = connection.exec_driver_sql("SELECT sum(length(data)) FROM inventory_section").scalar_one()
        names = connection.exec_driver_sql("SELECT sum(length(names)) FROM inventory_software").scalar_one()
    return float(packed + names)


def _child_s(wanted: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*CHILD, wanted], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _bytes(parts: list[ReportInventory]) -> int:
    return sum(len(msgspec.json.encode(part)) for part in parts)


def _ms(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def _row(name: str, value: float, unit: str, goal: float | None = None) -> dict[str, str | float]:
    row: dict[str, str | float] = {"name": name, "value": round(value, 2), "unit": unit}
    return row if goal is None else {**row, "goal": goal}
