"""Shortcuts: what they do, where they do nothing, and that none of them is a key somebody needs for typing."""

import ast
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from shared.link.events import LinkState
from shared.protocol.chat import ConversationChanged
from shared.protocol.directory import CustomerChanged, DeviceChanged
from shared.protocol.requests import RequestChanged
from shared.protocol.search import HitKind, Search, SearchHit, SearchResults
from shared.protocol.tickets import EditTicket, TicketChanged, TicketState
from shared.widgets.tokens import LIGHT
from tech_console.views.desk_composer import Mode
from tech_console.views.palette import Palette
from tech_console.views.rail import Place
from tech_console.views.shortcut_sheet import ShortcutSheet
from tech_console.views.talk_dialogs import CloseDialog
from tests.architecture.source import ROOT, python_files, tree
from tests.gui.console.conftest import Screen
from tests.support.console_records import ACME, PC14, a_conversation, a_customer, a_device, a_request, a_ticket

CONSOLE_WORDS = ROOT / "tech_console" / "resources" / "i18n"
PACKAGES = ("shared", "endpoint_agent", "tech_console")
ALT_LETTER = re.compile(r"\bAlt\+(Shift\+|Ctrl\+)*\S$|Ctrl\+Alt|Alt\+Ctrl", re.IGNORECASE)
BY_ALTGR = set("@#[]{}€~`|\\")
"""What Italian, German, French or Spanish keyboards type with AltGr; `?` and `/` are typed with Shift there."""


def written_sequences() -> Iterator[tuple[Path, str]]:
    for path in python_files(*PACKAGES):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
                ("QKeySequence", "Action", "setShortcut")
            ):
                for argument in node.args:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        yield path, argument.value


def test_no_shortcut_in_the_code_uses_alt_or_a_character_of_altgr() -> None:
    found = list(written_sequences())
    assert found
    bad = [
        (str(path), keys) for path, keys in found if ALT_LETTER.search(keys) or (len(keys) == 1 and keys in BY_ALTGR)
    ]
    assert bad == []


def test_no_live_shortcut_uses_alt_or_a_character_of_altgr(screen: Screen) -> None:
    screen.sign_in()
    keys = {
        made.key().toString(QKeySequence.SequenceFormat.PortableText) for made in screen.window.findChildren(QShortcut)
    }
    assert {"Ctrl+K", "J", "Ctrl+M"} <= keys
    assert [key for key in keys if ALT_LETTER.search(key) or key in BY_ALTGR] == []


def test_no_text_marks_a_letter_for_alt() -> None:
    texts = ET.parse(CONSOLE_WORDS / "console_it.ts").getroot().itertext()  # noqa: S314 - our own file
    marked = [text for text in texts if re.search(r"(?<!&)&\w", text)]
    assert marked == []


def test_no_two_actions_have_the_same_keys(screen: Screen) -> None:
    screen.sign_in()
    keys = [action.shortcut for action in screen.workspace.commanding.actions if action.shortcut]
    assert len(set(keys)) == len(keys)


def test_single_keys_move_open_and_come_back_in_the_list_of_tickets(screen: Screen) -> None:
    tickets = [a_ticket(number=number, assignee_id=None) for number in (1, 2, 3)]
    screen.sign_in(*(TicketChanged(ticket=ticket) for ticket in tickets))
    screen.workspace.go_to(Place.TICKETS)
    screen.window.activateWindow()
    table = screen.workspace.tickets.list.table
    screen.bot.waitUntil(lambda: table.hasFocus() and not screen.workspace.tickets.list.model.is_busy)
    for key in (Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_K, Qt.Key.Key_A):
        screen.bot.keyClick(table, key)
    assert table.current_id() == tickets[1].ticket_id
    assert screen.link.last(EditTicket).ticket_id == tickets[1].ticket_id
    screen.bot.keyClick(table, Qt.Key.Key_O)
    assert screen.workspace.tickets.current_id() == tickets[1].ticket_id
    thread = screen.workspace.tickets.ticket.thread_view
    thread.view.list.setFocus()
    screen.bot.keyClick(thread.view.list, Qt.Key.Key_N)
    assert (thread.writing.mode, thread.writing.editor.hasFocus()) == (Mode.NOTE, True)


def test_the_row_keys_act_on_has_a_ring_and_is_not_filled(screen: Screen) -> None:
    tickets = [a_ticket(number=number, assignee_id=None) for number in (1, 2)]
    screen.sign_in(*(TicketChanged(ticket=ticket) for ticket in tickets))
    screen.workspace.go_to(Place.TICKETS)
    screen.window.activateWindow()
    table = screen.workspace.tickets.list.table
    screen.bot.waitUntil(lambda: table.hasFocus() and not screen.workspace.tickets.list.model.is_busy)
    table.setCurrentIndex(table.model().index(1, 0))
    table.clearSelection()
    drawn = table.viewport().grab().toImage()
    assert drawn.pixelColor(4, table.rowViewportPosition(1) + 8).name() == LIGHT.surface.lower()


def test_a_letter_that_is_written_is_no_command(screen: Screen) -> None:
    record = a_conversation()
    screen.talk(record=record)
    screen.window.activateWindow()
    writing = screen.workspace.conversations.pane.writing
    writing.write(Mode.REPLY)
    screen.bot.waitUntil(writing.editor.hasFocus)
    screen.bot.keyClicks(writing.editor, "jane e?")
    assert writing.composer.text() == "jane e?"
    assert (writing.mode, screen.workspace.place()) == (Mode.REPLY, Place.CONVERSATIONS)
    assert not [d for d in screen.window.findChildren(CloseDialog) if d.isVisible()]


