"""`serve`, and the hidden commands it starts: one process that writes, one that talks, one for files, one that looks into files."""

import asyncio
import contextlib
import os
from typing import Any

import click

from relay import log
from relay.adapters import certificate
from relay.child import run_child
from relay.cli import options
from relay.cli.errors import Failure
from relay.cli.output import Output
from relay.config import Config
from relay.supervisor import Supervisor


@click.command()
@options.common
@options.server
def serve(as_json: bool, **values: Any) -> None:
    """Run the relay until it is told to stop.

    Needs no configuration: without options it listens on 127.0.0.1 with a certificate of its own.
    """
    # Whatever its processes make is for this user only, also where no unit says so.
    os.umask(0o077)
    config = _settings(values)
    _follow_names(config)
    output = Output(as_json)

    def announce(address: str, fingerprint: str) -> None:
        facts = {"event": "listening", "address": address, "fingerprint": fingerprint}
        lines = [f"The relay listens on {address}"]
        if fingerprint:
            lines.append(f"Certificate fingerprint (SHA-256): {fingerprint}")
        output.say(facts, *lines)

    raise SystemExit(asyncio.run(Supervisor(config, options.environment_of(config), announce).run()))


@click.command(hidden=True)
@options.common
@options.server
def writer(as_json: bool, **values: Any) -> None:  # noqa: ARG001 - the option exists for every command
    """Run the process that owns the database."""
    from relay.writer.process import run_writer

    config = _settings(values)
    run_child(lambda ready: run_writer(config, ready))


@click.command(hidden=True)
@options.common
@options.server
def talk(as_json: bool, **values: Any) -> None:  # noqa: ARG001 - the option exists for every command
    """Run the process that agents and consoles connect to."""
    from relay.app import run_talk

    config = _settings(values)
    run_child(lambda ready: run_talk(config, ready))


@click.command(hidden=True)
@options.common
@options.server
def files(as_json: bool, **values: Any) -> None:  # noqa: ARG001 - the option exists for every command
    """Run the process that files travel through."""
    from relay.files.process import run_files

    config = _settings(values)
    run_child(lambda ready: run_files(config, ready))


@click.command(hidden=True)
def checking() -> None:
    """Run the process that looks into files; it has no settings."""
    from relay.files import checking as process

    process.main()


def _follow_names(config: Config) -> None:
    """Give new names to a certificate that nobody was told of: a package starts the relay before it knows any."""
    if config.plain or config.tls_cert is not None:
        return
    path, _ = certificate.self_made_files(config)
    with contextlib.suppress(certificate.BadCertificate):  # whoever listens with it says so
        if path.exists() and certificate.missing_names(config, certificate.facts(path)) and _is_untold(config):
            certificate.make_anew(config)


def _is_untold(config: Config) -> bool:
    """Whether nobody can know this relay yet: it has neither an account nor a customer, and is not running."""
    # Only a first start with names comes here: else the process that waits would hold all that reads the database.
    from relay.cli.reading import reading
    from relay.db.repositories import directory, technicians
    from relay.writer.store import WriterRunning, lock_writer

    try:
        with lock_writer(config.writer_lock, wait_s=0), reading(config) as gate:
            return not any(gate.rows(rows) for rows in (technicians.TECHNICIANS, directory.CUSTOMERS))
    except (WriterRunning, Failure):
        return False


def _settings(values: dict[str, Any]) -> Config:
    config = options.config_from(values)
    log.set_up(config.log_level)
    return config
