"""Connections on which nothing is asked are ended after five seconds: a crowd that only sits there takes no place for long."""

import asyncio
import time

from aiohttp import web

from shared.limits import SIGN_IN_WINDOW_S

LOOK_EVERY_S = 1.0


class Idle:
    """Knows which connections have a request under way; aiohttp has a limit for none but those that had one already."""

    def __init__(self) -> None:
        self._busy: set[object] = set()
        self._since: dict[object, float] = {}

    def begins(self, request: web.Request) -> None:
        """A request is under way on its connection."""
        self._busy.add(request.protocol)

    def ends(self, request: web.Request) -> None:
        """Its answer is on the way."""
        self._busy.discard(request.protocol)

    async def keep_ending(self, runner: web.AppRunner) -> None:
        """Look every second."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            self._end(runner, time.monotonic())

    def _end(self, runner: web.AppRunner, now: float) -> None:
        connections = [] if runner.server is None else runner.server.connections
        idle = [connection for connection in connections if connection not in self._busy]
        self._since = {connection: self._since.get(connection, now) for connection in idle}
        for connection in idle:
            is_over = now - self._since[connection] >= SIGN_IN_WINDOW_S - LOOK_EVERY_S
            if is_over and connection.transport is not None:
                connection.transport.abort()
