"""Watch rules of a customer: what is looked after on its devices, how many match now, and the ticket that says so."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from shared.ids import CustomerId
from shared.limits import MAX_NAME_CHARS
from shared.protocol.inventory import WatchKind, WatchRuleRecord
from shared.widgets.dialog import Dialog
from shared.widgets.elided_label import ElidedLabel
from shared.widgets.empty_state import EmptyState
from shared.widgets.labels import Label
from shared.widgets.plain_text import shown_line
from shared.widgets.tokens import GRID
from tech_console.models.inventory_words import watch_words
from tech_console.state.snapshot import Change, Kind
from tech_console.views.asking import AskingDialog, confirm
from tech_console.views.device_manage import open_dialog
from tech_console.views.parts import add_field, button, clear, form, icon_button, scrolled
from tech_console.views.ui import Ui

DISK_PERCENT, OFFLINE_HOURS = 10, 72
MOST_HOURS = 8760
NEEDS_NUMBER = {WatchKind.DISK_BELOW, WatchKind.OFFLINE_LONGER}
NEEDS_NAME = {WatchKind.SOFTWARE_APPEARS, WatchKind.SOFTWARE_DISAPPEARS}


class WatchRulesDialog(Dialog):
    """The rules of one customer, chosen at the top. Signals: `ticket_wanted(ticket_id)`."""

    ticket_wanted = Signal(str)

    def __init__(self, ui: Ui, customer_id: CustomerId | None, parent: QWidget) -> None:
        super().__init__("", parent, width=620)
        self._ui = ui
        self.set_title(self.tr("Watch rules"))
        self.add_text(self.tr("A rule keeps one ticket that lists the devices it matches; never one for each device."))
        customers = sorted(ui.console.world.snapshot.customers.values(), key=lambda one: one.name.casefold())
        self._ids = [customer.customer_id for customer in customers]
        self._customer = QComboBox()
        for customer in customers:
            self._customer.addItem(shown_line(customer.name))
        if customer_id in self._ids:
            self._customer.setCurrentIndex(self._ids.index(customer_id))
        self._customer.currentIndexChanged.connect(self._show)
        self.add_field(ui.say(self.tr("{Customer}")), self._customer)
        inside = QWidget()
        self._rules = QVBoxLayout(inside)
        self._rules.setContentsMargins(0, 0, 0, 0)
        self._rules.setSpacing(GRID)
        self._rows = QStackedWidget()
        self._rows.setFixedHeight(300)
        self._rows.addWidget(scrolled(inside))
        empty = EmptyState("eye")
        empty.set_words(self.tr("No rules yet"), self.tr("For example: less than 10 % free on a disk."))
        self._rows.addWidget(empty)
        self.body.addWidget(self._rows)
        self._may = ui.console.world.snapshot.may("manage_devices")
        if self._may and self._ids:
            new = self.add_button(self.tr("New rule…"))
            new.clicked.connect(lambda: self._edit(None))
        self.add_button(self.tr("Close"), "primary", is_default=True).clicked.connect(self.accept)
        ui.console.world.changed.connect(self._changed)
        self._show()

    def _chosen(self) -> CustomerId | None:
        return self._ids[self._customer.currentIndex()] if self._ids else None

    def _changed(self, change: Change) -> None:
        if change.kind is Kind.WATCH_RULE:
            self._show()

    def _show(self) -> None:
        clear(self._rules)
        customer_id = self._chosen()
        rules = [] if customer_id is None else self._ui.console.watch_rules.of(customer_id)
        for rule in rules:
            self._rules.addWidget(self._card(rule))
        self._rules.addStretch()
        self._rows.setCurrentIndex(0 if rules else 1)

    def _card(self, rule: WatchRuleRecord) -> QFrame:
        frame = QFrame()
        frame.setProperty("kind", "card")
        row = QHBoxLayout(frame)
        row.setContentsMargins(2 * GRID, 10, GRID, 10)
        row.setSpacing(GRID)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(ElidedLabel(watch_words(rule.kind, rule.threshold, rule.pattern), kind="strong"))
        words.addWidget(Label(self._state_words(rule), kind="muted"))
        row.addLayout(words, 1)
        if rule.ticket_id is not None and rule.ticket_id in self._ui.console.world.snapshot.tickets:
            number = self._ui.console.world.snapshot.tickets[rule.ticket_id].number
            row.addWidget(
                button(
                    self.tr("Ticket #{number}").format(number=number),
                    lambda: self._show_ticket(str(rule.ticket_id)),
                    "ghost",
                    "ticket",
                )
            )
        if self._may:
            row.addWidget(icon_button("pencil", self.tr("Change this rule"), lambda: self._edit(rule)))
            row.addWidget(icon_button("trash-2", self.tr("Remove this rule"), lambda: self._remove(rule)))
        return frame

    def _state_words(self, rule: WatchRuleRecord) -> str:
        if not rule.active:
            return self.tr("Switched off")
        if not rule.matching:
            return self.tr("Matches no device now")
        return self.tr("Matches %n device(s) now", "", rule.matching)

    def _show_ticket(self, ticket_id: str) -> None:
        self.accept()
        self.ticket_wanted.emit(ticket_id)

    def _edit(self, rule: WatchRuleRecord | None) -> None:
        customer_id = self._chosen()
        if customer_id is not None:
            open_dialog(WatchRuleDialog(self._ui, customer_id, rule, self))

    def _remove(self, rule: WatchRuleRecord) -> None:
        words = watch_words(rule.kind, rule.threshold, rule.pattern)
        text = self.tr("“{rule}” is forgotten. Its ticket stays.").format(rule=words)
        if confirm(self._ui, self.tr("Remove this rule?"), text, self.tr("Remove"), self):
            self._ui.console.watch_rules.remove(rule.rule_id)


class WatchRuleDialog(AskingDialog):
    """One rule: what it looks at, from when on, and whether it is on."""

    def __init__(self, ui: Ui, customer_id: CustomerId, rule: WatchRuleRecord | None, parent: QWidget) -> None:
        super().__init__(ui, "", parent, width=460)
        self._customer_id, self._rule = customer_id, rule
        self.set_title(self.tr("New rule") if rule is None else self.tr("Change this rule"))
        self._kind = QComboBox()
        for kind, words in self._kinds().items():
            self._kind.addItem(words, kind)
        self._number = QSpinBox()
        self._name = QLineEdit()
        self._name.setMaxLength(MAX_NAME_CHARS)
        self._name.setPlaceholderText(self.tr("For example: TeamViewer"))
        self._active = QCheckBox(self.tr("The rule is on"))
        self._active.setChecked(rule is None or rule.active)
        fields = form()
        add_field(fields, self.tr("When"), self._kind)
        self._number_words = add_field(fields, self.tr("Limit"), self._number)
        self._name_words = add_field(fields, self.tr("Name of the software, or a part of it"), self._name)
        fields.addRow(self._active)
        self.body.addLayout(fields)
        self.body.addWidget(self._explained())
        self._kind.currentIndexChanged.connect(self._kind_changed)
        if rule is not None:
            self._kind.setCurrentIndex(list(WatchKind).index(rule.kind))
            # What a rule is about cannot change under the ticket it keeps.
            self._kind.setEnabled(False)
        self._kind_changed()
        if rule is not None:
            self._number.setValue(rule.threshold)
            self._name.setText(rule.pattern)
        self.add_verb(self.tr("Save"))

    def _kinds(self) -> dict[WatchKind, str]:
        return {
            WatchKind.DISK_BELOW: self.tr("A disk is nearly full"),
            WatchKind.OFFLINE_LONGER: self.tr("A device is offline for long"),
            WatchKind.REBOOT_PENDING: self.tr("A restart is pending"),
            WatchKind.SOFTWARE_APPEARS: self.tr("Software appears"),
            WatchKind.SOFTWARE_DISAPPEARS: self.tr("Software disappears"),
        }

    def _explained(self) -> Label:
        return Label(
            self.tr("The ticket is opened a minute after the first match, so that many at once are one ticket."),
            kind="small",
            wraps=True,
        )

    def _chosen(self) -> WatchKind:
        return list(WatchKind)[self._kind.currentIndex()]

    def _kind_changed(self) -> None:
        kind = self._chosen()
        self._number.setVisible(kind in NEEDS_NUMBER)
        self._number_words.setVisible(kind in NEEDS_NUMBER)
        self._name.setVisible(kind in NEEDS_NAME)
        self._name_words.setVisible(kind in NEEDS_NAME)
        if kind is WatchKind.DISK_BELOW:
            self._number.setRange(1, 99)
            self._number.setSuffix(self.tr(" % free"))
            self._number.setValue(DISK_PERCENT)
            self._number_words.setText(self.tr("Less than"))
        elif kind is WatchKind.OFFLINE_LONGER:
            self._number.setRange(1, MOST_HOURS)
            self._number.setSuffix(self.tr(" hours"))
            self._number.setValue(OFFLINE_HOURS)
            self._number_words.setText(self.tr("Longer than"))
        self._number.setAccessibleName(self._number_words.text())

    def submit(self) -> None:
        kind, pattern = self._chosen(), " ".join(self._name.text().split())
        if kind in NEEDS_NAME and not pattern:
            self.show_error(self.tr("Please write a name, or a part of it."))
            self._name.setFocus()
            return
        self.follow(
            self.ui.console.watch_rules.save(
                None if self._rule is None else self._rule.rule_id,
                self._customer_id,
                kind,
                threshold=self._number.value() if kind in NEEDS_NUMBER else 0,
                pattern=pattern if kind in NEEDS_NAME else "",
                active=self._active.isChecked(),
            )
        )
