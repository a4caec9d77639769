"""Customers and their contacts; in the IT edition sites and users. *Select agent … Apply* assigns devices (A-31)."""

from collections import Counter

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from shared.ids import ContactId, CustomerId
from shared.protocol.directory import ContactRecord, CustomerRecord
from shared.widgets.dialog import Dialog
from shared.widgets.elided_label import ElidedLabel
from shared.widgets.empty_state import EmptyState
from shared.widgets.labels import Label
from shared.widgets.search_field import SearchField
from shared.widgets.tokens import GRID
from tech_console.models.directory import ContactModel, CustomerModel
from tech_console.models.words import policy_words
from tech_console.state.snapshot import Change, Kind
from tech_console.views.cards import CardList
from tech_console.views.device_manage import open_dialog
from tech_console.views.directory_dialogs import AssignDialog, ContactDialog, CustomerDialog
from tech_console.views.import_dialog import ImportDialog
from tech_console.views.installer_dialog import InstallerDialog
from tech_console.views.narrow import Narrow
from tech_console.views.parts import bar, button, hairline, icon_button, icon_menu_button, panel
from tech_console.views.people_dialogs import BulkAssignDialog, EraseDialog, ExportDialog, MergeDialog
from tech_console.views.tables import RecordTable
from tech_console.views.ui import Ui
from tech_console.views.watch_rules import WatchRulesDialog

LIST_WIDTH = 280
WIDTHS = (210, 280, 0)


