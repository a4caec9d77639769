"""The page of one device: head, and a tab for each part of what is known of it. Esc or Alt+Left leads back."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from shared.ids import DeviceId
from shared.protocol.directory import DeviceRecord, DeviceState
from shared.widgets.banner import Banner
from shared.widgets.tokens import GRID
from tech_console.models.device_columns import DeviceClock
from tech_console.models.device_items import talk_model
from tech_console.presenters.device_details import Stage
from tech_console.state.queries import tickets_of_device
from tech_console.state.snapshot import Change, Kind
from tech_console.views.device_header import DeviceHeader
from tech_console.views.device_lists import ItemList
from tech_console.views.device_tabs import FactTabs, HistoryTab, ProcessTab, service_list, software_list, user_list
from tech_console.views.parts import in_margins
from tech_console.views.ui import Ui

SHOWN = frozenset({Kind.DEVICE, Kind.TICKET, Kind.CONVERSATION, Kind.CUSTOMER, Kind.CONTACT})
TICKET, TALK = "t:", "c:"


class DevicePage(QWidget):
    """Signals: `closed()`; `chat_wanted`, `message_wanted`, `new_ticket_wanted`, `revoke_wanted` (device_id);
    `ticket_wanted(ticket_id)`, `talk_wanted(conversation_id)`.
    """  # noqa: D205 - the signals are one list

    closed = Signal()
    chat_wanted = Signal(str)
    message_wanted = Signal(str)
    new_ticket_wanted = Signal(str)
    revoke_wanted = Signal(str)
    ticket_wanted = Signal(str)
    talk_wanted = Signal(str)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._details = ui.console.device_details
        self._id = DeviceId("")
        self._clock = DeviceClock()
        self._stale: set[str] = set()
        self.header = DeviceHeader(ui, self._clock)
        self._banner = Banner()
        self._banner.action_clicked.connect(self._act)
        self._banner_box = in_margins(self._banner)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(self.tr("Parts of this page"))
        self._stack = QStackedWidget()
        self._pages: dict[str, QWidget] = {}
        self._shows: dict[str, Callable[[], None]] = {}
        self._ticks = QTimer(self, interval=30_000)
        self._ticks.timeout.connect(self._show_head)
        self._add_tabs()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QFrame()
        head.setProperty("kind", "bar")
        inside = QVBoxLayout(head)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.header)
        row = QHBoxLayout()
        row.setContentsMargins(2 * GRID, 0, GRID, 0)
        row.addWidget(self.tabs)
        inside.addLayout(row)
        column.addWidget(head)
        column.addWidget(self._banner_box)
        column.addWidget(self._stack, 1)
        self._connect()

    def _add_tabs(self) -> None:
        facts = FactTabs(self._ui, self._clock)
        self._facts = facts
        self.users = user_list()
        self.talks = ItemList(
            talk_model(), (130, 0, 130, 150, 140), self.tr("Conversations and tickets"),
            ("messages-square", self.tr("Nothing yet"), self.tr("Conversations and tickets of this device stand here.")),
        )  # fmt: skip
        self.talks.start_sorted(4, Qt.SortOrder.DescendingOrder)
        self.software, self.services = software_list(), service_list()
        self.processes, self.history = ProcessTab(self._details), HistoryTab(self._details)
        self._add("summary", facts.summary, self.tr("Summary"), facts.show_summary)
        self._add("users", self.users, self.tr("Users"), self._show_users)
        self._add("talks", self.talks, self.tr("Conversations and tickets"), self._show_talks)
        self._add("hardware", facts.hardware, self.tr("Hardware"), facts.show_hardware)
        self._add("disks", facts.disks, self.tr("Disks"), facts.show_disks)
        self._add("network", facts.network, self.tr("Network"), facts.show_network)
        self._add("software", self.software, self.tr("Software"), lambda: self._show_items(self.software, "software"))
        self._add("services", self.services, self.tr("Services"), lambda: self._show_items(self.services, "services"))
        self._add("processes", self.processes, self.tr("Processes"), self.processes.show_now)
        self._add("history", self.history, self.tr("History"), self.history.show_now)

    def _add(self, name: str, page: QWidget, words: str, show: Callable[[], None]) -> None:
        self._pages[name] = page
        self._shows[name] = show
        self._stack.addWidget(page)
        self.tabs.addTab(words)

    def show_tab(self, name: str) -> None:
        """Turn to a part of the page; one that this version does not have is the summary."""
        names = list(self._pages)
        self.tabs.setCurrentIndex(names.index(name) if name in names else 0)

    def tab(self) -> str:
        """Return which part is in front."""
        return list(self._pages)[max(0, self.tabs.currentIndex())]

    def _connect(self) -> None:
        header = self.header
        header.closed.connect(self.close_page)
        header.refresh_wanted.connect(self.refresh)
        header.chat_wanted.connect(self.chat_wanted)
        header.message_wanted.connect(self.message_wanted)
        header.new_ticket_wanted.connect(self.new_ticket_wanted)
        header.revoke_wanted.connect(self.revoke_wanted)
        self.talks.chosen.connect(self._open_talked)
        self._details.inventory_changed.connect(self._inventory_changed)
        self._ui.console.world.changed.connect(self._changed)
        self._ui.console.world.reloaded.connect(self._reloaded)
        self.tabs.currentChanged.connect(self._tab_changed)
        for keys, act in (("Alt+Left", self.close_page), ("Esc", self.close_page), ("F5", self.refresh)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def show_device(self, device_id: DeviceId) -> None:
        """Show a device, with the tab that was open last."""
        is_other = device_id != self._id
        self._id = device_id
        self._details.show(device_id)
        if is_other:
            self.show_tab(self._ui.console.device_lists.values.tab)
        self._ticks.start()
        self._show_all()

    def close_page(self) -> None:
        """Go back to the list."""
        self._ticks.stop()
        self._id = DeviceId("")
        self._details.leave()
        self.closed.emit()

    def refresh(self) -> None:
        """Have the device look now."""
        self._details.read(fresh=True)
        if self.tab() == "processes":
            self._details.read_processes()

    def take_focus(self) -> None:
        """Put the keyboard on the tabs."""
        self.tabs.setFocus()

    def device(self) -> DeviceRecord | None:
        """Return the device shown."""
        return self._ui.console.devices.find(self._id)

    # What is shown

    def _changed(self, change: Change) -> None:
        if not self._id or change.kind not in SHOWN:
            return
        record = change.after or change.before
        if change.id == self._id or getattr(record, "device_id", None) == self._id:
            self._show_all()
        elif change.kind in {Kind.CUSTOMER, Kind.CONTACT}:
            self._show_head()

    def _reloaded(self) -> None:
        if self._id:
            if self.device() is None:
                self.close_page()
            else:
                self._details.read()
                self._show_all()

    def _inventory_changed(self) -> None:
        if self._id:
            self._show_all()

    def _show_all(self) -> None:
        self._show_head()
        self._stale = set(self._shows)
        self._show_tab()

    def _show_head(self) -> None:
        device = self.device()
        if device is None:
            return
        self._clock.tick(self._ui.console.settings.record.overdue_after_h)
        self.header.show_device(device)
        self._say_state(device)

    def _tab_changed(self) -> None:
        self._stack.setCurrentIndex(self.tabs.currentIndex())
        self._show_tab()
        if self._id:
            self._ui.console.device_lists.change(tab=self.tab())

    def _show_tab(self) -> None:
        """Only the tab in front is built; the others when somebody turns to them."""
        name = self.tab()
        device = self.device()
        if name in self._stale and device is not None:
            self._stale.discard(name)
            self._facts.device = device
            self._shows[name]()

    def _say_state(self, device: DeviceRecord) -> None:
        may = self._ui.console.world.snapshot.may("manage_devices")
        problem = self._details.problem
        if device.state is DeviceState.PENDING:
            words, verb = self.tr("This device waits for approval."), self.tr("Approve") if may else ""
            self._banner.say("warn", words, verb, "shield-alert")
        elif device.state is DeviceState.REVOKED:
            self._banner.say("error", self.tr("This device was revoked. It must be enrolled again."))
        elif device.clone_suspected_at is not None:
            words = self.tr(
                "Two computers use this device's key: a disk was copied. Give the copy a machine id of its own, then it joins"
                " anew. If you do not know the other computer, revoke this device."
            )
            self._banner.say("error", words, self.tr("Settled") if may else "", "copy")
        elif problem is not None:
            self._banner.say("warn", self._facts.problem_words(problem), self.tr("Try again"))
        elif self._details.is_looking:
            self._banner.say("info", self.tr("The device is looking now; what is different appears by itself."))
        else:
            self._banner.clear()
        self._banner_box.setVisible(not self._banner.isHidden())

    def _act(self) -> None:
        device = self.device()
        if device is not None and (device.state is DeviceState.PENDING or device.clone_suspected_at is not None):
            self._ui.console.devices.approve(device.device_id)
        else:
            self._details.read()

    def _show_users(self) -> None:
        self._show_items(self.users, "os_sessions")

    def _show_items(self, page: ItemList, section: str) -> None:
        if self._details.inventory_stage is Stage.READY and self._details.inventory is not None:
            items = self._details.inventory.sections.get(section, {})
            page.set_rows((key, {"name": key, **item}) for key, item in items.items())
        else:
            self._facts.say_instead(page)

    def _show_talks(self) -> None:
        world = self._ui.console.world.snapshot
        tickets = tickets_of_device(world, self._id)
        talks = [talk for talk in world.conversations.values() if talk.device_id == self._id]
        rows = [(f"{TICKET}{ticket.ticket_id}", ticket) for ticket in tickets]
        self.talks.set_rows([*rows, *((f"{TALK}{talk.conversation_id}", talk) for talk in talks)])

    def _open_talked(self, id_: str) -> None:
        if id_.startswith(TICKET):
            self.ticket_wanted.emit(id_.removeprefix(TICKET))
        else:
            self.talk_wanted.emit(id_.removeprefix(TALK))
