"""Whether a token may move the bytes of a file, read from committed rows each time: a revoked sender holds nothing."""

from typing import Final

import msgspec

from relay.clock import RelayClock
from relay.db.gate import Gate, Row
from relay.db.repositories import directory, files
from relay.domain.scope import RELAY_SCOPE, Scope
from relay.net.reader import Reader
from relay.services.authorise import scope_of
from relay.services.files import token_hash
from relay.services.orders import AgentCaller, TechnicianCaller
from shared.errors import AuthFailed
from shared.ids import CustomerId, DeviceKeyId, FileId, TechnicianId
from shared.protocol.transfers import FileState

MAX_TOKEN_CHARS: Final = 128

_MAY_GO_ON: Final = {
    # The last bytes of an upload are in before its answer is out; a verdict in between belongs into that answer.
    True: frozenset({FileState.RECEIVING, FileState.CHECKING, FileState.READY, FileState.REFUSED}),
    False: frozenset({FileState.READY}),
}


class Permit(msgspec.Struct, frozen=True):
    """What one request may do; rows as they were when it began."""

    grant: Row
    file: Row


class Permits:
    """One per file process."""

    def __init__(self, reader: Reader, clock: RelayClock) -> None:
        self._reader = reader
        self._clock = clock

    def check(self, token: str, file_id: str, *, is_sending: bool) -> Permit:
        """Return what the token permits now. Raises: AuthFailed, one answer for every cause."""
        if not 0 < len(token) <= MAX_TOKEN_CHARS:
            raise AuthFailed
        with self._reader.gate(RELAY_SCOPE) as gate:
            grant = gate.row(files.GRANT, of_hash=token_hash(token))
            if grant is None or grant.file_id != file_id or grant.is_sending is not is_sending:
                raise AuthFailed
            file = files.file_row(gate, FileId(file_id))
            if file is None or self._clock.now() >= grant.expires_at or not self._is_alive(gate, grant):
                raise AuthFailed
        return Permit(grant, file)

    def holds(self, permit: Permit) -> bool:
        """Return whether a transfer under way may go on; the quarter of an hour is for beginning it."""
        with self._reader.gate(RELAY_SCOPE) as gate:
            file = files.file_row(gate, FileId(permit.file.id))
            is_alive = self._is_alive(gate, permit.grant)
        return is_alive and file is not None and file.state in _MAY_GO_ON[permit.grant.is_sending]

    def again(self, permit: Permit) -> Row:
        """Return the file's row as it is now. Raises: AuthFailed when there is none any more."""
        with self._reader.gate(RELAY_SCOPE) as gate:
            row = files.file_row(gate, FileId(permit.file.id))
        if row is None:
            raise AuthFailed
        return row

    def _is_alive(self, gate: Gate, grant: Row) -> bool:
        """Return whether whoever holds the grant could still ask for it: not revoked, approved, customer in scope."""
        try:
            scope = self._scope(gate, grant)
        except AuthFailed:
            return False
        return scope.approved and scope.covers(CustomerId(grant.customer_id))

    def _scope(self, gate: Gate, grant: Row) -> Scope:
        now = self._clock.now()
        if grant.device_key_id is not None:
            key = directory.calling_keys(gate, [DeviceKeyId(grant.device_key_id)]).get(grant.device_key_id)
            if key is None:
                raise AuthFailed
            # A newer connection of the same key fences the talk; the transfer is the same person's.
            return scope_of(gate.connection, AgentCaller(DeviceKeyId(grant.device_key_id), key.epoch), now)
        caller = TechnicianCaller(TechnicianId(grant.technician_id), grant.session_hash or b"")
        return scope_of(gate.connection, caller, now)
