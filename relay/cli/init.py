"""`init`: the owner's account, the first thing on a new relay."""

from typing import Any

import click

from relay.cli import options
from relay.cli.credentials import PASSWORD_STDIN, add_account
from relay.cli.output import Output
from relay.cli.reading import reading
from relay.config import Config
from relay.db.repositories import technicians
from relay.domain.scope import Role
from shared.errors import NotAllowed


@click.command()
@options.common
@click.option("--name", prompt="Your name", help="Shown to the people you talk to.")
@click.option("--e-mail", prompt="Your e-mail address", help="To sign in with.")
@PASSWORD_STDIN
def init(as_json: bool, name: str, e_mail: str, password_stdin: bool, **values: Any) -> None:
    """Create the owner's account; works once, and only here.

    Prints the address for an authenticator program, as text and QR code, and ten recovery codes: once.
    """
    config = options.config_from(values)
    _refuse_second_owner(config)
    add_account(config, Output(as_json), name, e_mail, Role.OWNER, None, from_stdin=password_stdin, first=True)


def _refuse_second_owner(config: Config) -> None:
    """Say it before a password is asked for; the writer decides once more."""
    if config.database.exists():
        with reading(config) as gate:
            if any(row.role is Role.OWNER for row in gate.rows(technicians.TECHNICIANS)):
                raise NotAllowed(why="owner_exists")
