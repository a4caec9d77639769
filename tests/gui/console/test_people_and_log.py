"""People in the customers' page, the audit log and the provider's settings, in the real window."""

from pathlib import Path
from typing import TypeVar

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from shared.file_types import PRESETS
from shared.ids import ContactId, new_id
from shared.protocol.audit import AuditPage, AuditRecord, ReadAudit
from shared.protocol.directory import ContactChanged, ContactRecord, CustomerChanged, DeviceChanged, SaveContact
from shared.protocol.people import (
    AssignContacts,
    ContactsImported,
    EraseContact,
    Erased,
    ImportContacts,
    MergeContacts,
    RecordsErased,
    RowOutcome,
)
from shared.protocol.routing import GroupChanged, SaveGroup
from shared.protocol.transfers import FilePolicyChanged, FilePolicyRecord, SaveFilePolicy, TypeDirection
from shared.widgets.dialog import Dialog
from tech_console.views.import_dialog import ImportDialog
from tech_console.views.people_dialogs import BulkAssignDialog, EraseDialog, MergeDialog
from tech_console.views.rail import Place
from tech_console.views.settings_lists import GroupDialog
from tests.gui.console.conftest import Screen
from tests.support.console_records import (
    ACME,
    ALL_RIGHTS,
    GIULIA,
    ME,
    NOW,
    a_contact,
    a_customer,
    a_device,
    a_group,
    a_profile,
)

DialogT = TypeVar("DialogT", bound=Dialog)
RIGHTS = [*ALL_RIGHTS, "read_audit", "erase_people"]


def press(screen: Screen, within: QWidget, text: str) -> None:
    made = next(b for b in within.findChildren(QPushButton) if b.text() == text and b.isVisible())
    screen.bot.mouseClick(made, Qt.MouseButton.LeftButton)


def shown(screen: Screen, kind: type[DialogT]) -> DialogT:
    return next(d for d in screen.window.findChildren(kind) if d.isVisible())


def people(screen: Screen) -> list[ContactRecord]:
    found = [
        a_contact(),
        a_contact(contact_id=ContactId(new_id()), first_name="Ugo", last_name="Zeni", e_mail="u@acme.example"),
    ]
    screen.sign_in(
        CustomerChanged(customer=a_customer()),
        DeviceChanged(device=a_device()),
        *(ContactChanged(contact=contact) for contact in found),
        profile=a_profile(rights=RIGHTS),
    )
    screen.workspace.go_to(Place.CUSTOMERS)
    screen.workspace.customers.show_customer(ACME)
    return found


def test_a_person_keeps_other_addresses_when_the_name_is_corrected(screen: Screen) -> None:
    people(screen)
    screen.link.push(ContactChanged(contact=a_contact(version=9, other_e_mails=["g@casa.example"])))
    page = screen.workspace.customers
    page.table.select(GIULIA)
    page._edit_selected_contact()
    dialog = next(d for d in screen.window.findChildren(Dialog) if d.isVisible())
    press(screen, dialog, "Save")
    assert screen.link.last(SaveContact).other_e_mails == ["g@casa.example"]
    screen.link.answer()


def test_two_people_are_merged_after_a_look_at_both(screen: Screen) -> None:
    giulia, ugo = people(screen)
    page = screen.workspace.customers
    page.table.selectAll()
    assert page._merge.isEnabled()
    page._merge.trigger()
    dialog = shown(screen, MergeDialog)
    assert giulia.e_mail in dialog._mails.text()
    assert ugo.e_mail in dialog._mails.text()
    stays, goes = dialog._parts()
    press(screen, dialog, "Merge")
    message = screen.link.last(MergeContacts)
    assert (message.contact_id, message.into) == (goes.contact_id, stays.contact_id)
    screen.link.answer()
    screen.link.push(RecordsErased(contact_ids=[goes.contact_id]))
    assert page.contacts.total() == 1


def test_many_people_get_devices_in_one_step(screen: Screen) -> None:
    people(screen)
    page = screen.workspace.customers
    page.table.selectAll()
    press(screen, page, "Select agent")
    dialog = shown(screen, BulkAssignDialog)
    press(screen, dialog, "Apply")
    assert dialog.error_text()
    dialog._list.item(0).setCheckState(Qt.CheckState.Checked)
    press(screen, dialog, "Apply")
    message = screen.link.last(AssignContacts)
    assert (len(message.contact_ids), len(message.device_ids), message.remove) == (2, 1, False)
    screen.link.answer()


def test_nobody_is_erased_before_the_name_was_typed(screen: Screen) -> None:
    people(screen)
    page = screen.workspace.customers
    page.table.select(GIULIA)
    page._erase.trigger()
    dialog = shown(screen, EraseDialog)
    assert not dialog._verb.isEnabled()
    dialog._typed.setText("  giulia  ROSSI ")
    press(screen, dialog, "Erase")
    assert screen.link.last(EraseContact).contact_id == GIULIA
    screen.link.answer(Erased(re=0, conversations=2, messages=31, files=1, tickets=3))
    assert "31" in dialog._explained.text()


def test_a_role_that_may_not_erase_is_not_offered_it(screen: Screen) -> None:
    screen.sign_in(
        CustomerChanged(customer=a_customer()),
        ContactChanged(contact=a_contact()),
        profile=a_profile(rights=["chat", "edit_contacts"]),
    )
    screen.workspace.go_to(Place.CUSTOMERS)
    page = screen.workspace.customers
    page.table.select(GIULIA)
    assert not page._erase.isEnabled()
    assert not page._export.isEnabled()
    assert Place.AUDIT not in screen.workspace.words
    screen.workspace.go_to(Place.AUDIT)
    assert screen.workspace.place() is Place.CUSTOMERS


