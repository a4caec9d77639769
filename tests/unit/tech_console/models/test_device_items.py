from tech_console.models.device_items import (
    ItemModel,
    change_model,
    process_model,
    software_model,
    sorted_items,
    talk_model,
)
from tests.support import sample_devices
from tests.support.console_records import NOW, a_conversation, a_ticket


def texts(model: ItemModel, column: int) -> list[str]:
    return [str(model.data(model.index(row, column))) for row in range(model.rowCount())]


def test_software_is_searched_and_sorted(qapp: object) -> None:
    model = software_model()
    model.set_rows(
        (name, {"name": name, "version": version, "size_bytes": size})
        for name, version, size in (("Zoom", "5.9", 30), ("Firefox", "132", 100), ("Acrobat 10", "1", 2 << 20))
    )
    model.sort(0)
    assert texts(model, 0) == ["Acrobat 10", "Firefox", "Zoom"]
    model.sort(3)
    assert texts(model, 0) == ["Zoom", "Firefox", "Acrobat 10"]
    model.set_search("fire")
    assert texts(model, 0) == ["Firefox"]


def test_items_of_any_shape_are_shown(qapp: object) -> None:
    model = software_model()
    model.set_rows([("a", {}), ("b", {"name": None, "size_bytes": "large"}), ("c", {"name": 7})])
    for column in range(model.columnCount()):
        model.sort(column)
    assert sorted(texts(model, 0)) == ["", "", "7"]


def test_processes_history_and_talks_are_tables(qapp: object) -> None:
    processes, changes, talks = process_model(), change_model(), talk_model()
    processes.set_rows((str(row.pid), row) for row in sample_devices.processes())
    changes.set_rows((str(number), change) for number, change in enumerate(sample_devices.changes(NOW)))
    talks.set_rows([("t", a_ticket()), ("c", a_conversation())])
    assert texts(processes, 0)[0] == "chrome.exe"
    assert len(texts(changes, 1)) == len(sample_devices.changes(NOW))
    assert texts(talks, 0) == ["Ticket #1042", "Conversation"]


def test_items_are_ordered_as_people_count() -> None:
    assert [key for key, _ in sorted_items({"disk10": {}, "disk9": {}})] == ["disk9", "disk10"]