def test_ctrl_k_opens_the_palette_also_while_one_writes_and_deletes_nothing(screen: Screen) -> None:
    screen.talk(record=a_conversation())
    screen.window.activateWindow()
    writing = screen.workspace.conversations.pane.writing
    writing.write(Mode.REPLY)
    screen.bot.waitUntil(writing.editor.hasFocus)
    screen.bot.keyClicks(writing.editor, "keep me")
    screen.bot.keyClick(writing.editor, Qt.Key.Key_Home)
    screen.bot.keyClick(writing.editor, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette(screen).reject()
    assert writing.composer.text() == "keep me"


def test_single_keys_can_be_switched_off(screen: Screen) -> None:
    ticket = a_ticket()
    screen.sign_in(TicketChanged(ticket=ticket))
    screen.played.preferences.change(single_keys=False)
    screen.workspace.show_ticket(ticket.ticket_id)
    screen.window.activateWindow()
    view = screen.workspace.tickets.ticket.thread_view.view.list
    view.setFocus()
    screen.bot.keyClick(view, Qt.Key.Key_E)
    assert screen.link.count(EditTicket) == 0
    screen.played.preferences.change(single_keys=True)
    screen.bot.keyClick(view, Qt.Key.Key_E)
    assert screen.link.last(EditTicket).state is TicketState.SOLVED


def palette(screen: Screen) -> Palette:
    return next(d for d in screen.window.findChildren(Palette) if d.isVisible())


def test_the_palette_finds_an_action_runs_it_and_shows_it_first_the_next_time(screen: Screen) -> None:
    screen.sign_in()
    screen.workspace.commanding.open_palette()
    shown = palette(screen)
    screen.bot.keyClicks(shown.field, "dark app")
    screen.bot.keyClick(shown.field, Qt.Key.Key_Return)
    assert screen.played.preferences.values.theme == "dark"
    screen.workspace.commanding.open_palette()
    assert str(palette(screen).model.index(0).data()).startswith("Dark appearance")
    palette(screen).reject()


def test_the_palette_finds_a_language_by_its_own_name(screen: Screen) -> None:
    screen.sign_in()
    screen.workspace.commanding.open_palette()
    screen.bot.keyClicks(palette(screen).field, "italian")
    screen.bot.keyClick(palette(screen).field, Qt.Key.Key_Return)
    assert screen.played.preferences.values.language == "it"


def test_the_palette_jumps_to_tickets_devices_and_customers(screen: Screen) -> None:
    ticket = a_ticket(number=1042)
    screen.sign_in(
        TicketChanged(ticket=ticket), DeviceChanged(device=a_device()), CustomerChanged(customer=a_customer())
    )
    for typed, place in (("#1042", Place.TICKETS), ("PC-14", Place.DEVICES), ("Acme", Place.CUSTOMERS)):
        screen.workspace.commanding.open_palette()
        shown = palette(screen)
        screen.bot.keyClicks(shown.field, typed)
        row = next(r for r in range(shown.model.rowCount()) if typed in str(shown.model.index(r).data()))
        shown._run(shown.model.index(row))
        assert screen.workspace.place() is place
    assert screen.workspace.tickets.current_id() == ticket.ticket_id


def test_the_sheet_tells_every_shortcut_and_switches_single_keys_off(screen: Screen) -> None:
    screen.sign_in()
    screen.workspace.commanding.open_sheet()
    sheet = next(d for d in screen.window.findChildren(ShortcutSheet) if d.isVisible())
    sheet.single.setChecked(False)
    assert screen.played.preferences.values.single_keys is False
    sheet.accept()


def test_what_is_found_opens_and_what_is_marked_is_no_markup(screen: Screen) -> None:
    ticket, talk = a_ticket(), a_conversation()
    screen.sign_in(
        TicketChanged(ticket=ticket), ConversationChanged(conversation=talk), DeviceChanged(device=a_device())
    )
    screen.workspace.go_to(Place.SEARCH)
    page = screen.workspace.search
    page.look_for("printer")
    assert screen.link.last(Search).text == "printer"

    def hit(kind: HitKind, id_: str) -> SearchHit:
        return SearchHit(kind=kind, id=id_, customer_id=ACME, title="<b>x</b>", excerpt="a \ue000printer\ue001 <i>")

    found = [
        hit(HitKind.TICKET, ticket.ticket_id),
        hit(HitKind.MESSAGE, talk.conversation_id),
        hit(HitKind.DEVICE, PC14),
    ]
    screen.link.answer(SearchResults(re=0, hits=found))
    assert [str(page.model.index(row).data()) for row in (0, 1)] == ["Tickets · 1", "<b>x</b>, a printer <i>"]
    places = {HitKind.TICKET: Place.TICKETS, HitKind.MESSAGE: Place.CONVERSATIONS, HitKind.DEVICE: Place.DEVICES}
    for one in found:
        page.list.chosen.emit(one)
        assert screen.workspace.place() is places[one.kind]
    page.look_for("printers")
    screen.link.refuse("unavailable")
    assert page._stack.currentIndex() == 0


@pytest.mark.parametrize("undisturbed", [True, False])
def test_whoever_is_not_to_be_disturbed_sees_no_card(screen: Screen, *, undisturbed: bool) -> None:
    screen.sign_in()
    screen.played.preferences.change(is_undisturbed=undisturbed)
    screen.link.push(RequestChanged(request=a_request()))
    assert len(screen.workspace.cards.stack.toasts()) == (0 if undisturbed else 1)
    screen.played.preferences.change(is_undisturbed=not undisturbed)
    screen.bot.waitUntil(lambda: len(screen.workspace.cards.stack.toasts()) == (1 if undisturbed else 0))
    screen.played.state(LinkState.OFFLINE, "lost", retry_in_s=3.0)
