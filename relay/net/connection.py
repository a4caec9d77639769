"""One client from its first byte to its last: challenge, sign-in, then frame by frame through the handler table.

Before sign-in four message types are read, of at most 4 KiB, within 5 seconds; everything else closes the connection.
"""

import asyncio
import logging
from collections.abc import Callable

from relay.net import authentication as auth
from relay.net.handlers import dispatch
from relay.net.rate import check_rate
from relay.net.session import Session
from relay.net.sign_in import SignIn
from relay.net.talk import Talk
from relay.net.wire import Wire
from shared.errors import ProtocolError, RateLimited, SportelloError
from shared.limits import MAX_PRE_AUTH_FRAME_BYTES, SIGN_IN_WINDOW_S
from shared.protocol import codec
from shared.protocol.base import VERSION, CloseCode, Error, Message, Request
from shared.protocol.hello import Challenge
from shared.tasks import spawn

log = logging.getLogger(__name__)
MAX_STRIKES = 10
"""Malformed frames of known types after which a signed-in client is disconnected."""


class Connection:
    """Implements FrameHandler for net/engine.py; `on_session` tells the owner who has signed in, and who has gone."""

    def __init__(
        self,
        talk: Talk,
        wire: Wire,
        sign_in: SignIn,
        on_left: Callable[["Connection"], None],
    ) -> None:
        self._talk = talk
        self.wire = wire
        self._sign_in = sign_in
        self._on_left = on_left
        self._nonce = auth.fresh_nonce()
        self._busy: asyncio.Task[None] | None = None
        self._strikes = 0
        self._is_late = False
        self.session: Session | None = None
        loop = asyncio.get_running_loop()
        self._deadline = loop.call_later(SIGN_IN_WINDOW_S, self._too_late)
        self._challenge()

    def on_frame(self, frame: bytes) -> None:
        """Decode and hand on; nothing here waits."""
        self._talk.metrics.frames.inc()
        if self.session is None and len(frame) > MAX_PRE_AUTH_FRAME_BYTES:
            self.wire.close(CloseCode.TOO_BIG, "frame too big")
            return
        try:
            message = codec.decode(frame)
        except ProtocolError as error:
            self._bad_frame(error)
            return
        if self.session is not None:
            self._signed_in(self.session, message, frame)
        else:
            self._before_sign_in(message)

    def on_closed(self) -> None:
        """The wire is gone."""
        self._deadline.cancel()
        if self._busy is not None:
            self._busy.cancel()
        self._on_left(self)

    def _challenge(self) -> None:
        identity, now = self._talk.identity, self._talk.clock.now()
        self._send(
            Challenge(
                nonce=self._nonce,
                relay_id=identity.relay_id,
                versions=[VERSION],
                now=now,
                organisation=identity.organisation,
                edition=identity.edition,
                stamp_keys=self._talk.stamp_keys.public_keys(now),
            )
        )

    def _before_sign_in(self, message: Message) -> None:
        if self._busy is not None or not self._sign_in.knows(message):
            self.wire.close(CloseCode.POLICY, "sign in first")
            return
        self._busy = spawn(self._try_sign_in(message), name="sign in")

    async def _try_sign_in(self, message: Message) -> None:
        try:
            session = await self._sign_in.run(message, self._nonce, self.wire)
        except SportelloError as error:
            self._refuse(error, message)
            if message.__struct_config__.tag != "technician.sign_in":
                self.wire.close(CloseCode.POLICY, error.code)
        else:
            if session is not None:
                self._deadline.cancel()
                self.session = session
        finally:
            self._busy = None
            if self._is_late and self.session is None:
                self.wire.close(CloseCode.POLICY, "sign in first")

    def _signed_in(self, session: Session, message: Message, frame: bytes) -> None:
        try:
            check_rate(session.notices)
            dispatch(self._talk, session, message, frame)
        except SportelloError as error:
            self._refuse(error, message)

    def _bad_frame(self, error: ProtocolError) -> None:
        """Answer what cannot be read; a type of a newer version counts like any other notice and never as a strike."""
        why = str(error.params.get("why"))
        if self.session is None or why == "unreadable":
            log.info("bad frame from %s: %s", self.wire.address, why)
            self.wire.close(CloseCode.BAD_DATA, "bad frame")
            return
        refused: SportelloError = ProtocolError(why=why)
        try:
            check_rate(self.session.notices)
        except RateLimited as limited:
            refused = limited
        else:
            log.info("bad frame from %s: %s", self.wire.address, why)
        self._strikes += why == "malformed"
        if self._strikes > MAX_STRIKES:
            self.wire.close(CloseCode.POLICY, "bad frames")
            return
        ref = error.params.get("ref")
        re = ref if isinstance(ref, int) else None
        self._send(Error(code=refused.code, re=re, params=refused.params, retry_after_ms=refused.retry_after_ms))

    def _refuse(self, error: SportelloError, message: Message) -> None:
        self._refuse_code(error.code, message, params=error.params, retry_after_ms=error.retry_after_ms)

    def _refuse_code(
        self,
        code: str,
        message: Message,
        *,
        params: dict[str, str | int] | None = None,
        retry_after_ms: int | None = None,
    ) -> None:
        self._talk.metrics.refused.labels(code).inc()
        re = message.ref if isinstance(message, Request) else None
        self._send(Error(code=code, re=re, params=params or {}, retry_after_ms=retry_after_ms))

    def _send(self, message: Message) -> None:
        self.wire.send(codec.encode(message))

    def _too_late(self) -> None:
        """The window is over; a check that is under way may still end well."""
        self._is_late = True
        if self.session is None and self._busy is None:
            self.wire.close(CloseCode.POLICY, "sign in first")
