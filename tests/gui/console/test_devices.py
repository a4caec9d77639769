import datetime as dt
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListWidget, QPushButton, QSpinBox, QWidget

from shared.ids import DeviceId, new_id
from shared.protocol.chat import ConversationChanged
from shared.protocol.directory import (
    AssignDevices,
    ContactChanged,
    CustomerChanged,
    DeviceChanged,
    DeviceRecord,
    DeviceState,
    SetHelpdesk,
)
from shared.protocol.inventory import (
    ChangeList,
    FindSoftware,
    InventoryRecord,
    ProcessList,
    ReadChanges,
    ReadInventory,
    ReadProcesses,
    SaveWatchRule,
    SetTags,
    SoftwareFound,
    WatchKind,
    WatchRuleChanged,
)
from shared.protocol.tickets import TicketChanged
from shared.widgets.dialog import Dialog
from shared.widgets.plain_text import tooltip_text
from tech_console.state.device_list_values import SavedView
from tech_console.views import device_table
from tech_console.views.cell_tips import CellTips
from tech_console.views.device_dialogs import AssignContactDialog, ColumnsDialog, TagsDialog
from tech_console.views.devices_page import DevicesPage
from tech_console.views.rail import Place
from tech_console.views.watch_rules import WatchRuleDialog, WatchRulesDialog
from tests.gui.console.conftest import Screen
from tests.support import sample_devices
from tests.support.console_records import (
    NOW,
    PC14,
    a_contact,
    a_conversation,
    a_customer,
    a_device,
    a_profile,
    a_ticket,
    an_os_session,
)

DialogT = TypeVar("DialogT", bound=Dialog)
HOSTILE = "<b>PC</b> & <img src=x>\u202egpj"
FACTS = sample_devices.devices(1, sample_devices.customers(1), NOW)[0].facts


def named(name: str, **fields: Any) -> DeviceRecord:
    return a_device(device_id=DeviceId(new_id()), name=name, **fields)


def devices(screen: Screen, *records: DeviceRecord, **how: Any) -> DevicesPage:
    given = [DeviceChanged(device=record) for record in records or (a_device(facts=FACTS),)]
    screen.sign_in(CustomerChanged(customer=a_customer()), *given, **how)
    screen.workspace.go_to(Place.DEVICES)
    page = screen.workspace.devices
    screen.bot.waitUntil(lambda: not page.model.is_busy)
    return page


def shown(page: DevicesPage) -> list[str]:
    return [device.name for device in page.model.shown()]


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def press(screen: Screen, within: QWidget, text: str) -> None:
    made = next(b for b in within.findChildren(QPushButton) if b.text() == text and b.isVisible())
    screen.bot.mouseClick(made, Qt.MouseButton.LeftButton)


def dialog(screen: Screen, kind: type[DialogT]) -> DialogT:
    return next(d for d in screen.window.findChildren(kind) if d.isVisible())


def answer_all(screen: Screen, device: DeviceRecord) -> None:
    """Answer what the page has asked, like a relay whose agent is there."""
    replies: dict[Any, Any] = {
        ReadInventory: sample_devices.inventory(device, NOW, programs=50),
        ReadChanges: ChangeList(re=0, device_id=device.device_id, changes=sample_devices.changes(NOW)),
        ReadProcesses: ProcessList(re=0, device_id=device.device_id, processes=sample_devices.processes()),
    }
    kind = type(screen.link.asked[-1][1])
    screen.link.answer(replies[kind])


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_O])
def test_a_key_opens_the_page_and_esc_leads_back_to_the_row(screen: Screen, key: Qt.Key) -> None:
    page = devices(screen)
    page.table.select(PC14)
    screen.window.activateWindow()
    page.table.setFocus()
    screen.bot.waitUntil(page.table.hasFocus)
    screen.bot.keyClick(page.table, key)
    assert page.page.isVisible()
    assert page.page.header._name.text() == "PC-14"
    screen.window.activateWindow()
    page.page.take_focus()
    screen.bot.keyClick(page.page, Qt.Key.Key_Escape)
    assert page.table.isVisible()
    assert page.table.current_id() == PC14


