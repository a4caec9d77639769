"""The root of the command line: which commands there are, and how an error leaves.

A command's module is imported when it is called: what `serve` does not need does not delay it.
"""

import contextlib
import errno
import importlib
from typing import Any, Final

import click

from relay.cli.errors import BadSetup, Failure, in_words
from relay.cli.options import AS_JSON, PREFIX
from shared.errors import SportelloError

COMMANDS: Final = {
    "serve": "relay.cli.serving",
    "init": "relay.cli.init",
    "technician": "relay.cli.technician",
    "group": "relay.cli.group",
    "service": "relay.cli.service",
    "customer": "relay.cli.customer",
    "token": "relay.cli.token",
    "stamp": "relay.cli.stamp",
    "device": "relay.cli.device",
    "release": "relay.cli.release",
    "settings": "relay.cli.settings",
    "check": "relay.cli.check",
    "backup": "relay.cli.backups",
    "restore": "relay.cli.backups",
    "audit": "relay.cli.audit",
    "version": "relay.cli.version",
    "writer": "relay.cli.serving",
    "talk": "relay.cli.serving",
    "files": "relay.cli.serving",
    "checking": "relay.cli.serving",
}
"""Name of the command and the module that has it, in the order of `--help`."""


class RelayGroup(click.Group):
    """Finds commands, and turns what the relay's own code raises into words and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature is click's
        """Return the names in the order of a relay's life, not of the alphabet."""
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
        except (SportelloError, OSError, Failure) as error:
            failure = _failure(error)
            failure.as_json = bool(ctx.meta.get(AS_JSON))
            raise failure from (None if failure is error else error)


def _failure(error: SportelloError | OSError | Failure) -> Failure:
    if isinstance(error, SportelloError):
        return in_words(error)
    return error if isinstance(error, Failure) else _system_failure(error)


def _system_failure(error: OSError) -> BadSetup:
    if isinstance(error, PermissionError):
        hint = "Run it as the user the relay runs as, for example: runuser -u sportello -- sportello-relay …"
        return BadSetup(f"{error.filename}: no permission", code="permission", hint=hint)
    if error.errno == errno.EADDRINUSE:
        return BadSetup(
            "Another program listens on this address already.",
            code="address_in_use",
            hint="Stop it, or choose another one with --port or --host.",
        )
    hint = "`sportello-relay check` looks at everything the relay needs."
    return BadSetup(str(error), code="system", hint=hint)


@click.group(cls=RelayGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
def relay() -> None:
    """The Sportello relay: keeps the talks, enforces the rules, sends the mails."""


def main() -> None:
    """Run one command and exit."""
    with contextlib.suppress(BrokenPipeError):
        relay(prog_name="sportello-relay", auto_envvar_prefix=PREFIX)
