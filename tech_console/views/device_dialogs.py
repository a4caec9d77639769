"""Dialogs about devices, one or many: tags, the contact they belong to, the columns of the list, a view's name."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from shared.ids import ContactId, DeviceId
from shared.limits import MAX_NAME_CHARS
from shared.protocol.directory import DeviceRecord
from shared.widgets.dialog import Dialog
from shared.widgets.plain_text import shown_line
from shared.widgets.search_field import SearchField
from shared.widgets.tokens import GRID
from tech_console.models.device_columns import DeviceColumn
from tech_console.models.directory import full_name
from tech_console.views.asking import AskingDialog
from tech_console.views.parts import button
from tech_console.views.ui import Ui

ROW = 32
LIST_HEIGHT = 236
ID = Qt.ItemDataRole.UserRole


class TagsDialog(AskingDialog):
    """Tags of one device, or of many at once: a half tick means that only some of them have it, and leaves it so."""

    def __init__(self, ui: Ui, devices: Sequence[DeviceRecord], parent: QWidget) -> None:
        super().__init__(ui, "", parent, width=420)
        self._ids = [device.device_id for device in devices]
        self._counts = {tag: sum(tag in device.tags for device in devices) for tag in ui.console.devices.tags()}
        if len(devices) == 1:
            self.set_title(self.tr("Tags of {device}").format(device=shown_line(devices[0].name)))
        else:
            self.set_title(self.tr("Tags of %n device(s)", "", len(devices)))
        self._field = QLineEdit()
        self._field.setMaxLength(MAX_NAME_CHARS)
        self._field.setPlaceholderText(self.tr("For example: VIP"))
        self._field.setAccessibleName(self.tr("New tag"))
        completer = QCompleter(list(self._counts), self._field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._field.setCompleter(completer)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self._field, 1)
        row.addWidget(button(self.tr("Add tag"), self._add_typed, icon_name="plus"))
        self.body.addLayout(row)
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Tags"))
        self._list.setFixedHeight(LIST_HEIGHT)
        for tag, count in self._counts.items():
            self._add(tag, _tick(count, len(devices)))
        self.body.addWidget(self._list)
        self.add_verb(self.tr("Apply"))
        self._field.setFocus()

    def _add(self, tag: str, state: Qt.CheckState) -> QListWidgetItem:
        item = QListWidgetItem(shown_line(tag), self._list)
        item.setData(ID, tag)
        item.setSizeHint(QSize(0, ROW))
        item.setCheckState(state)
        return item

    def _items(self) -> list[QListWidgetItem]:
        return [self._list.item(row) for row in range(self._list.count())]

    def _add_typed(self) -> None:
        tag = " ".join(self._field.text().split())
        if not tag:
            return
        same = next((item for item in self._items() if item.data(ID).casefold() == tag.casefold()), None)
        item = same or self._add(tag, Qt.CheckState.Checked)
        item.setCheckState(Qt.CheckState.Checked)
        self._list.setCurrentItem(item)
        self._field.clear()
        self._field.setFocus()

    def submit(self) -> None:
        # A tag typed but not added is meant as well.
        self._add_typed()
        many = len(self._ids)
        states = {item.data(ID): item.checkState() for item in self._items()}
        before = {tag: _tick(self._counts.get(tag, 0), many) for tag in states}
        changed = {tag: state for tag, state in states.items() if state is not before[tag]}
        add = [tag for tag, state in changed.items() if state is Qt.CheckState.Checked]
        remove = [tag for tag, state in changed.items() if state is Qt.CheckState.Unchecked]
        if not changed:
            self.accept()
            return
        questions = self.ui.console.devices.set_tags(self._ids, add=add, remove=remove)
        self.follow(questions[-1])


def _tick(count: int, of: int) -> Qt.CheckState:
    if count == 0:
        return Qt.CheckState.Unchecked
    return Qt.CheckState.Checked if count == of else Qt.CheckState.PartiallyChecked


class AssignContactDialog(AskingDialog):
    """Give several devices of one customer to a contact, besides those the contact has."""

    def __init__(self, ui: Ui, devices: Sequence[DeviceRecord], parent: QWidget) -> None:
        super().__init__(ui, "", parent, width=440)
        self._ids = [device.device_id for device in devices]
        self.set_title(ui.say(self.tr("Assign {a_contact}")))
        self.add_text(self.tr("%n device(s) are added to those the person has already.", "", len(devices)))
        self._search = SearchField()
        self._list = QListWidget()
        self._list.setAccessibleName(ui.say(self.tr("{Contacts}")))
        self._list.setFixedHeight(LIST_HEIGHT)
        contacts = [
            contact
            for contact in ui.console.world.snapshot.contacts.values()
            if contact.customer_id == devices[0].customer_id
        ]
        for contact in sorted(contacts, key=lambda contact: full_name(contact).casefold()):
            item = QListWidgetItem(shown_line(f"{full_name(contact)} · {contact.e_mail}"), self._list)
            item.setData(ID, contact.contact_id)
            item.setSizeHint(QSize(0, ROW))
        self._search.search_changed.connect(self._filter)
        self._list.setCurrentRow(0)
        self._list.itemDoubleClicked.connect(lambda _: self.submit())
        if contacts:
            self.body.addWidget(self._search)
            self.body.addWidget(self._list)
            self.add_verb(self.tr("Assign"))
        else:
            self.add_text(ui.say(self.tr("{The_customer} has no {contacts} yet.")))
            self.add_cancel()
        self._search.setFocus()

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        for row in range(self._list.count()):
            item = self._list.item(row)
            item.setHidden(not all(word in item.text().casefold() for word in words))
        first = next((row for row in range(self._list.count()) if not self._list.item(row).isHidden()), -1)
        self._list.setCurrentRow(first)

    def submit(self) -> None:
        row = self._list.currentRow()
        chosen = ContactId(self._list.item(row).data(ID)) if row >= 0 else ContactId("")
        contact = self.ui.console.world.snapshot.contacts.get(chosen)
        if contact is None:
            self.show_error(self.ui.say(self.tr("Choose {a_contact} first.")))
            return
        added = [DeviceId(id_) for id_ in self._ids if id_ not in contact.device_ids]
        self.follow(self.ui.console.customers.assign(contact.contact_id, [*contact.device_ids, *added]))


class ColumnsDialog(Dialog):
    """Which columns the list shows, and in which order; for those who do not want to drag heads about."""

    def __init__(self, columns: Sequence[DeviceColumn], shown: Sequence[str], parent: QWidget) -> None:
        super().__init__("", parent, width=420)
        self.set_title(self.tr("Columns"))
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Columns"))
        self._list.setFixedHeight(360)
        by_id = {column.id: column for column in columns}
        for id_ in [*shown, *(column.id for column in columns if column.id not in shown)]:
            item = QListWidgetItem(shown_line(by_id[id_].title()), self._list)
            item.setData(ID, id_)
            item.setSizeHint(QSize(0, ROW))
            item.setCheckState(Qt.CheckState.Checked if id_ in shown else Qt.CheckState.Unchecked)
        self._list.setCurrentRow(0)
        self._columns = columns
        side = QVBoxLayout()
        side.setSpacing(GRID)
        side.addWidget(button(self.tr("Move up"), lambda: self._move(-1), icon_name="chevron-up"))
        side.addWidget(button(self.tr("Move down"), lambda: self._move(1), icon_name="chevron-down"))
        side.addStretch()
        side.addWidget(button(self.tr("As delivered"), self._reset))
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self._list, 1)
        row.addLayout(side)
        self.body.addLayout(row)
        self.add_cancel()
        self.add_button(self.tr("Apply"), "primary", is_default=True).clicked.connect(self.accept)
        self._list.setFocus()

    def chosen(self) -> list[str]:
        """Return the ids of the ticked columns, from the left."""
        items = [self._list.item(row) for row in range(self._list.count())]
        return [str(item.data(ID)) for item in items if item.checkState() is Qt.CheckState.Checked]

    def _move(self, by: int) -> None:
        row = self._list.currentRow()
        if 0 <= row + by < self._list.count():
            self._list.insertItem(row + by, self._list.takeItem(row))
            self._list.setCurrentRow(row + by)

    def _reset(self) -> None:
        order = {column.id: place for place, column in enumerate(self._columns)}
        items = sorted((self._list.takeItem(0) for _ in range(self._list.count())), key=lambda i: order[i.data(ID)])
        for item in items:
            self._list.addItem(item)
            is_shown = self._columns[order[item.data(ID)]].is_shown
            item.setCheckState(Qt.CheckState.Checked if is_shown else Qt.CheckState.Unchecked)
        self._list.setCurrentRow(0)


class ViewNameDialog(Dialog):
    """The name under which the present search, columns and order are kept."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Save this view"))
        self.add_text(self.tr("Search, columns and order are kept under this name, for you alone."))
        self._field = QLineEdit(name)
        self._field.setMaxLength(MAX_NAME_CHARS)
        self.add_field(self.tr("Name"), self._field)
        self.add_cancel()
        self.add_button(self.tr("Save"), "primary", is_default=True).clicked.connect(self._check)
        self._field.setFocus()
        self._field.selectAll()

    @property
    def name(self) -> str:
        """What was typed."""
        return " ".join(self._field.text().split())

    def _check(self) -> None:
        if self.name:
            self.accept()
        else:
            self.show_error(self.tr("Please give the view a name."))
            self._field.setFocus()
