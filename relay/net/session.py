"""A signed-in connection: who it is, what it has been sent, what it still owes an acknowledgement for."""

import time

import msgspec

from relay.domain.scope import Right, Scope
from relay.net.rate import Bucket
from relay.net.wire import Wire
from relay.services.orders import AgentCaller, Caller, TechnicianCaller
from shared.ids import ConversationId, CustomerId, DeviceId, DeviceKeyId, TechnicianId
from shared.protocol import codec
from shared.protocol.base import CloseCode, Message
from shared.protocol.directory import OsSessionRecord
from shared.protocol.hello import Bye
from shared.protocol.requests import ChatRequestRecord, CounterChanged, Direction

NOTICE_FACTOR = 10
REPORTS_PER_S = 0.25
REPORTS_BURST = 5
VIEWINGS_PER_S = 1.0
VIEWINGS_BURST = 10
INVENTORIES_PER_S = 0.1
INVENTORIES_BURST = 4
MAX_BUFFERED_BYTES = 8 * 1024 * 1024
"""A peer that lets so much wait is not reading; it is disconnected and starts again from its cursor."""


class Feed:
    """How far one conversation has been pushed down one connection; the window bounds what waits in memory."""

    __slots__ = ("acked", "customer_id", "in_flight", "is_behind", "sent", "since")

    def __init__(self, customer_id: CustomerId, sent: int) -> None:
        self.customer_id = customer_id
        self.sent = sent
        self.acked = sent
        self.is_behind = True
        """Whether rows may wait that did not fit the window; what is committed later comes with a hint of its own."""
        self.in_flight: list[tuple[int, int]] = []
        """(seq, bytes) of what is pushed and not acknowledged."""
        self.since: float | None = None
        """Monotonic seconds since when nothing was acknowledged while something waits."""

    @property
    def bytes_in_flight(self) -> int:
        """Bytes pushed and not acknowledged."""
        return sum(size for _, size in self.in_flight)

    def acknowledge(self, upto: int, now: float) -> None:
        """Move the window; never beyond what was sent."""
        self.acked = max(self.acked, min(upto, self.sent))
        self.in_flight = [(seq, size) for seq, size in self.in_flight if seq > self.acked]
        self.since = now if self.in_flight else None

    def pushed(self, seq: int, size: int, now: float) -> None:
        """Note one pushed message."""
        self.sent = seq
        self.in_flight.append((seq, size))
        if self.since is None:
            self.since = now


class Session:
    """Base of the two kinds."""

    def __init__(self, wire: Wire, scope: Scope, caller: Caller, bucket: Bucket, program_version: str = "") -> None:
        self.program_version = program_version
        """Which version the program at the other end says it is; empty where it does not say."""
        self.wire = wire
        self.scope = scope
        self.caller = caller
        self.bucket = bucket
        """What this connection may still order of the writer."""
        self.notices = bucket.wider(NOTICE_FACTOR)
        """What it may still send at all: marks and typing are cheap, but not free."""
        self.feeds: dict[ConversationId, Feed] = {}
        self.held: list[bytes] | None = None
        """Frames kept back while a snapshot is under way."""

    @property
    def member(self) -> str:
        """The id under which this side's cursors are kept."""
        return self.scope.principal.id

    def send(self, message: Message) -> None:
        """Encode and queue one message."""
        self.send_frame(codec.encode(message))

    def send_frame(self, frame: bytes) -> None:
        """Queue one encoded frame; a peer that does not read is disconnected."""
        if self.held is not None:
            self.held.append(frame)
            return
        self.wire.send(frame)
        if self.wire.buffered_bytes() > MAX_BUFFERED_BYTES:
            self.wire.close(CloseCode.TRY_LATER, "slow")

    def end(self, code: int, reason: str, retry_after_ms: int | None = None) -> None:
        """Say why and close."""
        self.wire.send(codec.encode(Bye(code=reason, retry_after_ms=retry_after_ms)))
        self.wire.close(code, reason)


class AgentFacts(msgspec.Struct, frozen=True):
    """What the device's own rows say about what its user may do."""

    approved: bool
    helpdesk_enabled: bool
    identity_required: bool


class AgentSession(Session):
    """A connected agent: one OS session of one device."""

    def __init__(
        self,
        wire: Wire,
        scope: Scope,
        caller: AgentCaller,
        bucket: Bucket,
        *,
        customer_id: CustomerId,
        device_id: DeviceId,
        device_key_id: DeviceKeyId,
        program_version: str = "",
        instance: str = "",
    ) -> None:
        super().__init__(wire, scope, caller, bucket, program_version)
        self.instance = instance
        """Which run of the program this is."""
        self.customer_id = customer_id
        self.device_id = device_id
        self.device_key_id = device_key_id
        self.epoch = caller.epoch
        self.os_session = OsSessionRecord(device_key_id=device_key_id, os_user=scope.principal.name, online=True)
        self.facts = AgentFacts(approved=scope.approved, helpdesk_enabled=False, identity_required=True)
        self.reports = Bucket(REPORTS_PER_S, REPORTS_BURST, time.monotonic())
        """How often its OS session's state is passed on: each report goes to every console in scope."""
        self.report_bucket = Bucket(INVENTORIES_PER_S, INVENTORIES_BURST, time.monotonic())
        """How often it may begin to report its inventory."""
        self.is_reporter = False
        """Whether it is this agent of the device that reports the inventory."""
        self.counter: CounterChanged | None = None
        """The last one sent, so that only a change is sent again."""


class ConsoleSession(Session):
    """A connected console of one technician; the same person may have several."""

    def __init__(
        self, wire: Wire, scope: Scope, caller: TechnicianCaller, bucket: Bucket, program_version: str = ""
    ) -> None:
        super().__init__(wire, scope, caller, bucket, program_version)
        self.technician_id: TechnicianId = caller.technician_id
        self.session_hash = caller.session_hash
        self.is_subscribed = False
        self.offered: set[ConversationId] = set()
        """Conversations that were shown because they wait for a group: it must hear that they do no more."""
        self.viewings = Bucket(VIEWINGS_PER_S, VIEWINGS_BURST, time.monotonic())
        """How often it is passed on at what it looks."""
        self.reads: dict[DeviceId, None] = {}
        """Devices whose inventory it has read lately: it hears when they report again."""

    def sees_all(self) -> bool:
        """Whether others' conversations are shown too."""
        return Right.SEE_ALL_CONVERSATIONS in self.scope.rights

    def note_offer(self, conversation_id: ConversationId, *, offered: bool) -> None:
        """Remember whether a conversation was last shown as one that waits."""
        if offered:
            self.offered.add(conversation_id)
        else:
            self.offered.discard(conversation_id)

    def sees_request(self, record: ChatRequestRecord) -> bool:
        """Whether a request is shown: a user's to everybody in scope, a technician's to the asker and supervisors."""
        if record.direction is Direction.FROM_USER:
            return True
        return self.sees_all() or self.technician_id == record.technician_id
