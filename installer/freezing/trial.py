"""Starts what was built, with nothing of this machine's environment, before it becomes a package.

The relay serves a loopback address until it is ready and ends in good order; agent and console test themselves, and reach
a relay of the sources. On Windows, where no relay runs, they test themselves alone.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from installer.errors import InstallerError
from installer.freezing.bundle import WINDOWS, Bundle
from installer.programs import ROOT

WITHIN_S: Final = 60.0


class Listening(msgspec.Struct, frozen=True):
    """The line of `sportello-relay serve --json`."""

    address: str
    fingerprint: str


def run(made: Bundle) -> str:
    """Return in a few words what was tried.

    Raises: InstallerError with the end of what the program said.
    """
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="trial") as name:
        folder = Path(name)
        if made.facts.platform == WINDOWS:
            _test_itself(made, [], folder)
        elif made.program.has_screen:
            with _serving(made, [sys.executable, "-m", "relay"], folder) as relay:
                _test_itself(made, [f"--relay={relay.address}", f"--fingerprint={relay.fingerprint}"], folder)
        else:
            with _serving(made, [str(made.executable)], folder):
                pass
    return f"tried in {time.monotonic() - started:.1f} s"


@contextmanager
def _serving(made: Bundle, relay: list[str], folder: Path) -> Iterator[Listening]:
    """Let a relay serve a loopback address; it has to end in good order."""
    port, file_port = _free_ports()
    options = ["serve", "--json", f"--state={folder / 'state'}", f"--port={port}", f"--file-port={file_port}"]
    own = {"PYTHONPATH": str(ROOT)} if made.program.has_screen else {}
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(
            [*relay, *options],
            env={**environment(folder), **own},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
        ) as process,
    ):
        try:
            said = process.stdout.readline() if process.stdout else b""  # there is one once talk and files are ready
            yield msgspec.json.decode(said, type=Listening)
        except msgspec.MsgspecError as error:
            raise _failed(made, (folder / "log").read_bytes()) from error
        finally:
            process.send_signal(signal.SIGTERM)
        if process.wait(WITHIN_S):
            raise _failed(made, (folder / "log").read_bytes())


def _test_itself(made: Bundle, relay: list[str], folder: Path) -> None:
    """Window, fonts, words, key store, TLS, SQLite, and the relay if one is named: docs/agent.md, --self-test."""
    done = subprocess.run(
        [str(made.executable), "--self-test", *relay],
        env=environment(folder),
        cwd=folder,
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=WITHIN_S,
    )
    if done.returncode:
        raise _failed(made, done.stdout + done.stderr)


def environment(home: Path) -> dict[str, str]:
    """Return what a program of ours is started with: its own home, no screen, no session, nothing of Python's."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "WINEPREFIX", "TEMP") if name in os.environ}
    path = "/usr/bin:/bin" if sys.platform != "win32" else os.environ["PATH"]
    return {**kept, "PATH": path, "HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}


def _free_ports() -> tuple[int, int]:
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as other:
        return one.getsockname()[1], other.getsockname()[1]


def _failed(made: Bundle, said: bytes) -> InstallerError:
    last = "\n".join(said.decode(errors="replace").splitlines()[-20:])
    return InstallerError(f"The frozen {made.program.name} does not work; it said:\n{last}")
