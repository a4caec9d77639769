"""Devices: a table that stays quick with 50,000 of them, live presence, one or many at once; a page for each."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from shared.ids import CustomerId, DeviceId
from shared.protocol.directory import DeviceRecord
from shared.widgets.empty_state import EmptyState
from shared.widgets.labels import Label
from shared.widgets.tokens import GRID
from tech_console.models.devices import DeviceModel
from tech_console.models.problem_words import problem_words
from tech_console.models.units import number_words
from tech_console.presenters.export import Export
from tech_console.state.device_list_values import SavedView
from tech_console.state.snapshot import Change, Kind
from tech_console.views.device_bulk import DeviceBulk
from tech_console.views.device_dialogs import ColumnsDialog, ViewNameDialog
from tech_console.views.device_manage import open_dialog
from tech_console.views.device_page import DevicePage
from tech_console.views.device_panel import LEAST_WIDTH, DevicePanel
from tech_console.views.device_search import DeviceSearch
from tech_console.views.device_table import DeviceTable
from tech_console.views.device_views import DeviceViews
from tech_console.views.parts import bar, icon_menu_button, panel
from tech_console.views.ui import Ui
from tech_console.views.watch_rules import WatchRulesDialog

FOLLOW_MS = 200
"""Changes of so long are shown together: presence of 50,000 devices comes in bursts."""
CLOCK_MS = 30_000
KEEP_MS = 400


class DevicesPage(QWidget):
    """Signals: those of panel and page, and `token_wanted()` when there is no device yet."""

    chat_wanted = Signal(str)
    message_wanted = Signal(str)
    new_ticket_wanted = Signal(str)
    revoke_wanted = Signal(str)
    ticket_wanted = Signal(str)
    talk_wanted = Signal(str)
    token_wanted = Signal()

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self._lists = ui.console.device_lists
        self.model = DeviceModel(self._customer_name, lambda: ui.say(self.tr("{Customer}")))
        self.model.setParent(self)  # its work ends with the page
        self.model.clock.tick(ui.console.settings.record.overdue_after_h)
        self.table = DeviceTable(self.model)
        self.table.setAccessibleName(self.tr("Devices"))
        self._search = DeviceSearch(ui)
        self.search = self._search.field
        self.views = DeviceViews(ui)
        self.panel = DevicePanel(ui)
        self.panel.setVisible(False)
        self.bulk = DeviceBulk(ui)
        self._hint = Label("", kind="small", wraps=True)
        self._count = Label("", kind="muted")
        self._rows = QStackedWidget()
        self._empty = EmptyState("monitor")
        self._pages = QStackedWidget()
        self._page: DevicePage | None = None
        self._wanted = ""
        self._late: dict[str, DeviceRecord | None] = {}
        self._follows = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._keeps = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._ticks = QTimer(self, interval=CLOCK_MS)
        self._lay_out()
        self._connect()
        self._restore()
        self._refill()
        self._ticks.start()

    def _customer_name(self, customer_id: CustomerId) -> str:
        customer = self._ui.console.world.snapshot.customers.get(customer_id)
        return "" if customer is None else customer.name

    # How it looks

    def _lay_out(self) -> None:
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._pages)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._pages.addWidget(self._split)
        left = QWidget()
        self._split.addWidget(left)
        self._split.addWidget(self.panel)
        self._split.setStretchFactor(0, 1)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        self._hint_box, around_hint = panel("bar")
        around_hint.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        around_hint.addWidget(self._hint)
        self._hint_box.setVisible(False)
        column.addWidget(self._hint_box)
        column.addWidget(self.bulk)
        self._rows.addWidget(self.table)
        self._rows.addWidget(self._empty)
        column.addWidget(self._rows, 1)

    def _head(self) -> QWidget:
        head, row = bar()
        row.addWidget(self.views)
        row.addWidget(self._search, 1)
        row.addWidget(self._count)
        made, menu = icon_menu_button("ellipsis", self.tr("More"))
        menu.addAction(self.tr("Columns…")).triggered.connect(self._choose_columns)
        menu.addAction(self.tr("Save this view…")).triggered.connect(self._save_view)
        menu.addSeparator()
        menu.addAction(self.tr("Export what is shown as CSV…")).triggered.connect(lambda: self._export("csv"))
        menu.addAction(self.tr("Export what is shown as JSON…")).triggered.connect(lambda: self._export("json"))
        menu.addSeparator()
        menu.addAction(self.tr("Watch rules…")).triggered.connect(self._show_rules)
        row.addWidget(made)
        return head

    def take_focus(self) -> None:
        """Put the keyboard on the rows, or into the search where there are none."""
        if self._page is not None and self._pages.currentWidget() is self._page:
            self._page.take_focus()
        else:
            (self.table if self.model.rowCount() else self.search).setFocus()

    def _connect(self) -> None:
        self.search.search_changed.connect(self._searched)
        self.search.down_pressed.connect(self.table.setFocus)
        self.table.picked.connect(self._picked)
        self.table.chosen.connect(self.open_device)
        self.table.selection_changed.connect(self._show_selection)
        self.table.columns_wanted.connect(self._choose_columns)
        self.table.columns_changed.connect(self._keeps.start)
        self.table.horizontalHeader().sortIndicatorChanged.connect(self._keeps.start)
        self._split.splitterMoved.connect(self._split_moved)
        self._keeps.timeout.connect(self._keep)
        self._follows.timeout.connect(self._follow)
        self._ticks.timeout.connect(self._tick)
        self.views.chosen.connect(self.show_view)
        self.views.save_wanted.connect(self._save_view)
        self.views.remove_wanted.connect(self._lists.remove_view)
        self._lists.software_changed.connect(self._software_found)
        self.model.settled.connect(self._say_count)
        self.model.settled.connect(self._select_wanted)
        self.panel.closed.connect(self._close_panel)
        self.panel.open_wanted.connect(self.open_device)
        self._pass_on(self.panel)
        self._empty.clicked.connect(self.token_wanted)
        self._ui.console.world.changed.connect(self._changed)
        # In a turn of its own: every page counts and fills itself at a reload.
        self._ui.console.world.reloaded.connect(lambda: QTimer.singleShot(0, self, self._refill))

    def _pass_on(self, part: DevicePanel | DevicePage) -> None:
        part.chat_wanted.connect(self.chat_wanted)
        part.message_wanted.connect(self.message_wanted)
        part.new_ticket_wanted.connect(self.new_ticket_wanted)
        part.revoke_wanted.connect(self.revoke_wanted)
        part.ticket_wanted.connect(self.ticket_wanted)

    # One device

    @property
    def page(self) -> DevicePage:
        """The page of one device; made when it is first needed, since most of it is tables."""
        if self._page is None:
            self._page = DevicePage(self._ui)
            self._page.closed.connect(self._close_page)
            self._page.talk_wanted.connect(self.talk_wanted)
            self._pass_on(self._page)
            self._pages.addWidget(self._page)
        return self._page

    def show_device(self, device_id: str) -> None:
        """Show a device beside the table."""
        self._pages.setCurrentWidget(self._split)
        self.panel.show_device(device_id)
        self._set_panel_open(is_open=True)
        if self.table.current_id() != device_id:
            if self.model.row_of(device_id) < 0 and not self.model.is_busy:
                self.search.clear()
            self._wanted = device_id
            self._select_wanted()

    def _picked(self, device_id: str) -> None:
        """The next row of the list is the next page, too."""
        if self._page is not None and self._pages.currentWidget() is self._page:
            self._page.show_device(DeviceId(device_id))
        else:
            self.show_device(device_id)

    def _select_wanted(self) -> None:
        """Rows that are still on their way are selected when they are here."""
        if self._wanted and self.model.row_of(self._wanted) >= 0:
            wanted, self._wanted = self._wanted, ""
            self.table.select(wanted)

    def open_device(self, device_id: str) -> None:
        """Open a device's page."""
        self.page.show_device(DeviceId(device_id))
        self._pages.setCurrentWidget(self.page)
        self.page.take_focus()

    def _close_page(self) -> None:
        self._pages.setCurrentWidget(self._split)
        self.take_focus()

    def _close_panel(self) -> None:
        self._set_panel_open(is_open=False)
        self.table.clearSelection()
        self.table.setFocus()

    def _set_panel_open(self, *, is_open: bool) -> None:
        if self.panel.isHidden() is is_open:
            self.panel.setVisible(is_open)
            self._fit_columns()
            if is_open:
                width = max(LEAST_WIDTH, self._lists.values.panel_width)
                self._split.setSizes([max(1, self._split.width() - width), width])

    def _fit_columns(self) -> None:
        """Beside the panel, and as long as nobody chose, columns without room are left out; else one scrolls."""
        self.table.set_narrow(is_narrow=not self.panel.isHidden() or not self._lists.values.columns)

    def _split_moved(self) -> None:
        self._keeps.start()

    # Search and views

    def _searched(self, text: str) -> None:
        query = self.model.search(text)
        self._lists.want_software(query.software)
        words = self._search.trouble_words(query.troubles)
        if self._lists.is_waiting and query.software:
            waiting = self.tr("Looking for the software on all devices…")
            words = f"{words} {waiting}".strip()
        for problem in self._lists.problems.values():
            words = f"{words} {problem_words(problem)}".strip()
        self._say_hint(words)
        self._say_count()

    def _software_found(self) -> None:
        self.model.take_software(self._lists.software)
        self._searched(self.search.text().strip())

    def show_view(self, view: SavedView) -> None:
        """Search, order and columns of a view; one without columns leaves them as they are."""
        if view.columns:
            self.table.set_columns(view.columns)
        self.search.setText(view.search)
        self.table.sort_by(view.sort, is_falling=view.is_falling)
        self._keeps.start()
        self.take_focus()

    def _save_view(self) -> None:
        dialog = ViewNameDialog("", self.window())
        dialog.accepted.connect(lambda: self._lists.save_view(self._present_view(dialog.name)))
        open_dialog(dialog)

    def _present_view(self, name: str) -> SavedView:
        sort, is_falling = self.table.sorted_by()
        columns = tuple(self.table.columns())
        return SavedView(
            name=name, search=self.search.text().strip(), columns=columns, sort=sort, is_falling=is_falling
        )

    def _choose_columns(self) -> None:
        dialog = ColumnsDialog(self.model.columns, self.table.columns(), self.window())
        dialog.accepted.connect(lambda: self.table.set_columns(dialog.chosen()))
        dialog.accepted.connect(self._keeps.start)
        open_dialog(dialog)

    def _restore(self) -> None:
        kept = self._lists.values
        delivered = [column.id for column in self.model.columns if column.is_shown]
        self.table.set_columns(kept.columns or delivered, kept.widths)
        self.table.sort_by(kept.sort, is_falling=kept.is_falling)
        self._keeps.stop()
        self._fit_columns()

    def _keep(self) -> None:
        sort, is_falling = self.table.sorted_by()
        panel = self.panel.width() if not self.panel.isHidden() else self._lists.values.panel_width
        columns, delivered = tuple(self.table.columns()), tuple(c.id for c in self.model.columns if c.is_shown)
        self._lists.change(
            columns=() if columns == delivered else columns,
            widths=self._lists.values.widths | self.table.widths(),
            sort=sort,
            is_falling=is_falling,
            panel_width=panel,
        )
        self._fit_columns()

    def _export(self, kind: str) -> None:
        pattern = self.tr("CSV (*.csv)") if kind == "csv" else self.tr("JSON (*.json)")
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Export"), f"devices.{kind}", pattern)
        if name:
            self.export(Path(name if name.lower().endswith(f".{kind}") else f"{name}.{kind}"))

    def export(self, path: Path) -> Export[DeviceRecord]:
        """Write what is shown, with the columns shown."""
        columns = [self.model.columns[self.model.places[id_]] for id_ in self.table.columns()]
        export: Export[DeviceRecord] = Export(
            path,
            [column.id for column in columns],
            [column.title() for column in columns],
            self.model.shown(),
            lambda device: [column.value(device) for column in columns],
            self,
        )
        export.done.connect(self._exported)
        export.failed.connect(self._not_exported)
        self._say_hint(self.tr("Writing the file…"))
        export.start()
        return export

    def _exported(self, path: str, rows: int) -> None:
        self._say_hint(self.tr("%n device(s) written to {file}.", "", rows).format(file=Path(path).name))

    def _not_exported(self, path: str, why: str) -> None:
        self._say_hint(self.tr("The file {file} could not be written: {why}").format(file=Path(path).name, why=why))

    def _say_hint(self, words: str) -> None:
        self._hint.setText(words)
        self._hint_box.setVisible(bool(words))

    def _show_rules(self) -> None:
        device = self._ui.console.devices.find(DeviceId(self.table.current_id()))
        customer_id = device.customer_id if device is not None else None
        dialog = WatchRulesDialog(self._ui, customer_id, self.window())
        dialog.ticket_wanted.connect(self.ticket_wanted)
        open_dialog(dialog)

    # What the relay says

    def _refill(self) -> None:
        self._late.clear()
        self.model.clock.tick(self._ui.console.settings.record.overdue_after_h)
        self.model.set_records(self._ui.console.world.snapshot.of(Kind.DEVICE))
        self._say_count()

    def _changed(self, change: Change) -> None:
        if change.kind is Kind.DEVICE:
            self._late[change.id] = change.after
            if not self._follows.isActive():
                self._follow()
                self._follows.start()
        elif change.kind is Kind.CUSTOMER:
            self.model.look_again()
        elif change.kind is Kind.SETTINGS:
            self._tick()

    def _follow(self) -> None:
        late, self._late = self._late, {}
        if not late:
            return
        self.model.update(device for device in late.values() if device is not None)
        self.model.remove(id_ for id_, device in late.items() if device is None)
        self._say_count()
        self._follows.start()

    def _tick(self) -> None:
        """Ages grow, and devices become overdue, without anything being said."""
        self.model.clock.tick(self._ui.console.settings.record.overdue_after_h)
        self.table.viewport().update()
        if "overdue" in self.search.text():
            self.model.search(self.search.text().strip())

    # Selection

    def _show_selection(self) -> None:
        count = self.table.selected_count()
        self.bulk.set_count(count)
        if count > 1:
            self._set_panel_open(is_open=False)
        self.bulk.devices = self._selected

    def _selected(self) -> list[DeviceRecord]:
        found = (self._ui.console.devices.find(DeviceId(id_)) for id_ in self.table.selected_ids())
        return [device for device in found if device is not None]

    def _say_count(self) -> None:
        shown, total = self.model.rowCount(), self.model.total()
        if shown == total:
            self._count.setText(self.tr("%Ln device(s)", "", total) if total else "")
        else:
            self._count.setText(
                self.tr("{shown} of {total}").format(shown=number_words(shown), total=number_words(total))
            )
        if total and (shown or self.model.is_busy):
            self._rows.setCurrentIndex(0)
        else:
            self._say_empty(is_any=bool(total))

    def _say_empty(self, *, is_any: bool) -> None:
        if is_any:
            self._empty.set_words(self.tr("No device fits"), self.tr("Try other words, or empty the search."))
        else:
            may = self._ui.console.world.snapshot.may("manage_tokens")
            self._empty.set_words(
                self.tr("No devices yet"),
                self._ui.say(self.tr("Install the agent with an enrollment token of {a_customer}.")),
                self.tr("Create a token") if may else "",
            )
        self._rows.setCurrentIndex(1)
