"""Opens the WebSocket to the relay: trust first, through a proxy where there is one. Nothing is said on it here."""

from websockets.asyncio.client import ClientConnection, connect

from shared.limits import MAX_RELAY_FRAME_BYTES, PING_EVERY_S, PONG_WITHIN_S
from shared.link.config import LinkConfig
from shared.link.proxy import open_tunnel, proxy_for
from shared.link.trust import HTTPS_PORT, Trust

OPEN_WITHIN_S = 10.0
CLOSE_WITHIN_S = 2.0


async def open_talk(config: LinkConfig, trust: Trust) -> ClientConnection:
    """Return the open connection.

    Raises: what Trust.context raises, ProxyRefused, OSError, TimeoutError, WebSocketException.
    """
    context = await trust.context()
    host, port = trust.address.hostname or "", trust.address.port or HTTPS_PORT
    through = None if context is None else proxy_for(host, config.proxy)
    way = None if through is None else await open_tunnel(through, host, port)
    try:
        return await connect(
            config.talk_url,
            ssl=context,
            sock=way,
            proxy=None,
            compression=None,
            user_agent_header=None,
            open_timeout=OPEN_WITHIN_S,
            close_timeout=CLOSE_WITHIN_S,
            ping_interval=PING_EVERY_S,
            ping_timeout=PONG_WITHIN_S,
            max_size=MAX_RELAY_FRAME_BYTES,
        )
    except BaseException:
        if way is not None:
            way.close()
        raise
