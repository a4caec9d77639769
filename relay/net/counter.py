"""What each connected agent's user can do now: two switches, identity, somebody available. Sent when it changes.

A technician who comes or goes concerns every agent of a customer, so a look is gathered for a fifth of a second and the customer's
part is computed once.
"""

import asyncio

from relay.db.gate import Gate
from relay.db.repositories import directory
from relay.db.unit_of_work import UnitOfWork
from relay.domain.scope import RELAY_SCOPE
from relay.net.session import AgentFacts, AgentSession
from relay.net.talk import Talk
from relay.services import chat_requests
from relay.services.chat_requests import ASSURED_LEVEL
from relay.services.identity import Known, known_person
from shared.ids import ContactId, CustomerId
from shared.protocol.directory import DeviceState
from shared.protocol.identity import ContactCard, IdentityChanged
from shared.protocol.requests import CounterChanged

LOOK_AFTER_S = 0.2


class Counter:
    """One per talk process."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self._customers: set[CustomerId | None] = set()
        self._timer: asyncio.TimerHandle | None = None

    def look_soon(self, customer_id: CustomerId | None) -> None:
        """Look again at the agents of a customer, of everybody for None."""
        self._customers.add(customer_id)
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(LOOK_AFTER_S, self._look)

    def refresh(self, session: AgentSession) -> None:
        """Read the device's own rows again, tell the agent who its user is held to be, and what can be done."""
        with self._talk.reader.gate(RELAY_SCOPE) as gate:
            work = UnitOfWork(gate.connection, RELAY_SCOPE)
            key = directory.key_row(gate, session.device_key_id)
            if key is None:
                return
            known = known_person(work, session.device_id, session.device_key_id)
            session.facts = AgentFacts(
                approved=key.state is DeviceState.APPROVED and key.is_approved,
                helpdesk_enabled=key.helpdesk_enabled,
                identity_required=known.shield.level < ASSURED_LEVEL,
            )
            if session.facts.approved:
                session.send(IdentityChanged(shield=known.shield, contact=_card(gate, known)))
            self._tell(session, self._customer_part(work, session.customer_id))

    def stop(self) -> None:
        """Forget a look that is planned."""
        if self._timer is not None:
            self._timer.cancel()

    def _look(self) -> None:
        self._timer = None
        customers, self._customers = self._customers, set()
        everybody = None in customers
        with self._talk.reader.gate(RELAY_SCOPE) as gate:
            work = UnitOfWork(gate.connection, RELAY_SCOPE)
            parts: dict[CustomerId, tuple[bool, bool]] = {}
            for session in list(self._talk.registry.agents.values()):
                if everybody or session.customer_id in customers:
                    if session.customer_id not in parts:
                        parts[session.customer_id] = self._customer_part(work, session.customer_id)
                    self._tell(session, parts[session.customer_id])

    def _customer_part(self, work: UnitOfWork, customer_id: CustomerId) -> tuple[bool, bool]:
        online = self._talk.registry.online_technicians()
        return (
            chat_requests.user_chat_enabled(work, customer_id),
            bool(chat_requests.eligible_for(work, customer_id, online)),
        )

    def _tell(self, session: AgentSession, part: tuple[bool, bool]) -> None:
        user_chat_enabled, technician_available = part
        now = CounterChanged(
            approved=session.facts.approved,
            helpdesk_enabled=session.facts.helpdesk_enabled,
            user_chat_enabled=user_chat_enabled,
            technician_available=technician_available,
            identity_required=session.facts.identity_required,
            organisation=self._talk.identity.organisation,
        )
        if now != session.counter:
            session.counter = now
            session.send(now)


def _card(gate: Gate, known: Known) -> ContactCard | None:
    if known.contact_id is None:
        return None
    row = gate.row(directory.CONTACT, of_contact=known.contact_id)
    if row is None:
        return None
    return ContactCard(
        contact_id=ContactId(row.id), first_name=row.first_name, last_name=row.last_name, e_mail=row.e_mail
    )
