"""The console's ticket list with 50,000 tickets, in its real window over a played link: load, views, filter, sort, changes.

`make bench` imports `run()`; figures as in console_lists.py.
"""

import datetime as dt
import gc
import os
from functools import partial

import msgspec

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from shared.protocol.tickets import Priority, TicketChanged, TicketRecord, TicketState
from shared.qt.translator import Language
from shared.widgets.theme import Theme, ThemeMode
from tech_console.resources import CONSOLE_WORDS
from tech_console.state.ticket_views import TicketView
from tech_console.views.main_window import MainWindow
from tech_console.views.rail import Place
from tech_console.views.ticket_list import TicketList
from tech_console.views.ui import Ui
from tests.bench.turns import BLOCK_MS, Row, Turns, best, noise, row
from tests.support.console_records import COLLEAGUE, ME, NOW, a_ticket
from tests.support.consoles import Played

TICKETS, CUSTOMERS, ROUNDS, CHANGES = 50_000, 400, 4, 100
WORDS = ("p", "pri", "printer 4", "toner 12", "priority:normal is:unassigned", 'customer:"customer 7" toner', "")
COLUMNS = (1, 3, 7, 0)
NAME = "ticket list, 50,000 rows"


def run() -> list[Row]:
    """Measure everything once and return one row per figure."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    played = Played()
    language = Language(app, [CONSOLE_WORDS], "en")
    window = MainWindow(Ui(played.console, language, Theme(app, ThemeMode.LIGHT)))
    window.show()
    played.sign_in()
    assert window.workspace is not None
    window.workspace.go_to(Place.TICKETS)
    rows = _page(app, played, window.workspace.tickets.list)
    window.hide()
    Played.end_all()
    return rows


def _page(app: QApplication, played: Played, page: TicketList) -> list[Row]:
    tickets = [_ticket(number) for number in range(TICKETS)]
    world = played.console.world
    world.snapshot.tickets |= {ticket.ticket_id: ticket for ticket in tickets}
    gc.freeze()
    load = Turns(app).run(world.reloaded.emit, lambda: page.model.is_busy, lambda: page.model.rowCount() > 0)
    again = best(ROUNDS, lambda: Turns(app).run(world.reloaded.emit, lambda: page.model.is_busy))
    load.longest_ms = min(load.longest_ms, again.longest_ms)
    views = [best(ROUNDS, partial(_view, app, page, view)) for view in TicketView]
    page.show_view(TicketView.OPEN)
    searches = [best(ROUNDS, partial(_search, app, page, text)) for text in WORDS]
    sorts = [best(ROUNDS, partial(_sort, app, page, column)) for column in COLUMNS]
    live = _live(app, played, page, tickets)
    return [
        row(f"{NAME}: load until rows are there", load.first_ms),
        row(f"{NAME}: another view, slowest", max(t.first_ms for t in views)),
        row(f"{NAME}: filter, first rows of the slowest", max(t.first_ms for t in searches), goal_ms=60),
        row(f"{NAME}: sort, slowest of four columns", max(t.all_ms for t in sorts)),
        row(f"{NAME}: {CHANGES} changes", live.all_ms),
        *(
            row(f"{NAME}: longest block, {name}", max(t.longest_ms for t in some), goal_ms=BLOCK_MS)
            for name, some in (
                ("load", [load]),
                ("view", views),
                ("filter", searches),
                ("sort", sorts),
                ("live", [live]),
            )
        ),
        noise(NAME),
    ]


def _ticket(number: int) -> TicketRecord:
    return a_ticket(
        number=number,
        title=f"{('Printer', 'Toner', 'Mail', 'VPN')[number % 4]} {number}",
        state=list(TicketState)[number % 4],
        priority=list(Priority)[number % 3],
        assignee_id=(ME, None, COLLEAGUE)[number % 3],
        customer_name=f"Customer {number % CUSTOMERS}",
        updated_at=NOW - dt.timedelta(minutes=number),
    )


def _view(app: QApplication, page: TicketList, view: TicketView) -> Turns:
    page.show_view(TicketView.WAITING if view is not TicketView.WAITING else TicketView.OPEN)
    _settle(app, page)
    before = page.model._shown
    return Turns(app).run(
        partial(page.show_view, view), lambda: page.model.is_busy, lambda: page.model._shown is not before
    )


def _search(app: QApplication, page: TicketList, text: str) -> Turns:
    page.search.setText("")
    _settle(app, page)
    before = page.model._shown
    return Turns(app).run(
        partial(page.search.setText, text), lambda: page.model.is_busy, lambda: page.model._shown is not before
    )


def _sort(app: QApplication, page: TicketList, column: int) -> Turns:
    order = Qt.SortOrder.AscendingOrder
    return Turns(app).run(partial(page.table.sortByColumn, column, order), lambda: page.model.is_busy)


def _live(app: QApplication, played: Played, page: TicketList, tickets: list[TicketRecord]) -> Turns:
    turns = Turns(app)
    for ticket in tickets[:CHANGES]:
        changed = msgspec.structs.replace(ticket, version=2, title=f"{ticket.title} again", updated_at=NOW)
        turns.run(partial(played.link.push, TicketChanged(ticket=changed)), lambda: page.model.is_busy)
    return turns


def _settle(app: QApplication, page: TicketList) -> None:
    while page.model.is_busy:
        app.processEvents()
