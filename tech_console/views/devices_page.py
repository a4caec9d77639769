"""Devices: a table that stays quick with 50,000 of them, live presence, one or many at once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from shared.ids import CustomerId, DeviceId
from shared.protocol.directory import DeviceState
from shared.widgets.empty_state import EmptyState
from shared.widgets.labels import Label
from shared.widgets.search_field import SearchField
from tech_console.models.devices import DeviceModel
from tech_console.state.snapshot import Change, Kind
from tech_console.views.device_panel import DevicePanel
from tech_console.views.parts import bar, button, hairline, menu_button
from tech_console.views.tables import RecordTable
from tech_console.views.ui import Ui

IMPORTANCE = (0, 2, 1, 3, 5, 4, 6)
WIDTHS = (0, 160, 160, 140, 160, 130, 96)
PRESENCE_COLUMN = 2


class DevicesPage(QWidget):
    """Signals: those of the panel, and `installer_wanted()` when there is no device yet."""

    chat_wanted = Signal(str)
    message_wanted = Signal(str)
    new_ticket_wanted = Signal(str)
    revoke_wanted = Signal(str)
    ticket_wanted = Signal(str)
    token_wanted = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.model = DeviceModel(self._customer_name, lambda: ui.say(self.tr("{Customer}")))
        self.table = RecordTable(
            self.model, "device_id", WIDTHS, dotted=[PRESENCE_COLUMN], many=True, importance=IMPORTANCE
        )
        self.table.setAccessibleName(self.tr("Devices"))
        self.table.start_sorted(0)
        self.search = SearchField()
        self.search.setToolTip(
            self.tr("Words, or customer: user: os: ip: is:online is:idle is:locked is:offline is:pending is:active")
        )
        self.panel = DevicePanel(ui)
        self.panel.setVisible(False)
        self._line = hairline(vertical=True)
        self._line.setVisible(False)
        self._stack = QStackedWidget()
        self._empty = EmptyState("monitor")
        self._lay_out()
        self._connect()
        self._refill()

    def _customer_name(self, customer_id: CustomerId) -> str:
        customer = self._ui.console.customers.find(customer_id)
        return "" if customer is None else customer.name

    def _lay_out(self) -> None:
        head, row = bar()
        row.addWidget(self.search, 1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._bulk_bar())
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        column.addWidget(self._stack, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(left, 1)
        across.addWidget(self._line)
        across.addWidget(self.panel)

    def _bulk_bar(self) -> QFrame:
        self._bulk, row = bar()
        self._selected = Label("", kind="strong")
        row.addWidget(self._selected, 1)
        row.addWidget(button(self.tr("Approve"), self._approve))
        made, menu = menu_button(self.tr("Helpdesk agent"))
        menu.addAction(self.tr("Activate")).triggered.connect(lambda: self._helpdesk(enabled=True))
        menu.addAction(self.tr("Deactivate")).triggered.connect(lambda: self._helpdesk(enabled=False))
        row.addWidget(made)
        self._bulk.setVisible(False)
        return self._bulk

    def take_focus(self) -> None:
        """Put the keyboard on the rows, or into the search where there are none."""
        (self.table if self.model.rowCount() else self.search).setFocus()

    def _connect(self) -> None:
        self.search.search_changed.connect(self._searched)
        self.search.down_pressed.connect(self.table.setFocus)
        self.table.picked.connect(self.show_device)
        self.table.chosen.connect(lambda _: self.panel.chat.setFocus())
        self.table.selection_changed.connect(self._show_selection)
        self.panel.closed.connect(self._close_panel)
        self.panel.chat_wanted.connect(self.chat_wanted)
        self.panel.message_wanted.connect(self.message_wanted)
        self.panel.new_ticket_wanted.connect(self.new_ticket_wanted)
        self.panel.revoke_wanted.connect(self.revoke_wanted)
        self.panel.ticket_wanted.connect(self.ticket_wanted)
        self._empty.clicked.connect(self.token_wanted)
        self._ui.console.world.changed.connect(self._changed)
        self._ui.console.world.reloaded.connect(self._refill)

    def show_device(self, device_id: str) -> None:
        """Open a device beside the table."""
        self.panel.show_device(device_id)
        self._set_panel_open(is_open=True)
        if self.table.current_id() != device_id:
            if self.model.row_of(device_id) < 0:
                self.search.clear()
            self.table.select(device_id)

    def _close_panel(self) -> None:
        self._set_panel_open(is_open=False)
        self.table.clearSelection()
        self.table.setFocus()

    def _set_panel_open(self, *, is_open: bool) -> None:
        self.panel.setVisible(is_open)
        self._line.setVisible(is_open)

    def _searched(self, text: str) -> None:
        self.model.search(text)
        self._say_empty()

    def _refill(self) -> None:
        self.model.set_records(self._ui.console.world.snapshot.devices.values())
        self._say_empty()

    def _changed(self, change: Change) -> None:
        if change.kind is Kind.DEVICE and change.after is not None:
            self.model.upsert(change.after)
            self._say_empty()
        elif change.kind is Kind.CUSTOMER:
            self.model.retranslate()

    def _show_selection(self) -> None:
        count = len(self.table.selectionModel().selectedRows())
        self._bulk.setVisible(count > 1)
        self._selected.setText(self.tr("%n device(s) selected", "", count))

    def _helpdesk(self, *, enabled: bool) -> None:
        devices = [DeviceId(device_id) for device_id in self.table.selected_ids()]
        self._ui.console.devices.set_helpdesk(devices, enabled=enabled)

    def _approve(self) -> None:
        for device_id in self.table.selected_ids():
            device = self._ui.console.devices.find(DeviceId(device_id))
            if device is not None and device.state is DeviceState.PENDING:
                self._ui.console.devices.approve(device.device_id)

    def _say_empty(self) -> None:
        if self.model.total():
            self._empty.set_words(self.tr("No device fits"), self.tr("Try other words, or empty the search."))
        else:
            may = self._ui.console.world.snapshot.may("manage_tokens")
            self._empty.set_words(
                self.tr("No devices yet"),
                self._ui.say(self.tr("Install the agent with an enrollment token of {a_customer}.")),
                self.tr("Create a token") if may else "",
            )
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
