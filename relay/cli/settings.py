"""`settings …`: what the provider sets once for everybody; secrets go in and never come out."""

import json
import sys
from typing import Any, Final

import click

from relay.cli import options
from relay.cli.errors import Failure
from relay.cli.orders_client import ordering
from relay.cli.output import Output
from relay.cli.reading import reading
from relay.db.repositories import directory
from relay.domain.text import clean_e_mail, clean_name
from relay.services.directory import SETTINGS, WORDS
from relay.services.orders import PutSetting
from relay.services.relay_address import usable_address

SECRET: Final = frozenset({"smtp_password"})
MOST: Final = {"file_quota_mb": 10_000_000}
"""The largest number of a setting that may be more than a port's."""
HIDDEN: Final = "(set, not shown)"
_SWITCH: Final = {
    "on": True,
    "true": True,
    "yes": True,
    "1": True,
    "off": False,
    "false": False,
    "no": False,
    "0": False,
}


@click.group()
def settings() -> None:
    """Provider settings."""


@settings.command("get")
@options.common
@click.argument("key", required=False, type=click.Choice(sorted(SETTINGS)), metavar="[KEY]")
def get(as_json: bool, key: str | None, **values: Any) -> None:
    """Show one setting or all of them; passwords are never shown."""
    with reading(options.config_from(values)) as gate:
        kept = directory.settings(gate)
    output = Output(as_json)
    if key is not None:
        value = _shown(key, kept.get(key))
        output.say({key: value}, "" if value is None else _written(value))
        return
    rows = [(name, _shown(name, kept.get(name))) for name in SETTINGS]
    if as_json:
        output.say({"settings": dict(rows)})
    else:
        output.table(
            "settings", ("setting", "value"), [(n, None if v is None else _written(v)) for n, v in rows], empty=""
        )


@settings.command("set")
@options.common
@click.argument("key", type=click.Choice(sorted(SETTINGS)), metavar="KEY")
@click.argument("value", required=False)
def set_(as_json: bool, key: str, value: str | None, **values: Any) -> None:
    """Change one setting.

    A password is better not on the command line: leave VALUE out to be asked, or give `-` to read standard input.
    """
    config = options.config_from(values)
    if value is None:
        value = click.prompt(key, hide_input=key in SECRET, err=True)
    elif value == "-":
        value = sys.stdin.readline().rstrip("\r\n")
    parsed = _parsed(key, value)
    with ordering(config) as order:
        order(PutSetting(key=key, value=json.dumps(parsed)))
    shown = _shown(key, parsed)
    Output(as_json).say({key: shown}, f"{key} is now {_written(shown)}")


def _parsed(key: str, value: str) -> str | int | bool:
    """Return the value in the setting's own type. Raises: Failure, BadText."""
    if SETTINGS[key] is bool:
        if value.lower() not in _SWITCH:
            raise Failure(f"{key} is `on` or `off`.", code="bad_value")
        return _SWITCH[value.lower()]
    if SETTINGS[key] is int:
        if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= MOST.get(key, 65_535):
            raise Failure(f"{key} is a number from 1 to {MOST.get(key, 65_535)}.", code="bad_value")
        return int(value)
    if key in WORDS and value not in WORDS[key]:
        raise Failure(f"{key} is one of: {', '.join(WORDS[key])}.", code="bad_value")
    if key == "public_url":
        return usable_address(value) if value else value
    if key == "organisation":
        return clean_name(value, key)
    if key == "smtp_from" and value:
        return clean_e_mail(value)
    return value


def _shown(key: str, value: Any) -> Any:
    return HIDDEN if key in SECRET and value else value


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return str(value)
