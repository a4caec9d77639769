"""Several people at once, or one for ever: merge, devices in bulk, export, erasure."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from shared.ids import DeviceId
from shared.protocol.directory import ContactRecord
from shared.protocol.people import Erased
from shared.widgets.labels import Label
from shared.widgets.plain_text import shown_line
from shared.widgets.search_field import SearchField
from tech_console.models.directory import full_name
from tech_console.models.problem_words import problem_words
from tech_console.presenters.line import Problem
from tech_console.views.asking import AskingDialog
from tech_console.views.parts import add_field, fact, form
from tech_console.views.ui import Ui

ROW = 34


class MergeDialog(AskingDialog):
    """Which of two people stays, and what they will be together."""

    def __init__(self, ui: Ui, contacts: Sequence[ContactRecord], parent: QWidget) -> None:
        super().__init__(ui, "", parent, width=480)
        self._pair = list(contacts)
        self.set_title(ui.say(self.tr("Merge two {contacts}")))
        self.add_text(
            self.tr("Addresses, devices, conversations and tickets of the other one move. This cannot be taken back.")
        )
        self._stays = QComboBox()
        for contact in self._pair:
            self._stays.addItem(shown_line(f"{full_name(contact)} · {contact.e_mail}"))
        self._stays.currentIndexChanged.connect(lambda _: self._show())
        fields = form()
        add_field(fields, self.tr("Who stays"), self._stays)
        self.body.addLayout(fields)
        self._preview = Label("", kind="strong", wraps=True)
        self._mails = Label("", wraps=True)
        self._devices = Label("", wraps=True)
        for part in (Label(self.tr("Together"), kind="small"), self._preview, self._mails, self._devices):
            self.body.addWidget(part)
        self.add_verb(self.tr("Merge"), "danger")
        self._show()

    def _parts(self) -> tuple[ContactRecord, ContactRecord]:
        place = self._stays.currentIndex()
        return self._pair[place], self._pair[1 - place]

    def _show(self) -> None:
        stays, goes = self._parts()
        self._preview.setText(full_name(stays))
        self._mails.setText("\n".join([stays.e_mail, *stays.other_e_mails, goes.e_mail, *goes.other_e_mails]))
        known = self.ui.console.world.snapshot.devices
        names = [known[id_].name for id_ in dict.fromkeys([*stays.device_ids, *goes.device_ids]) if id_ in known]
        self._devices.setText(shown_line(", ".join(names)) or self.tr("No devices"))

    def submit(self) -> None:
        stays, goes = self._parts()
        self.follow(self.ui.console.people.merge(goes.contact_id, stays.contact_id))


class BulkAssignDialog(AskingDialog):
    """*Select agent … Apply* for many people: beside what each is assigned to, or taken off."""

    def __init__(self, ui: Ui, contacts: Sequence[ContactRecord], parent: QWidget) -> None:
        super().__init__(ui, "", parent, width=460)
        self._contacts = list(contacts)
        self.set_title(self.tr("Select agent"))
        count = f"{len(self._contacts)} {ui.say('{contacts}')}"
        self.add_text(self.tr("For {count}. What each is assigned to already stays.").format(count=count))
        self._what = QComboBox()
        self._what.addItem(self.tr("Put on these devices"))
        self._what.addItem(self.tr("Take off these devices"))
        fields = form()
        add_field(fields, self.tr("What to do"), self._what)
        self.body.addLayout(fields)
        self._search = SearchField()
        self._search.search_changed.connect(self._filter)
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Devices"))
        self._list.setProperty("kind", "boxed")
        self._list.setFixedHeight(240)
        for device in ui.console.customers.devices_of(self._contacts[0].customer_id):
            item = QListWidgetItem(shown_line(device.name), self._list)
            item.setData(Qt.ItemDataRole.UserRole, device.device_id)
            item.setSizeHint(QSize(0, ROW))
            item.setCheckState(Qt.CheckState.Unchecked)
        self.body.addWidget(self._search)
        self.body.addWidget(self._list)
        self.add_verb(self.tr("Apply"))
        self._search.setFocus()

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        for row in range(self._list.count()):
            item = self._list.item(row)
            item.setHidden(not all(word in item.text().casefold() for word in words))

    def submit(self) -> None:
        items = (self._list.item(row) for row in range(self._list.count()))
        ticked = [i.data(Qt.ItemDataRole.UserRole) for i in items if i.checkState() is Qt.CheckState.Checked]
        if not ticked:
            self.show_error(self.tr("Tick at least one device."))
            return
        self.follow(
            self.ui.console.people.assign(
                [contact.contact_id for contact in self._contacts],
                [DeviceId(device_id) for device_id in ticked],
                remove=self._what.currentIndex() == 1,
            )
        )


class EraseDialog(AskingDialog):
    """Erase one person for ever: the name is typed, and what is gone is told at the end."""

    def __init__(self, ui: Ui, contact: ContactRecord, parent: QWidget) -> None:
        super().__init__(ui, "", parent, width=480)
        self._contact = contact
        self._is_done = False
        self.set_title(self.tr("Erase {name} for ever").format(name=shown_line(full_name(contact))))
        self._explained = self.add_text(
            self.tr(
                "Name, addresses, conversations, files and mails of this person are erased and cannot be brought back."
                " Of tickets a number without words stays. The audit log keeps that you did it. Backups keep what they hold."
            )
        )
        self._typed = QLineEdit()
        self._typed.textChanged.connect(self._update)
        fields = form()
        self._caption = add_field(
            fields, self.tr("Type {name} to confirm").format(name=shown_line(full_name(contact))), self._typed
        )
        self.body.addLayout(fields)
        self._cancel = self.add_cancel()
        self._verb = self.add_button(self.tr("Erase"), "danger", is_default=True)
        self._verb.clicked.connect(self.submit)
        self._update()
        self._typed.setFocus()

    def _update(self) -> None:
        typed = " ".join(self._typed.text().split()).casefold()
        self._verb.setEnabled(typed == " ".join(full_name(self._contact).split()).casefold())

    def submit(self) -> None:
        if self._verb.isEnabled():
            self.follow(self.ui.console.people.erase(self._contact.contact_id))

    def _done(self, reply: object) -> None:
        if not isinstance(reply, Erased):
            return
        self._is_done = True
        self.set_title(self.tr("Erased"))
        self._explained.setText(
            self.tr(
                "Gone: {conversations} conversations, {messages} messages, {files} files, {tickets} tickets."
            ).format(
                conversations=reply.conversations, messages=reply.messages, files=reply.files, tickets=reply.tickets
            )
        )
        for part in (self._typed, self._caption, self._verb):
            part.setVisible(False)
        self._cancel.setText(self.tr("Close"))
        self._cancel.setFocus()


class ExportDialog(AskingDialog):
    """Everything that is stored about one person, in a file."""

    def __init__(self, ui: Ui, contact: ContactRecord, parent: QWidget) -> None:
        super().__init__(ui, "", parent, width=460)
        self._contact = contact
        self.set_title(self.tr("Export what is stored about {name}").format(name=shown_line(full_name(contact))))
        self.add_text(
            self.tr(
                "One line of JSON for each address, conversation, message, ticket and file. Your export is on record."
                " Files themselves are fetched from the conversations."
            )
        )
        self.body.addWidget(fact(self.tr("E-mail"), contact.e_mail))
        self._said = Label("", kind="ok", wraps=True)
        self.body.addWidget(self._said)
        self.add_verb(self.tr("Save as…"))

    def submit(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save as"), f"{self._contact.e_mail.partition('@')[0]}.jsonl", self.tr("JSON lines (*.jsonl)")
        )
        if name:
            self.save(Path(name))

    def save(self, path: Path) -> None:
        """Write everything into this file."""
        self._export = self.ui.console.people.exporting(self._contact.contact_id, path)
        self._export.finished.connect(self._saved)
        self._export.failed.connect(self._not_saved)
        self.set_busy(True)
        self._said.setText("")
        self._export.start()

    def _saved(self, lines: int) -> None:
        self.set_busy(False)
        self._said.setText(self.tr("Saved: %n line(s).", "", lines))

    def _not_saved(self, problem: Problem | None) -> None:
        self.set_busy(False)
        words = self.tr("The file cannot be written there. Choose another place.")
        self.show_error(words if problem is None else problem_words(problem))