def test_each_tab_shows_its_part_of_the_inventory(screen: Screen) -> None:
    record = a_device(facts=FACTS)
    page = devices(screen, record)
    page.open_device(PC14)
    assert "Reading" in texts(page.page) or page.page.tab() == "summary"
    answer_all(screen, record)
    for tab, words in (
        ("summary", FACTS.serial),
        ("hardware", "Asset tag"),
        ("disks", "Samsung SSD 990 PRO 1TB"),
        ("network", "10.0.4.1"),
    ):
        page.page.show_tab(tab)
        screen.bot.waitUntil(lambda words=words: words in texts(page.page))
    for tab, rows in (("software", 50), ("services", 3), ("users", 2)):
        page.page.show_tab(tab)
        made = getattr(page.page, tab)
        screen.bot.waitUntil(lambda made=made: not made.model.is_busy)
        assert made.model.rowCount() == rows, tab


def test_history_and_processes_are_asked_for_when_somebody_looks(screen: Screen) -> None:
    record = a_device(facts=FACTS)
    page = devices(screen, record)
    page.open_device(PC14)
    answer_all(screen, record)
    assert (screen.link.count(ReadChanges), screen.link.count(ReadProcesses)) == (0, 0)
    page.page.show_tab("history")
    answer_all(screen, record)
    assert page.page.history.model.rowCount() == len(sample_devices.changes(NOW))
    page.page.show_tab("processes")
    answer_all(screen, record)
    assert page.page.processes.model.rowCount() == len(sample_devices.processes())
    screen.bot.waitUntil(lambda: not page.page.processes.model.is_busy)
    press(screen, page.page.processes, "Look again")
    screen.link.refuse("device_offline")
    screen.bot.waitUntil(lambda: "No answer" in texts(page.page.processes))


def test_a_refused_inventory_is_said_and_may_be_tried_again(screen: Screen) -> None:
    page = devices(screen)
    page.open_device(PC14)
    screen.link.refuse("unavailable")
    press(screen, page.page, "Try again")
    assert screen.link.count(ReadInventory) == 2
    screen.link.answer(InventoryRecord(re=0, device_id=PC14, version=0))
    page.page.show_tab("disks")
    screen.bot.waitUntil(lambda: "No inventory yet" in texts(page.page))


def test_the_helpdesk_agent_is_activated_on_the_path_of_the_manual(screen: Screen) -> None:
    page = devices(screen, a_device(helpdesk_enabled=False))
    page.open_device(PC14)
    menu = page.page.header.manage.button.findChildren(type(screen.window.menuBar().addMenu("x")))[0]
    path: list[Any] = [menu]
    for name in ("More tools", "Helpdesk agent"):
        path.append(next(action.menu() for action in path[-1].actions() if action.text() == name))
    next(action for action in path[-1].actions() if action.text() == "Activate").trigger()
    assert (screen.link.last(SetHelpdesk).device_ids, screen.link.last(SetHelpdesk).enabled) == ([PC14], True)


def test_a_device_that_is_off_gets_a_message_instead_of_a_chat(screen: Screen) -> None:
    last_seen = dt.datetime.now(dt.UTC) - dt.timedelta(days=9)
    off = a_device(online=False, os_sessions=[an_os_session(online=False)], last_seen_at=last_seen)
    page = devices(screen, off)
    page.open_device(PC14)
    header = page.page.header
    assert (header.chat.isVisible(), header.message.isVisible()) == (False, True)
    assert "Overdue" in texts(header)
    screen.link.push(DeviceChanged(device=a_device(version=2)))
    assert (header.chat.isVisible(), header.message.isVisible()) == (True, False)


def test_conversations_and_tickets_of_the_device_are_listed_and_open(screen: Screen) -> None:
    page = devices(screen)
    ticket, talk = a_ticket(), a_conversation()
    screen.link.push(TicketChanged(ticket=ticket), ConversationChanged(conversation=talk))
    page.open_device(PC14)
    page.page.show_tab("talks")
    assert page.page.talks.model.rowCount() == 2
    with screen.bot.waitSignal(page.ticket_wanted) as wanted:
        page.page.talks.chosen.emit(f"t:{ticket.ticket_id}")
    assert wanted.args == [ticket.ticket_id]


