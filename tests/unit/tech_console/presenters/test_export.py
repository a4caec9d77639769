import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tech_console.presenters.export import Export

ROWS = [(f"PC-{number}", number) for number in range(1000)]


def an_export(path: Path) -> Export[tuple[str, int]]:
    return Export(path, ["name", "free"], ["Device", "Disk free"], ROWS, list)


def test_a_csv_file_is_whole_and_begins_with_the_titles(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "devices.csv"
    export = an_export(path)
    with qtbot.waitSignal(export.done) as done:
        export.start()
    assert done.args == [str(path), 1000]
    assert path.read_bytes().startswith(b"\xef\xbb\xbfDevice,Disk free\r\nPC-0,0\r\n")
    assert len(path.read_text("utf-8-sig").splitlines()) == 1001
    assert list(tmp_path.iterdir()) == [path]


def test_a_json_file_keeps_names_of_fields_and_types(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "devices.JSON"
    export = an_export(path)
    with qtbot.waitSignal(export.done):
        export.start()
    assert json.loads(path.read_text())[999] == {"name": "PC-999", "free": 999}


def test_no_rows_are_a_file_too(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "none.json"
    export: Export[tuple[str, int]] = Export(path, ["name"], ["Device"], [], list)
    with qtbot.waitSignal(export.done):
        export.start()
    assert json.loads(path.read_text()) == []


@pytest.mark.parametrize("name", ["nowhere/devices.csv", "folder"])
def test_what_cannot_be_written_is_said_and_leaves_nothing(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "kept").touch()
    export = an_export(tmp_path / name)
    with qtbot.waitSignal(export.failed) as failed:
        export.start()
    assert failed.args[1]
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["folder", "kept"]
