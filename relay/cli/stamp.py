"""`stamp …`: the signed file that makes the base package one customer's, and the key that signs it."""

import pathlib
from typing import Any

import click
import msgspec

from relay.adapters.stamp_keys import StampKeys
from relay.cli import options
from relay.cli.errors import Failure
from relay.cli.orders_client import ordering
from relay.cli.output import Output, harmless
from relay.cli.reading import find_customer, reading
from relay.clock import RelayClock
from relay.config import Config
from relay.services.orders import RotateStampKey
from shared import stamp as stamps
from shared.errors import BadText
from shared.ids import CustomerId, EnrollmentTokenId, StampId, new_id
from shared.limits import ENROLLMENT_TOKEN_DAYS, ENROLLMENT_TOKEN_USES
from shared.protocol.stamps import CreateStamp, StampCreated
from shared.stamp import Brand, Policy, SignedStamp
from shared.stamping.whole_file import whole_file

_IN = click.Path(exists=True, dir_okay=False, path_type=pathlib.Path)
_OUT = click.Path(dir_okay=False, path_type=pathlib.Path)


@click.group()
def stamp() -> None:
    """Stamps for customers' packages."""


@stamp.command()
@options.common
@options.server
@click.argument("customer")
@click.option(
    "--relay-url", default="", metavar="URL", help="Where the devices reach the relay; else the setting public_url."
)
@click.option("--label", default="", help="What the token is for, for your own lists.")
@click.option(
    "--days",
    type=click.IntRange(1, 366),
    default=ENROLLMENT_TOKEN_DAYS,
    show_default=True,
    help="How long devices may join with it.",
)
@click.option(
    "--uses",
    type=click.IntRange(1, 100_000),
    default=ENROLLMENT_TOKEN_USES,
    show_default=True,
    help="How many devices may join with it.",
)
@click.option("--golden", is_flag=True, help="Without a token: for an image whose copies join later.")
@click.option(
    "--fingerprint",
    default="",
    help="SHA-256 of the certificate the devices meet; else the relay's, where it made its own.",
)
@click.option("--ca", type=_IN, help="PEM file of the private authority that vouches for the relay.")
@click.option("--proxy", default="", metavar="URL", help="http://host:port the devices go through; else the system's.")
@click.option("--title", default="", help="Name shown to the people, instead of Sportello.")
@click.option("--phone", default="", help="Telephone number of the support.")
@click.option("--icon", type=_IN, help="PNG file of at most 24 KiB, shown in the tray and the windows.")
@click.option("--language", type=click.Choice(["it", "en"]), help="Language of the screens; else the person's own.")
@click.option("--no-inventory", is_flag=True, help="The devices tell no inventory.")
@click.option("--no-quit", is_flag=True, help="The tray's menu has no Quit.")
@click.option("--no-autostart", is_flag=True, help="The agent does not start with the session by itself.")
@click.option("--allow-key-file", is_flag=True, help="Where a session has no key store, the key may be kept in a file.")
@click.option("--out", type=_OUT, default=stamps.FILE_NAME, show_default=True, help="File to write.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
def create(as_json: bool, customer: str, out: pathlib.Path, force: bool, **values: Any) -> None:
    """Make a token and the signed stamp that carries it, for a customer (name or id).

    The file is as secret as the token in it: whoever has it can let devices join.
    """
    config = options.config_from(values)
    if out.exists() and not force:
        raise Failure(f"{out} is there already.", code="exists", hint="Name another file with --out, or add --force.")
    with reading(config) as gate:
        row = find_customer(gate, customer)
    message = _message(CustomerId(row.id), values)
    with whole_file(out) as file:
        with ordering(config) as order:
            answer = order(message)
        text = answer.stamp if isinstance(answer, StampCreated) else ""
        file.write(f"{text}\n".encode())
    signed = stamps.read(text)
    joins = f"{values['uses']} devices, {values['days']} days" if message.token_id else "no token: joins later"
    Output(as_json).say(
        {"out": str(out), "token_id": message.token_id, **_facts(signed)},
        f"Stamp for {harmless(row.name)}: {joins}. It is in {out}.",
        f"Devices will connect to {signed.stamp.relay_url}.",
        f"Keep it as secret as a password. Next: sportello-installer stamp PACKAGE --stamp {out}",
    )


@stamp.command()
@options.common
@click.argument("file", type=_IN)
def show(as_json: bool, file: pathlib.Path, **values: Any) -> None:
    """Say what is in a stamp, without its token, and whether this relay signed it."""
    signed = stamps.read(file.read_text(encoding="utf-8", errors="replace"))
    config = options.config_from(values)
    ours = signed.key in StampKeys(config.stamp_key, config.old_stamp_keys).public_keys(_now(config))
    facts = _facts(signed) | {"signed_by_this_relay": ours}
    Output(as_json).say(facts, *(f"{key.replace('_', ' '):22} {_word(value)}" for key, value in facts.items()))


@stamp.command("rotate-key")
@options.common
@click.option(
    "--keep-old-days",
    type=click.IntRange(0, 366),
    default=ENROLLMENT_TOKEN_DAYS,
    show_default=True,
    help="How long stamps of the key before are still good; 0: they are refused from now on.",
)
def rotate_key(as_json: bool, keep_old_days: int, **values: Any) -> None:
    """Sign with a new key from now on. Devices that have joined do not notice."""
    config = options.config_from(values)
    with ordering(config) as order:
        order(RotateStampKey(keep_old_days=keep_old_days))
    [key, *old] = StampKeys(config.stamp_key, config.old_stamp_keys).public_keys(_now(config))
    left = (
        f"Stamps made until now are good for {keep_old_days} more days."
        if old
        else "Stamps made until now are refused."
    )
    Output(as_json).say({"key": key, "old_keys": old}, f"The stamp key is now {key}.", left)


def _message(customer_id: CustomerId, values: dict[str, Any]) -> CreateStamp:
    """Raises: BadText for what is too long for a stamp."""
    made = _made(customer_id, values)
    try:
        return msgspec.json.decode(msgspec.json.encode(made), type=CreateStamp)
    except msgspec.ValidationError as error:
        raise BadText(field=str(error).rpartition(".")[2].rstrip("`")) from error


def _made(customer_id: CustomerId, values: dict[str, Any]) -> CreateStamp:
    icon, ca = values["icon"], values["ca"]
    brand = Brand(title=values["title"], support_phone=values["phone"], icon_png=icon.read_bytes() if icon else b"")
    return CreateStamp(
        ref=1,
        stamp_id=StampId(new_id()),
        customer_id=customer_id,
        token_id=None if values["golden"] else EnrollmentTokenId(new_id()),
        label=values["label"],
        days=values["days"],
        max_uses=values["uses"],
        relay_url=values["relay_url"],
        fingerprint=values["fingerprint"],
        ca_pem=ca.read_text(encoding="utf-8", errors="replace") if ca else "",
        proxy=values["proxy"],
        brand=brand,
        policy=Policy(
            allow_key_file=values["allow_key_file"],
            allow_quit=not values["no_quit"],
            inventory=not values["no_inventory"],
            autostart=not values["no_autostart"],
            language=values["language"] or "",
        ),
    )


def _facts(signed: SignedStamp) -> dict[str, Any]:
    """Return what may be shown: everything but the token."""
    made = signed.stamp
    return {
        "stamp_id": made.stamp_id,
        "customer": made.customer_name,
        "organisation": made.organisation,
        "relay_url": made.relay_url,
        "relay_id": made.relay_id,
        "issued_at": made.issued_at,
        "expires_at": made.expires_at,
        "has_token": bool(made.enrollment_token),
        "fingerprint": made.fingerprint,
        "has_ca": bool(made.ca_pem),
        "proxy": made.proxy,
        "title": made.brand.title,
        "support_phone": made.brand.support_phone,
        "icon_bytes": len(made.brand.icon_png),
        "allow_key_file": made.policy.allow_key_file,
        "allow_quit": made.policy.allow_quit,
        "inventory": made.policy.inventory,
        "autostart": made.policy.autostart,
        "language": made.policy.language,
        "key": signed.key,
    }


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return harmless(str(value)) if value not in {None, ""} else "-"


def _now(config: Config) -> Any:
    return RelayClock(config.clock_mark).now()
