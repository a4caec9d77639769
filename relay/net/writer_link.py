"""The talk process's side of the writer: orders out, outcomes and hints in. Source: relay/writer/wire.py.

A lost writer loses no promise: every order without an outcome is answered None, which clients are told as `unavailable`
and repeat with the same ids.
"""

import asyncio
import datetime as dt
import functools
import logging
import pathlib
from collections.abc import Callable, Collection
from typing import Any

import msgspec

from relay.db.schema import from_ms
from relay.db.unit_of_work import Hint
from relay.services.orders import Caller, RelayCaller
from relay.writer.wire import Committed, Job, Outcome, Unpacker, committed_decoder, pack
from shared.errors import Unavailable
from shared.protocol.base import Message
from shared.tasks import spawn

log = logging.getLogger(__name__)
RECONNECT_S = 0.05
LOOK_AGAIN_S = 0.5
RELAY = RelayCaller()
Answered = Callable[[Outcome | None], None]


class WriterLink:
    """Reconnects by itself; what it calls back is set by relay/app.py."""

    def __init__(self, socket: pathlib.Path) -> None:
        self._socket = socket
        self._number = 0
        self._pending: dict[int, Answered] = {}
        self._out: list[Job] = []
        self._transport: asyncio.Transport | None = None
        self._task: asyncio.Task[None] | None = None
        self._is_stopping = False
        self.healthy = False
        self.on_hints: Callable[[list[Hint]], None] = lambda _hints: None
        self.on_time: Callable[[dt.datetime], None] = lambda _now: None
        self.on_back: Callable[[], None] = lambda: None

    def start(self) -> None:
        """Connect, and connect again whenever the writer has gone."""
        self._task = spawn(self._keep_connected(), name="writer link")

    async def stop(self) -> None:
        """End the connection; open orders are answered None."""
        self._is_stopping = True
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if self._transport is not None:
            self._transport.close()

    def order(
        self, caller: Caller, frame: bytes, answered: Answered, *, present: Collection[str] = (), address: str = ""
    ) -> None:
        """Hand over one frame; `answered` is called once, on this loop. Frames of one turn leave together."""
        if self._transport is None:
            answered(None)
            return
        self._number += 1
        self._pending[self._number] = answered
        if not self._out:
            asyncio.get_running_loop().call_soon(self._flush)
        self._out.append(Job(self._number, caller, frame, list(present), address))

    async def ask(self, message: Message, *, present: Collection[str] = (), address: str = "") -> Outcome:
        """Order something in the relay's own name and wait. Raises: Unavailable when the writer has gone."""
        done: asyncio.Future[Outcome | None] = asyncio.get_running_loop().create_future()

        def answered(outcome: Outcome | None) -> None:
            if not done.done():
                done.set_result(outcome)

        self.order(RELAY, msgspec.json.encode(message), answered, present=present, address=address)
        outcome = await done
        if outcome is None:
            raise Unavailable(retry_after_ms=1_000)
        return outcome

    def tell(self, message: Message) -> None:
        """Order something whose answer nobody waits for."""
        self.order(RELAY, msgspec.json.encode(message), lambda _outcome: None)

    def _flush(self) -> None:
        jobs, self._out = self._out, []
        if self._transport is not None and jobs:
            self._transport.write(pack(jobs))

    async def _keep_connected(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            lost = asyncio.Event()
            try:
                await loop.create_unix_connection(functools.partial(_Protocol, self, lost), str(self._socket))
            except OSError:
                await asyncio.sleep(RECONNECT_S)
                continue
            try:
                self.on_back()
            except Exception:
                # What was missed must be looked at: begin again, also when the database cannot be read for a while.
                log.exception("could not look at what was missed")
                self._hang_up()
                await asyncio.sleep(LOOK_AGAIN_S)
            await lost.wait()

    def _hang_up(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def connected(self, transport: asyncio.Transport) -> None:
        """Called by the protocol."""
        self._transport = transport
        self.healthy = True

    def received(self, committed: Committed) -> None:
        """Called by the protocol: answer, then let everybody look at what changed."""
        self.healthy = committed.healthy
        self.on_time(from_ms(committed.now_ms))
        for outcome in committed.outcomes:
            answered = self._pending.pop(outcome.number, None)
            if answered is not None:
                answered(outcome)
        if committed.hints:
            self.on_hints(committed.hints)

    def lost(self) -> None:
        """Called by the protocol: nothing is known of what was under way."""
        self._transport = None
        self.healthy = False
        self._out.clear()
        pending, self._pending = self._pending, {}
        for answered in pending.values():
            answered(None)
        if not self._is_stopping:
            log.warning("writer lost, %s orders without an outcome", len(pending))


class _Protocol(asyncio.Protocol):
    def __init__(self, link: WriterLink, lost: asyncio.Event) -> None:
        self._link = link
        self._lost = lost
        self._unpacker = Unpacker()

    def connection_made(self, transport: Any) -> None:
        self._link.connected(transport)

    def data_received(self, data: bytes) -> None:
        for body in self._unpacker.feed(data):
            self._link.received(committed_decoder.decode(body))

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the name is asyncio's
        self._link.lost()
        self._lost.set()
