"""`stamp` and `show`: one customer's packages from the base packages, and what a stamp or a package holds."""

import datetime as dt
import time
from pathlib import Path
from typing import Any

import click

from installer import customers
from installer.customers import Wanted
from installer.errors import InstallerError, Refused
from installer.sums import sha256, write_sums
from shared import stamp as stamps
from shared.stamp import FILE_NAME, MAX_STAMP_BYTES, SignedStamp, StampRefused
from shared.stamping.packages import ENDINGS, slug, stamp_text, stamped
from shared.stamping.refused import STAMPED, TOO_BIG, PackageRefused

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_REASONS = {
    "tampered": "was changed after it was signed",
    "newer": "was made for a newer Sportello",
    "unreadable": "is not a stamp",
}


@click.command()
@click.argument("bases", nargs=-1, type=_FILE)
@click.option(
    "--stamp", "made", type=_FILE, help="A stamp made by the relay or the console; then no other option is needed."
)
@click.option("--customer", default="", metavar="NAME", help="Whose package it becomes.")
@click.option("--relay", default="", metavar="URL", help="Where the relay is: wss://host:port.")
@click.option("--relay-id", default="", help="The relay's id: `sportello-relay stamp create` and the console know it.")
@click.option("--token", default="", help="Enrollment token; none for a golden image.")
@click.option(
    "--days", default=0, type=click.IntRange(0), help="So long devices may join with it; 0: as long as the token."
)
@click.option("--stamp-key", type=_FILE, help="The relay's stamp key (stamp.key in its state folder).")
@click.option("--organisation", default="", help="The provider's name, until the relay says its own.")
@click.option(
    "--fingerprint", default="", metavar="SHA256", help="The relay's certificate, when no authority vouches for it."
)
@click.option("--ca-file", type=_FILE, help="Certificates of a private authority, PEM.")
@click.option("--proxy", default="", metavar="URL", help="http://host:port; else the system's.")
@click.option("--brand-title", default="", help="Shown instead of our name.")
@click.option("--brand-icon", type=_FILE, help="PNG, at most 24 KiB.")
@click.option("--support-phone", default="")
@click.option(
    "--policy", multiple=True, metavar="WORD=on|off", help="allow-key-file, quit, inventory, autostart; language=it|en."
)
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path("build/customers"), show_default=True
)
def stamp(bases: tuple[Path, ...], made: Path | None, stamp_key: Path | None, out: Path, **said: Any) -> None:
    """Make one customer's packages of BASES (.deb, .tar.gz, .zip, .msi); without BASES only the stamp itself."""
    started = time.monotonic()
    signed = _read(made) if made else _sign(stamp_key, said)
    folder = out / slug(signed.stamp.customer_name)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE_NAME).write_text(f"{signed.text}\n", encoding="ascii")
    for base in bases:
        target = _stamped(base, folder, signed)
        click.echo(f"{sha256(target)}  {target}")
    write_sums(folder)
    click.echo(f"{signed.stamp.customer_name}: {folder}, {time.monotonic() - started:.1f} s")


@click.command()
@click.argument("file", type=_FILE)
def show(file: Path) -> None:
    """Print what a stamp or a package holds, the token masked, and whether the signature fits."""
    text = _text_of(file)
    if not text:
        click.echo(f"{file.name}: a base package, for every customer")
        return
    for name, value in customers.facts(_checked(text, file)).items():
        click.echo(f"{name:12} {value}")
    click.echo(f"{'signature':12} fits")


def _sign(stamp_key: Path | None, said: dict[str, Any]) -> SignedStamp:
    missing = [f"--{name.replace('_', '-')}" for name in ("customer", "relay", "relay_id") if not said[name]]
    missing += [] if stamp_key else ["--stamp-key"]
    if missing or stamp_key is None:
        raise click.UsageError(f"give {' and '.join(missing)}, or --stamp FILE")
    return customers.sign(customers.make_stamp(Wanted(**said), dt.datetime.now(dt.UTC)), stamp_key)


def _read(file: Path) -> SignedStamp:
    signed = _checked(_text_of(file), file)
    ends = signed.stamp.expires_at
    if ends is not None and ends <= dt.datetime.now(dt.UTC):
        raise Refused(
            f"The stamp in {file.name} ended on {ends:%Y-%m-%d}: no device would join with it; make a new one."
        )
    return signed


def _text_of(file: Path) -> str:
    if not file.name.endswith(ENDINGS):
        with file.open("rb") as content:
            return content.read(MAX_STAMP_BYTES + 1).decode("ascii", "replace")
    try:
        return stamp_text(file)
    except PackageRefused as refused:
        raise _in_words(refused, file) from refused


def _checked(text: str, file: Path) -> SignedStamp:
    try:
        return stamps.read(text)
    except StampRefused as refused:
        why = str(refused.params["why"])
        raise Refused(f"The stamp in {file.name} {_REASONS[why]}: do not use it.") from refused


def _stamped(base: Path, folder: Path, signed: SignedStamp) -> Path:
    try:
        return stamped(base, folder, signed)
    except PackageRefused as refused:
        raise _in_words(refused, base) from refused


def _in_words(refused: PackageRefused, file: Path) -> InstallerError:
    why = refused.params["why"]
    if why == STAMPED:
        return Refused(f"{file.name} is one customer's package already: take the base package.")
    if why == TOO_BIG:
        return Refused(f"{file.name} is no package of ours: a part that is always small is not.")
    return Refused(f"{file.name} is no package of ours, or it is damaged.")
