"""`backup` and `restore`."""

import datetime as dt
import pathlib
from typing import Any

import click

from relay.backup.make import make_backup
from relay.backup.restore import restore_backup
from relay.cli import options
from relay.cli.errors import BadSetup, Failure
from relay.cli.output import Output

_FILE = click.argument("file", type=click.Path(dir_okay=False, path_type=pathlib.Path))
_EXISTING = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=pathlib.Path))


@click.command()
@options.common
@_FILE
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
def backup(as_json: bool, file: pathlib.Path, force: bool, **values: Any) -> None:
    """Write the whole relay into one FILE, while it runs.

    Holds the database with all settings, the self-made certificate and its key: keep it as safe as the relay itself.
    """
    config = options.config_from(values)
    if not config.database.exists():
        raise BadSetup(
            f"There is no relay in {config.state}.", code="no_relay", hint="Name the right folder with --state."
        )
    if file.exists() and not force:
        raise Failure(f"{file} exists.", code="exists", hint="Choose another name, or replace it with --force.")
    manifest = make_backup(config, file, dt.datetime.now(dt.UTC))
    size = file.stat().st_size
    facts = {"file": file, "bytes": size, "schema": manifest.schema, "files": list(manifest.files)}
    Output(as_json).say(facts, f"Saved {', '.join(manifest.files)} to {file} ({size:,} bytes), checked.")


@click.command()
@options.common
@_EXISTING
@click.option("--yes", is_flag=True, help="Do not ask.")
def restore(as_json: bool, file: pathlib.Path, yes: bool, **values: Any) -> None:
    """Put the relay of a backup FILE in place of the one here, which is kept aside.

    The relay must not be running. What was changed after the backup is not in it: messages, tickets, devices and
    accounts of that time, and also what was revoked or disabled since. Every technician has to sign in again.
    """
    config = options.config_from(values)
    if not yes:
        click.confirm(f"Replace the relay in {config.state}?", abort=True, err=True)
    done = restore_backup(config, file, dt.datetime.now(dt.UTC))
    facts = {"made_at": done.manifest.made_at, "aside": done.aside, "sessions_ended": done.sessions_ended}
    kept = f"What was there before is in {done.aside}." if done.aside else "There was nothing before."
    Output(as_json).say(
        facts,
        f"This is now the relay of {done.manifest.made_at:%Y-%m-%d %H:%M}Z. {kept}",
        f"Sessions of technicians ended: {done.sessions_ended}. What was revoked or disabled after the backup is not: look at",
        "`sportello-relay device list`, `technician list` and `token list` before you start the relay.",
    )
