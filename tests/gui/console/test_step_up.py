"""Ask, then repeat, on screen: the question says what it is for, the code lets the order go on, Cancel changes nothing."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QPushButton

from shared.ids import DeviceId, new_id
from shared.protocol.directory import (
    ApproveDevice,
    ContactChanged,
    CustomerChanged,
    DeviceChanged,
    DeviceState,
)
from shared.protocol.people import ContactExported, EraseContact, Erased, ExportContact
from shared.protocol.transfers import StepUp
from shared.widgets.labels import Label
from tech_console.views.people_dialogs import EraseDialog, ExportDialog
from tech_console.views.rail import Place
from tech_console.views.step_up_dialog import StepUpDialog
from tests.gui.console.conftest import Screen
from tests.support.console_records import GIULIA, PC14, a_contact, a_customer, a_device, a_profile

RIGHTS = ["manage_devices", "erase_people", "edit_contacts", "chat"]
REFUSED = "step_up_required"


def questions(screen: Screen) -> list[StepUpDialog]:
    """Return the questions for a code that are on screen."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return [dialog for dialog in screen.window.findChildren(StepUpDialog) if dialog.isVisible()]


def question(screen: Screen) -> StepUpDialog:
    (dialog,) = questions(screen)
    return dialog


def confirm(screen: Screen, code: str = "123456") -> None:
    """Type a code and let the relay take it."""
    dialog = question(screen)
    dialog.code.setText(code)
    dialog.agree.click()
    assert screen.link.last(StepUp).second_factor == code
    screen.link.answer()


def given_up(screen: Screen) -> list[str]:
    """Return every place that says nothing was done."""
    places = [screen.window, *screen.workspace.cards.stack.toasts()]
    said = [label.text() for place in places for label in place.findChildren(Label)]
    return [words for words in said if "Nothing was changed" in words]


@pytest.fixture
def desk(screen: Screen) -> Screen:
    """A signed-in console with a customer, a person and a device that waits."""
    screen.sign_in(
        CustomerChanged(customer=a_customer()),
        ContactChanged(contact=a_contact()),
        DeviceChanged(device=a_device(state=DeviceState.PENDING)),
        profile=a_profile(rights=RIGHTS),
    )
    return screen


@pytest.fixture
def erasing(desk: Screen) -> EraseDialog:
    """The dialog that erases Giulia, her name typed, the order refused for want of a code."""
    desk.workspace.go_to(Place.CUSTOMERS)
    page = desk.workspace.customers
    page.show_customer(a_customer().customer_id)
    page.table.select(GIULIA)
    page._erase.trigger()
    dialog = next(d for d in desk.window.findChildren(EraseDialog) if d.isVisible())
    dialog._typed.setText("Giulia Rossi")
    dialog._verb.click()
    desk.link.refuse(REFUSED)
    return dialog


def test_a_device_is_approved_after_the_code_without_choosing_it_again(desk: Screen) -> None:
    desk.workspace.show_device(PC14)
    banner = desk.workspace.devices.panel._banner
    banner.action_clicked.emit()
    desk.link.refuse(REFUSED)
    assert question(desk).intro().endswith("to approve PC-14.")
    assert question(desk).agree.text() == "Confirm and approve"
    confirm(desk)
    assert desk.link.count(ApproveDevice) == 2
    assert questions(desk) == []
    desk.link.answer()
    assert given_up(desk) == []


def test_cancel_leaves_the_device_waiting_and_says_so(desk: Screen) -> None:
    desk.workspace.show_device(PC14)
    banner = desk.workspace.devices.panel._banner
    banner.action_clicked.emit()
    desk.link.refuse(REFUSED)
    question(desk).reject()
    assert questions(desk) == []
    assert desk.link.count(ApproveDevice) == 1
    assert len(given_up(desk)) == 1
    assert not banner.isHidden()
    banner.action_clicked.emit()
    assert desk.link.count(ApproveDevice) == 2


def test_several_selected_devices_ask_once(desk: Screen) -> None:
    others = [a_device(device_id=DeviceId(new_id()), name=f"PC-{n}", state=DeviceState.PENDING) for n in range(3)]
    desk.link.push(*(DeviceChanged(device=device) for device in others))
    desk.workspace.go_to(Place.DEVICES)
    page = desk.workspace.devices
    desk.bot.waitUntil(lambda: page.model.rowCount() == 4)
    page.table.selectAll()
    page.bulk._approve_all()
    desk.link.refuse(REFUSED)
    assert question(desk).intro().endswith("to approve 4 devices.")
    confirm(desk)
    desk.link.answer()
    assert desk.link.count(ApproveDevice) == 1 + 4
    assert questions(desk) == []


def test_a_person_is_erased_after_the_code_and_the_end_is_told(desk: Screen, erasing: EraseDialog) -> None:
    dialog = question(desk)
    assert dialog.parentWidget() is erasing
    assert dialog.intro().endswith("to erase Giulia Rossi for ever.")
    confirm(desk)
    assert desk.link.count(EraseContact) == 2
    desk.link.answer(Erased(re=0, conversations=2, messages=31, files=1, tickets=3))
    assert "31" in erasing._explained.text()


def test_cancel_keeps_what_was_typed_to_erase_somebody(desk: Screen, erasing: EraseDialog) -> None:
    question(desk).reject()
    assert erasing.isVisible()
    assert erasing._typed.text() == "Giulia Rossi"
    assert erasing._verb.isEnabled()
    assert given_up(desk) == [erasing.error_text()]
    assert desk.link.count(EraseContact) == 1
    erasing._verb.click()
    assert desk.link.count(EraseContact) == 2


def test_a_wrong_code_is_said_in_the_question_which_stays(desk: Screen, erasing: EraseDialog) -> None:
    dialog = question(desk)
    dialog.code.setText("000000")
    dialog.agree.click()
    assert dialog.code.isReadOnly()
    desk.link.refuse("auth_failed")
    assert "not right" in dialog.error_text()
    column = dialog.layout()
    assert column is not None
    assert dialog.height() >= column.totalHeightForWidth(dialog.width())
    assert not dialog.code.isReadOnly()
    confirm(desk)
    assert desk.link.count(EraseContact) == 2


def test_an_export_is_written_after_the_code(desk: Screen, tmp_path: Path) -> None:
    dialog = ExportDialog(desk.ui, a_contact(), desk.window)
    dialog.open()
    path = tmp_path / "giulia.jsonl"
    dialog.save(path)
    desk.link.refuse(REFUSED)
    assert "stored about Giulia Rossi" in question(desk).intro()
    assert not path.exists()
    confirm(desk)
    assert desk.link.count(ExportContact) == 2
    desk.link.answer(ContactExported(re=0, lines=["{}"]))
    assert path.read_text(encoding="utf-8") == "{}\n"
    assert dialog._said.text() == "Saved: 1 line."
    dialog.close()


def test_two_kinds_of_orders_are_asked_for_together_without_naming_one(desk: Screen, erasing: EraseDialog) -> None:
    desk.played.console.devices.approve(PC14)
    desk.link.refuse(REFUSED)
    assert question(desk).intro().endswith("to go on with what you have begun.")
    assert question(desk).agree.text() == "Confirm"
    confirm(desk)
    assert (desk.link.count(EraseContact), desk.link.count(ApproveDevice)) == (2, 2)


def test_the_language_may_change_while_it_is_asked(desk: Screen, erasing: EraseDialog) -> None:
    assert question(desk).findChildren(QPushButton)
    desk.language.set_choice("it")
    assert questions(desk) == []
    assert not desk.played.console.step_ups.is_wanted
    assert desk.link.count(EraseContact) == 1
