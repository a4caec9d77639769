"""What people do while everything dies around them: they write, they read, and now and then one asks for a chat."""

import asyncio
import random
import time
from typing import Final

from shared.ids import new_id
from shared.tasks import spawn
from tests.chaos.program import AgentProgram, ConsoleProgram
from tests.chaos.scene import Scene, Talk

TICK_S: Final = 0.05
READ_EVERY: Final = 25
"""Messages of one side after which it looks at the window."""
ASK_EVERY_S: Final = 2.0
WORDS: Final = (
    "the",
    "printer",
    "does",
    "not",
    "answer",
    "è spenta?",
    "打印机",
    "🖨️",
    "<b>ciao</b>",
    '"quoted"',
    "two\nlines",
)


class Load:
    """Both sides of every talk write at `rate` messages a second in all, whether the relay is there or not."""

    def __init__(self, talks: list[Talk], rate: float, dice: random.Random) -> None:
        self._talks = talks
        self._rate = rate
        self._dice = dice
        self._task: asyncio.Task[None] | None = None
        self.given = 0

    def start(self) -> None:
        """Begin."""
        self._task = spawn(self._write(), name="load")

    async def stop(self) -> None:
        """No further word."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _write(self) -> None:
        started = time.monotonic()
        while True:
            await asyncio.sleep(TICK_S)
            while self.given < (time.monotonic() - started) * self._rate:
                talk = self._dice.choice(self._talks)
                side: AgentProgram | ConsoleProgram = self._dice.choice((talk.agent, talk.console))
                side.say("send", conversation_id=talk.conversation_id, text=self._text())
                self.given += 1
                if self._dice.randrange(READ_EVERY) == 0:
                    side.say("read", conversation_id=talk.conversation_id)

    def _text(self) -> str:
        if self._dice.randrange(200) == 0:
            return "x" * self._dice.randrange(1, 8 * 1024)
        return " ".join(self._dice.choices(WORDS, k=self._dice.randrange(1, 30)))


class Contest:
    """A technician asks a user who is not in a talk; accept, decline and cancel race, and somebody always dies."""

    def __init__(self, scene: Scene, users: list[AgentProgram], dice: random.Random) -> None:
        self._pairs = [(user, scene.consoles_for(user)[-1]) for user in users]
        self._devices = scene.devices
        self._dice = dice
        self._task: asyncio.Task[None] | None = None
        self.asked = 0

    def start(self) -> None:
        """Begin."""
        self._task = spawn(self._go_on(), name="contest")

    async def stop(self) -> None:
        """No further request."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _go_on(self) -> None:
        while self._pairs:
            for agent, console in self._pairs:
                await asyncio.sleep(ASK_EVERY_S / len(self._pairs))
                self._end_what_lives(agent, console)
                request_id = new_id()
                console.say("ask_device", device_id=self._devices[agent.name], request_id=request_id)
                self.asked += 1
                await asyncio.sleep(self._dice.random() * 0.2)
                for side, verb in self._dice.sample(self._answers(agent, console), k=self._dice.choice((1, 2, 3))):
                    side.say(verb, request_id=request_id)

    def _answers(self, agent: AgentProgram, console: ConsoleProgram) -> list[tuple[AgentProgram | ConsoleProgram, str]]:
        return [(agent, "accept"), (agent, "decline"), (console, "cancel")]

    def _end_what_lives(self, agent: AgentProgram, console: ConsoleProgram) -> None:
        """A live request of before stands in the way of the next one, an open talk takes its place."""
        for request_id, state in dict(console.requests).items():
            if state in {"requested", "ringing"}:
                console.say("cancel", request_id=request_id)
        for conversation_id, is_open in agent.conversations.items():
            if is_open:
                agent.say("close", conversation_id=conversation_id)
