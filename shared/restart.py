"""Starts the program anew in its own process, after an upgrade has put another one in its place (ADR 0010).

The process goes on under its number with the program that is there now: same arguments, same environment. What is open
has been written before; everything used here is loaded by then, for the old program's files may be gone.
"""

import os
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NoReturn

from shared.program_file import lasting_program

OF_THE_FREEZER: Final = ("_PYI_", "_MEIPASS2")
"""By these PyInstaller tells a program where its parts are: the old one's."""


def own_command() -> list[str]:
    """Return what started this program, by the path under which an upgraded one is found."""
    if getattr(sys, "frozen", False):
        return [str(lasting_program(Path(sys.executable))), *sys.argv[1:]]
    return [sys.executable, *sys.orig_argv[1:]]


def changed(command: Sequence[str], without: Sequence[str], more: Sequence[str] = ()) -> list[str]:
    """Return a command without some options, given as `--name` or `--name=value`, and with others at its end."""
    return [part for part in command if part.partition("=")[0] not in without] + list(more)


def start_anew(command: Sequence[str], more_environment: Mapping[str, str] = {}) -> NoReturn:
    """Become that program. Raises: OSError where it cannot be started; then nothing has changed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(OF_THE_FREEZER)}
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    # Asked again before the new program listens, it would end: what is ignored stays ignored across the change.
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        os.execve(command[0], list(command), environment | dict(more_environment))  # noqa: S606 - our own program
    finally:
        signal.signal(signal.SIGHUP, before)
