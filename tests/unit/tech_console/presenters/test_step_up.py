"""Ask, then repeat: an order that lacks a second factor waits, goes on after the code, or is given up with nothing lost."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from shared.ids import DeviceId, FileId, new_id
from shared.link.events import LinkState, TransferChanged
from shared.machines.file_effects import TransferState
from shared.mailbox.transfers import Direction, Transfer
from shared.protocol.base import Done
from shared.protocol.directory import ApproveDevice, DeviceChanged
from shared.protocol.people import ContactExported, EraseContact, Erased, ExportContact
from shared.protocol.transfers import StepUp
from tech_console.presenters.line import Problem
from tests.support.console_records import GIULIA, PC14, a_device
from tests.support.consoles import Played

REFUSED = "step_up_required"


@pytest.fixture
def played(qapp: object) -> Played:
    """A console with a window that asks."""
    played = Played()
    played.console.step_ups.has_screen = True
    played.sign_in(DeviceChanged(device=a_device()))
    return played


@pytest.fixture
def problems(played: Played) -> list[Problem]:
    """What no screen shows by itself."""
    heard: list[Problem] = []
    played.console.line.failed.connect(heard.append)
    return heard


def confirmed(played: Played, code: str = "123456") -> None:
    played.console.step_ups.confirm(code)
    played.link.answer()


def held() -> Transfer:
    at = dt.datetime(2026, 11, 28, tzinfo=dt.UTC)
    return Transfer(
        file_id=FileId(new_id()), direction=Direction.SEND, name="setup.msi", place="", at=at, size=5,
        state=TransferState.PAUSED, code=REFUSED,
    )  # fmt: skip


def test_the_very_order_is_repeated_after_the_code(played: Played, problems: list[Problem]) -> None:
    replies: list[Any] = []
    played.console.people.erase(GIULIA).done.connect(replies.append)
    played.link.refuse(REFUSED)
    assert len(played.console.step_ups.orders) == 1
    confirmed(played, " 123 456 ")
    assert played.link.last(StepUp).second_factor == "123456"
    assert not played.console.step_ups.is_wanted
    assert [m for _, m in played.link.asked if isinstance(m, EraseContact)] == [
        EraseContact(ref=0, contact_id=GIULIA),
        EraseContact(ref=0, contact_id=GIULIA),
    ]
    gone = Erased(re=0, conversations=1, messages=1, files=0, tickets=0)
    played.link.answer(gone)
    assert (replies, problems) == ([gone], [])


def test_without_a_code_the_order_is_refused_and_not_repeated(played: Played, problems: list[Problem]) -> None:
    played.console.devices.approve(PC14)
    played.link.refuse(REFUSED)
    assert problems == []
    played.console.step_ups.give_up()
    assert [(problem.what, problem.code) for problem in problems] == [("approve_device", REFUSED)]
    confirmed(played)
    assert played.link.count(ApproveDevice) == 1


def test_a_wrong_code_leaves_the_order_waiting(played: Played, problems: list[Problem]) -> None:
    played.console.devices.approve(PC14)
    played.link.refuse(REFUSED)
    played.console.step_ups.confirm("000000").is_shown = True
    played.link.refuse("auth_failed")
    assert played.console.step_ups.is_wanted
    confirmed(played)
    assert (played.link.count(ApproveDevice), problems) == (2, [])


def test_without_a_screen_the_refusal_is_the_answer(qapp: object) -> None:
    played = Played()
    played.sign_in()
    codes: list[str] = []
    played.console.devices.approve(PC14).refused.connect(lambda problem: codes.append(problem.code))
    played.link.refuse(REFUSED)
    assert codes == [REFUSED]
    assert not played.console.step_ups.is_wanted


def test_other_refusals_are_told_at_once(played: Played, problems: list[Problem]) -> None:
    played.console.devices.approve(PC14)
    played.link.refuse("forbidden", why="role")
    assert [problem.code for problem in problems] == ["forbidden"]
    assert not played.console.step_ups.is_wanted


def test_many_devices_are_approved_with_one_code(played: Played) -> None:
    devices = [DeviceId(new_id()) for _ in range(30)]
    played.console.devices.approve_all(devices)
    assert played.link.count(ApproveDevice) == 1
    played.link.refuse(REFUSED)
    assert played.console.step_ups.orders[0].count == 30
    confirmed(played)
    played.link.answer()
    asked = [m.device_id for _, m in played.link.asked if isinstance(m, ApproveDevice)]
    assert asked == [devices[0], *devices]
    assert played.link.count(StepUp) == 1


def test_of_many_devices_none_is_approved_without_a_code(played: Played, problems: list[Problem]) -> None:
    played.console.devices.approve_all([DeviceId(new_id()) for _ in range(30)])
    played.link.refuse(REFUSED)
    played.console.step_ups.give_up()
    assert (played.link.count(ApproveDevice), len(problems)) == (1, 1)


def test_one_that_cannot_be_approved_does_not_keep_the_others_out(played: Played) -> None:
    played.console.devices.approve_all([DeviceId(new_id()) for _ in range(3)])
    played.link.refuse("forbidden", why="revoked")
    assert played.link.count(ApproveDevice) == 3


def test_nothing_chosen_asks_nothing(played: Played) -> None:
    played.console.devices.approve_all([])
    assert played.link.count(ApproveDevice) == 0


def test_several_orders_that_are_given_up_are_one_sentence(played: Played, problems: list[Problem]) -> None:
    for _ in range(3):
        played.console.devices.approve(PC14)
        played.link.refuse(REFUSED)
    played.console.step_ups.give_up()
    assert len(problems) == 1


def test_an_export_goes_on_with_the_page_that_asked(played: Played, tmp_path: Path) -> None:
    counted: list[int] = []
    export = played.console.people.exporting(GIULIA, tmp_path / "giulia.jsonl")
    export.finished.connect(counted.append)
    export.start()
    played.link.answer(ContactExported(re=0, lines=["{}"], next=1))
    played.link.refuse(REFUSED)
    confirmed(played)
    assert played.link.last(ExportContact).after == 1
    played.link.answer(ContactExported(re=0, lines=["{}"]))
    assert counted == [2]


def test_an_order_does_not_wait_for_whoever_signs_in_next(played: Played) -> None:
    played.console.people.erase(GIULIA)
    played.link.refuse(REFUSED)
    played.console.sign_in.sign_out()
    played.state(LinkState.STOPPED, "signed_out")
    assert not played.console.step_ups.is_wanted
    played.sign_in()
    confirmed(played)
    assert played.link.count(EraseContact) == 1


def test_an_order_waits_while_the_connection_is_away(played: Played) -> None:
    played.console.people.erase(GIULIA)
    played.link.refuse(REFUSED)
    played.state(LinkState.OFFLINE, "lost", 1.0)
    assert played.console.step_ups.is_wanted


def test_a_code_for_an_order_sends_no_file_that_was_put_off(played: Played) -> None:
    file = held()
    played.link.say(TransferChanged(transfer=file))
    played.console.step_ups.give_up()
    played.console.devices.approve(PC14)
    played.link.refuse(REFUSED)
    confirmed(played)
    assert played.link.did("resume_file") == []
    played.console.files.second_factor_wanted.emit()
    confirmed(played)
    assert played.link.did("resume_file") == [file.file_id]


def test_one_code_serves_a_file_and_an_order_that_wait_together(played: Played) -> None:
    file = held()
    played.link.say(TransferChanged(transfer=file))
    played.console.devices.approve(PC14)
    played.link.refuse(REFUSED)
    confirmed(played)
    assert played.link.did("resume_file") == [file.file_id]
    assert played.link.count(ApproveDevice) == 2
    played.link.answer(Done(re=0))
