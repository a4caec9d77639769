"""From hints to pushes: look at the committed row, send it to whoever is connected and may see it.

A hint may be lost, doubled or late; what is sent is always what the database holds now.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Final

import msgspec

from relay.db.repositories import chat as chat_rows
from relay.db.repositories import identity as identity_rows
from relay.db.unit_of_work import Hint, Topic
from relay.domain.scope import RELAY_SCOPE, Right, Scope
from relay.net import desk, erasures, feeds, files, inventory, releases, snapshot
from relay.net.counter import Counter
from relay.net.session import AgentSession, ConsoleSession, Session
from relay.net.talk import Talk
from relay.services import records
from relay.services.authorise import scopes_of
from relay.services.orders import MarkRinging
from shared.ids import (
    ChatRequestId,
    ContactId,
    ConversationId,
    CustomerId,
    DeviceId,
    DeviceKeyId,
    EnrollmentTokenId,
    TechnicianId,
    WatchRuleId,
)
from shared.limits import ACCEPT_WINDOW_S
from shared.protocol import codec
from shared.protocol.base import CloseCode, Message
from shared.protocol.chat import ConversationChanged, Cursor, CursorChanged
from shared.protocol.directory import (
    ContactChanged,
    CustomerChanged,
    DeviceChanged,
    SettingsChanged,
    TechnicianChanged,
    TokenChanged,
)
from shared.protocol.identity import IdentityMailFailed, Shield
from shared.protocol.requests import ChatRequestRecord, Direction, RequestChanged, RequestState

Sees = Callable[[ConsoleSession], bool]
ENDED_LATELY: Final = dt.timedelta(seconds=2 * ACCEPT_WINDOW_S)
"""Longer than any agent goes on showing a request it has not heard the end of."""


class Pushing:
    """Turns the hints of a commit into messages; owned by relay/app.py."""

    def __init__(self, talk: Talk, counter: Counter, wake_mail: Callable[[], None]) -> None:
        self._talk = talk
        self._counter = counter
        self._wake_mail = wake_mail
        self._table: Final[dict[Topic, Callable[[Hint], None]]] = {
            Topic.REQUEST: self._request,
            Topic.CONVERSATION: self._conversation,
            Topic.TICKET: lambda hint: desk.push_ticket(self._talk, hint),
            Topic.ENTRY: lambda hint: desk.push_entry(self._talk, hint),
            Topic.GROUP: self._group,
            Topic.SERVICE: self._service,
            Topic.ANSWER: lambda hint: desk.push_answer(self._talk, hint),
            Topic.CUSTOMER: self._customer,
            Topic.CONTACT: self._contact,
            Topic.DEVICE: self._device,
            Topic.TECHNICIAN: self._technician,
            Topic.SETTINGS: self._settings,
            Topic.TOKEN: self._token,
            Topic.IDENTITY: self._identity,
            Topic.INVENTORY: self._inventory,
            Topic.WATCH: lambda hint: inventory.push_rule(
                self._talk, WatchRuleId(hint.id), CustomerId(hint.customer_id)
            ),
            Topic.ERASED: lambda hint: erasures.push(self._talk, hint),
            Topic.MAIL: lambda _hint: self._wake_mail(),
            Topic.MAIL_FAILED: self._mail_failed,
            Topic.FILE: lambda hint: files.changed(self._talk, hint),
            Topic.FILE_POLICY: lambda _hint: files.policy_changed(self._talk),
            Topic.RELEASE: lambda hint: releases.changed(self._talk, hint.id),
            Topic.DEVICE_CLOSED: self._device_closed,
            Topic.TECHNICIAN_CLOSED: self._technician_closed,
        }

    def hints(self, hints: list[Hint]) -> None:
        """Look at everything a commit changed; messages first, conversations before them so that members have joined."""
        self._talk.search.note(hints)
        for hint in hints:
            if hint.topic is Topic.CONVERSATION:
                self._conversation(hint)
        talks = [ConversationId(hint.id) for hint in hints if hint.topic is Topic.MESSAGES]
        if talks:
            feeds.pump(self._talk, talks)
        self._cursors([hint for hint in hints if hint.topic is Topic.CURSORS])
        for hint in hints:
            if hint.topic in self._table and hint.topic is not Topic.CONVERSATION:
                self._table[hint.topic](hint)

    def look_again(self) -> None:
        """After a lost writer: look at rights, mails, live requests and every conversation somebody here belongs to.

        Consoles get every record once more, agents their own: of a ticket or a contact nobody would say again that it changed.
        """
        self.look_at_rights()
        self._talk.search.look_again()
        for console in list(self._talk.registry.all_consoles()):
            snapshot.refresh(self._talk, console)
        self._wake_mail()
        with self._talk.reader.gate(RELAY_SCOPE) as gate:
            live = list(records.live_requests(gate, self._talk.clock.now(), self._talk.config.clock_rate))
        for request in live:
            self._push_request(request)
        desk.look_again(self._talk)
        for conversation_id in list(self._talk.registry.members):
            self._conversation(Hint(Topic.CONVERSATION, conversation_id))
        feeds.pump(self._talk, self._talk.registry.members)

    def presence(self, device_id: DeviceId) -> None:
        """An OS session of the device came, went or reported."""
        self._device(Hint(Topic.DEVICE, device_id, "", "presence"))

    def technician_presence(self, technician_id: TechnicianId) -> None:
        """A console came or went: colleagues see it, and customers may have somebody to ask or nobody."""
        self._technician(Hint(Topic.TECHNICIAN, technician_id))

    def look_at_rights(self) -> None:
        """Close whoever's session has ended, by the clock or by an order whose hint was lost."""
        self._rescope(*self._talk.registry.all_sessions())

    def welcome(self, session: AgentSession) -> None:
        """Tell a fresh agent what it can do, its own tickets, which requests ring at it and which ended lately.

        A request may have ended while the agent was away: without a word it would go on ringing on the screen.
        """
        self._counter.refresh(session)
        desk.welcome(self._talk, session)
        with self._talk.reader.gate(session.scope) as gate:
            now, clock_rate = self._talk.clock.now(), self._talk.config.clock_rate
            ended = list(records.ended_requests(gate, session.device_id, now - ENDED_LATELY, now, clock_rate))
            live = list(records.live_requests(gate, now, clock_rate))
        for request in ended:
            if session in self._agents_of(request):
                session.send(RequestChanged(request=_for_agent(request, session)))
        for request in live:
            if session in self._agents_of(request):
                session.send(RequestChanged(request=_for_agent(request, session)))
                self._mark_ringing(request, [session])

    def _request(self, hint: Hint) -> None:
        with self._talk.reader.gate(RELAY_SCOPE) as gate:
            record = records.request_record(
                gate, ChatRequestId(hint.id), self._talk.clock.now(), self._talk.config.clock_rate
            )
        if record is not None:
            self._push_request(record)

    def _push_request(self, record: ChatRequestRecord) -> None:
        agents = self._agents_of(record)
        for agent in agents:
            agent.send(RequestChanged(request=_for_agent(record, agent)))
        with self._talk.reader.gate(RELAY_SCOPE) as gate:
            asked = desk.asked(gate, record, self._talk.registry.online_technicians())
        consoles = [
            s
            for s in self._consoles(record.customer_id)
            if s.sees_request(record) and (asked is None or s.technician_id in asked)
        ]
        for console in consoles:
            console.send(RequestChanged(request=record))
        answerers: list[Session] = (
            list(agents)
            if record.direction is Direction.FROM_TECHNICIAN
            else [s for s in consoles if Right.CHAT in s.scope.rights]
        )
        self._mark_ringing(record, answerers)

    def _mark_ringing(self, record: ChatRequestRecord, reached: list[Session]) -> None:
        """A request that reached somebody who can answer rings; the mark itself comes back as a hint."""
        is_answerable = record.direction is Direction.FROM_USER or any(isinstance(s, AgentSession) for s in reached)
        if record.state is RequestState.REQUESTED and reached and is_answerable:
            self._talk.writer.tell(MarkRinging(request_id=record.request_id))

    def _agents_of(self, record: ChatRequestRecord) -> list[AgentSession]:
        agents = [agent for agent in self._talk.registry.agents_of(record.device_id) if agent.scope.approved]
        if record.device_key_id is None:
            return agents
        if record.direction is Direction.FROM_TECHNICIAN and record.state is RequestState.ACCEPTED:
            return agents
        return [agent for agent in agents if agent.device_key_id == record.device_key_id]

    def _conversation(self, hint: Hint) -> None:
        with self._talk.reader.gate(RELAY_SCOPE) as gate:
            record = records.conversation_record(gate, ConversationId(hint.id))
            audience = desk.audience(gate, record) if record is not None else frozenset()
        if record is None:
            return
        message = ConversationChanged(conversation=record)
        agent = self._talk.registry.agents.get(record.device_key_id)
        if agent is not None:
            agent.send(message)
            feeds.join(self._talk, agent, record)
        left = feeds.leave(self._talk, record)
        for console in self._consoles(record.customer_id):
            is_shown = console.sees_all() or console.technician_id in audience
            if is_shown or console in left or record.conversation_id in console.offered:
                console.send(message)
            console.note_offer(record.conversation_id, offered=is_shown and record.waiting_group_id is not None)
        for console in self._talk.registry.consoles.get(record.technician_id or TechnicianId(""), set()):
            feeds.join(self._talk, console, record)
        feeds.pump(self._talk, [record.conversation_id])

    def _cursors(self, hints: list[Hint]) -> None:
        members = self._talk.registry.members
        wanted = [(hint.id, hint.note) for hint in hints if ConversationId(hint.id) in members]
        if not wanted:
            return
        with self._talk.reader.gate(RELAY_SCOPE) as gate:
            rows = chat_rows.cursors_of(gate, wanted)
        for row in rows:
            cursor = Cursor(member=row.member, delivered=row.delivered, read=row.read)
            frame = codec.encode(CursorChanged(conversation_id=row.conversation_id, cursor=cursor))
            for session in members.get(row.conversation_id, ()):
                session.send_frame(frame)

    def _group(self, hint: Hint) -> None:
        desk.push_group(self._talk, hint)
        with self._talk.reader.gate(RELAY_SCOPE) as gate:
            waiting = [ConversationId(row.id) for row in gate.rows(chat_rows.WAITING_FOR_GROUP, of_group=hint.id)]
        for conversation_id in waiting:
            self._conversation(Hint(Topic.CONVERSATION, conversation_id))
        self._ask_others()

    def _service(self, hint: Hint) -> None:
        desk.push_service(self._talk, hint)
        self._ask_others()

    def _ask_others(self) -> None:
        """Show living requests again: whoever is asked may be somebody else now."""
        with self._talk.reader.gate(RELAY_SCOPE) as gate:
            live = list(records.live_requests(gate, self._talk.clock.now(), self._talk.config.clock_rate))
        for request in live:
            if request.direction is Direction.FROM_USER:
                self._push_request(request)

    def _customer(self, hint: Hint) -> None:
        with self._talk.reader.gate(RELAY_SCOPE) as gate:
            record = records.customer_record(gate, CustomerId(hint.id))
        if record is not None:
            self._to_consoles(record.customer_id, CustomerChanged(customer=record))
            self._counter.look_soon(record.customer_id)

    def _contact(self, hint: Hint) -> None:
        with self._talk.reader.gate(RELAY_SCOPE) as gate:
            record = records.contact_record(gate, ContactId(hint.id))
        if record is not None:
            self._to_consoles(record.customer_id, ContactChanged(contact=record))

    def _device(self, hint: Hint) -> None:
        with self._talk.reader.gate(RELAY_SCOPE) as gate:
            record = records.device_record(gate, DeviceId(hint.id), self._talk.registry.presence)
        if record is None:
            return
        self._to_consoles(record.customer_id, DeviceChanged(device=record))
        if hint.note != "presence":
            for agent in self._talk.registry.agents_of(record.device_id):
                self._rescope(agent)
                self._counter.refresh(agent)
            inventory.look_for_reporter(self._talk, record.device_id)

    def _inventory(self, hint: Hint) -> None:
        inventory.tell_readers(self._talk, DeviceId(hint.id))
        if hint.note:
            self.presence(DeviceId(hint.id))

    def _technician(self, hint: Hint) -> None:
        technician_id = TechnicianId(hint.id)
        with self._talk.reader.gate(RELAY_SCOPE) as gate:
            online = self._talk.registry.online_technicians()
            record = records.technician_record(gate, technician_id, online)
        for console in list(self._talk.registry.consoles.get(technician_id, set())):
            self._rescope(console)
        if record is not None:
            for console in self._talk.registry.all_consoles():
                console.send(TechnicianChanged(technician=record))
        self._counter.look_soon(None)
        self._ask_others()

    def _settings(self, _hint: Hint) -> None:
        self._talk.identity = self._talk.read_identity()
        with self._talk.reader.gate(RELAY_SCOPE) as gate:
            settings = SettingsChanged(settings=records.settings_record(gate))
            customers = [CustomerChanged(customer=record) for record in records.customers(gate)]
        for console in self._talk.registry.all_consoles():
            console.send(settings)
        for customer in customers:
            self._to_consoles(customer.customer.customer_id, customer)
        self._counter.look_soon(None)
        self._wake_mail()

    def _token(self, hint: Hint) -> None:
        with self._talk.reader.gate(RELAY_SCOPE) as gate:
            record = records.token_record(gate, EnrollmentTokenId(hint.id))
        if record is not None:
            message = TokenChanged(token=record)
            self._to_consoles(record.customer_id, message, lambda s: Right.MANAGE_TOKENS in s.scope.rights)

    def _identity(self, hint: Hint) -> None:
        for agent in self._talk.registry.agents_of(DeviceId(hint.id)):
            self._counter.refresh(agent)

    def _mail_failed(self, hint: Hint) -> None:
        with self._talk.reader.gate(RELAY_SCOPE) as gate:
            row = gate.row(identity_rows.MAIL, of_mail=hint.id)
        agent = self._talk.registry.agents.get(DeviceKeyId(row.device_key_id or "")) if row is not None else None
        if agent is not None and row is not None:
            agent.send(IdentityMailFailed(e_mail=row.recipient, final=hint.note == "final"))

    def _device_closed(self, hint: Hint) -> None:
        agent = self._talk.registry.agents.get(DeviceKeyId(hint.id))
        if agent is None:
            return
        reason, _, epoch = hint.note.partition(":")
        if reason == "revoked":
            agent.end(CloseCode.REVOKED, "revoked")
        elif agent.epoch < int(epoch):
            agent.end(CloseCode.REPLACED, "replaced")

    def _technician_closed(self, hint: Hint) -> None:
        for console in list(self._talk.registry.consoles.get(TechnicianId(hint.id), set())):
            console.end(CloseCode.REVOKED, "revoked")

    def _rescope(self, *sessions: Session) -> None:
        """Read again, in one look, what sessions may do; who may do nothing any more is closed."""
        with self._talk.reader.gate(RELAY_SCOPE) as gate:
            callers = [session.caller for session in sessions]
            found = scopes_of(gate.connection, callers, self._talk.clock.now())
        for session in sessions:
            scope = found[session.caller]
            if isinstance(scope, Scope):
                session.scope = scope
            else:
                session.end(CloseCode.REPLACED if scope.code == "replaced" else CloseCode.REVOKED, scope.code)

    def _consoles(self, customer_id: CustomerId) -> Iterable[ConsoleSession]:
        return [s for s in self._talk.registry.all_consoles() if s.scope.covers(customer_id)]

    def _to_consoles(self, customer_id: CustomerId, message: Message, sees: Sees = lambda _session: True) -> None:
        for console in self._consoles(customer_id):
            if sees(console):
                console.send(message)


def _for_agent(record: ChatRequestRecord, agent: AgentSession) -> ChatRequestRecord:
    """Return what the user's side may see: no list of who declined.

    Another OS session of the device learns only that it need not ring any more: somebody else sits there.
    """
    if record.device_key_id in {None, agent.device_key_id}:
        return msgspec.structs.replace(record, declined_by=[])
    return msgspec.structs.replace(
        record,
        declined_by=[],
        os_user="",
        contact_id=None,
        contact_name="",
        shield=Shield(),
        reason="",
        ticket_id=None,
        conversation_id=None,
    )
