"""One headless program as a child process: commands in, what it shows out, kill -9 at any moment, started again."""

import asyncio
import contextlib
import os
import sys
import time
from pathlib import Path
from typing import Any

import msgspec

from shared.ids import new_id
from shared.tasks import spawn
from tests.chaos.gather import UUID, sha256
from tests.support.isolation import FIXED_ENVIRONMENT, NOT_INHERITED

ROOT = Path(__file__).parents[2]
LONGEST_LINE_BYTES = 64 * 1024 * 1024
POLL_S = 0.02
END_WITHIN_S = 20.0
Shown = dict[str, Any]


class Program:
    """Keeps of what it shows only what a run asks for later; a subclass knows the two programs' own words."""

    module = ""

    def __init__(self, name: str, folder: Path, options: list[str]) -> None:
        self.name = name
        self.folder = folder
        self.options = options
        self.link = ""
        self.waiting = 0
        self.sent: dict[str, float] = {}
        """Own messages seen as sent, and when (monotonic seconds)."""
        self.refused: dict[str, str] = {}
        self.transmissions = 0
        self.heads: dict[str, int] = {}
        """Last stored number by conversation."""
        self.requests: list[tuple[str, str]] = []
        self.heard: set[str] = set()
        self.said: set[str] = set()
        """SHA-256 of every text typed into it."""
        self.problems: list[str] = []
        self.kills = 0
        self._answers: dict[str, asyncio.Future[Shown]] = {}
        self._process: asyncio.subprocess.Process | None = None
        self._input: asyncio.StreamWriter | None = None
        self._reading: asyncio.Task[None] | None = None

    @property
    def is_ready(self) -> bool:
        """Signed in."""
        return self.link == "ready"

    @property
    def store(self) -> Path:
        """The database of its link."""
        return next((self.folder / "state").glob("*.db"))

    @property
    def journal(self) -> Path:
        """Its journal, one file over all its lives."""
        return self.folder / "journal.jsonl"

    async def start(self) -> None:
        """Start it; it connects by itself."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        command = [sys.executable, "-m", self.module, "--headless", f"--state={self.folder / 'state'}"]
        with (self.folder / "stderr.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *command,
                f"--journal={self.journal}",
                *self.options,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                env=self._environment(),
                limit=LONGEST_LINE_BYTES,
            )
        self._input = self._process.stdin
        self._reading = spawn(self._read(self._process), name=f"read {self.name}")

    def say(self, do: str, **fields: Any) -> None:
        """Give a command; a program that is not there hears nothing."""
        if self._input is None or self._input.is_closing():
            return
        if "text" in fields:
            self.said.add(sha256(fields["text"]))
        with contextlib.suppress(OSError, RuntimeError):
            self._input.write(msgspec.json.encode({"do": do, **fields}) + b"\n")

    async def ask(self, do: str, **fields: Any) -> Shown:
        """Give a command and return its `done` or `error` line; an empty one when there is no answer in time."""
        number = new_id()
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        self.say(do, id=number, **fields)
        try:
            return await asyncio.wait_for(answer, END_WITHIN_S)
        except TimeoutError:
            return {}
        finally:
            del self._answers[number]

    async def kill(self) -> None:
        """Kill -9, now."""
        self.kills += 1
        self._input = None
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
        await self._gone()

    async def quit(self) -> None:
        """End it in order; kill it when it does not."""
        self.say("quit")
        try:
            await asyncio.wait_for(self._gone(), END_WITHIN_S)
        except TimeoutError:
            self.problems.append("did not end by itself")
            await self.kill()

    async def until(self, fits: Any, what: str, within_s: float = 30.0) -> None:
        """Wait for a condition on what it has shown. Raises: TimeoutError naming what did not come."""
        deadline = time.monotonic() + within_s
        while not fits():
            if time.monotonic() > deadline:
                raise TimeoutError(f"{self.name}: {what}; {self.problems[-3:]}; see {self.folder}")
            await asyncio.sleep(POLL_S)

    def shown(self, kind: str, line: Shown) -> None:
        """Take one line; for the two programs to add to."""

    async def _gone(self) -> None:
        if self._process is not None:
            await self._process.wait()
        if self._reading is not None:
            await self._reading
        self.link = ""
        self._process = None

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        while line := await process.stdout.readline():
            self.heard.update(UUID.findall(line.decode()))
            with contextlib.suppress(msgspec.DecodeError):  # the last line of a killed program
                self._take(msgspec.json.decode(line))

    def _take(self, line: Shown) -> None:
        kind = str(line["shown"])
        if kind == "link":
            self.link = str(line["state"])
        elif kind in {"done", "error"} and (answer := self._answers.get(str(line.get("id")))) is not None:
            if not answer.done():
                answer.set_result(line)
        elif kind == "error":
            self.problems.append(str(line.get("code")))
        elif kind == "message" and line.get("seq"):
            self.stored(line["conversation_id"], line["seq"])
        self.shown(kind, line)

    def stored(self, conversation_id: str, seq: int) -> None:
        """Note a committed row."""
        self.heads[conversation_id] = max(seq, self.heads.get(conversation_id, 0))

    def moved(self, message_id: str, state: str, code: str) -> None:
        """Note a step of an own message."""
        if state == "sending":
            self.transmissions += 1
        elif state == "failed":
            self.refused[message_id] = code
        elif state in {"sent", "delivered", "read"}:
            self.sent.setdefault(message_id, time.monotonic())

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
        home = str(self.folder)
        return {**kept, **FIXED_ENVIRONMENT, "HOME": home, "XDG_RUNTIME_DIR": home, "PYTHONPATH": str(ROOT)}


class AgentProgram(Program):
    """An agent, enrolled before it was started."""

    module = "endpoint_agent"

    def __init__(self, name: str, folder: Path, options: list[str]) -> None:
        super().__init__(name, folder, [*options, "--allow-key-file", "--no-inventory"])
        self.ringing: list[str] = []
        self.conversations: dict[str, bool] = {}
        """Open or not."""

    def shown(self, kind: str, line: Shown) -> None:
        if kind == "outbox":
            self.waiting = int(line["waiting"])
        elif kind == "outgoing":
            self.moved(line["message_id"], line["state"], line["code"])
        elif kind == "conversation":
            self.conversations[line["conversation_id"]] = bool(line["open"])
        elif kind == "request":
            self.requests.append((line["request_id"], line["state"]))
            if line["state"] in {"requested", "ringing"}:
                self.ringing.append(line["request_id"])


class ConsoleProgram(Program):
    """A technician's console; `codes` are one-time codes for its sign-ins."""

    module = "tech_console"

    def __init__(self, name: str, folder: Path, options: list[str], account: tuple[str, str, list[str]]) -> None:
        super().__init__(name, folder, options)
        self._e_mail, self._password, self._codes = account
        self.has_all = False

    async def start(self) -> None:
        self.has_all = False
        await super().start()
        await self.until(lambda: self.link in {"stopped", "ready"}, "no question for a password", 60)
        while not self.has_all:
            self.say("sign_in", e_mail=self._e_mail, password=self._password, code=self._codes.pop())
            with contextlib.suppress(TimeoutError):
                await self.until(lambda: self.has_all, "not signed in", 10)

    def shown(self, kind: str, line: Shown) -> None:
        if kind == "waiting":
            self.waiting = int(line["count"])
        elif kind == "message" and line["mine"]:
            self.moved(line["message_id"], line["state"], line["code"])
        elif kind == "history":
            for row in line["messages"]:
                if row["seq"]:
                    self.stored(line["conversation_id"], row["seq"])
        elif kind == "request":
            self.requests.append((line["request"]["request_id"], line["request"]["state"]))
        elif kind == "ready":
            self.has_all = True
