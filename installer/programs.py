"""The three programs that are packaged: what each is called and which source folders it is made of. Standard library only.

Read by PyInstaller's own process too, on Linux and on Windows.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]


@dataclass(frozen=True, kw_only=True)
class Program:
    """One program."""

    name: str
    """The word after `sportello-installer build`."""
    package: str
    """Its source folder."""
    title: str
    summary: str
    has_screen: bool

    @property
    def command(self) -> str:
        """Name of the executable and of the Debian package."""
        return f"sportello-{self.name}"


PROGRAMS: Final = {
    program.name: program
    for program in (
        Program(
            name="agent",
            package="endpoint_agent",
            title="Sportello",
            summary="help from your IT support, in the tray",
            has_screen=True,
        ),
        Program(
            name="console",
            package="tech_console",
            title="Sportello console",
            summary="the technician's side of Sportello",
            has_screen=True,
        ),
        Program(
            name="relay",
            package="relay",
            title="Sportello relay",
            summary="keeps the talks, enforces the rules, sends the mails",
            has_screen=False,
        ),
    )
}


def own_version() -> str:
    """Return the version in pyproject.toml."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])
