"""A ticket that comes from no conversation: for which customer, person and device, about which service, how urgent."""

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from shared.ids import ContactId, CustomerId, DeviceId, TicketId
from shared.limits import MAX_TITLE_CHARS
from shared.protocol.directory import DeviceRecord, DeviceState
from shared.protocol.tickets import Priority, TicketOpened
from shared.widgets.tokens import GRID
from tech_console.models.directory import full_name
from tech_console.models.words import priority_words
from tech_console.views.asking import AskingDialog
from tech_console.views.choice_box import ChoiceBox
from tech_console.views.parts import add_field, form
from tech_console.views.ui import Ui

DESCRIPTION_CHARS = 8000


class OpenTicketDialog(AskingDialog):
    """`opened` holds the new ticket's id once it was accepted; choosing a customer narrows persons and devices."""

    def __init__(self, ui: Ui, parent: QWidget, *, device: DeviceRecord | None = None) -> None:
        super().__init__(ui, "", parent, width=560)
        self.opened: TicketId | None = None
        self.set_title(self.tr("New ticket"))
        self._title_field = QLineEdit()
        self._title_field.setMaxLength(MAX_TITLE_CHARS)
        self._customer, self._contact, self._device = ChoiceBox(), ChoiceBox(), ChoiceBox()
        self._service, self._priority = ChoiceBox(), ChoiceBox()
        self._text = QPlainTextEdit()
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(120)
        self._add_fields()
        self.add_verb(self.tr("Create ticket"))
        self._customer.currentIndexChanged.connect(self._customer_chosen)
        self._device.currentIndexChanged.connect(self._device_chosen)
        self._fill(device)
        self._title_field.setFocus()

    def _add_fields(self) -> None:
        title = form()
        add_field(title, self.tr("Title"), self._title_field)
        self.body.addLayout(title)
        self._add_pair((self.ui.say(self.tr("{Customer}")), self._customer), (self.tr("Device"), self._device))
        self._add_pair((self.tr("Requester"), self._contact), (self.tr("Priority"), self._priority))
        self._add_pair((self.tr("Service"), self._service))
        text = form()
        add_field(text, self.tr("Description"), self._text)
        self.body.addLayout(text)

    def _add_pair(self, *fields: tuple[str, QComboBox]) -> None:
        row = QHBoxLayout()
        row.setSpacing(GRID + 4)
        for caption, field in fields:
            one = form()
            add_field(one, caption, field)
            row.addLayout(one, 1)
        self.body.addLayout(row)

    def _fill(self, device: DeviceRecord | None) -> None:
        world = self.ui.console.world.snapshot
        customers = sorted(world.customers.values(), key=lambda customer: customer.name.casefold())
        choices = [(customer.customer_id, customer.name) for customer in customers]
        current = device.customer_id if device is not None else choices[0][0] if choices else None
        self._customer.set_choices(choices, current)
        self._priority.set_choices([(priority, priority_words(priority)) for priority in Priority], Priority.NORMAL)
        services = sorted(
            (s for s in world.services.values() if s.active), key=lambda s: (not s.is_default, s.name.casefold())
        )
        self._service.set_choices([(None, self.tr("Default")), *((s.service_id, s.name) for s in services)], None)
        self._customer_chosen()
        if device is not None:
            self._device.choose(device.device_id)

    def _customer_chosen(self) -> None:
        customer_id: CustomerId | None = self._customer.value()
        customers = self.ui.console.customers
        nobody = self.tr("None")
        devices = customers.devices_of(customer_id) if customer_id is not None else []
        contacts = customers.contacts_of(customer_id) if customer_id is not None else []
        usable = [(d.device_id, d.name) for d in devices if d.state is not DeviceState.REVOKED]
        self._device.set_choices([(None, nobody), *usable], None)
        self._contact.set_choices([(None, nobody), *((c.contact_id, full_name(c)) for c in contacts)], None)

    def _device_chosen(self) -> None:
        """Whoever the device is assigned to first is most likely the one who asks."""
        device_id: DeviceId | None = self._device.value()
        device = self.ui.console.devices.find(device_id) if device_id is not None else None
        if device is not None and device.contact_ids and self._contact.value() is None:
            self._contact.choose(device.contact_ids[0])

    def submit(self) -> None:
        title, text = self._title_field.text().strip(), self._text.toPlainText()
        contact_id: ContactId | None = self._contact.value()
        if not title:
            self.show_error(self.tr("Please give the ticket a title."))
            self._title_field.setFocus()
        elif self._customer.value() is None:
            self.show_error(self.ui.say(self.tr("Please choose {a_customer}.")))
        elif len(text) > DESCRIPTION_CHARS:
            self.show_error(self.tr("The description is too long. Please shorten it."))
        else:
            self.follow(
                self.ui.console.tickets.open(
                    title,
                    description=text,
                    customer_id=self._customer.value(),
                    device_id=self._device.value(),
                    contact_id=contact_id,
                    service_id=self._service.value(),
                    priority=self._priority.value(),
                )
            )

    def _done(self, reply: object) -> None:
        if isinstance(reply, TicketOpened):
            self.opened = reply.ticket_id
        super()._done(reply)
