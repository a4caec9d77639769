"""A relay's state folder full of people who never existed: devices with keys, technicians with sessions, open talks.

Written straight into the tables before the relay starts, so that a bench measures talking and not signing up.
"""

import datetime as dt
import secrets
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from relay.config import Config
from relay.db.gate import Gate
from relay.db.repositories import chat, directory
from relay.db.tables import customer, device, device_key, technician, technician_session
from relay.domain.conversation import Conversation
from relay.domain.scope import RELAY_SCOPE, Role
from relay.net.authentication import session_hash
from relay.writer.store import open_store
from shared.ids import ConversationId, CustomerId, DeviceId, DeviceKeyId, TechnicianId, new_id
from shared.protocol.directory import DeviceState, EnrolmentPolicy


class AgentSeed(msgspec.Struct, frozen=True):
    """An enrolled OS session; `key` is its private key, raw. Without a conversation it only sits there."""

    device_id: str
    key_id: str
    key: bytes
    conversation_id: str = ""


class ConsoleSeed(msgspec.Struct, frozen=True):
    """A technician with a session to go on with."""

    technician_id: str
    session: str
    conversation_ids: list[str]


class World(msgspec.Struct, frozen=True):
    """Everybody. `idle` agents have no conversation, `offline` ones have one and never sign in (their epoch is 1)."""

    relay_id: str
    customer_id: str
    agents: list[AgentSeed]
    consoles: list[ConsoleSeed]
    idle: list[AgentSeed]
    offline: list[AgentSeed]


def seed(state: Path, *, agents: int, consoles: int, idle: int, offline: int) -> World:
    """Fill an empty state folder; every console has the same number of conversations."""
    engine = open_store(Config(state=state))
    try:
        with engine.begin() as connection:
            return _Seeding(Gate(connection, RELAY_SCOPE)).run(agents, consoles, idle, offline)
    finally:
        engine.dispose()


class _Seeding:
    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._now = dt.datetime.now(dt.UTC)
        self._customer_id = CustomerId(new_id())

    def run(self, agents: int, consoles: int, idle: int, offline: int) -> World:
        self._insert(
            customer,
            id=self._customer_id,
            name="Acme",
            enrolment_policy=EnrolmentPolicy.AUTO,
            user_chat_enabled=True,
            owner_id=None,
            retention_days=0,
            created_at=self._now,
            version=1,
        )
        people = [self._technician(number) for number in range(consoles)]
        talking = [self._agent(people[number % consoles].technician_id) for number in range(agents)]
        return World(
            relay_id=str(directory.settings(self._gate)["relay_id"]),
            customer_id=self._customer_id,
            agents=talking,
            consoles=[
                msgspec.structs.replace(
                    person, conversation_ids=[agent.conversation_id for agent in talking[number::consoles]]
                )
                for number, person in enumerate(people)
            ],
            idle=[self._agent(None) for _ in range(idle)],
            offline=[self._agent(people[number % consoles].technician_id) for number in range(offline)],
        )

    def _insert(self, table: sa.Table, **facts: Any) -> None:
        self._gate.insert(sa.insert(table), facts)

    def _technician(self, number: int) -> ConsoleSeed:
        technician_id, session = new_id(), secrets.token_urlsafe(32)
        self._insert(
            technician,
            id=technician_id,
            name=f"Technician {number}",
            e_mail=f"t{number}@provider.example",
            e_mail_key=f"t{number}@provider.example",
            role=Role.TECHNICIAN,
            all_customers=True,
            password_hash="none",
            totp_secret="none",
            totp_last_step=0,
            is_active=True,
            is_available=True,
            wants_mail=False,
            created_at=self._now,
            version=1,
        )
        self._insert(
            technician_session,
            token_hash=session_hash(session),
            technician_id=technician_id,
            created_at=self._now,
            expires_at=self._now + dt.timedelta(hours=12),
            idle_until=self._now + dt.timedelta(hours=12),
            revoked_at=None,
            address="127.0.0.1",
        )
        return ConsoleSeed(technician_id, session, [])

    def _agent(self, technician_id: str | None) -> AgentSeed:
        device_id, key_id, key = new_id(), new_id(), Ed25519PrivateKey.generate()
        self._insert(
            device,
            customer_id=self._customer_id,
            id=device_id,
            machine_id=device_id,
            name=f"PC-{device_id[-6:]}",
            platform="Linux",
            state=DeviceState.APPROVED,
            helpdesk_enabled=True,
            enrolled_at=self._now,
            first_address="127.0.0.1",
            last_seen_at=None,
            version=1,
        )
        self._insert(
            device_key,
            customer_id=self._customer_id,
            id=key_id,
            device_id=device_id,
            os_user="user",
            public_key=key.public_key().public_bytes_raw(),
            epoch=1,
            is_approved=True,
            created_at=self._now,
            last_seen_at=None,
        )
        conversation_id = "" if technician_id is None else self._talk(device_id, key_id, technician_id)
        return AgentSeed(device_id, key_id, key.private_bytes_raw(), conversation_id)

    def _talk(self, device_id: str, key_id: str, technician_id: str) -> str:
        conversation_id = new_id()
        chat.insert_conversation(
            self._gate,
            Conversation(
                service_id=None,
                waiting_group_id=None,
                id=ConversationId(conversation_id),
                customer_id=self._customer_id,
                device_id=DeviceId(device_id),
                device_key_id=DeviceKeyId(key_id),
                technician_id=TechnicianId(technician_id),
                contact_id=None,
                is_open=True,
                head=0,
                opened_at=self._now,
                accepted_at=self._now,
                ticket_due_at=None,
                closed_at=None,
                closed_by="",
                shield_level=0,
                shield_method="",
                shield_by="",
                shield_at=None,
                version=1,
            ),
        )
        return conversation_id
