"""Forms for customers, contacts, the devices of a contact (*Select agent … Apply*), and enrollment tokens."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from shared.ids import CustomerId, DeviceId, TechnicianId
from shared.limits import ENROLLMENT_TOKEN_DAYS, ENROLLMENT_TOKEN_USES, MAX_E_MAIL_CHARS, MAX_NAME_CHARS
from shared.protocol.directory import ContactRecord, CustomerRecord, EnrolmentPolicy
from shared.widgets.dialog import Dialog
from shared.widgets.labels import Label
from shared.widgets.plain_text import shown_line
from shared.widgets.search_field import SearchField
from tech_console.models.directory import full_name
from tech_console.models.words import policy_words
from tech_console.views.asking import AskingDialog
from tech_console.views.parts import add_field, button, form, number_field
from tech_console.views.ui import Ui

ROW = 34
OTHERS_HEIGHT = 76
MAX_OTHERS = 10
CHAT_CHOICES = (None, True, False)


class CustomerDialog(AskingDialog):
    """Create or change a customer."""

    def __init__(self, ui: Ui, customer: CustomerRecord | None, parent: QWidget) -> None:
        super().__init__(ui, "", parent, width=460)
        self._customer = customer
        new, old = self.tr("{New_customer}"), self.tr("Edit {the_customer}")
        self.set_title(ui.say(new if customer is None else old))
        self._name = QLineEdit("" if customer is None else customer.name)
        self._name.setMaxLength(MAX_NAME_CHARS)
        self._policy = QComboBox()
        for policy in EnrolmentPolicy:
            self._policy.addItem(policy_words(policy), policy)
        self._chat = QComboBox()
        for words in (self.tr("As set for everybody"), self.tr("On"), self.tr("Off")):
            self._chat.addItem(words)
        if customer is not None:
            self._policy.setCurrentIndex(list(EnrolmentPolicy).index(customer.enrolment_policy))
            self._chat.setCurrentIndex(CHAT_CHOICES.index(customer.user_chat_enabled))
        self._owner = QComboBox()
        self._owners: list[TechnicianId | None] = [None]
        self._owner.addItem(self.tr("Nobody in particular"))
        for technician in sorted(ui.console.world.snapshot.technicians.values(), key=lambda t: t.name.casefold()):
            if technician.active:
                self._owner.addItem(shown_line(technician.name))
                self._owners.append(technician.technician_id)
        self._retention = number_field(0, 36_500, self.tr(" days"))
        self._retention.setSpecialValueText(self.tr("Never"))
        if customer is not None:
            self._retention.setValue(customer.retention_days)
            if customer.owner_id in self._owners:
                self._owner.setCurrentIndex(self._owners.index(customer.owner_id))
        fields = form()
        add_field(fields, self.tr("Name"), self._name)
        add_field(fields, self.tr("New devices"), self._policy)
        add_field(fields, self.tr("Users may start a chat"), self._chat)
        add_field(fields, self.tr("Who follows new tickets"), self._owner)
        add_field(fields, self.tr("Erase closed conversations and tickets after"), self._retention)
        self.body.addLayout(fields)
        self._erases = self.add_text(self.tr("With their files, for ever. The audit log keeps that it was done."))
        self._retention.valueChanged.connect(lambda days: self._erases.setVisible(days > 0))
        self._erases.setVisible(self._retention.value() > 0)
        self.add_verb(self.tr("Save"))
        self._name.setFocus()

    def submit(self) -> None:
        if not self._name.text().strip():
            self.show_error(self.tr("Please enter a name."))
            return
        self.follow(
            self.ui.console.customers.save(
                None if self._customer is None else self._customer.customer_id,
                self._name.text(),
                policy=list(EnrolmentPolicy)[self._policy.currentIndex()],
                user_chat_enabled=CHAT_CHOICES[self._chat.currentIndex()],
                owner_id=self._owners[self._owner.currentIndex()],
                retention_days=self._retention.value(),
            )
        )


class ContactDialog(AskingDialog):
    """Create or change a contact."""

    def __init__(self, ui: Ui, customer_id: CustomerId, contact: ContactRecord | None, parent: QWidget) -> None:
        super().__init__(ui, "", parent)
        self._customer_id = customer_id
        self._contact = contact
        new, old = self.tr("{New_contact}"), self.tr("Edit {the_contact}")
        self.set_title(ui.say(new if contact is None else old))
        self._first = QLineEdit("" if contact is None else contact.first_name)
        self._last = QLineEdit("" if contact is None else contact.last_name)
        self._e_mail = QLineEdit("" if contact is None else contact.e_mail)
        for field, most in (
            (self._first, MAX_NAME_CHARS),
            (self._last, MAX_NAME_CHARS),
            (self._e_mail, MAX_E_MAIL_CHARS),
        ):
            field.setMaxLength(most)
        self._others = QPlainTextEdit("" if contact is None else "\n".join(contact.other_e_mails))
        self._others.setFixedHeight(OTHERS_HEIGHT)
        self._others.setTabChangesFocus(True)
        self._others.setPlaceholderText(self.tr("One in each line"))
        fields = form()
        add_field(fields, self.tr("First name"), self._first)
        add_field(fields, self.tr("Last name"), self._last)
        add_field(fields, self.tr("E-mail"), self._e_mail)
        add_field(fields, self.tr("Other e-mail addresses"), self._others)
        self.body.addLayout(fields)
        self.add_verb(self.tr("Save"))
        self._first.setFocus()

    def submit(self) -> None:
        empty = next((field for field in (self._first, self._last, self._e_mail) if not field.text().strip()), None)
        if empty is not None:
            self.show_error(self.tr("Please fill in all three fields."))
            empty.setFocus()
            return
        others = self._others.toPlainText().replace(",", " ").replace(";", " ").split()
        if len(others) > MAX_OTHERS:
            self.show_error(self.tr("A person has at most {most} other addresses.").format(most=MAX_OTHERS))
            self._others.setFocus()
            return
        self.follow(
            self.ui.console.customers.save_contact(
                None if self._contact is None else self._contact.contact_id,
                self._customer_id,
                self._first.text(),
                self._last.text(),
                self._e_mail.text(),
                others,
            )
        )


class AssignDialog(AskingDialog):
    """*Select agent … Apply* (A-31): the devices this person works at; the first ticked one is primary."""

    def __init__(self, ui: Ui, contact: ContactRecord, parent: QWidget) -> None:
        super().__init__(ui, "", parent, width=460)
        self._contact = contact
        self.set_title(self.tr("Select agent"))
        self.add_text(
            self.tr("{name} may chat from these devices without confirming the e-mail address first.").format(
                name=full_name(contact)
            )
        )
        self._search = SearchField()
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Devices"))
        self._list.setFixedHeight(260)
        chosen = list(contact.device_ids)
        devices = ui.console.customers.devices_of(contact.customer_id)
        for device in sorted(devices, key=lambda device: device.device_id not in chosen):
            item = QListWidgetItem(shown_line(device.name), self._list)
            item.setData(Qt.ItemDataRole.UserRole, device.device_id)
            item.setSizeHint(QSize(0, ROW))
            ticked = device.device_id in chosen
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self._search.search_changed.connect(self._filter)
        self.body.addWidget(self._search)
        if devices:
            self.body.addWidget(self._list)
        else:
            self.add_text(ui.say(self.tr("{The_customer} has no devices yet.")))
        self.add_verb(self.tr("Apply"))
        self._search.setFocus()

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        for row in range(self._list.count()):
            item = self._list.item(row)
            item.setHidden(not all(word in item.text().casefold() for word in words))

    def submit(self) -> None:
        items = (self._list.item(row) for row in range(self._list.count()))
        ticked = [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() is Qt.CheckState.Checked]
        before = [device_id for device_id in self._contact.device_ids if device_id in ticked]
        added = [DeviceId(device_id) for device_id in ticked if device_id not in before]
        self.follow(self.ui.console.customers.assign(self._contact.contact_id, before + added))


class TokenDialog(AskingDialog):
    """A new enrollment token for a customer."""

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(ui, "", parent)
        self.set_title(self.tr("New enrollment token"))
        self.add_text(self.tr("Agents join with it when they are installed. It is shown once."))
        customers = sorted(ui.console.world.snapshot.customers.values(), key=lambda c: c.name.casefold())
        self._customers = [customer.customer_id for customer in customers]
        self._customer = QComboBox()
        for customer in customers:
            self._customer.addItem(shown_line(customer.name))
        self._label = QLineEdit()
        self._label.setMaxLength(MAX_NAME_CHARS)
        self._label.setPlaceholderText(self.tr("For example: head office"))
        self._days = QSpinBox(minimum=1, maximum=366, value=ENROLLMENT_TOKEN_DAYS)
        self._uses = QSpinBox(minimum=1, maximum=100_000, value=ENROLLMENT_TOKEN_USES)
        fields = form()
        add_field(fields, ui.say(self.tr("{Customer}")), self._customer)
        add_field(fields, self.tr("Label"), self._label)
        add_field(fields, self.tr("Valid for days"), self._days)
        add_field(fields, self.tr("Number of devices"), self._uses)
        self.body.addLayout(fields)
        self.add_verb(self.tr("Create token"))

    def submit(self) -> None:
        if not self._customers:
            self.show_error(self.ui.say(self.tr("Create {a_customer} first.")))
            return
        self.follow(
            self.ui.console.settings.create_token(
                self._customers[self._customer.currentIndex()],
                self._label.text(),
                days=self._days.value(),
                max_uses=self._uses.value(),
            )
        )


class SecretDialog(Dialog):
    """The token's secret, this once."""

    def __init__(self, secret: str, parent: QWidget) -> None:
        super().__init__("", parent, width=480)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.set_title(self.tr("Copy the token now"))
        self.add_text(self.tr("It is not shown again. Whoever holds it can add devices until it expires."))
        self._field = QLineEdit(secret)
        self._field.setReadOnly(True)
        self._field.setAccessibleName(self.tr("Enrollment token"))
        self._copied = Label("", kind="ok")
        row = QHBoxLayout()
        row.addWidget(self._field, 1)
        row.addWidget(button(self.tr("Copy"), self._copy, icon_name="copy"))
        self.body.addLayout(row)
        self.body.addWidget(self._copied)
        self.add_button(self.tr("Done"), "primary", is_default=True).clicked.connect(self.accept)
        self._field.selectAll()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._field.text())
        self._copied.setText(self.tr("Copied."))
