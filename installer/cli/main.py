"""The root of the command line: which commands there are, and how an error leaves.

A command's module is imported when it is called: stamping needs neither PyInstaller nor Qt.
"""

import importlib
from typing import Any, Final

import click

from installer import exits
from installer.errors import InstallerError, Refused
from shared.errors import SportelloError

COMMANDS: Final = {
    "build": "installer.cli.build",
    "package": "installer.cli.package",
    "stamp": "installer.cli.stamp",
    "show": "installer.cli.stamp",
    "sign": "installer.cli.signing",
    "verify": "installer.cli.signing",
    "updates": "installer.cli.updates",
    "fetch": "installer.cli.fetch",
}
"""Name of the command and the module that has it, in the order of `--help`."""


class Failed(click.ClickException):
    """A build or a tool did not work."""

    exit_code = exits.FAILED


class NotAsItShouldBe(click.ClickException):
    """A file that was given is refused."""

    exit_code = exits.REFUSED


class NothingNewer(click.ClickException):
    """There is nothing to fetch."""

    exit_code = exits.NOTHING_NEWER


class InstallerGroup(click.Group):
    """Finds commands, and turns what our code raises into a sentence and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature is click's
        """Return the names in the order of a package's life."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command of this name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(importlib.import_module(COMMANDS[cmd_name]), cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except InstallerError as error:
            raise _failure(error) from error
        except SportelloError as error:
            kind = NothingNewer if error.params.get("why") == "nothing_newer" else NotAsItShouldBe
            raise kind(str(error)) from error
        except OSError as error:
            raise Failed(f"{error.filename or 'The system'}: {error.strerror or error}.") from error


def _failure(error: InstallerError) -> click.ClickException:
    return NotAsItShouldBe(str(error)) if isinstance(error, Refused) else Failed(str(error))


@click.group(cls=InstallerGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
def installer() -> None:
    """Makes Sportello's packages: freeze once, stamp for each customer, sign, verify."""


def main() -> None:
    """Run one command and exit."""
    installer(prog_name="sportello-installer", auto_envvar_prefix="SPORTELLO_INSTALLER")