class CustomersPage(QWidget):
    """Signals: `devices_wanted(customer name)` to list a customer's devices; `ticket_wanted(ticket_id)` of a watch rule."""

    devices_wanted = Signal(str)
    ticket_wanted = Signal(str)

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self._id = CustomerId("")
        self._counts: dict[CustomerId, list[int]] = {}
        self._is_stale = False
        self.model = CustomerModel(self._facts_of)
        self.list = CardList(self.model, "customer_id")
        self.list.setAccessibleName(ui.say(self.tr("{Customers}")))
        self.contacts = ContactModel(self._devices_of)
        self.table = RecordTable(self.contacts, "contact_id", WIDTHS, many=True)
        self.table.setAccessibleName(ui.say(self.tr("{Contacts}")))
        self.search = SearchField()
        self.contact_search = SearchField()
        self._lists, self._right, self._tables = QStackedWidget(), QStackedWidget(), QStackedWidget()
        self._lay_out()
        self._connect()
        self._refill()

    def _lay_out(self) -> None:
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._list_column())
        across.addWidget(hairline(vertical=True))
        none = EmptyState("building-2")
        none.set_words(self._ui.say(self.tr("{No_customer} selected")))
        self._right.addWidget(none)
        self._right.addWidget(self._detail())
        across.addWidget(self._right, 1)

    def _list_column(self) -> QFrame:
        frame, column = panel()
        frame.setFixedWidth(LIST_WIDTH)
        head, row = bar()
        row.addWidget(self.search, 1)
        add = icon_button("plus", self._ui.say(self.tr("{New_customer}")), lambda: self._edit_customer(None))
        add.setEnabled(self._ui.console.world.snapshot.may("manage_customers"))
        row.addWidget(add)
        column.addWidget(head)
        self._empty = EmptyState("building-2")
        self._empty.clicked.connect(lambda: self._edit_customer(None))
        self._lists.addWidget(self.list)
        self._lists.addWidget(self._empty)
        column.addWidget(self._lists, 1)
        return frame

    def _detail(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self._tools())
        self._no_contacts = EmptyState("contact")
        self._no_contacts.clicked.connect(lambda: self._edit_contact(None))
        self._tables.addWidget(self.table)
        self._tables.addWidget(self._no_contacts)
        column.addWidget(self._tables, 1)
        return box

    def _head(self) -> QFrame:
        head, row = bar()
        self._name = ElidedLabel("", kind="heading")
        self._policy = ElidedLabel("", kind="small")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(self._name)
        words.addWidget(self._policy)
        words.addStretch()
        row.addLayout(words, 1)
        devices = button(self.tr("Devices"), self._to_devices, "ghost", "monitor")
        rules = button(self.tr("Watch rules"), self._show_rules, "ghost", "eye")
        self._installer = button(self.tr("Installer"), self.make_installer, "ghost", "package")
        self._edit = button(self.tr("Edit"), self._edit_current)
        for made in (devices, rules, self._installer, self._edit):
            row.addWidget(made)
        Narrow(head, (devices, rules, self._installer))
        return head

    def _tools(self) -> QFrame:
        tools, row = bar()
        row.addWidget(Label(self._ui.say(self.tr("{Contacts}")), kind="heading"))
        row.addSpacing(GRID)
        row.addWidget(self.contact_search, 1)
        self._assign = button(self.tr("Select agent"), self._assign_devices)
        self._change = button(self.tr("Edit"), self._edit_selected_contact, icon_name="pencil")
        more, self._menu = icon_menu_button("ellipsis", self.tr("More"))
        self._fill_menu()
        self._add = button(
            self._ui.say(self.tr("{New_contact}")), lambda: self._edit_contact(None), "primary", "user-plus"
        )
        for made in (self._assign, self._change, more, self._add):
            row.addWidget(made)
        Narrow(tools, (self._change, self._add))
        return tools

    def make_installer(self) -> None:
        """Make this customer's package."""
        record = self._record()
        if record is not None:
            open_dialog(InstallerDialog(self._ui, record, self.window()))

    def _show_rules(self) -> None:
        dialog = WatchRulesDialog(self._ui, self._id, self.window())
        dialog.ticket_wanted.connect(self.ticket_wanted)
        open_dialog(dialog)

    def _fill_menu(self) -> None:
        self._import = self._menu.addAction(self.tr("Import from a CSV file…"), self.import_contacts)
        self._merge = self._menu.addAction(self.tr("Merge two…"), self._merge_selected)
        self._menu.addSeparator()
        self._export = self._menu.addAction(self.tr("Export what is stored…"), self._export_selected)
        self._erase = self._menu.addAction(self.tr("Erase for ever…"), self._erase_selected)

    def _connect(self) -> None:
        self.search.search_changed.connect(self._searched)
        self.search.down_pressed.connect(self.list.setFocus)
        self.contact_search.search_changed.connect(self._search_contacts)
        self.contact_search.down_pressed.connect(self.table.setFocus)
        self.list.picked.connect(self.show_customer)
        self.list.chosen.connect(lambda _: self.table.setFocus())
        self.table.selection_changed.connect(self._update_buttons)
        self.table.chosen.connect(lambda _: self._edit_selected_contact())
        self._ui.console.world.changed.connect(self._changed)
        self._ui.console.world.reloaded.connect(self._reloaded)

    def showEvent(self, event: QShowEvent) -> None:
        if self._is_stale:
            self._refill()
        super().showEvent(event)

    def _reloaded(self) -> None:
        # Counting 50,000 devices waits until somebody looks; every page counts and fills itself at a reload.
        self._is_stale = True
        if self.isVisible():
            QTimer.singleShot(0, self, self._refill)

    def take_focus(self) -> None:
        """Put the keyboard on the list, or into the search where it is empty."""
        (self.list if self.model.rowCount() else self.search).setFocus()

    # What it shows

    def show_customer(self, customer_id: str) -> None:
        """Show a customer and its contacts."""
        self._id = CustomerId(customer_id)
        self._show_customer()
        self._refill_contacts()

    def _record(self) -> CustomerRecord | None:
        return self._ui.console.customers.find(self._id)

    def _show_customer(self) -> None:
        record = self._record()
        self._right.setCurrentIndex(0 if record is None else 1)
        if record is None:
            return
        self._name.setText(record.name)
        own = record.user_chat_enabled
        enabled = self._ui.console.settings.record.user_chat_enabled if own is None else own
        chat = self.tr("users may start a chat") if enabled else self.tr("users cannot start a chat")
        kept = self.tr("erased after %n day(s)", "", record.retention_days) if record.retention_days else ""
        facts = [policy_words(record.enrolment_policy), chat, kept]
        self._policy.setText(" · ".join(fact for fact in facts if fact))
        self._edit.setEnabled(self._ui.console.world.snapshot.may("manage_customers"))
        self._installer.setVisible(self._ui.console.world.snapshot.may("manage_tokens"))

    def _refill(self) -> None:
        self._is_stale = False
        self._count()
        self.model.set_records(self._ui.console.world.snapshot.customers.values())
        if self._record() is None and (first := self.model.record(0)) is not None:
            self._id = first.customer_id
        self.list.select(self._id)
        self._show_customer()
        self._refill_contacts()
        self._say_empty()

    def _refill_contacts(self) -> None:
        self.contacts.set_records(self._ui.console.customers.contacts_of(self._id))
        self._say_empty()
        self._update_buttons()

    def _count(self) -> None:
        world = self._ui.console.world.snapshot
        devices = Counter([device.customer_id for device in world.devices.values()])
        people = Counter(contact.customer_id for contact in world.contacts.values())
        self._counts = {id_: [devices[id_], people[id_]] for id_ in devices.keys() | people.keys()}

    def _facts_of(self, customer_id: CustomerId) -> str:
        devices, people = self._counts.get(customer_id, (0, 0))
        words = self._ui.say("{contact}" if people == 1 else "{contacts}")
        count = self.tr("%n device(s)", "", devices)
        return f"{count} · {people} {words}"

    def _devices_of(self, contact: ContactRecord) -> str:
        known = self._ui.console.world.snapshot.devices
        return ", ".join(known[device_id].name for device_id in contact.device_ids if device_id in known)

    def _changed(self, change: Change) -> None:
        if change.kind in {Kind.CUSTOMER, Kind.SETTINGS}:
            self._refill()
        elif change.kind is Kind.CONTACT and change.after is None:  # merged or erased
            self._count()
            self.contacts.remove(change.id)
            self._say_empty()
            self._update_buttons()
        elif change.kind is Kind.CONTACT:
            if change.before is None:
                self._count()
            if change.after.customer_id == self._id:
                self.contacts.upsert(change.after)
                self._say_empty()
                self._update_buttons()

    def _searched(self, text: str) -> None:
        self.model.search(text)

    def _search_contacts(self, text: str) -> None:
        self.contacts.search(text)
        self._update_buttons()

    def _say_empty(self) -> None:
        self._empty.set_words(
            self._ui.say(self.tr("{No_customer} yet")),
            "",
            self._ui.say(self.tr("{New_customer}")),
        )
        self._lists.setCurrentIndex(0 if self.model.total() else 1)
        self._no_contacts.set_words(
            self._ui.say(self.tr("{No_contact} yet")),
            self._ui.say(
                self.tr(
                    "They appear by themselves when they confirm their e-mail, or you add them and select their agent."
                )
            ),
            self._ui.say(self.tr("{New_contact}")),
        )
        self._tables.setCurrentIndex(0 if self.contacts.total() else 1)

    def _update_buttons(self) -> None:
        may = self._ui.console.world.snapshot.may("edit_contacts")
        chosen = len(self.table.selectionModel().selectedRows())
        may_erase = self._ui.console.world.snapshot.may("erase_people")
        self._add.setEnabled(may)
        self._assign.setEnabled(may and chosen > 0)
        self._change.setEnabled(may and chosen == 1)
        self._import.setEnabled(may and self._record() is not None)
        self._merge.setEnabled(may and chosen == 2)
        self._export.setEnabled(may_erase and chosen == 1)
        self._erase.setEnabled(may_erase and chosen == 1)

    # What people do

    def _to_devices(self) -> None:
        record = self._record()
        if record is not None:
            self.devices_wanted.emit(record.name)

    def _edit_current(self) -> None:
        self._edit_customer(self._record())

    def _edit_customer(self, record: CustomerRecord | None) -> None:
        self._run(CustomerDialog(self._ui, record, self))

    def _selected(self) -> ContactRecord | None:
        chosen = self._all_selected()
        return chosen[0] if len(chosen) == 1 else None

    def _all_selected(self) -> list[ContactRecord]:
        known = self._ui.console.world.snapshot.contacts
        return [known[ContactId(id_)] for id_ in self.table.selected_ids() if id_ in known]

    def _edit_selected_contact(self) -> None:
        if (contact := self._selected()) is not None:
            self._edit_contact(contact)

    def _edit_contact(self, contact: ContactRecord | None) -> None:
        self._run(ContactDialog(self._ui, self._id, contact, self))

    def _assign_devices(self) -> None:
        chosen = self._all_selected()
        if len(chosen) == 1:
            self._run(AssignDialog(self._ui, chosen[0], self))
        elif chosen:
            self._run(BulkAssignDialog(self._ui, chosen, self))

    def import_contacts(self) -> None:
        """Let people choose a file with contacts of the customer that is shown."""
        self._run(ImportDialog(self._ui, self._id, self))

    def _merge_selected(self) -> None:
        if len(chosen := self._all_selected()) == 2:
            self._run(MergeDialog(self._ui, chosen, self))

    def _export_selected(self) -> None:
        if (contact := self._selected()) is not None:
            self._run(ExportDialog(self._ui, contact, self))

    def _erase_selected(self) -> None:
        if (contact := self._selected()) is not None:
            self._run(EraseDialog(self._ui, contact, self))

    def _run(self, dialog: Dialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
