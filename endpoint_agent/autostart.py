"""Starts the agent with the person's OS session: XDG autostart entry, Windows Run key, macOS LaunchAgent.

Only the person's own; what the installer did for the whole machine is not touched. An entry that the machine has and
the person does not want is hidden by one of the person's own, as the XDG rules say.
"""

import contextlib
import os
import shlex
import sys
from pathlib import Path

from shared.program_file import lasting_program

NAME = "Sportello"
ENTRY = "sportello-agent.desktop"
LABEL = "org.sportello.agent"
RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"


class NoAutostart:
    """For the headless program: whoever starts it decides when."""

    def is_on(self) -> bool:
        """Return False."""
        return False

    def set_on(self, on: bool) -> bool:  # noqa: ARG002 - the face of Autostart
        """Refuse."""
        return False


class XdgAutostart:
    """A .desktop file in the person's autostart folder."""

    def __init__(self, command: list[str], folder: Path | None = None) -> None:
        config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
        self._path = (folder or config / "autostart") / ENTRY
        self._command = command

    def is_on(self) -> bool:
        """Tell whether the entry is there and not hidden; the person's own hides the machine's."""
        try:
            return "Hidden=true" not in self._path.read_text(encoding="utf-8").splitlines()
        except OSError:
            return self._machine_has_one()

    def set_on(self, on: bool) -> bool:
        """Write the entry; switched off it stays, hidden, so that it also hides one of the machine.

        Where the machine starts the program the person's entry only goes away: it would outlive the installation.
        """
        if on and self._machine_has_one():
            with contextlib.suppress(FileNotFoundError):
                self._path.unlink()
            return True
        lines = ["[Desktop Entry]", "Type=Application", f"Name={NAME}", f"Exec={_quoted(self._command)}"]
        lines += ["Icon=sportello-agent", "X-GNOME-Autostart-enabled=true"] if on else ["Hidden=true"]
        return _write(self._path, "\n".join([*lines, ""]).encode())

    def _machine_has_one(self) -> bool:
        folders = os.environ.get("XDG_CONFIG_DIRS") or "/etc/xdg"
        return any((Path(folder) / "autostart" / ENTRY).is_file() for folder in folders.split(":") if folder)


class MacAutostart:
    """A LaunchAgent of the person."""

    def __init__(self, command: list[str], folder: Path | None = None) -> None:
        self._path = (folder or Path.home() / "Library" / "LaunchAgents") / f"{LABEL}.plist"
        self._command = command

    def is_on(self) -> bool:
        """Tell whether the agent is there."""
        return self._path.exists()

    def set_on(self, on: bool) -> bool:
        """Write or remove it."""
        if on:
            import plistlib  # with its XML reader: only where it is written

            return _write(
                self._path,
                plistlib.dumps({"Label": LABEL, "ProgramArguments": self._command, "RunAtLoad": True}),
            )
        with contextlib.suppress(FileNotFoundError):
            self._path.unlink()
        return True


class WindowsAutostart:
    """A value of the person's Run key."""

    def __init__(self, command: list[str]) -> None:
        self._command = command

    def is_on(self) -> bool:
        """Tell whether the value is there, for the person or for the whole machine."""
        return self._machine_has_one() or self._person_has_one()

    def set_on(self, on: bool) -> bool:
        """Write or remove the person's; the machine's start cannot be switched off from here."""
        if self._machine_has_one():
            return on
        if sys.platform == "win32":
            import subprocess
            import winreg

            with contextlib.suppress(OSError), winreg.CreateKey(winreg.HKEY_CURRENT_USER, RUN_KEY) as key:
                if on:
                    winreg.SetValueEx(key, NAME, 0, winreg.REG_SZ, subprocess.list2cmdline(self._command))
                else:
                    winreg.DeleteValue(key, NAME)
                return True
        return False

    def _person_has_one(self) -> bool:
        if sys.platform == "win32":
            import winreg

            with contextlib.suppress(OSError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, RUN_KEY) as key:
                return bool(winreg.QueryValueEx(key, NAME)[0])
        return False

    def _machine_has_one(self) -> bool:
        if sys.platform == "win32":
            import winreg

            access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
            with contextlib.suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, RUN_KEY, 0, access) as key:
                return bool(winreg.QueryValueEx(key, NAME)[0])
        return False


def find_autostart(command: list[str]) -> XdgAutostart | MacAutostart | WindowsAutostart:
    """Return the way of this operating system."""
    if sys.platform == "win32":
        return WindowsAutostart(command)
    return MacAutostart(command) if sys.platform == "darwin" else XdgAutostart(command)


def own_command() -> list[str]:
    """Return what starts this program again, without options: a token must never stand in an entry."""
    if getattr(sys, "frozen", False):
        return [str(lasting_program(Path(sys.executable)))]
    return [sys.executable, "-m", "endpoint_agent"]


def _quoted(command: list[str]) -> str:
    # The Exec line has quoting rules of its own; what the shell's quoting leaves alone is safe under both.
    return " ".join(part if shlex.quote(part) == part else '"' + part.replace('"', r"\"") + '"' for part in command)


def _write(path: Path, content: bytes) -> bool:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError:
        return False
    return True
