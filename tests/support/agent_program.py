"""The headless agent as a process: commands in, what it shows out. For tests, the demo and load tools."""

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.support.waiting import until

END_S = 15.0
Line = dict[str, Any]


class AgentProgram:
    """Starts with the context and has ended with it; `lines` is everything it said, in order."""

    def __init__(self, state: Path, *options: str, env: Mapping[str, str] | None = None) -> None:
        self.state = state
        self.lines: list[Line] = []
        self.log: list[str] = []
        self._command = [sys.executable, "-m", "endpoint_agent", "--headless", f"--state={state}", *options]
        self._env = dict(env) if env is not None else None

    def __enter__(self) -> Self:
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(self._command, stdin=pipe, stdout=pipe, stderr=pipe, env=self._env)
        self._readers = [
            threading.Thread(target=self._read_lines, name="agent output"),
            threading.Thread(target=self._read_log, name="agent log"),
        ]
        for reader in self._readers:
            reader.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.end()

    def end(self) -> int:
        """Close standard input, as a shell does, and return the exit status."""
        assert self.process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # it may have ended by itself
            self.process.stdin.close()
        try:
            self.process.wait(END_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
        return self._ended()

    def kill(self) -> None:
        """End it the hard way."""
        self.process.kill()
        self._ended()

    def do(self, command: str, **fields: Any) -> None:
        """Give one command."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"do": command, **fields}).encode() + b"\n")
        self.process.stdin.flush()

    def shown(self, kind: str, **wanted: Any) -> list[Line]:
        """Return what was shown of one kind with these values."""
        return [line for line in list(self.lines) if line.get("shown") == kind and wanted.items() <= line.items()]

    def wait_for(
        self, kind: str, fits: Callable[[Line], object] = lambda _: True, *, within_s: float = 20.0, **wanted: Any
    ) -> Line:
        """Return the first line of this kind with these values, once there is one."""
        found: list[Line] = []

        def look() -> bool:
            found[:] = [line for line in self.shown(kind, **wanted) if fits(line)]
            return bool(found) or self.process.poll() is not None

        until(look, within_s=within_s, what=f"{kind} {wanted} in {self.lines[-8:]} {self.log[-5:]}")
        assert found, f"it ended: {self.lines[-3:]} {self.log}"
        return found[0]

    def _ended(self) -> int:
        for reader in self._readers:
            reader.join()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None and not stream.closed:
                stream.close()
        return self.process.wait()

    def _read_lines(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(json.loads(line))

    def _read_log(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.log.append(line.decode().rstrip())
