"""The relay's writer on a real SQLite file with a clock that stands still: for tests of the services, without sockets.

`says` gives an order as a signed-in caller would and returns the answer; what is committed is read through a connection
of its own, as the talk process reads it. Who is connected is told by `agents` and `consoles`.
"""

import datetime as dt
import hashlib
import os
import pathlib
from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from relay.clock import RelayClock
from relay.config import Config
from relay.db.engine import reader_engine
from relay.db.gate import Gate
from relay.db.repositories import chat, directory, tickets
from relay.db.tables import audit_event, identity_token, mail_outbox
from relay.db.unit_of_work import Hint
from relay.domain.scope import RELAY_SCOPE
from relay.services import orders, records
from relay.services.orders import AgentCaller, Caller, LocalCaller, Order, RelayCaller, TechnicianCaller
from relay.writer.batch import BatchRunner
from relay.writer.store import open_store, read_audit_seed, read_secret, stamp_place
from relay.writer.wire import Committed, Job
from shared.ids import (
    ChatRequestId,
    ContactId,
    ConversationId,
    CustomerId,
    DeviceId,
    DeviceKeyId,
    EnrollmentTokenId,
    MessageId,
    StreamId,
    TechnicianId,
    new_id,
)
from shared.protocol import chat as chat_messages
from shared.protocol import codec
from shared.protocol import directory as directory_messages
from shared.protocol import requests as request_messages
from shared.protocol.base import Error, Message
from shared.protocol.enrolment import Enrol, Enrolled
from shared.protocol.hello import AgentWelcome
from tests.support.keys import public_text

MessageT = TypeVar("MessageT", bound=Message)
START = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
RELAY = RelayCaller()
LOCAL = LocalCaller()


class StillClock(RelayClock):
    """A clock that only the test moves."""

    def __init__(self, mark: pathlib.Path, at: dt.datetime) -> None:
        super().__init__(mark)
        self.at = at

    def now(self) -> dt.datetime:
        return self.at


class Agent(msgspec.Struct, frozen=True):
    """An enrolled OS session, signed in."""

    customer_id: CustomerId
    device_id: DeviceId
    key_id: DeviceKeyId
    caller: AgentCaller


class Person(msgspec.Struct, frozen=True):
    """A technician, signed in."""

    technician_id: TechnicianId
    name: str
    caller: TechnicianCaller


Who = Agent | Person | Caller


def frame_of(message: Message) -> bytes:
    """Return an order as the writer gets it."""
    return msgspec.json.encode(message) if isinstance(message, Order) else codec.encode(message)


def enrolment(
    token: str, *, machine: str = "m1", os_user: str = "giulia", key: Ed25519PrivateKey | None = None
) -> orders.EnrolDevice:
    """Return the order to join, as it is after the proof was checked."""
    return orders.EnrolDevice(
        enrol=Enrol(
            ref=1,
            token=token,
            public_key=public_text(key or Ed25519PrivateKey.generate()),
            proof="checked",
            machine_id=machine,
            host_name=f"PC-{machine}",
            os_user=os_user,
            platform="Linux",
        ),
        address="192.0.2.7",
    )


