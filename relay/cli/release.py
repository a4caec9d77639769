"""`release …`: which version of agent and console is the newest, and where it is. The relay announces; it never sends a program."""

from typing import Any

import click

from relay.cli import options
from relay.cli.orders_client import ordering
from relay.cli.output import Output
from relay.cli.reading import reading
from relay.services.orders import AnnounceRelease, WithdrawRelease
from relay.services.releases import announced
from shared.protocol.releases import Program

_PROGRAM = click.option("--program", type=click.Choice([program.value for program in Program]), required=True,
                        help="Whose version it is.")  # fmt: skip


@click.group()
def release() -> None:
    """Announcements of new versions."""


@release.command()
@options.common
@_PROGRAM
@click.option("--version", "version", required=True, help="For example 1.4.0.")
@click.option("--url", required=True, help="Page or file people get it from: https://…")
@click.option("--sha256", default="", help="Of the file, for people to compare.")
@click.option("--notes", default="", help="One line: what is new.")
def announce(as_json: bool, program: str, version: str, url: str, sha256: str, notes: str, **values: Any) -> None:
    """Tell every agent, or console, that is older: now if connected, else at its next sign-in."""
    with ordering(options.config_from(values)) as order:
        order(AnnounceRelease(program=Program(program), version=version, url=url, sha256=sha256.lower(), notes=notes))
    facts = {"program": program, "version": version, "url": url}
    Output(as_json).say(facts, f"{program} {version} is announced: {url}", "Nothing is sent or installed by this.")


@release.command("list")
@options.common
def list_(as_json: bool, **values: Any) -> None:
    """Show what is announced."""
    with reading(options.config_from(values)) as gate:
        rows = [
            (r.program.value, r.version, r.url, r.sha256, r.notes, r.announced_at) for r in announced(gate).values()
        ]
    columns = ("program", "version", "url", "sha256", "notes", "announced")
    Output(as_json).table("releases", columns, rows, empty="Nothing is announced: `sportello-relay release announce`.")


@release.command()
@options.common
@_PROGRAM
def withdraw(as_json: bool, program: str, **values: Any) -> None:
    """Say no more of it."""
    with ordering(options.config_from(values)) as order:
        order(WithdrawRelease(program=Program(program)))
    Output(as_json).say({"program": program}, f"Nothing is announced for the {program} any more.")
