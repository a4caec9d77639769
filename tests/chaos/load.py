"""What people do while everything dies around them: they write, they read, and now and then one asks for a chat."""

import asyncio
import contextlib
import random
import time
from typing import Final

from shared.ids import new_id
from shared.tasks import spawn
from tests.chaos.program import AgentProgram, ConsoleProgram, Program
from tests.chaos.scene import Scene, Talk

TICK_S: Final = 0.05
READ_EVERY: Final = 25
"""Messages of one side after which it looks at the window."""
RINGS_WITHIN_S: Final = 3.0
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
    """A technician asks a user who is not in a talk; the user's answer and the technician's change of mind race."""

    def __init__(self, scene: Scene, users: list[AgentProgram], dice: random.Random) -> None:
        self._scene = scene
        self._users = users
        self._dice = dice
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin."""
        self._tasks = [spawn(self._go_on(user), name=f"contest of {user.name}") for user in self._users]

    async def stop(self) -> None:
        """No further request."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _go_on(self, agent: AgentProgram) -> None:
        console = self._scene.consoles_for(agent)[-1]
        while True:
            await asyncio.sleep(self._dice.random())
            if not (agent.is_ready and console.is_ready):
                continue
            self._end_what_lives(agent, console)
            request_id = new_id()
            console.say("ask_device", device_id=self._scene.devices[agent.name], request_id=request_id)
            with contextlib.suppress(TimeoutError):
                await agent.until(lambda wanted=request_id: wanted in agent.ringing, "no request", RINGS_WITHIN_S)
            answers: list[tuple[Program, str]] = [
                (agent, self._dice.choice(("accept", "decline"))),
                (console, "cancel"),
            ]
            for side, verb in self._dice.sample(answers, k=self._dice.choice((1, 2))):
                side.say(verb, request_id=request_id)

    def _end_what_lives(self, agent: AgentProgram, console: ConsoleProgram) -> None:
        """A live request of before stands in the way of the next one, an open talk takes its place."""
        for request_id, state in dict(console.requests).items():
            if state in {"requested", "ringing"}:
                console.say("cancel", request_id=request_id)
        for conversation_id, is_open in agent.conversations.items():
            if is_open:
                agent.say("close", conversation_id=conversation_id)
