"""One round: kill, see it come back, see words flow again. What is killed is the plan's; when, is left to chance."""

import asyncio
import os
import random
import signal
import time
from collections.abc import Awaitable, Callable
from typing import Final

import msgspec

from tests.chaos.program import Program
from tests.chaos.scene import Scene
from tests.support.waiting import until

ACKS_AGAIN: Final = 40
"""New acknowledgements after which words flow again: two for each of twenty talks."""
PATIENCE_S: Final = 1.0
BACK_WITHIN_S: Final = 60.0
POLL_S: Final = 0.02


class Round(msgspec.Struct, frozen=True, kw_only=True):
    """What was killed and how long it took, seconds since the kill."""

    killed: str
    up_s: float
    """Until the killed program was there again (the relay: until it says that it is ready)."""
    back_s: float
    """Until so many fresh acknowledgements arrived as would be two for every talk."""
    all_s: float
    """Until every client was signed in; the next kill waits for that."""


class Rounds:
    """Kills by name: `relay` (its whole process group), `writer`, `talk`, `agents`, `consoles`."""

    def __init__(self, scene: Scene, dice: random.Random) -> None:
        self._scene = scene
        self._dice = dice
        self._kills: Final[dict[str, Callable[[], Awaitable[None]]]] = {
            "relay": self._relay,
            "writer": lambda: self._child("writer"),
            "talk": lambda: self._child("talk"),
            "agents": lambda: self._programs(list(self._scene.agents)),
            "consoles": lambda: self._programs(list(self._scene.consoles)),
        }

    async def play(self, what: str) -> Round:
        """Kill it now. Raises: TimeoutError when words do not flow again."""
        started = time.monotonic()
        await self._kills[what]()
        up_s = time.monotonic() - started
        before = self.acks()
        deadline = started + BACK_WITHIN_S
        await self._until(lambda: self.acks() >= before + ACKS_AGAIN, deadline, f"no words after {what} was killed")
        back_s = time.monotonic() - started
        everybody = self._scene.programs
        await self._until(lambda: all(program.is_ready for program in everybody), deadline, "somebody stays away")
        return Round(killed=what, up_s=up_s, back_s=back_s, all_s=time.monotonic() - started)

    async def _until(self, holds: Callable[[], bool], deadline: float, what: str) -> None:
        patience = time.monotonic() + PATIENCE_S
        while not holds():
            now = time.monotonic()
            if now > deadline:
                raise TimeoutError(f"{what} within {BACK_WITHIN_S} s")
            if now > patience:
                self.press_try_now()
                patience = now + PATIENCE_S
            await asyncio.sleep(POLL_S)

    def acks(self) -> int:
        """Return how many messages their senders have seen as sent."""
        return sum(len(program.sent) for program in self._scene.programs)

    def press_try_now(self) -> None:
        """Kills come faster than clients forget the last one, so their pauses grow; a person would press the button."""
        for program in self._scene.programs:
            if program.link == "offline":
                program.say("reconnect")

    async def _relay(self) -> None:
        relay = self._scene.relay
        await asyncio.to_thread(relay.kill)
        await asyncio.to_thread(relay.start)

    async def _child(self, word: str) -> None:
        relay = self._scene.relay
        (victim,) = await asyncio.to_thread(relay.children, word)
        os.kill(victim, signal.SIGKILL)
        await asyncio.to_thread(until, lambda: relay.children(word) not in ([], [victim]), within_s=BACK_WITHIN_S)
        await asyncio.to_thread(relay.wait_ready)

    async def _programs(self, programs: list[Program]) -> None:
        victims = self._dice.sample(programs, k=max(1, len(programs) // 5))
        await asyncio.gather(*(victim.kill() for victim in victims))
        await asyncio.gather(*(self._scene.start(victim) for victim in victims))
