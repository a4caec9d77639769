"""Looks at the computer in a process of its own, at the lowest priority: the screens share no interpreter with it.

The child is this same program with `--inventory`; it prints JSON and ends. Measured against a thread in docs/bench.md.
"""

import subprocess
import threading
from collections.abc import Collection, Sequence
from typing import Final

import msgspec

from endpoint_agent.inventory.bounds import bounded
from shared.inventory import Sections
from shared.protocol.inventory import ProcessRow

LOOK_WITHIN_S = 120.0
MAX_PROCESSES = 100
QUICK: Final = frozenset({"summary", "os_sessions", "disks", "network", "battery"})
"""Sections that cost next to nothing and change during the day."""
SLOW: Final = frozenset({"hardware", "system", "software", "services"})
PROCESSES = "processes"
_sections = msgspec.json.Decoder(Sections)
_processes = msgspec.json.Decoder(list[ProcessRow])


class LookFailed(Exception):
    """Nothing was found out; the text says why, for the log."""


class Looker:
    """Starts one child at a time; `stop` ends the one that runs, from any thread."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = list(command)
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._is_stopped = False

    def sections(self, wanted: Collection[str]) -> Sections:
        """Return the wanted sections as they are now. Raises: LookFailed."""
        try:
            return bounded(_sections.decode(self._ask(sorted(wanted))))
        except msgspec.MsgspecError as error:
            raise LookFailed(str(error)) from error

    def processes(self) -> list[ProcessRow]:
        """Return the busiest processes. Raises: LookFailed."""
        try:
            return _processes.decode(self._ask([PROCESSES]))[:MAX_PROCESSES]
        except msgspec.MsgspecError as error:
            raise LookFailed(str(error)) from error

    def stop(self) -> None:
        """Look no more."""
        with self._lock:
            self._is_stopped = True
            if self._child is not None:
                self._child.kill()

    def _ask(self, wanted: list[str]) -> bytes:
        child = self._start([*self._command, "--inventory", ",".join(wanted)])
        try:
            output, _ = child.communicate(timeout=LOOK_WITHIN_S)
        except subprocess.TimeoutExpired as error:
            raise LookFailed("it takes too long") from error
        finally:
            child.kill()
            child.wait()
            with self._lock:
                self._child = None
        if child.returncode != 0:
            raise LookFailed(f"status {child.returncode}")
        return output

    def _start(self, command: list[str]) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._is_stopped:
                raise LookFailed("stopped")
            try:
                self._child = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                )
            except OSError as error:
                raise LookFailed(str(error)) from error
            return self._child
