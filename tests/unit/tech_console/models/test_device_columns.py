import datetime as dt

from shared.protocol.directory import DeviceState
from shared.protocol.inventory import DeviceFacts
from tech_console.models.device_columns import DeviceClock, DeviceColumn, device_columns, natural
from tests.support.console_records import NOW, a_device, an_os_session


def columns() -> dict[str, DeviceColumn]:
    clock = DeviceClock()
    clock.now, clock.overdue_after_h = NOW, 72
    return {column.id: column for column in device_columns(clock, lambda _: "Acme", lambda: "Customer")}


def test_every_fact_of_a_device_has_a_column() -> None:
    facts = set(DeviceFacts.__struct_fields__)
    same = {
        "os": "os", "os_version": "os", "memory_bytes": "memory", "disk_free_percent": "disk_free",
        "addresses": "address", "boot_at": "boot", "is_reboot_pending": "reboot", "last_user": "user",
        "battery_percent": "battery", "reported_at": "reported",
    }  # fmt: skip
    assert {same.get(fact, fact) for fact in facts} <= set(columns())


def test_a_device_without_an_inventory_has_empty_cells_and_not_wrong_ones(qapp: object) -> None:
    device = a_device(os_sessions=[an_os_session()])
    texts = {id_: column.text(device) for id_, column in columns().items()}
    assert {texts[id_] for id_ in ("memory", "disk_free", "battery", "model", "reboot", "boot")} == {""}
    assert (texts["name"], texts["os"], texts["user"]) == ("PC-14", "Windows 11", "giulia")


def test_a_device_that_waits_to_be_let_in_says_so_in_the_list(qapp: object) -> None:
    device = a_device(state=DeviceState.PENDING, os_sessions=[an_os_session()])
    assert columns()["status"].text(device) == "To approve"


def test_names_are_ordered_as_people_count() -> None:
    assert sorted(["PC-10", "pc-9", "PC-1"], key=natural) == ["PC-1", "pc-9", "PC-10"]


def test_an_export_gets_values_and_not_words() -> None:
    at = NOW - dt.timedelta(days=4)
    device = a_device(
        online=False, last_seen_at=at, os_sessions=[], tags=["VIP"], facts=DeviceFacts(disk_free_percent=7)
    )
    values = {id_: column.value(device) for id_, column in columns().items()}
    assert (values["status"], values["last_seen"], values["tags"], values["disk_free"]) == ("overdue", at, ["VIP"], 7)
    assert values["battery"] is None
