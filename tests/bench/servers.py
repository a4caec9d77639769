"""The processes a bench measures: a relay or the bare engine, what they cost in processor time and memory."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import psutil

from tests.bench.world import World
from tests.support.ports import free_port
from tests.support.relay import Relay

START_WITHIN_S = 30.0
PROCESSORS = sorted(os.sched_getaffinity(0)) if sys.platform == "linux" else []
UNLIMITED = (
    "--message-rate=1000000",
    "--message-burst=1000000",
    "--max-connections-per-address=1000",
    "--log-level=warning",
)


class Server(msgspec.Struct, frozen=True):
    """A running server: where it listens, which process is its loop, which one its writer."""

    port: int
    loop: psutil.Process
    writer: psutil.Process | None = None
    file_port: int = 0

    def cpu_s(self) -> float:
        """Return the processor seconds of the loop so far."""
        return _cpu_s(self.loop)

    def writer_cpu_s(self) -> float:
        """Return those of the writer, 0 where there is none."""
        return 0.0 if self.writer is None else _cpu_s(self.writer)

    def memory_bytes(self) -> int:
        """Return what the loop's process alone holds (unique set size); kernel socket buffers are not in it."""
        return int(self.loop.memory_full_info().uss)


@contextlib.contextmanager
def relay(state: Path, *, tls: bool) -> Iterator[Server]:
    """Run a relay on a seeded state folder, without the limits that guard it against people like us."""
    if tls:
        running = Relay(state, UNLIMITED)
        running.start()
    else:
        running = PlainRelay(state, [*UNLIMITED, "--plain"])
        running.start()
    try:
        (loop,), (writer,) = running.children("talk"), running.children("writer")
        _pin(loop, 0)
        _pin(writer, 1)
        yield Server(running.port, psutil.Process(loop), psutil.Process(writer), running.file_port)
    finally:
        running.kill()


@contextlib.contextmanager
def bare_engine(state: Path, world: World, *, tls: bool) -> Iterator[Server]:
    """Run the bare engine for the same people."""
    (state / "world").write_bytes(msgspec.msgpack.encode(world))
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.bare_engine", str(state), str(port), *(["--tls"] if tls else [])]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    try:
        wait_for_port(port)
        _pin(process.pid, 0)
        yield Server(port, psutil.Process(process.pid))
    finally:
        process.kill()
        process.wait()


class PlainRelay(Relay):
    """A relay without TLS, as it stands behind a front proxy."""

    def wait_ready(self) -> None:
        wait_for_port(self.port)
        wait_for_port(self.file_port)


def pin_load() -> None:
    """Keep the load, which is this process, away from the server's processor where there are two."""
    _pin(os.getpid(), 1)


def _pin(pid: int, place: int) -> None:
    """The server's loop runs on the first processor, everything else on the others."""
    if sys.platform == "linux" and len(PROCESSORS) > 1:
        os.sched_setaffinity(pid, PROCESSORS[:1] if place == 0 else PROCESSORS[1:])


def _cpu_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def wait_for_port(port: int) -> None:
    """Return once somebody listens there. Raises: TimeoutError."""
    deadline = time.monotonic() + START_WITHIN_S
    while True:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        if time.monotonic() > deadline:
            raise TimeoutError("the server does not listen")
        time.sleep(0.05)
