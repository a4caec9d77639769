"""Agents and consoles without a screen in processes of their own, driven as docs/headless.md says.

A JSON line goes in for every gesture, a JSON line comes out for everything a screen would show.
"""

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any, Protocol, Self

import msgspec

from tests.support.relay import Technician

Line = dict[str, Any]
ROOT = Path(__file__).parents[2]
WITHIN_S = 20.0
QUIT_S = 10.0


class Reachable(Protocol):
    """A relay, wherever it runs: from the tree or from a package."""

    @property
    def url(self) -> str:
        """Where agents and consoles connect."""

    @property
    def fingerprint(self) -> str:
        """SHA-256 of its certificate."""


class Headless:
    """One program. `say` gives a command and waits for its answer; `wait_for` waits for something to be shown."""

    def __init__(self, command: Sequence[str], log: Path, *, first_line: str = "") -> None:
        self._command, self._log, self._first_line = list(command), log, first_line
        self._lines: list[Line] = []
        self._changed = threading.Condition()
        self._count = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._reader: threading.Thread | None = None
        self.status: int | None = None
        """How it ended last."""

    def start(self) -> Self:
        """Start the program, or start it again after `kill` with what it has kept on disk."""
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, env=_environment()
            )
        self._reader = threading.Thread(target=self._read, args=[self._process.stdout], name="headless output")
        self._reader.start()
        if self._first_line:
            self._write(self._first_line.encode())
        return self

    @property
    def now(self) -> int:
        """How much has been shown so far; what is given to `since` to look only at what comes later."""
        with self._changed:
            return len(self._lines)

    def say(self, do: str, **fields: Any) -> Line:
        """Give a command; returns its `done` line. Raises: AssertionError when it is refused."""
        answer = self._answer(do, fields)
        assert answer["shown"] == "done", f"{do} {fields} was refused: {answer}"
        return answer

    def refused(self, do: str, **fields: Any) -> Line:
        """Give a command that must be refused; returns its `error` line."""
        answer = self._answer(do, fields)
        assert answer["shown"] == "error", f"{do} {fields} was not refused: {answer}"
        return answer

    def post(self, do: str, **fields: Any) -> None:
        """Give a command and do not wait."""
        self._write(msgspec.json.encode({"do": do, **fields}))

    def wait_for(
        self,
        shown: str,
        fits: Callable[[Line], Any] = lambda _: True,
        *,
        since: int = 0,
        within_s: float = WITHIN_S,
    ) -> Line:
        """Return the first line of that kind that fits, waiting for it if need be.

        Raises: AssertionError with the last lines and the program's log when none comes in time.
        """
        deadline = time.monotonic() + within_s
        with self._changed:
            while True:
                for line in self._lines[since:]:
                    if line["shown"] == shown and fits(line):
                        return line
                if not self._changed.wait(max(0.0, deadline - time.monotonic())) and time.monotonic() >= deadline:
                    raise AssertionError(self._complaint(shown))

    def shown(self, kind: str, fits: Callable[[Line], Any] = lambda _: True, *, since: int = 0) -> list[Line]:
        """Return all lines of that kind so far that fit."""
        with self._changed:
            return [line for line in self._lines[since:] if line["shown"] == kind and fits(line)]

    def texts(self, conversation_id: str, *, since: int = 0) -> list[str]:
        """Return what people wrote in a conversation, in the order it was shown; own words once the relay has them."""
        rows = self.shown("message", lambda row: row["conversation_id"] == conversation_id and row["seq"], since=since)
        first: dict[int, str] = {}
        for row in rows:
            if not row["event"]:
                first.setdefault(row["seq"], row["text"])
        return list(first.values())

    def quit(self) -> int:
        """Let it end in good order; returns its exit status."""
        if self._process is None:
            return 0
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(QUIT_S)
        except subprocess.TimeoutExpired:
            self.kill()
            raise
        return self._gone()

    def kill(self) -> None:
        """Kill -9."""
        if self._process is not None:
            self._process.kill()
            self._gone()

    @property
    def log(self) -> str:
        """What the program has said on standard error."""
        return self._log.read_text(errors="replace")

    def _gone(self) -> int:
        assert self._process is not None
        assert self._reader is not None
        status = self._process.wait()
        self._reader.join()
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            with contextlib.suppress(OSError):
                stream.close()
        self._process = self._reader = None
        self.status = status
        return status

    def _read(self, stream: IO[bytes]) -> None:
        for line in stream:
            shown = msgspec.json.decode(line)
            with self._changed:
                self._lines.append(shown)
                self._changed.notify_all()

    def _answer(self, do: str, fields: dict[str, Any]) -> Line:
        self._count += 1
        number, since = f"t{self._count}", self.now
        self.post(do, id=number, **fields)
        return self._wait_for_answer(number, since)

    def _wait_for_answer(self, number: str, since: int) -> Line:
        deadline = time.monotonic() + WITHIN_S
        with self._changed:
            while True:
                for line in self._lines[since:]:
                    if line["shown"] in {"done", "error"} and line.get("id") == number:
                        return line
                if not self._changed.wait(max(0.0, deadline - time.monotonic())) and time.monotonic() >= deadline:
                    raise AssertionError(self._complaint(f"answer to {number}"))

    def _write(self, line: bytes) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(line + b"\n")
        self._process.stdin.flush()

    def _complaint(self, wanted: str) -> str:
        last = "\n".join(str(line) for line in self._lines[-25:])
        return f"no {wanted} in time. Last shown:\n{last}\nIts log ends:\n{self.log[-2000:]}"


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}


def agent(
    relay: Reachable, folder: Path, token: str = "", *options: str, url: str = "", reports: bool = False
) -> Headless:
    """Return an agent, not started, that keeps its state in `folder` and joins with the enrollment token.

    Only where a test is about it, the device `reports` its inventory: each look is a process of its own.
    """
    command = [sys.executable, "-m", "endpoint_agent", "--headless", "--allow-key-file", "--enrollment-token=-"]
    command += [] if reports else ["--no-inventory"]
    return Headless([*command, *_reach(relay, folder, url), *options], _log(folder), first_line=token or "none")


def console(relay: Reachable, folder: Path, *options: str, url: str = "") -> Headless:
    """Return a console, not started, that keeps its state in `folder`."""
    command = [sys.executable, "-m", "tech_console", "--headless"]
    return Headless([*command, *_reach(relay, folder, url), *options], _log(folder))


def sign_in(program: Headless, technician: Technician, *, available: bool = True) -> None:
    """Sign a console in, with a recovery code so that two sign-ins may follow each other, and wait for its lists."""
    since = program.now
    program.wait_for("sign_in", lambda line: line["stage"] == "credentials" and not line["is_busy"])
    code = technician.recovery_codes.pop()
    program.say("sign_in", e_mail=technician.e_mail, password=technician.password, code=code)
    program.wait_for("ready", since=since)
    if available:
        program.say("availability", available=True)


@contextlib.contextmanager
def running(*programs: Headless) -> Iterator[None]:
    """Start programs; they end with the block, in good order unless it failed."""
    with contextlib.ExitStack() as stack:
        for program in programs:
            stack.callback(program.kill)
            program.start()
        yield
        for program in programs:
            program.quit()


def _reach(relay: Reachable, folder: Path, url: str) -> list[str]:
    return [f"--relay={url or relay.url}", f"--fingerprint={relay.fingerprint}", f"--state={folder}"]


def _log(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.log")