class Office:
    """One relay's state folder and its writer; `reopen` is what a kill and a new start leave of it."""

    def __init__(self, state: pathlib.Path) -> None:
        self.config = Config(state=state)
        self.clock = StillClock(self.config.clock_mark, START)
        self.consoles: set[str] = set()
        """Technicians with a live console."""
        self.agents: dict[str, DeviceId] = {}
        """Connected device keys and the device each belongs to."""
        self.hints: list[Hint] = []
        self._numbers = 0
        self._open()

    def _open(self) -> None:
        before = os.umask(0o077)
        self.engine = open_store(self.config)
        os.umask(before)
        seed = read_audit_seed(self.config)
        stamps = stamp_place(self.config)
        self.runner = BatchRunner(self.engine, self.clock, read_secret(self.engine), audit_seed=seed, stamps=stamps)
        self.reader = reader_engine(self.config.database)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()
        self.reader.dispose()

    def reopen(self) -> None:
        """Forget everything that is not on disk and start again."""
        self.close()
        self._open()

    def passes(self, seconds: float) -> None:
        """Let relay time go on; nothing wakes up by itself."""
        self.clock.at += dt.timedelta(seconds=seconds)

    def wakes(self) -> float | None:
        """Do what is due, as the writer's timer does; return the seconds until the next deadline."""
        committed, wait = self.runner.run_deadlines()
        self.hints += committed.hints
        return wait

    def says(self, who: Who, message: Message) -> Message:
        """Return the answer to one order in a commit of its own."""
        return self.say_together([(who, message)])[0]

    def done(self, who: Who, message: Message) -> None:
        """Give an order that succeeds."""
        answer = self.says(who, message)
        assert not isinstance(answer, Error), answer

    def answer(self, who: Who, message: Message, kind: type[MessageT]) -> MessageT:
        """Return an answer of that kind."""
        answer = self.says(who, message)
        assert isinstance(answer, kind), answer
        return answer

    def refusal(self, who: Who, message: Message) -> Error:
        """Return how an order is refused."""
        return self.answer(who, message, Error)

    def code(self, who: Who, message: Message) -> str:
        """Return `done`, or the code of the refusal."""
        answer = self.says(who, message)
        return answer.code if isinstance(answer, Error) else "done"

    def say_together(self, orders_given: Sequence[tuple[Who, Message]]) -> list[Message]:
        """Return the answers to orders of one commit, in order."""
        committed = self.commit(orders_given)
        return [codec.decode(outcome.answer) for outcome in committed.outcomes]

    def commit(self, orders_given: Sequence[tuple[Who, Message]]) -> Committed:
        """Run orders in one commit; what it changed is kept in `hints`."""
        committed = self.runner.run([self._job(who, message) for who, message in orders_given])
        self.hints += committed.hints
        return committed

    def _job(self, who: Who, message: Message) -> Job:
        self._numbers += 1
        caller = who.caller if isinstance(who, Agent | Person) else who
        return Job(self._numbers, caller, frame_of(message), sorted(self._present(who, message)), "192.0.2.7")

    def _present(self, who: Who, message: Message) -> set[str]:
        """Return who is connected and matters, as relay/net/handlers.py tells it."""
        if isinstance(message, request_messages.AskDevice):
            return self._keys_of(message.device_id)
        if isinstance(message, request_messages.DeclineRequest) and isinstance(who, Agent):
            return self._keys_of(who.device_id)
        if isinstance(message, request_messages.AskTechnician | request_messages.DeclineRequest):
            return self.consoles
        return set()

    def _keys_of(self, device_id: DeviceId) -> set[str]:
        return {key for key, device in self.agents.items() if device == device_id}

    # People and things.

    def customer(self, name: str = "Acme", *, policy: str = "auto", user_chat: bool | None = True) -> CustomerId:
        """Create a customer."""
        customer_id = CustomerId(new_id())
        self.done(
            LOCAL,
            directory_messages.SaveCustomer(
                ref=1,
                customer_id=customer_id,
                name=name,
                enrolment_policy=directory_messages.EnrolmentPolicy(policy),
                user_chat_enabled=user_chat,
            ),
        )
        return customer_id

    def token(self, customer_id: CustomerId, *, uses: int = 50, days: int = 30) -> directory_messages.TokenCreated:
        """Create an enrollment token."""
        return self.answer(
            LOCAL,
            directory_messages.CreateToken(
                ref=1, token_id=EnrollmentTokenId(new_id()), customer_id=customer_id, max_uses=uses, days=days
            ),
            directory_messages.TokenCreated,
        )

    def enrolment(
        self, token: str, *, machine: str = "m1", os_user: str = "giulia", key: Ed25519PrivateKey | None = None
    ) -> orders.EnrolDevice:
        """Return the order to join, as it is after the proof was checked."""
        return enrolment(token, machine=machine, os_user=os_user, key=key)

    def agent(
        self,
        customer_id: CustomerId,
        *,
        machine: str = "",
        os_user: str = "giulia",
        helpdesk: bool = True,
        known: bool = True,
    ) -> Agent:
        """Enrol, sign in and connect an OS session; by default its helpdesk is on and a contact assigned to it."""
        secret = self.token(customer_id).secret
        enrolled = self.answer(RELAY, self.enrolment(secret, machine=machine or new_id(), os_user=os_user), Enrolled)
        agent = self.sign_in(customer_id, enrolled.device_id, enrolled.device_key_id)
        if helpdesk:
            self.done(LOCAL, directory_messages.SetHelpdesk(ref=1, device_ids=[agent.device_id], enabled=True))
        if known:
            self.contact(customer_id, agent)
        return agent

    def sign_in(self, customer_id: CustomerId, device_id: DeviceId, key_id: DeviceKeyId) -> Agent:
        """Open a session of a device key; older ones are fenced."""
        welcome = self.answer(RELAY, orders.OpenDeviceSession(re=1, device_key_id=key_id), AgentWelcome)
        self.agents[key_id] = device_id
        return Agent(customer_id, device_id, key_id, AgentCaller(key_id, welcome.epoch))

    def contact(self, customer_id: CustomerId, *agents: Agent, e_mail: str = "") -> ContactId:
        """Create a contact and assign it to devices."""
        contact_id = ContactId(new_id())
        self.done(
            LOCAL,
            directory_messages.SaveContact(
                ref=1,
                contact_id=contact_id,
                customer_id=customer_id,
                first_name="Giulia",
                last_name="Verdi",
                e_mail=e_mail or f"{contact_id}@acme.example",
            ),
        )
        device_ids = [agent.device_id for agent in agents]
        self.done(LOCAL, directory_messages.AssignDevices(ref=1, contact_id=contact_id, device_ids=device_ids))
        return contact_id

    def technician(
        self,
        name: str = "Anna Neri",
        *,
        role: str = "owner",
        customers: list[CustomerId] | None = None,
        available: bool = True,
    ) -> Person:
        """Create a technician with a live console."""
        technician_id = TechnicianId(new_id())
        self.done(
            LOCAL,
            orders.AddTechnician(
                technician_id=technician_id,
                name=name,
                e_mail=f"{technician_id}@provider.example",
                role=role,
                password_hash="none",
                totp_secret="none",
                recovery_hashes=[],
                customer_ids=customers,
            ),
        )
        person = Person(technician_id, name, self.session(technician_id))
        self.consoles.add(technician_id)
        if available and role != "read_only":
            self.done(person, request_messages.SetAvailability(ref=1, available=True))
        return person

    def session(self, technician_id: TechnicianId, step: int | None = None) -> TechnicianCaller:
        """Start one more session of a technician."""
        self._numbers += 1
        session_hash = hashlib.sha256(f"{technician_id} {self._numbers}".encode()).digest()
        self.done(
            RELAY,
            orders.StartTechnicianSession(
                re=1,
                technician_id=technician_id,
                session_hash=session_hash,
                totp_step=self._numbers if step is None else step,
                recovery_hash=None,
                address="192.0.2.7",
                account="someone",
            ),
        )
        return TechnicianCaller(technician_id, session_hash)

    def talk(self, agent: Agent, technician: Person) -> ConversationId:
        """Let the user ask and the technician accept; return the conversation."""
        request_id, talk = ChatRequestId(new_id()), ConversationId(new_id())
        self.done(agent, request_messages.AskTechnician(ref=1, request_id=request_id))
        self.done(technician, request_messages.AcceptRequest(ref=1, request_id=request_id, conversation_id=talk))
        return talk

    # What is committed.

    def request(self, request_id: ChatRequestId) -> request_messages.ChatRequestRecord:
        """Return a request as its parties see it."""
        with self.reader.connect() as connection:
            record = records.request_record(Gate(connection, RELAY_SCOPE), request_id, self.clock.now(), 1.0)
        assert record is not None
        return record

    def conversation(self, conversation_id: ConversationId) -> chat_messages.ConversationRecord:
        """Return a conversation as its members see it."""
        with self.reader.connect() as connection:
            record = records.conversation_record(Gate(connection, RELAY_SCOPE), conversation_id)
        assert record is not None
        return record

    def messages(self, conversation_id: ConversationId) -> list[chat_messages.ChatMessage]:
        """Return every line of a conversation."""
        with self.reader.connect() as connection:
            rows = chat.messages_after(Gate(connection, RELAY_SCOPE), conversation_id, 0, 100_000)
        return [chat.message_from(row) for row in rows]

    def texts(self, conversation_id: ConversationId) -> list[str]:
        """Return what people said."""
        return [message.text for message in self.messages(conversation_id) if message.text]

    def events(self, conversation_id: ConversationId) -> list[str]:
        """Return what the relay announced."""
        return [message.event for message in self.messages(conversation_id) if message.event]

    def settings(self) -> directory_messages.SettingsRecord:
        """Return the provider's settings."""
        with self.reader.connect() as connection:
            return records.settings_record(Gate(connection, RELAY_SCOPE))

    def rows(self, statement: sa.Select[Any]) -> list[sa.Row[Any]]:
        """Return committed rows of any table."""
        with self.reader.connect() as connection:
            return list(Gate(connection, RELAY_SCOPE).rows(statement))

    def tickets(self) -> list[sa.Row[Any]]:
        """Return every ticket by number."""
        return self.rows(tickets.ALL)

    def devices(self) -> list[sa.Row[Any]]:
        """Return every device."""
        return self.rows(directory.DEVICES)

    def contacts(self) -> list[sa.Row[Any]]:
        """Return every contact."""
        return self.rows(directory.CONTACTS)

    def identity_tokens(self) -> list[sa.Row[Any]]:
        """Return every identity token."""
        return self.rows(sa.select(identity_token))

    def mails(self) -> list[sa.Row[Any]]:
        """Return the mail outbox, oldest first."""
        return self.rows(sa.select(mail_outbox).order_by(mail_outbox.c.created_at, mail_outbox.c.id))

    def audit(self) -> list[str]:
        """Return what was done, in order."""
        return [str(row.action) for row in self.rows(sa.select(audit_event).order_by(audit_event.c.id))]


class Voice:
    """Sends numbered messages of one stream, as one outbox does."""

    def __init__(self, talk: ConversationId) -> None:
        self._talk = talk
        self._stream = StreamId(new_id())
        self._number = 0

    def say(self, text: str) -> chat_messages.SendMessage:
        """Return the next message."""
        self._number += 1
        return self.number(self._number, text)

    def number(self, number: int, text: str, message_id: str = "") -> chat_messages.SendMessage:
        """Return a message under any number."""
        return chat_messages.SendMessage(
            ref=number,
            conversation_id=self._talk,
            stream=self._stream,
            number=number,
            message_id=MessageId(message_id or new_id()),
            text=text,
        )
