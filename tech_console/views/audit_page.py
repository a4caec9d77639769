"""The audit log: filters, pages, a mark that says whether the chain proves what is shown, and a CSV of it."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from shared.ids import ContactId, CustomerId, DeviceId, TechnicianId, TicketId
from shared.widgets.banner import Banner
from shared.widgets.empty_state import EmptyState
from shared.widgets.icons import icon
from shared.widgets.labels import Label
from shared.widgets.plain_text import shown_line
from shared.widgets.tokens import GRID
from tech_console.models.audit import AuditModel, detail_words, who_words
from tech_console.models.directory import full_name
from tech_console.models.problem_words import problem_words
from tech_console.presenters.audit_log import LogStage
from tech_console.state.export import BOM, csv_line
from tech_console.state.snapshot import Change, Kind
from tech_console.views.narrow import Narrow
from tech_console.views.parts import bar, button, icon_button, in_margins
from tech_console.views.tables import RecordTable
from tech_console.views.ui import Ui

WIDTHS = (164, 180, 210, 190, 150, 0)


class AuditPage(QWidget):
    """Read when it is shown; nothing is pushed."""

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self._log = ui.console.audit_log
        self.model = AuditModel(self._customer, self._about, lambda: ui.say(self.tr("{Customer}")))
        self.table = RecordTable(self.model, "number", WIDTHS, dotted=(2,), importance=(2, 0, 1, 3, 5, 4))
        self.table.setAccessibleName(self.tr("Audit log"))
        self._what = self._choice(self.tr("What"))
        for action, words in self._kinds_of_events():
            self._what.addItem(words, action)
        self._who = self._choice(self.tr("Who"))
        self._whose = self._choice(ui.say(self.tr("{Customer}")))
        self._banner = Banner()
        self._banner_box = in_margins(self._banner)
        self._rows = QStackedWidget()
        self._none = EmptyState("history")
        self._none.clicked.connect(self._log.load)
        self._rows.addWidget(self.table)
        self._rows.addWidget(self._none)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self._banner_box)
        column.addWidget(self._rows, 1)
        column.addWidget(self._foot())
        self._log.changed.connect(self._show)
        ui.console.world.reloaded.connect(self._fill_choices)
        ui.console.world.changed.connect(self._world_changed)
        self._fill_choices()
        self._show()

    def take_focus(self) -> None:
        """Read the newest events and put the keyboard on them."""
        if self._log.stage is not LogStage.LOADING:
            self._log.load()
        self.table.setFocus()

    def _kinds_of_events(self) -> list[tuple[str, str]]:
        """Return the beginnings of actions that can be chosen, in words."""
        return [
            ("", self.tr("Everything")),
            ("technician.", self.tr("Sign-ins and technicians")),
            ("refused", self.tr("Refusals")),
            ("contact.", self.tr("People")),
            ("customer.", self._ui.say(self.tr("{Customers}"))),
            ("device.", self.tr("Devices")),
            ("identity.", self.tr("Identity")),
            ("request.", self.tr("Requests")),
            ("conversation.", self.tr("Conversations")),
            ("ticket.", self.tr("Tickets")),
            ("file.", self.tr("Files")),
            ("token.", self.tr("Enrollment tokens")),
            ("settings.", self.tr("Settings")),
            ("retention.", self.tr("Erased by age")),
        ]

    def _choice(self, words: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(words)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(13)
        made.activated.connect(lambda _: self._filter())
        return made

    def _head(self) -> QFrame:
        head, row = bar()
        for choice in (self._what, self._who, self._whose):
            row.addWidget(choice)
        row.addStretch(1)
        self._seal = QLabel()
        self._proved = Label("", kind="muted")
        row.addWidget(self._seal)
        row.addWidget(self._proved)
        row.addSpacing(GRID)
        row.addWidget(icon_button("refresh-cw", self.tr("Read again"), self._log.load))
        self._save = button(self.tr("Save as CSV…"), self._ask_where, icon_name="download")
        row.addWidget(self._save)
        Narrow(head, (self._save,))
        return head

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("kind", "panel")
        row = QHBoxLayout(foot)
        row.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        self._count = Label("", kind="muted")
        self._more = button(self.tr("Show older"), self._log.load_more, "ghost", "arrow-down")
        row.addWidget(self._count)
        row.addStretch()
        row.addWidget(self._more)
        return foot

    # Names

    def _customer(self, customer_id: CustomerId | None) -> str:
        known = self._ui.console.world.snapshot.customers.get(customer_id or CustomerId(""))
        return "" if known is None else known.name

    def _about(self, id_: str) -> str:
        """Return what an id is called, where it is known here."""
        world = self._ui.console.world.snapshot
        if (contact := world.contacts.get(ContactId(id_))) is not None:
            return full_name(contact)
        if (device := world.devices.get(DeviceId(id_))) is not None:
            return device.name
        if (ticket := world.tickets.get(TicketId(id_))) is not None:
            return f"#{ticket.number} {ticket.title}"
        if (technician := world.technicians.get(TechnicianId(id_))) is not None:
            return technician.name
        return self._customer(CustomerId(id_)) or id_

    def _world_changed(self, change: Change) -> None:
        if change.kind in {Kind.CUSTOMER, Kind.TECHNICIAN}:
            self._fill_choices()

    def _fill_choices(self) -> None:
        world = self._ui.console.world.snapshot
        people = sorted(world.technicians.values(), key=lambda t: t.name.casefold())
        customers = sorted(world.customers.values(), key=lambda c: c.name.casefold())
        self._refill(self._who, self.tr("Everybody"), [(t.name, t.technician_id) for t in people])
        everything = self._ui.say(self.tr("All {customers}"))
        self._refill(self._whose, everything, [(c.name, c.customer_id) for c in customers])

    def _refill(self, choice: QComboBox, first: str, rest: list[tuple[str, str]]) -> None:
        chosen = choice.currentData()
        choice.clear()
        choice.addItem(first, "")
        for name, id_ in rest:
            choice.addItem(shown_line(name), id_)
        choice.setCurrentIndex(max(0, choice.findData(chosen)))

    # Showing

    def _filter(self) -> None:
        customer_id = self._whose.currentData()
        self._log.filter(
            action=self._what.currentData(),
            actor_id=self._who.currentData(),
            customer_id=CustomerId(customer_id) if customer_id else None,
        )

    def _show(self) -> None:
        log = self._log
        self.model.set_records(log.events)
        is_empty = not log.events and log.stage is not LogStage.LOADING
        self._rows.setCurrentIndex(1 if is_empty else 0)
        self._none.set_words(self.tr("Nothing fits"), self.tr("Choose other filters."))
        problem = log.problem if log.stage is LogStage.FAILED else None
        if problem is not None:
            self._banner.say("error", problem_words(problem))
        elif not log.is_verified:
            self._banner.say(
                "error",
                self.tr(
                    "The chain does not prove what is shown: something was changed or removed."
                    " Run “sportello-relay audit verify” on the relay."
                ),
            )
        else:
            self._banner.clear()
        self._banner_box.setVisible(problem is not None or not log.is_verified)
        self._say_proof()
        self._count.setText(self.tr("%n event(s)", "", len(log.events)))
        self._more.setVisible(log.has_more)
        self._more.setEnabled(log.stage is not LogStage.LOADING)
        self._save.setEnabled(bool(log.events))

    def _say_proof(self) -> None:
        is_shown = bool(self._log.events)
        is_proved = self._log.is_verified
        words = self.tr("Verified") if is_proved else self.tr("Not proved")
        self._proved.setText(words if is_shown else "")
        self._proved.setToolTip(self.tr("Each event holds the hash of the one before it."))
        self._seal.setVisible(is_shown)
        mark = icon("shield-check", "ok_text") if is_proved else icon("shield-alert", "danger_text")
        self._seal.setPixmap(mark.pixmap(18, 18))

    # Saving

    def _ask_where(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save as CSV"), self.tr("audit-log.csv"), self.tr("CSV (*.csv)")
        )
        if name:
            self.save(Path(name))

    def save(self, path: Path) -> None:
        """Write the events that are shown; a cell that a spreadsheet would calculate is guarded."""
        titles = [self.tr("Number"), *(self.model.headerData(n, Qt.Orientation.Horizontal) for n in range(6))]
        lines = [csv_line(titles)]
        for event in self._log.events:
            about, customer = self._about(event.object_id), self._customer(event.customer_id)
            cells = [event.number, event.at, who_words(event), event.action, about, customer, detail_words(event)]
            lines.append(csv_line(cells))
        try:
            path.write_text(BOM + "".join(lines), encoding="utf-8", newline="")
        except OSError:
            self._banner.say("error", self.tr("The file cannot be written there. Choose another place."))
            self._banner_box.setVisible(True)
