"""Fills a fresh relay the way an administrator does: the owner by the command line, the rest by the relay's local orders."""

import base64
import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import msgspec

from relay.services.orders import DeviceSeen, EnrolDevice, PutSetting
from shared.ids import ContactId, CustomerId, DeviceId, TechnicianId, new_id
from shared.protocol.directory import ApproveDevice, AssignDevices, SaveContact, SaveCustomer, SetHelpdesk
from shared.protocol.enrolment import Enrol, Enrolled
from tests.demo import people
from tests.support.relay import Relay, Technician

ADDRESSES = "198.51.100"


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """What the demo must remember of the relay it made; kept in its state folder for KEEP=1."""

    technician: Technician
    enrollment_token: str
    port: int


def fill(relay: Relay) -> Sample:
    """Make the owner, two customers with people and computers, and an enrollment token of the first customer."""
    technician = _owner(relay.state)
    set_up(relay, organisation=people.ORGANISATION, user_chat_enabled=True)
    ids = [_customer(relay, customer, number) for number, customer in enumerate(people.CUSTOMERS, 1)]
    return Sample(technician=technician, enrollment_token=relay.add_token(ids[0], uses=5), port=relay.port)


def set_up(relay: Relay, **settings: object) -> None:
    """Set provider settings."""
    for key, value in settings.items():
        relay.order(PutSetting(key=key, value=json.dumps(value)))


def _owner(state: Path) -> Technician:
    command = [sys.executable, "-m", "relay", "init", "--json", "--password-stdin", f"--state={state}"]
    account = [f"--name={people.TECHNICIAN}", f"--e-mail={people.E_MAIL}"]
    done = subprocess.run([*command, *account], input=people.PASSWORD, check=True, capture_output=True, text=True)
    said = json.loads(done.stdout)
    return Technician(
        technician_id=TechnicianId(said["technician_id"]),
        e_mail=people.E_MAIL,
        password=people.PASSWORD,
        totp_secret=parse_qs(urlsplit(said["totp_uri"]).query)["secret"][0],
        recovery_codes=said["recovery_codes"],
    )


def _customer(relay: Relay, customer: people.Customer, number: int) -> CustomerId:
    customer_id = CustomerId(new_id())
    relay.order(SaveCustomer(ref=1, customer_id=customer_id, name=customer.name))
    token = relay.add_token(customer_id)
    devices = {
        computer.name: _device(relay, token, computer, f"{ADDRESSES}.{number * 20 + place}")
        for place, computer in enumerate(customer.computers)
    }
    for person in customer.people:
        _contact(relay, customer_id, person, [devices[name] for name in person.computers])
    return customer_id


def _device(relay: Relay, token: str, computer: people.Computer, address: str) -> DeviceId:
    enrol = Enrol(
        ref=1,
        token=token,
        public_key=base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("="),
        proof="nobody signs in with this key",
        machine_id=new_id(),
        host_name=computer.name,
        os_user=computer.os_user,
        platform=computer.platform,
    )
    enrolled = relay.order(EnrolDevice(enrol=enrol, address=address))
    assert isinstance(enrolled, Enrolled)
    relay.order(ApproveDevice(ref=1, device_id=enrolled.device_id))
    relay.order(SetHelpdesk(ref=1, device_ids=[enrolled.device_id], enabled=True))
    relay.order(DeviceSeen(device_key_id=enrolled.device_key_id))
    return enrolled.device_id


def _contact(relay: Relay, customer_id: CustomerId, person: people.Person, devices: list[DeviceId]) -> None:
    contact_id = ContactId(new_id())
    relay.order(
        SaveContact(
            ref=1,
            contact_id=contact_id,
            customer_id=customer_id,
            first_name=person.first_name,
            last_name=person.last_name,
            e_mail=person.e_mail,
        )
    )
    if devices:
        relay.order(AssignDevices(ref=1, contact_id=contact_id, device_ids=devices))
