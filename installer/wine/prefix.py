"""A Windows computer as Wine keeps it: one folder with a C: drive and a registry, on a screen of its own.

Commands run with nothing of this session's Wine; what still runs is ended with the block.
"""

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from installer.errors import InstallerError

LOADER: Final = Path("/usr/lib/wine/wine64")
SERVER: Final = Path("/usr/lib/wine/wineserver")
COMPILER: Final = "x86_64-w64-mingw32-gcc"
STUBS: Final = Path(__file__).parent / "stubs"
WITHIN_S: Final = 1800.0


class Prefix:
    """One such computer."""

    def __init__(self, folder: Path, display: str) -> None:
        self.folder = folder.absolute()
        self._display = display

    @property
    def drive(self) -> Path:
        """Return what it calls `C:`."""
        return self.folder / "drive_c"

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """Return what a program in it is started with."""
        own = {
            "WINEPREFIX": str(self.folder),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=d",  # no offer to download what is not needed
            "DISPLAY": self._display,
        }
        return {**os.environ, **own, **(more or {})}

    def words(self, *command: str | Path) -> list[str]:
        """Return the command line that starts a Windows program from here."""
        return [str(LOADER), *map(str, command)]

    def run(
        self, *command: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None
    ) -> "subprocess.CompletedProcess[str]":
        """Run a program to its end. What it says comes through a pipe: Wine gives Python no other output that works."""
        done = subprocess.run(
            self.words(*command),
            cwd=cwd,
            env=self.environment(env),
            check=False,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=WITHIN_S,
        )
        said = [part.decode("utf-8", "replace").replace("\r\n", "\n") for part in (done.stdout, done.stderr)]
        return subprocess.CompletedProcess(done.args, done.returncode, *said)

    def make(self) -> None:
        """Make the computer, with the two libraries that Wine 8 lacks. Raises: InstallerError."""
        self._does("wineboot", "--init")
        self._does("winecfg", "-v", "win10")
        for source in sorted(STUBS.glob("*.c")):
            target = self.drive / "windows/system32" / f"{source.stem}.dll"
            _compile(source, target)

    def end(self) -> None:
        """End everything that runs in it, and wait until the registry is on the disk."""
        for word in ("--kill", "--wait"):
            subprocess.run([str(SERVER), word], env=self.environment(), check=False, capture_output=True)

    def _does(self, *command: str) -> None:
        done = self.run(*command)
        if done.returncode:
            raise InstallerError(f"Wine: {command[0]} ended with {done.returncode}: {done.stderr.strip()[-500:]}")


@contextmanager
def prefix() -> Iterator[Prefix]:
    """Give a fresh computer. Raises: InstallerError.

    Not below this tree: it has a link to `/`, which tools that look through a tree would follow.
    """
    with TemporaryDirectory(prefix="sportello-wine") as folder, _screen() as display:
        made = Prefix(Path(folder) / "prefix", display)
        try:
            made.make()
            yield made
        finally:
            made.end()


@contextmanager
def _screen() -> Iterator[str]:
    """Give the name of a screen that nobody looks at; Qt's platform for Windows needs one."""
    reader, writer = os.pipe()
    options: Sequence[str] = ["-displayfd", str(writer), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    with subprocess.Popen(["Xvfb", *options], pass_fds=[writer], stderr=subprocess.DEVNULL) as server:
        os.close(writer)
        try:
            with os.fdopen(reader) as number:
                yield f":{number.readline().strip()}"
        finally:
            server.terminate()


def _compile(source: Path, target: Path) -> None:
    command = [COMPILER, "-shared", "-s", "-O1", "-o", str(target), str(source)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise InstallerError(f"{source.name} could not be compiled: {done.stderr.strip()[-500:]}")
