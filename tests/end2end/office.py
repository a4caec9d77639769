"""Two offices of the story: employees at their computers, technicians at the provider; real programs, real relay, real mail.

What an administrator prepares is done by the relay's local orders; what people do is done through their programs.
"""

import re
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from shared.ids import ContactId, CustomerId, DeviceId, new_id
from shared.protocol.directory import AssignDevices, SaveContact
from tests.support import headless
from tests.support.headless import Headless, Line, Reachable
from tests.support.relay import Relay, Technician
from tests.support.smtp_sink import SmtpSink

TOKEN = re.compile(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b")


class Office:
    """One customer of the relay, with its own enrollment token; its programs end with `close`."""

    def __init__(
        self, relay: Relay, mails: SmtpSink, folder: Path, *, front: Reachable | None = None, **customer: Any
    ) -> None:
        self.relay, self.mails, self.folder = relay, mails, folder
        self.front: Reachable = front or relay
        """What its programs connect to: the relay, or a proxy before it."""
        self.name = f"Customer {new_id()[-8:]}"
        self.customer_id: CustomerId = relay.add_customer(self.name, **customer)
        self.token = relay.add_token(self.customer_id)
        self.running = ExitStack()

    def agent(self, name: str = "agent", *options: str, url: str = "") -> Headless:
        """Start an agent of this customer."""
        return self._run(headless.agent(self.front, self.folder / name, self.token, *options, url=url))

    def employee(self, name: str = "agent", *, url: str = "") -> "Employee":
        """Return somebody who may ask for help: joined, helpdesk activated, assigned to the device by a technician."""
        program = self.agent(name, url=url)
        device = program.wait_for("device", lambda line: line["approved"])
        employee = Employee(program, device["device_id"], device["device_key_id"])
        self.relay.activate_helpdesk(employee.device_id)
        self.assign(employee.device_id)
        program.wait_for("counter", lambda line: line["helpdesk_enabled"] and not line["identity_required"])
        return employee

    def assign(self, device_id: DeviceId) -> ContactId:
        """Say who sits at a device, as a technician does with *Select agent … Apply*."""
        contact_id = ContactId(new_id())
        self.relay.order(
            SaveContact(
                ref=1,
                contact_id=contact_id,
                customer_id=self.customer_id,
                first_name="Giulia",
                last_name="Ferri",
                e_mail=f"giulia.{contact_id[-6:]}@customer.example",
            )
        )
        self.relay.order(AssignDevices(ref=1, contact_id=contact_id, device_ids=[device_id]))
        return contact_id

    def technician(self, name: str = "Marco Bianchi", *, role: str = "technician", available: bool = True) -> Headless:
        """Return a console in which a technician of this customer alone is signed in."""
        return self.console(self.relay.add_technician(name, role, [self.customer_id]), available=available)

    def console(self, account: Technician, *, available: bool = True) -> Headless:
        """Return a console in which this technician is signed in."""
        program = self._run(headless.console(self.front, self.folder / account.e_mail.partition("@")[0]))
        headless.sign_in(program, account, available=available)
        return program

    def close(self) -> None:
        """End all programs."""
        self.running.close()

    def _run(self, program: Headless) -> Headless:
        self.running.callback(program.kill)
        return program.start()


class Employee:
    """Somebody at a computer, and the agent in the tray."""

    def __init__(self, program: Headless, device_id: str, device_key_id: str) -> None:
        self.program = program
        self.device_id, self.device_key_id = DeviceId(device_id), device_key_id

    def asks(self, reason: str = "The printer does not print") -> None:
        """Ask for a technician."""
        self.program.wait_for("counter", lambda line: line["technician_available"])
        self.program.say("start_chat", reason=reason)


def rings(technician: Headless, *, since: int = 0) -> Line:
    """Wait until a request rings at a console; returns the request."""
    request: Line = technician.wait_for("rang", since=since)["request"]
    return request


def talk(employee: Employee, technician: Headless) -> str:
    """Let the employee ask and the technician accept; returns the conversation both now have open."""
    since = technician.now
    employee.asks()
    technician.say("accept", request_id=rings(technician, since=since)["request_id"])
    conversation_id: str = technician.wait_for("opened", since=since)["conversation_id"]
    employee.program.wait_for("conversation", about(conversation_id))
    return conversation_id


def about(conversation_id: str, **facts: Any) -> Callable[[Line], bool]:
    """Return what recognises a line about this conversation with these facts."""
    return lambda line: (
        line.get("conversation_id") == conversation_id and all(line.get(name) == value for name, value in facts.items())
    )


def mailed_token(mails: SmtpSink, address: str) -> str:
    """Wait for the mail to that address and copy the token out of it."""
    mail = mails.wait_for(lambda mail: address in mail.recipients, within_s=15)
    found = TOKEN.search(mail.text())
    assert found, mail.text()
    return found.group()
