"""What a person notices without looking for it: where the keyboard goes, what is ticked, what lights up."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from shared.link.events import LinkState
from shared.protocol.chat import ConversationChanged
from shared.protocol.directory import ContactChanged, CustomerChanged, DeviceChanged, SettingsChanged, TechnicianChanged
from shared.protocol.routing import SetMailNotices
from shared.qt.translator import Choice
from shared.widgets.icons import icon
from shared.widgets.theme import tokens_of
from tech_console.views.profile_menu import ProfileMenu
from tech_console.views.rail import Place
from tech_console.views.tables import RecordTable
from tests.gui.console.conftest import Screen, changed
from tests.support.console_records import (
    ME,
    PC14,
    a_contact,
    a_conversation,
    a_customer,
    a_device,
    a_technician,
    provider_settings,
)


def button(within: QWidget, text: str) -> QPushButton:
    return next(b for b in within.findChildren(QPushButton) if b.text() == text and b.isVisible())


def connected(screen: Screen) -> None:
    screen.played.state(LinkState.CONNECTING)
    screen.played.state(LinkState.READY)


def lost_again(screen: Screen) -> None:
    screen.played.state(LinkState.CONNECTING)
    screen.played.state(LinkState.OFFLINE, "lost", retry_in_s=3.0)


@pytest.mark.parametrize("then", [connected, lost_again])
def test_the_keyboard_goes_back_to_the_composer_after_try_now(screen: Screen, then: Callable[[Screen], None]) -> None:
    screen.talk(record=a_conversation())
    screen.window.activateWindow()
    screen.played.state(LinkState.OFFLINE, "lost", retry_in_s=3.0)
    again = button(screen.window, "Try now")
    again.setFocus()
    screen.bot.keyClick(again, Qt.Key.Key_Space)
    then(screen)
    composer = screen.workspace.conversations.pane.composer
    assert composer.isAncestorOf(screen.window.focusWidget())


def test_a_lost_connection_does_not_move_the_keyboard(screen: Screen) -> None:
    screen.sign_in(DeviceChanged(device=a_device()))
    screen.workspace.go_to(Place.DEVICES)
    search = screen.workspace.devices.search
    search.setFocus()
    lost_again(screen)
    connected(screen)
    assert screen.window.focusWidget() is search


@pytest.mark.parametrize("available", [True, False])
def test_the_menu_ticks_the_current_availability(screen: Screen, *, available: bool) -> None:
    screen.sign_in()
    screen.played.console.availability.set(available=available)
    screen.link.answer()
    menu = ProfileMenu(screen.ui, screen.window)
    ticked = {action.text(): action.isChecked() for action in menu.actions() if action.isCheckable()}
    now = screen.played.console.availability.is_available
    assert (ticked["Available"], ticked["Not available"]) == (now, not now)
    # Qt draws a picture in the place of the tick.
    assert not [action.text() for action in menu.actions() if action.isCheckable() and not action.icon().isNull()]
    menu.deleteLater()


def mail_switch(menu: ProfileMenu) -> QAction:
    return next(action for action in menu.actions() if action.text() == "E-mail about new tickets")


def test_the_menu_switches_mails_off_once_the_relay_has_it(screen: Screen) -> None:
    # H-07
    me = a_technician(technician_id=ME)
    screen.sign_in(TechnicianChanged(technician=me))
    menu = ProfileMenu(screen.ui, screen.window)
    assert mail_switch(menu).isChecked()
    mail_switch(menu).trigger()
    assert screen.link.last(SetMailNotices).wanted is False
    assert mail_switch(menu).isChecked()
    screen.link.answer()
    screen.link.push(TechnicianChanged(technician=changed(me, wants_mail=False)))
    assert not mail_switch(menu).isChecked()
    menu.deleteLater()


def test_a_refused_switch_for_mails_stands_as_before_and_says_why(screen: Screen) -> None:
    screen.sign_in(TechnicianChanged(technician=a_technician(technician_id=ME)))
    menu = ProfileMenu(screen.ui, screen.window)
    mail_switch(menu).trigger()
    screen.link.refuse("unavailable")
    assert mail_switch(menu).isChecked()
    said = [label.text() for toast in screen.workspace.cards.stack.toasts() for label in toast.findChildren(QLabel)]
    assert "That did not work" in said
    menu.deleteLater()


def test_mails_cannot_be_switched_without_a_connection(screen: Screen) -> None:
    screen.sign_in(TechnicianChanged(technician=a_technician(technician_id=ME)))
    lost_again(screen)
    menu = ProfileMenu(screen.ui, screen.window)
    assert not mail_switch(menu).isEnabled()
    menu.deleteLater()


def test_the_ticket_button_shows_whether_there_is_a_ticket(screen: Screen) -> None:
    def pixels(name: str) -> QImage:
        return icon(name).pixmap(QSize(16, 16)).toImage()

    record = a_conversation()
    screen.talk(record=record)
    pane = screen.workspace.conversations.pane
    assert button(pane, "New ticket").icon().pixmap(QSize(16, 16)).toImage() == pixels("ticket-plus")
    screen.link.push(ConversationChanged(conversation=changed(record, ticket_number=1042)))
    assert button(pane, "#1042").icon().pixmap(QSize(16, 16)).toImage() == pixels("ticket")


def colours(table: RecordTable, row: int, y: int) -> set[str]:
    """Return the colours a row shows along a line `y` pixels below its upper edge, in every column."""
    shown = table.viewport().grab().toImage()
    cells = [table.visualRect(table.model().index(row, column)) for column in range(table.model().columnCount())]
    return {QColor(shown.pixel(cell.left() + 8, cell.top() + y)).name() for cell in cells if cell.width()}


def test_the_pointer_tints_the_whole_row(screen: Screen) -> None:
    other = a_device(device_id=a_conversation().device_id, name="PC-15", version=1)
    screen.sign_in(DeviceChanged(device=other))
    screen.workspace.go_to(Place.DEVICES)
    table = screen.workspace.devices.table
    QTest.mouseMove(table.viewport(), table.visualRect(table.model().index(0, 1)).center())
    screen.bot.waitUntil(lambda: table.hovered_row == 0)
    assert colours(table, 0, 6) == {tokens_of(table).hover.lower()}
    QTest.mouseMove(table.viewport(), QPoint(40, table.viewport().height() - 4))
    screen.bot.waitUntil(lambda: table.hovered_row == -1)


def test_the_keyboard_is_shown_on_its_row_and_not_round_the_table(screen: Screen) -> None:
    screen.sign_in(DeviceChanged(device=a_device()))
    screen.workspace.show_device(PC14)
    screen.window.activateWindow()
    table = screen.workspace.devices.table
    screen.workspace.devices.search.setFocus()
    accent = QColor(tokens_of(table).accent).name()
    assert accent not in colours(table, 0, 0)
    table.setFocus(Qt.FocusReason.TabFocusReason)
    screen.bot.waitUntil(table.hasFocus)
    assert colours(table, 0, 0) == {accent}
    whole = table.grab().toImage()
    assert QColor(whole.pixel(whole.width() // 2, whole.height() - 1)).name() != accent


def test_a_table_opens_with_enter_and_is_one_stop_for_the_tab_key(screen: Screen) -> None:
    screen.sign_in(DeviceChanged(device=a_device()))
    screen.workspace.go_to(Place.DEVICES)
    table = screen.workspace.devices.table
    table.setFocus()
    table.select(PC14)
    screen.bot.keyClick(table, Qt.Key.Key_Tab)
    assert table.current_id() == PC14
    assert not table.hasFocus()
    with screen.bot.waitSignal(table.chosen) as chosen:
        screen.bot.keyClick(table, Qt.Key.Key_Return)
    assert chosen.args == [PC14]


def test_a_customer_that_inherits_the_chat_switch_follows_the_providers_setting(screen: Screen) -> None:
    settings = provider_settings(user_chat_enabled=False)
    screen.sign_in(SettingsChanged(settings=settings), CustomerChanged(customer=a_customer(user_chat_enabled=None)))
    screen.workspace.go_to(Place.CUSTOMERS)
    policy = screen.workspace.customers._policy
    assert "users cannot start a chat" in policy.text()
    screen.link.push(SettingsChanged(settings=changed(settings, user_chat_enabled=True)))
    assert "users may start a chat" in policy.text()


def test_a_new_name_of_the_provider_is_shown_at_once(screen: Screen) -> None:
    settings = provider_settings(organisation="Acme IT Support")
    screen.sign_in(SettingsChanged(settings=settings))
    assert "Acme IT Support" in [label.text() for label in screen.workspace.rail.findChildren(QLabel)]
    screen.link.push(SettingsChanged(settings=changed(settings, organisation="Laguna IT")))
    assert "Laguna IT" in [label.text() for label in screen.workspace.rail.findChildren(QLabel)]
    assert screen.window.windowTitle() == "Laguna IT"


@pytest.mark.parametrize("language", ["en", "it"])
def test_in_the_narrowest_window_no_page_is_cut_and_buttons_keep_their_names(screen: Screen, language: Choice) -> None:
    screen.language.set_choice(language)
    screen.sign_in(CustomerChanged(customer=a_customer()), ContactChanged(contact=a_contact()))
    page = screen.workspace.customers
    words = page._add.text()
    assert words
    screen.window.resize(screen.window.minimumSize())
    for place in (Place.CUSTOMERS, Place.CONVERSATIONS, Place.TICKETS, Place.DEVICES, Place.SETTINGS):
        screen.workspace.go_to(place)
        shown = screen.workspace._pages.currentWidget()
        screen.bot.waitUntil(lambda shown=shown: shown.minimumSizeHint().width() <= shown.width())
    screen.workspace.go_to(Place.CUSTOMERS)
    assert (page._add.text(), page._add.toolTip(), page._add.accessibleName()) == ("", words, words)
    screen.window.resize(1400, 800)
    screen.bot.waitUntil(lambda: page._add.text() == words)
