"""`sign` and `verify`: the provider's certificate on what is handed out."""

from pathlib import Path

import click

from installer import signing
from installer.signing import Signer

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.argument("files", nargs=-1, required=True, type=_FILE)
@click.option("--certificate", required=True, type=_FILE, help="Code-signing certificate and its chain, PEM.")
@click.option("--key", required=True, type=_FILE, help="Its private key, PEM without a password.")
@click.option("--time-server", default="", metavar="URL", help="Time stamp for .msi and .exe (RFC 3161).")
def sign(files: tuple[Path, ...], certificate: Path, key: Path, time_server: str) -> None:
    """Sign FILES: .msi and .exe inside, all others by a file beside them (.p7s)."""
    signer = Signer(certificate=certificate, key=key, time_server=time_server)
    for path in files:
        click.echo(f"{signing.sign(path, signer)}: signed")


@click.command()
@click.argument("files", nargs=-1, required=True, type=_FILE)
@click.option("--authority", required=True, type=_FILE, help="Certificates of whom you trust, PEM.")
def verify(files: tuple[Path, ...], authority: Path) -> None:
    """See that FILES are what somebody signed whom the authority vouches for."""
    for path in files:
        signing.verify(path, authority)
        click.echo(f"{path}: signature fits")
