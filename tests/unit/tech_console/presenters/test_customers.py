from shared.ids import CustomerId, new_id
from shared.protocol.directory import (
    AssignDevices,
    ContactChanged,
    CustomerChanged,
    DeviceChanged,
    EnrolmentPolicy,
    SaveContact,
    SaveCustomer,
)
from tests.support.console_records import ACME, GIULIA, PC14, a_contact, a_customer, a_device
from tests.support.consoles import Played


def test_a_new_customer_gets_an_id_of_ours(qapp: object) -> None:
    played = Played()
    played.sign_in()
    played.console.customers.save(None, " Beta ", policy=EnrolmentPolicy.AUTO, user_chat_enabled=True)
    message = played.link.last(SaveCustomer)
    assert (len(message.customer_id), message.name, message.user_chat_enabled) == (36, "Beta", True)


def test_a_known_contact_keeps_its_id(qapp: object) -> None:
    played = Played()
    played.sign_in()
    played.console.customers.save_contact(GIULIA, ACME, " Giulia ", "Rossi", " giulia@acme.example ")
    message = played.link.last(SaveContact)
    assert (message.contact_id, message.first_name, message.e_mail) == (GIULIA, "Giulia", "giulia@acme.example")


def test_the_first_chosen_device_is_primary(qapp: object) -> None:
    played = Played()
    played.sign_in()
    played.console.customers.assign(GIULIA, [PC14])
    assert played.link.last(AssignDevices).device_ids == [PC14]


def test_contacts_and_devices_of_a_customer_are_its_own(qapp: object) -> None:
    played, other = Played(), CustomerId(new_id())
    played.sign_in(
        CustomerChanged(customer=a_customer()),
        ContactChanged(contact=a_contact()),
        DeviceChanged(device=a_device(customer_id=other)),
    )
    assert played.console.customers.contacts_of(ACME) == [a_contact()]
    assert played.console.customers.devices_of(ACME) == []
    assert played.console.customers.find(ACME) == a_customer()
