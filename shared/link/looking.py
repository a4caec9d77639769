"""One look at the relay: connect, hear who it is, hang up. Nothing is said to it; for installers and self-tests."""

import asyncio
import contextlib
import ssl
from urllib.parse import urlsplit

from websockets.exceptions import WebSocketException

from shared.errors import ProtocolError, SportelloError
from shared.limits import SIGN_IN_WINDOW_S
from shared.link.config import LinkConfig
from shared.link.failure import Cause, cause_of
from shared.link.opening import open_talk
from shared.link.trust import Trust
from shared.link.wire import hear
from shared.protocol.base import VERSION
from shared.protocol.hello import Challenge


async def look(config: LinkConfig) -> Challenge | Cause:
    """Return what the relay says first, or why it cannot be talked to."""
    trust, host = Trust(config), urlsplit(config.url).hostname or ""
    try:
        challenge = await _challenge(config, trust)
    except ssl.SSLCertVerificationError as error:
        try:
            refused = await trust.explain(error)
        except (OSError, SportelloError) as other:
            return cause_of(other, host)
        return Cause(refused.code, refused.params)
    except (OSError, TimeoutError, WebSocketException, SportelloError) as error:
        return cause_of(error, host)
    return challenge if VERSION in challenge.versions else Cause("upgrade", {})


async def _challenge(config: LinkConfig, trust: Trust) -> Challenge:
    socket = await open_talk(config, trust)
    try:
        async with asyncio.timeout(SIGN_IN_WINDOW_S):
            message = await hear(socket)
    finally:
        with contextlib.suppress(OSError):
            await socket.close()
    if not isinstance(message, Challenge):
        raise ProtocolError("no challenge", why="unexpected")
    return message
