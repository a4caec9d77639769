import datetime as dt
from collections.abc import Iterator

import pytest

from shared.ids import DeviceId, new_id
from shared.protocol.inventory import (
    ChangeList,
    ChangeRecord,
    InventoryChanged,
    InventoryRecord,
    ProcessList,
    ProcessRow,
    ReadChanges,
    ReadInventory,
    ReadProcesses,
)
from tech_console.presenters.device_details import HISTORY_PAGE, DeviceDetails, Stage
from tests.support.console_records import NOW, PC14
from tests.support.consoles import Played

OTHER = DeviceId(new_id())


@pytest.fixture
def played(qapp: object) -> Iterator[Played]:
    made = Played()
    made.sign_in()
    yield made
    made.console.stop()


@pytest.fixture
def details(played: Played) -> DeviceDetails:
    played.console.device_details.show(PC14)
    return played.console.device_details


def record(device_id: DeviceId = PC14, version: int = 4) -> InventoryRecord:
    return InventoryRecord(re=0, device_id=device_id, version=version, reported_at=NOW, sections={"disks": {}})


def changes(count: int) -> list[ChangeRecord]:
    return [
        ChangeRecord(at=NOW - dt.timedelta(hours=number), section="software", item=f"dpkg:p{number}", after="1")
        for number in range(count)
    ]


def test_an_inventory_is_loading_until_it_is_here(played: Played, details: DeviceDetails) -> None:
    assert details.inventory_stage is Stage.LOADING
    played.link.answer(record())
    assert (details.inventory_stage, details.inventory) == (Stage.READY, record())


def test_an_answer_about_another_device_is_not_shown(played: Played, details: DeviceDetails) -> None:
    details.show(OTHER)
    played.link.answer(record(PC14))
    assert details.inventory is None


def test_a_report_of_the_shown_device_is_read_and_others_are_not(played: Played, details: DeviceDetails) -> None:
    played.link.answer(record())
    played.link.push(InventoryChanged(device_id=OTHER, version=9), InventoryChanged(device_id=PC14, version=4))
    assert played.link.count(ReadInventory) == 1
    played.link.push(InventoryChanged(device_id=PC14, version=5))
    assert played.link.count(ReadInventory) == 2


def test_a_fresh_look_is_asked_for_and_ends_with_the_report(played: Played, details: DeviceDetails) -> None:
    played.link.answer(record())
    details.read(fresh=True)
    assert (played.link.last(ReadInventory).fresh, details.is_looking) == (True, True)
    played.link.push(InventoryChanged(device_id=PC14, version=5))
    assert not details.is_looking


def test_a_refusal_is_kept_beside_what_was_known(played: Played, details: DeviceDetails) -> None:
    played.link.refuse("unavailable")
    assert (details.inventory_stage, details.problem and details.problem.code) == (Stage.FAILED, "unavailable")
    details.read()
    played.link.answer(record())
    details.read()
    played.link.refuse("unavailable")
    assert (details.inventory_stage, details.inventory) == (Stage.READY, record())


def test_older_changes_follow_on_the_newer_ones(played: Played, details: DeviceDetails) -> None:
    details.read_changes()
    played.link.answer(ChangeList(re=0, device_id=PC14, changes=changes(HISTORY_PAGE)))
    assert details.has_more_changes
    details.read_changes()
    assert played.link.last(ReadChanges).before == details.changes[-1].at
    played.link.answer(ChangeList(re=0, device_id=PC14, changes=changes(HISTORY_PAGE + 1)[-2:]))
    assert (len(details.changes), details.has_more_changes) == (HISTORY_PAGE + 1, False)


def test_processes_are_asked_for_once_at_a_time(played: Played, details: DeviceDetails) -> None:
    details.read_processes()
    details.read_processes()
    assert played.link.count(ReadProcesses) == 1
    played.link.answer(ProcessList(re=0, device_id=PC14, processes=[ProcessRow(pid=1, name="init")]))
    assert [process.name for process in details.processes] == ["init"]
    details.read_processes()
    played.link.refuse("device_offline")
    assert (details.processes_stage, details.process_problem and details.process_problem.code) == (
        Stage.FAILED,
        "device_offline",
    )


def test_another_device_begins_with_nothing(played: Played, details: DeviceDetails) -> None:
    played.link.answer(record())
    details.show(OTHER)
    assert (details.inventory, details.changes, details.inventory_stage) == (None, [], Stage.LOADING)
    details.leave()
    assert details.inventory_stage is Stage.NOTHING