def test_what_is_not_understood_is_said_under_the_search(screen: Screen) -> None:
    page = devices(screen)
    page.search.setText("colour:red online:maybe")
    assert "is not known here" in page._hint.text()
    assert "takes yes or no" in page._hint.text()
    page.search.clear()
    assert not page._hint_box.isVisible()


def test_software_is_looked_for_and_the_list_says_so(screen: Screen) -> None:
    page = devices(screen, named("PC-1"), named("PC-2"))
    page.search.setText("software:firefox")
    assert "Looking for the software" in page._hint.text()
    screen.bot.waitUntil(lambda: screen.link.count(FindSoftware) == 1)
    wanted = next(device for device in page.model.shown() if device.name == "PC-2")
    screen.link.answer(SoftwareFound(re=0, device_ids=[wanted.device_id]))
    assert shown(page) == ["PC-2"]
    assert not page._hint_box.isVisible()


def test_columns_are_chosen_and_kept(screen: Screen) -> None:
    page = devices(screen)
    page._choose_columns()
    columns = dialog(screen, ColumnsDialog)
    rows = columns.findChildren(QListWidget)[0]
    model = next(row for row in range(rows.count()) if rows.item(row).data(Qt.ItemDataRole.UserRole) == "serial")
    rows.item(model).setCheckState(Qt.CheckState.Checked)
    press(screen, columns, "Apply")
    assert page.table.columns()[-1] == "serial"
    screen.bot.waitUntil(lambda: bool(screen.played.saved))
    (kept,) = screen.played.saved[-1].device_lists.values()
    assert kept.columns[-1] == "serial"
    screen.language.set_choice("it")
    assert screen.workspace.devices.table.columns()[-1] == "serial"


def test_a_saved_view_brings_back_search_columns_and_order(screen: Screen) -> None:
    page = devices(screen, named("PC-1", tags=["VIP"]), named("PC-2"))
    page.show_view(SavedView(name="VIP", search="tag:vip", columns=("name", "tags"), sort="name", is_falling=True))
    assert shown(page) == ["PC-1"]
    assert page.table.columns() == ["name", "tags"]
    assert page.table.sorted_by() == ("name", True)
    page.views.chosen.emit(page.views.delivered()[0])
    assert shown(page) == ["PC-2", "PC-1"] or shown(page) == ["PC-1", "PC-2"]


def test_tags_are_set_on_many_devices_at_once_and_half_ticks_stay(screen: Screen) -> None:
    page = devices(screen, named("PC-1", tags=["VIP", "till"]), named("PC-2", tags=["VIP"]))
    page.table.selectAll()
    press(screen, page.bulk, "Tags…")
    tags = dialog(screen, TagsDialog)
    rows = tags.findChildren(QListWidget)[0]
    states = {rows.item(row).text(): rows.item(row).checkState() for row in range(rows.count())}
    assert states == {"VIP": Qt.CheckState.Checked, "till": Qt.CheckState.PartiallyChecked}
    rows.item(list(states).index("VIP")).setCheckState(Qt.CheckState.Unchecked)
    tags.findChildren(QLineEdit)[0].setText("  new   tag ")
    press(screen, tags, "Apply")
    message = screen.link.last(SetTags)
    assert (len(message.device_ids), message.add, message.remove) == (2, ["new tag"], ["VIP"])
    screen.link.answer()
    assert not tags.isVisible()


def test_several_devices_are_given_to_one_contact(screen: Screen) -> None:
    page = devices(screen, named("PC-1"), named("PC-2"))
    screen.link.push(ContactChanged(contact=a_contact(device_ids=[PC14])))
    page.table.selectAll()
    press(screen, page.bulk, "Assign a contact…")
    press(screen, dialog(screen, AssignContactDialog), "Assign")
    assert screen.link.last(AssignDevices).device_ids[0] == PC14
    assert len(screen.link.last(AssignDevices).device_ids) == 3
    screen.link.answer()