def test_a_file_is_looked_at_before_anything_is_imported(screen: Screen, tmp_path: Path) -> None:
    people(screen)
    screen.workspace.customers.import_contacts()
    dialog = shown(screen, ImportDialog)
    path = tmp_path / "people.csv"
    path.write_text("Nome;Cognome;E-mail\nLia;Blu;l@acme.example\nUgo;;nonsense\n", encoding="utf-8")
    dialog.read(path)
    assert screen.link.last(ImportContacts).dry_run
    outcomes = [RowOutcome(outcome="created"), RowOutcome(outcome="bad_text", field="e_mail")]
    screen.link.answer(ContactsImported(re=0, outcomes=outcomes))
    first = dialog._table.item(0, 0)
    assert first is not None
    assert first.text() == "This is not an e-mail address"
    dialog.save_errors(tmp_path / "errors.csv")
    assert "Ugo,,nonsense,This is not an e-mail address" in (tmp_path / "errors.csv").read_text(encoding="utf-8")
    press(screen, dialog, "Import")
    assert not screen.link.last(ImportContacts).dry_run
    screen.link.answer(ContactsImported(re=0, outcomes=outcomes))
    assert dialog._summary.text().startswith("Imported: 1 new")


def test_a_column_that_is_needed_is_asked_for(screen: Screen, tmp_path: Path) -> None:
    people(screen)
    screen.workspace.customers.import_contacts()
    dialog = shown(screen, ImportDialog)
    path = tmp_path / "people.csv"
    path.write_text("A;B\nLia;Blu\n", encoding="utf-8")
    dialog.read(path)
    assert screen.link.count(ImportContacts) == 0
    assert "E-mail" in dialog._summary.text()
    path.write_bytes(b"PK\x00\x00\n\x00")
    dialog.read(path)
    assert dialog.error_text()


# The audit log.


def test_the_log_is_read_when_it_is_shown_and_says_whether_it_is_proved(screen: Screen, tmp_path: Path) -> None:
    screen.sign_in(CustomerChanged(customer=a_customer()), profile=a_profile(rights=RIGHTS))
    screen.workspace.go_to(Place.AUDIT)
    page = screen.workspace.audit
    assert screen.link.last(ReadAudit).before == 0
    event = AuditRecord(
        number=7, at=NOW, actor_kind="technician", actor_id=ME, actor_name="=cmd()", action="contact.erased",
        object_id="x", customer_id=ACME, detail={"messages": 3},
    )  # fmt: skip
    screen.link.answer(AuditPage(re=0, events=[event], more=True))
    assert page.model.rowCount() == 1
    assert page._proved.text() == "Verified"
    page.save(tmp_path / "log.csv")
    assert "'=cmd()" in (tmp_path / "log.csv").read_text(encoding="utf-8")
    press(screen, page, "Show older")
    assert screen.link.last(ReadAudit).before == 7
    screen.link.answer(AuditPage(re=0, events=[msgspec.structs.replace(event, number=6)], verified=False))
    assert page.model.rowCount() == 2
    assert page._banner_box.isVisible()


def test_filters_of_the_log_are_asked_of_the_relay(screen: Screen) -> None:
    screen.sign_in(CustomerChanged(customer=a_customer()), profile=a_profile(rights=RIGHTS))
    screen.workspace.go_to(Place.AUDIT)
    page = screen.workspace.audit
    page._what.setCurrentIndex(page._what.findData("contact."))
    page._whose.setCurrentIndex(page._whose.findData(ACME))
    page._filter()
    message = screen.link.last(ReadAudit)
    assert (message.action, message.customer_id) == ("contact.", ACME)


# Settings.


def test_a_group_is_made_of_ticked_technicians(screen: Screen) -> None:
    screen.sign_in(GroupChanged(group=a_group(name="Reti")), profile=a_profile(rights=RIGHTS))
    screen.workspace.go_to(Place.SETTINGS)
    card = screen.workspace.settings.groups
    screen.workspace.settings.show_section(card)
    press(screen, card, "New group")
    dialog = shown(screen, GroupDialog)
    press(screen, dialog, "Save")
    assert dialog.error_text()
    dialog._name.setText("Posta")
    press(screen, dialog, "Save")
    assert screen.link.last(SaveGroup).name == "Posta"
    screen.link.answer()


def test_a_list_of_ones_own_keeps_installers_on_their_way_to_devices(screen: Screen) -> None:
    screen.sign_in(profile=a_profile(rights=RIGHTS))
    policy = FilePolicyRecord(version=4, preset="images", types=list(PRESETS["images"]))
    screen.link.push(FilePolicyChanged(policy=policy))
    screen.workspace.go_to(Place.SETTINGS)
    card = screen.workspace.settings.files
    screen.workspace.settings.show_section(card)
    assert not card._save.isEnabled()
    card._preset.setCurrentIndex(card._preset.findData("custom"))
    card._chosen()
    card._ending.setText(".LOG")
    press(screen, card, "Add")
    card._table.selectRow(next(n for n, rule in enumerate(card._rules) if rule.suffix == "msi"))
    assert not card._turn.isEnabled()
    card._table.selectRow(len(card._rules) - 1)
    press(screen, card, "Change way")
    press(screen, card, "Save")
    message = screen.link.last(SaveFilePolicy)
    assert (message.version, message.preset) == (4, "custom")
    assert (message.types[-1].suffix, message.types[-1].direction) == ("log", TypeDirection.TO_DEVICE)
    screen.link.refuse("conflict", what="version")
    assert card._banner.isVisible()
