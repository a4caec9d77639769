"""An employee's Windows computer under Wine: the MSI is installed there as an administrator does it, and looked after."""

import re
import time
from pathlib import Path
from typing import Any, Final

import msgspec

from installer.freezing import bundle
from installer.programs import PROGRAMS, ROOT
from installer.wine.prefix import Prefix
from tests.support.headless import Headless

MACHINE_KEY: Final = r"HKLM\Software\Sportello\Agent"
RUN_KEY: Final = r"HKLM\Software\Microsoft\Windows\CurrentVersion\Run"
PROGRAMS_FOLDER: Final = "Program Files/Sportello"
INSTALL: Final = "@echo off\r\nmsiexec %*\r\necho CODE %errorlevel%\r\n"
"""Through a batch file the whole exit code is seen; Linux would keep eight bits of it."""
PIPED: Final = ("bash", "-c", 'exec "$@" 2> >(cat >&2)', "piped")
"""Wine starts no Python whose output is a file."""
VALUE: Final = re.compile(r"^ {4}(.+?) {4}REG_\w+ {4}(.*)$", re.MULTILINE)


class Computer:
    """One computer; `wine` is its C: drive and registry."""

    def __init__(self, wine: Prefix, logs: Path) -> None:
        self.wine, self._logs = wine, logs
        (wine.drive / "msi.cmd").write_bytes(INSTALL.encode())

    def msiexec(self, *words: str) -> tuple[int, float]:
        """Run msiexec silently; returns its exit code and the seconds it took."""
        started = time.monotonic()
        done = self.wine.run("cmd", "/c", r"C:\msi.cmd", *words, "/qn")
        code = re.search(r"CODE (-?\d+)", done.stdout)
        assert code, f"no exit code of msiexec {words}: {done.stdout[-500:]} {done.stderr[-500:]}"
        return int(code[1]), time.monotonic() - started

    def install(self, package: Path, **properties: str) -> float:
        """Install a package, which must succeed; returns seconds."""
        code, seconds = self.msiexec("/i", outside(package), *(f"{name}={value}" for name, value in properties.items()))
        assert code == 0, f"msiexec ended with {code}"
        return seconds

    def remove(self, package: Path) -> float:
        """Uninstall, which must succeed; returns seconds."""
        code, seconds = self.msiexec("/x", outside(package))
        assert code == 0, f"msiexec ended with {code}"
        return seconds

    def registry(self, key: str = MACHINE_KEY) -> dict[str, str]:
        """Return the values of a key that have text in them; none where there is no such key."""
        said = self.wine.run("reg", "query", key, "/reg:64").stdout
        return {name: value for name, value in VALUE.findall(said) if value}

    def folder(self, name: str) -> Path:
        """Return where a program is installed: `agent` or `console`."""
        return self.wine.drive / PROGRAMS_FOLDER / name.capitalize()

    def files(self, name: str) -> list[str]:
        """Return the files of an installed program; none where it is not installed."""
        return [path.as_posix() for path in bundle.files(self.folder(name))] if self.folder(name).exists() else []

    def program(self, name: str) -> Path:
        """Return what is started."""
        return self.folder(name) / f"{PROGRAMS[name].command}.exe"

    def headless(self, name: str, log: str, *options: str) -> Headless:
        """Return the installed program without a screen, not started."""
        environment = [
            f"{key}={value}" for key, value in self.wine.environment().items() if not key.startswith("PYTHON")
        ]
        command = [*PIPED, "env", "-i", *environment, *self.wine.words(self.program(name), "--headless", *options)]
        return Headless(command, self._logs / log)

    def says(self, name: str, *options: str) -> tuple[int, Any]:
        """Let the installed program print JSON and end; returns exit status and what it said.

        It is read from the file of `--report`, as documented for a program with windows.
        """
        report = self.wine.drive / "report.txt"
        report.unlink(missing_ok=True)
        done = self.wine.run(self.program(name), *options, "--report", r"C:\report.txt")
        assert report.exists(), f"nothing was said, status {done.returncode}: {done.stderr[-1000:]}"
        return done.returncode, msgspec.json.decode(report.read_bytes())

    def places_of(self, secret: str) -> list[str]:
        """Return every file of the disk, the registry's among them, in which a secret can be read."""
        # What is still in memory is written first.
        self.wine.end()
        looked_for = {secret.encode(), secret.encode("utf-16-le")}
        found = []
        for path in sorted(self.wine.folder.rglob("*")):
            if path.is_file() and not path.is_symlink() and "dosdevices" not in path.parts:
                content = path.read_bytes()
                if any(word in content for word in looked_for):
                    found.append(path.relative_to(self.wine.folder).as_posix())
        return found


def outside(path: Path) -> str:
    """Return the name under which Wine knows a file of Linux."""
    return "Z:" + str(path.absolute()).replace("/", "\\")


def logs() -> Path:
    """Return the folder in which what the programs say is kept."""
    return ROOT / "build/wine/logs"
