from pathlib import Path

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from shared.protocol.directory import CustomerChanged, DeviceChanged, SettingsChanged
from shared.protocol.inventory import (
    ReadChanges,
    ReadInventory,
    ReadProcesses,
    RemoveWatchRule,
    SaveWatchRule,
    SetTags,
    SoftwareFound,
    WatchKind,
)
from tech_console.headless.command import BadCommand
from tech_console.headless.commands import parse
from tech_console.headless.doing import VERBS
from tech_console.presenters.line import Question
from tests.support.console_records import ACME, PC14, a_customer, a_device, provider_settings
from tests.support.consoles import Played


@pytest.fixture
def played(qapp: object) -> Played:
    made = Played()
    made.sign_in(
        SettingsChanged(settings=provider_settings()),
        CustomerChanged(customer=a_customer()),
        DeviceChanged(device=a_device(tags=["VIP"])),
        DeviceChanged(device=a_device(device_id=ACME, name="=PC-2", online=False, os_sessions=[])),
    )
    return made


def do(played: Played, **command: object) -> object:
    parsed = parse(msgspec.json.encode(command))
    return VERBS[type(parsed)](played.console, parsed)


def names(found: object) -> list[str]:
    assert isinstance(found, dict)
    return [record.name for record in found["records"]]


def test_devices_are_found_by_words_and_qualifiers_and_stand_in_order(played: Played) -> None:
    assert names(do(played, do="devices")) == ["=PC-2", "PC-14"]
    assert names(do(played, do="devices", search="tag:vip acme")) == ["PC-14"]
    assert names(do(played, do="devices", search="online:no")) == ["=PC-2"]
    limited = do(played, do="devices", limit=1)
    assert isinstance(limited, dict)
    assert (limited["total"], len(limited["records"])) == (2, 1)


@pytest.mark.parametrize("search", ["colour:red", "online:maybe", "software:firefox"])
def test_a_search_that_is_not_understood_is_refused(played: Played, search: str) -> None:
    with pytest.raises(BadCommand):
        do(played, do="devices", search=search)


def test_software_is_searched_once_the_relay_has_looked_for_it(played: Played) -> None:
    do(played, do="software_find", text="Firefox")
    played.link.answer(SoftwareFound(re=0, device_ids=[PC14]))
    assert names(do(played, do="devices", search="software:firefox")) == ["PC-14"]


def test_what_a_device_says_is_asked_from_the_relay(played: Played) -> None:
    do(played, do="inventory", device_id=PC14, fresh=True)
    do(played, do="inventory_changes", device_id=PC14, limit=5)
    do(played, do="processes", device_id=PC14)
    assert played.link.last(ReadInventory).fresh
    assert played.link.last(ReadChanges).limit == 5
    assert played.link.last(ReadProcesses).device_id == PC14


def test_tags_and_watch_rules_are_set(played: Played) -> None:
    do(played, do="tag", device_ids=[PC14], add=["till"], remove=["VIP"])
    assert (played.link.last(SetTags).add, played.link.last(SetTags).remove) == (["till"], ["VIP"])
    do(played, do="watch_save", customer_id=ACME, kind="disk_below", threshold=10)
    rule = played.link.last(SaveWatchRule)
    assert (rule.kind, rule.threshold, rule.active) == (WatchKind.DISK_BELOW, 10, True)
    do(played, do="watch_remove", rule_id=rule.rule_id)
    assert played.link.last(RemoveWatchRule).rule_id == rule.rule_id


def test_devices_are_exported_with_the_columns_asked_for(played: Played, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "devices.csv"
    question = do(played, do="devices_export", path=str(path), columns=["name", "tags"])
    assert isinstance(question, Question)
    with qtbot.waitSignal(question.done):
        pass
    assert path.read_bytes().decode("utf-8-sig").splitlines()[1:] == ["'=PC-2,", "PC-14,VIP"]


def test_an_export_that_cannot_be_written_says_why(played: Played, qtbot: QtBot, tmp_path: Path) -> None:
    question = do(played, do="devices_export", path=str(tmp_path / "nowhere" / "devices.json"))
    assert isinstance(question, Question)
    with qtbot.waitSignal(question.refused) as refused:
        pass
    assert refused.args[0].code == "storage"


def test_unknown_columns_are_named(played: Played) -> None:
    with pytest.raises(BadCommand) as caught:
        do(played, do="devices_export", path="x.csv", columns=["colour"])
    assert "colour" in str(caught.value.params["why"])