def test_a_watch_rule_is_made_in_a_dialog(screen: Screen) -> None:
    page = devices(screen)
    page._show_rules()
    rules = dialog(screen, WatchRulesDialog)
    assert "No rules yet" in texts(rules)
    press(screen, rules, "New rule…")
    made = dialog(screen, WatchRuleDialog)
    made.findChildren(QComboBox)[0].setCurrentIndex(list(WatchKind).index(WatchKind.OFFLINE_LONGER))
    made.findChildren(QSpinBox)[0].setValue(24)
    press(screen, made, "Save")
    message = screen.link.last(SaveWatchRule)
    assert (message.kind, message.threshold, message.active) == (WatchKind.OFFLINE_LONGER, 24, True)
    screen.link.answer()
    screen.link.push(*(WatchRuleChanged(rule=rule) for rule in sample_devices.watch_rules(a_customer())))
    screen.bot.waitUntil(lambda: "Matches 3 devices now" in texts(rules))
    rules.reject()


def test_a_role_that_may_not_manage_devices_reads_only(screen: Screen) -> None:
    page = devices(screen, a_device(state=DeviceState.PENDING), profile=a_profile(rights=[]))
    page.open_device(PC14)
    assert not page.page.header._edit_tags.isVisible()
    assert not [b for b in page.page.findChildren(QPushButton) if b.text() == "Approve" and b.isVisible()]


def test_names_on_the_page_are_never_markup(screen: Screen) -> None:
    record = a_device(name=HOSTILE, tags=[HOSTILE], facts=FACTS)
    page = devices(screen, record)
    page.open_device(PC14)
    inventory = sample_devices.inventory(record, NOW, programs=0)
    sections: dict[str, Any] = {**inventory.sections, "disks": {HOSTILE: {"model": HOSTILE}}}
    screen.link.answer(InventoryRecord(re=0, device_id=PC14, version=4, sections=sections))
    page.page.show_tab("disks")
    labels = [label for label in page.page.findChildren(QLabel) if label.text()]
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    screen.bot.waitUntil(lambda: "<b>PC</b>" in texts(page.page))
    assert "\u202e" not in texts(page.page)


def test_a_tool_tip_shows_the_whole_name_and_no_markup(screen: Screen) -> None:
    page = devices(screen, a_device(name=HOSTILE * 9))
    tips = page.table.findChildren(CellTips)[0]
    at = page.table.visualRect(page.model.index(0, page.model.places["name"])).center()
    words = tips._words(QHelpEvent(QEvent.Type.ToolTip, at, at))
    assert words.startswith("<b>PC</b>")
    assert "&lt;b&gt;" in tooltip_text(words)
    seen = page.table.visualRect(page.model.index(0, page.model.places["last_seen"])).center()
    assert ":" in tips._words(QHelpEvent(QEvent.Type.ToolTip, seen, seen))


def test_presence_that_comes_in_bursts_is_shown_at_once_and_then_together(screen: Screen) -> None:
    page = devices(screen, *(named(f"PC-{number}") for number in range(5)))
    first = page.model.shown()
    for record in first:
        off = a_device(device_id=record.device_id, name=record.name, online=False, os_sessions=[], version=2)
        screen.link.push(DeviceChanged(device=off))
    assert [device.online for device in page.model.shown()].count(False) == 1
    screen.bot.waitUntil(lambda: not any(device.online for device in page.model.shown()))


def test_a_page_of_new_texts_is_painted_in_several_turns_and_whole_in_the_end(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(device_table, "PAINT_S", 0.0)
    page = devices(screen, *(named(f"PC-{number:02}") for number in range(12)))
    screen.bot.waitUntil(lambda: {f"PC-{number:02}" for number in range(12)} <= {key[0] for key in page.table._texts})
    in_turns = page.table.viewport().grab().toImage()
    monkeypatch.setattr(device_table, "PAINT_S", 60.0)
    page.table._texts.clear()
    assert page.table.viewport().grab().toImage() == in_turns
