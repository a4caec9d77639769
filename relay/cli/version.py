"""`version`: what runs here, for a report of a fault."""

import platform
import ssl
from importlib import metadata
from typing import Any

import click

from relay.cli import options
from relay.cli.output import Output
from relay.db.engine import sqlite_library
from relay.db.migrate import newest
from shared.protocol.base import VERSION

LIBRARIES = ("websockets", "sqlalchemy", "cryptography", "msgspec", "uvloop")


@click.command()
@options.common
def version(as_json: bool, **_values: Any) -> None:
    """Show the versions of the relay and of what it stands on."""
    facts = {
        "sportello": _version("sportello") or "run from its sources",
        "protocol": VERSION,
        "schema": newest(),
        "python": platform.python_version(),
        "sqlite": sqlite_library().sqlite_version,
        "openssl": ssl.OPENSSL_VERSION,
        **{name: found for name in LIBRARIES if (found := _version(name))},
        "system": platform.platform(),
    }
    Output(as_json).say(facts, *[f"{name:12} {value}" for name, value in facts.items()])


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
