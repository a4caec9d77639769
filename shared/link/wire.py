"""Messages on one open socket: in order, and no faster than the other end takes them."""

import asyncio
import contextlib
import logging
from collections import deque

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from shared.errors import ProtocolError
from shared.link.sign_in import SignInRefused
from shared.protocol import codec
from shared.protocol.base import Error, Message
from shared.protocol.hello import Bye

log = logging.getLogger(__name__)


class Wire:
    """The sending half: `post` never waits, `run` does. What is posted and unanswered is bounded by the machines."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._frames: deque[bytes] = deque()
        self._posted = asyncio.Event()

    def post(self, message: Message) -> None:
        """Send it as soon as those before it are sent."""
        self._frames.append(codec.encode(message))
        self._posted.set()

    async def run(self) -> None:
        """Send until the connection is closed; that it is, the receiving half finds out and says."""
        with contextlib.suppress(ConnectionClosed):
            while True:
                await self._posted.wait()
                self._posted.clear()
                await self._send_all()

    async def finish(self, within_s: float) -> None:
        """Send what is left, after `run` was cancelled: a sign-out must not be forgotten."""
        with contextlib.suppress(ConnectionClosed, TimeoutError):
            async with asyncio.timeout(within_s):
                await self._send_all()

    async def _send_all(self) -> None:
        while self._frames:
            await self._socket.send(self._frames.popleft(), text=True)
            # Between two frames the loop may find that the connection is gone; a burst into a dead one is only noise.
            await asyncio.sleep(0)


def decode(frame: str | bytes) -> Message | None:
    """Return the message of a frame, None for one we cannot read."""
    try:
        return codec.decode(frame)
    except ProtocolError as error:
        # A newer relay may say things we do not know yet; a row lost here leaves a hole, which is pulled.
        log.info("a frame was skipped: %s", error.params.get("why", ""))
        return None


async def hear(socket: ClientConnection) -> Message:
    """Return the next message of the sign-in, where each has its turn.

    Raises: SignInRefused for a goodbye, ProtocolError.
    """
    message = codec.decode(await socket.recv())
    if isinstance(message, Bye):
        raise SignInRefused(Error(code=message.code, retry_after_ms=message.retry_after_ms))
    return message
