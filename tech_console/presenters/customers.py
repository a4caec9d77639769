"""Customers and their contacts; which devices a contact is assigned to (A-31). IT edition: sites and users."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from shared.ids import ContactId, CustomerId, DeviceId, TechnicianId, new_id
from shared.protocol.directory import (
    AssignDevices,
    ContactRecord,
    CustomerRecord,
    DeviceRecord,
    EnrolmentPolicy,
    SaveContact,
    SaveCustomer,
)
from tech_console.presenters.line import Line, Question
from tech_console.presenters.world import World


class Customers(QObject):
    """What is shown comes from the world's records; this only asks for changes."""

    def __init__(self, line: Line, world: World) -> None:
        super().__init__()
        self._line = line
        self._world = world

    def contacts_of(self, customer_id: CustomerId) -> list[ContactRecord]:
        """Return a customer's contacts by name."""
        found = (c for c in self._world.snapshot.contacts.values() if c.customer_id == customer_id)
        return sorted(found, key=lambda contact: (contact.last_name.casefold(), contact.first_name.casefold()))

    def devices_of(self, customer_id: CustomerId) -> list[DeviceRecord]:
        """Return a customer's devices by name, to choose from."""
        found = (d for d in self._world.snapshot.devices.values() if d.customer_id == customer_id)
        return sorted(found, key=lambda device: device.name.casefold())

    def find(self, customer_id: CustomerId) -> CustomerRecord | None:
        """Return a customer."""
        return self._world.snapshot.customers.get(customer_id)

    def save(
        self,
        customer_id: CustomerId | None,
        name: str,
        *,
        policy: EnrolmentPolicy = EnrolmentPolicy.APPROVE,
        user_chat_enabled: bool | None = None,
        owner_id: TechnicianId | None = None,
        retention_days: int = 0,
    ) -> Question:
        """Create (without an id) or change a customer; `user_chat_enabled` None inherits the provider's switch.

        `owner_id` follows the customer's new tickets; what has ended is erased after `retention_days`, 0: never.
        """
        message = SaveCustomer(
            ref=0,
            customer_id=customer_id or CustomerId(new_id()),
            name=name.strip(),
            enrolment_policy=policy,
            user_chat_enabled=user_chat_enabled,
            owner_id=owner_id,
            retention_days=retention_days,
        )
        return self._line.ask(message, "customer_save", message.customer_id)

    def save_contact(
        self,
        contact_id: ContactId | None,
        customer_id: CustomerId,
        first_name: str,
        last_name: str,
        e_mail: str,
        others: Sequence[str] = (),
    ) -> Question:
        """Create (without an id) or change a contact."""
        message = SaveContact(
            ref=0,
            contact_id=contact_id or ContactId(new_id()),
            customer_id=customer_id,
            first_name=first_name.strip(),
            last_name=last_name.strip(),
            e_mail=e_mail.strip(),
            other_e_mails=[other.strip() for other in others],
        )
        return self._line.ask(message, "contact_save", message.contact_id)

    def assign(self, contact_id: ContactId, device_ids: Sequence[DeviceId]) -> Question:
        """*Select agent … Apply*: the list replaces the old one, the first is primary."""
        message = AssignDevices(ref=0, contact_id=contact_id, device_ids=list(device_ids))
        return self._line.ask(message, "contact_assign", contact_id)
