"""A real clamd with one signature of our own, EICAR's: the official databases cannot be fetched where tests run."""

import contextlib
import os
import pathlib
import shutil
import socket
import struct
import subprocess
import tempfile
from collections.abc import Iterator

from tests.support.waiting import until

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PROGRAM = shutil.which("clamd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
START_S = 30


class Clamd:
    """One scanner on a Unix socket, which may be stopped and started again."""

    def __init__(self, folder: pathlib.Path, *, stream_max: str = "25M") -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.socket = folder / "s"
        database = folder / "db"
        database.mkdir()
        (database / "own.ndb").write_text(f"Own-Eicar:0:*:{EICAR.hex()}\n")
        settings = {
            "LocalSocket": self.socket, "DatabaseDirectory": database, "Foreground": "yes", "LogFile": folder / "log",
            "StreamMaxLength": stream_max, "MaxFileSize": "64M", "MaxScanSize": "256M", "AlertExceedsMax": "yes",
            "AlertEncrypted": "yes",
        }  # fmt: skip
        (folder / "clamd.conf").write_text("".join(f"{key} {value}\n" for key, value in settings.items()))

    @property
    def address(self) -> str:
        """What `--clamd` takes."""
        return f"unix:{self.socket}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        assert PROGRAM is not None, "install the Debian package clamav-daemon (make setup)"
        quiet = subprocess.DEVNULL
        command = [PROGRAM, f"--config-file={self._folder / 'clamd.conf'}"]
        self._process = subprocess.Popen(command, stdout=quiet, stderr=quiet)
        until(self._answers, within_s=START_S, what="clamd")

    def stop(self) -> None:
        """End it at once."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _answers(self) -> bool:
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(self.socket))
            connection.sendall(b"zINSTREAM\0" + struct.pack("!I", 1) + b"x" + struct.pack("!I", 0))
            return connection.recv(100) == b"stream: OK\0"
        return False


@contextlib.contextmanager
def a_clamd(*, stream_max: str = "25M") -> Iterator[Clamd]:
    """Give a scanner that is not started yet; its folder has a short name, as a socket's must be."""
    with tempfile.TemporaryDirectory(prefix="clamd-") as name:
        clamd = Clamd(pathlib.Path(name), stream_max=stream_max)
        try:
            yield clamd
        finally:
            clamd.stop()
