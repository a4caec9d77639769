from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from shared.protocol.inventory import FindSoftware, SoftwareFound
from tech_console.state.device_list_values import DeviceListValues, SavedView
from tests.support.console_records import ME, PC14
from tests.support.consoles import Played


@pytest.fixture
def played(qapp: object) -> Iterator[Played]:
    made = Played()
    made.sign_in()
    yield made
    made.console.stop()


def test_what_a_technician_chose_is_kept_for_this_technician_only(played: Played) -> None:
    lists = played.console.device_lists
    lists.change(columns=("name", "tags"), widths={"name": 300})
    lists.save_view(SavedView(name="VIP", search="tag:vip"))
    assert played.saved[-1].device_lists == {
        ME: DeviceListValues(
            columns=("name", "tags"), widths={"name": 300}, views=(SavedView(name="VIP", search="tag:vip"),)
        )
    }
    lists.remove_view("VIP")
    assert played.saved[-1].device_lists[ME].views == ()


def test_software_is_asked_for_once_typing_has_paused(played: Played, qtbot: QtBot) -> None:
    lists = played.console.device_lists
    for text in ("fi", "fire", "firefox"):
        lists.want_software((text,))
    assert lists.is_waiting
    qtbot.waitUntil(lambda: played.link.count(FindSoftware) == 1)
    assert played.link.last(FindSoftware).text == "firefox"
    with qtbot.waitSignal(lists.software_changed):
        played.link.answer(SoftwareFound(re=0, device_ids=[PC14]))
    assert (lists.is_waiting, lists.software) == (False, {"firefox": frozenset({PC14})})
    lists.want_software(("firefox",))
    assert played.link.count(FindSoftware) == 1


def test_after_a_new_snapshot_the_answers_are_forgotten(played: Played, qtbot: QtBot) -> None:
    lists = played.console.device_lists
    lists.want_software(("firefox",))
    qtbot.waitUntil(lambda: played.link.count(FindSoftware) == 1)
    played.link.answer(SoftwareFound(re=0, device_ids=[PC14]))
    played.sign_in()
    assert lists.software == {}
    qtbot.waitUntil(lambda: played.link.count(FindSoftware) == 2)


def test_what_the_relay_will_not_look_for_is_said_and_asked_again_when_typed_again(
    played: Played, qtbot: QtBot
) -> None:
    lists = played.console.device_lists
    lists.want_software(("firefox",))
    qtbot.waitUntil(lambda: played.link.count(FindSoftware) == 1)
    played.link.refuse("rate_limited")
    assert (lists.is_waiting, lists.problems["firefox"].code) == (False, "rate_limited")
    lists.want_software(("firefox",))
    assert not lists._timer.isActive()
    lists.want_software(())
    lists.want_software(("firefox",))
    qtbot.waitUntil(lambda: played.link.count(FindSoftware) == 2)
