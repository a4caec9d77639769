"""`serve`: starts the writer, the talk and the file process, starts again what dies, ends both in order. Holds no client, no row.

A process that dies is started again after a pause that grows; one that cannot even start ends the relay with its exit
code, so that a wrong option is said once and not for ever.
"""

import asyncio
import contextlib
import logging
import os
import signal
from collections.abc import Callable, Mapping
from typing import Final

from relay import exits
from relay.adapters import certificate
from relay.child import PARENT_VARIABLE, READY_VARIABLE, own_command
from relay.config import Config
from relay.notify import notify
from shared.tasks import spawn

log = logging.getLogger(__name__)
FIRST_PAUSE_S: Final = 0.1
MAX_PAUSE_S: Final = 5.0
HEALTHY_S: Final = 30.0
END_WITHIN_S: Final = 10.0
WRITER: Final = "writer"
TALK: Final = "talk"
FILES: Final = "files"
_SERVING: Final = frozenset({TALK, FILES})
"""Whoever clients connect to."""
_NEEDED: Final = frozenset({WRITER, *_SERVING})
"""The relay is ready when all are; the others alone may have found the writer of another relay on the same folder."""
Announce = Callable[[str, str], None]


class Supervisor:
    """One relay; `announce` gets address and fingerprint once, when agents and consoles can connect.

    `environment` gives the processes their settings: what is in it shows neither in a process list nor in a file.
    """

    def __init__(self, config: Config, environment: Mapping[str, str], announce: Announce) -> None:
        self._config = config
        self._environment = environment
        self._announce = announce
        self._processes: dict[str, asyncio.subprocess.Process] = {}
        self._stop = asyncio.Event()
        self._was_ready = False
        self._ready: set[str] = set()
        self._exit_code = exits.DONE

    async def run(self) -> int:
        """Run until SIGTERM or SIGINT and return the exit code; SIGHUP starts talk and file process anew."""
        self._config.state.mkdir(mode=0o700, parents=True, exist_ok=True)
        fingerprint = "" if self._config.plain else certificate.fingerprint(self._config)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stop.set)
        loop.add_signal_handler(signal.SIGHUP, self._renew)
        keepers = [spawn(self._keep(name, fingerprint), name=name) for name in (WRITER, TALK, FILES)]
        try:
            await self._stop.wait()
        finally:
            notify("STOPPING=1")
            # First who takes orders, then who carries them out: what was ordered is still answered.
            for name in (TALK, FILES, WRITER):
                await self._finish(name)
            await asyncio.gather(*keepers, return_exceptions=True)
        return self._exit_code

    def _renew(self) -> None:
        """Both who hold the certificate begin anew with what is in its files now."""
        for name in _SERVING:
            self._end(name)

    async def _keep(self, name: str, fingerprint: str) -> None:
        """Start the process again and again until the relay stops."""
        pause_s = FIRST_PAUSE_S
        loop = asyncio.get_running_loop()
        while not self._stop.is_set():
            started = loop.time()
            code = await self._run_once(name, fingerprint)
            if self._stop.is_set():
                return
            if code in exits.FATAL_AT_START and not self._was_ready:
                self._exit_code = code
                self._stop.set()
                return
            pause_s = FIRST_PAUSE_S if loop.time() - started >= HEALTHY_S else min(MAX_PAUSE_S, pause_s * 2)
            if code == 0:
                pause_s = FIRST_PAUSE_S  # asked to end by SIGHUP
            log.warning("%s ended (%s), starting again in %.1f s", name, code, pause_s)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), pause_s)

    async def _run_once(self, name: str, fingerprint: str) -> int:
        ready, tells = os.pipe()
        environment = {
            **os.environ,
            **self._environment,
            PARENT_VARIABLE: str(os.getpid()),
            READY_VARIABLE: str(tells),
        }
        command = (*own_command(name), f"--state={self._config.state}")
        try:
            process = await asyncio.create_subprocess_exec(*command, env=environment, pass_fds=(tells,))
        finally:
            os.close(tells)
        self._processes[name] = process
        loop = asyncio.get_running_loop()
        loop.add_reader(ready, self._heard, name, ready, fingerprint)
        try:
            return await process.wait()
        finally:
            loop.remove_reader(ready)
            os.close(ready)

    def _heard(self, name: str, ready: int, fingerprint: str) -> None:
        """The process is ready, or has ended without being so."""
        asyncio.get_running_loop().remove_reader(ready)
        if not os.read(ready, 16) or self._was_ready:
            return
        self._ready.add(name)
        if not self._ready >= _NEEDED:
            return
        self._was_ready = True
        notify("READY=1")
        self._announce(address_of(self._config), fingerprint)

    def _end(self, name: str, number: int = signal.SIGTERM) -> None:
        process = self._processes.get(name)
        if process is not None and process.returncode is None:
            # Not process.terminate(): it may reap the process behind asyncio's back and lose its exit code.
            with contextlib.suppress(ProcessLookupError):
                os.kill(process.pid, number)

    async def _finish(self, name: str) -> None:
        self._end(name)
        process = self._processes.get(name)
        if process is None:
            return
        try:
            await asyncio.wait_for(process.wait(), END_WITHIN_S)
        except TimeoutError:
            log.warning("%s did not end within %s s and is killed", name, END_WITHIN_S)
            self._end(name, signal.SIGKILL)
            await process.wait()


def address_of(config: Config) -> str:
    """Return the address as agents and consoles are told it."""
    host = f"[{config.host}]" if ":" in config.host else config.host
    return f"{'ws' if config.plain else 'wss'}://{host}:{config.port}"
