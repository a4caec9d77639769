"""`package`: a bundle becomes a file that can be handed out; the same for every customer."""

import time
from pathlib import Path
from typing import Final

import click

from installer import archives
from installer.debian import deb
from installer.freezing import bundle
from installer.programs import PROGRAMS, ROOT
from installer.sums import write_sums
from installer.windows import msi

MEGABYTE: Final = 1_000_000
MAKERS: Final[dict[str, archives.Maker]] = {"tar": archives.make_tar, "zip": archives.make_zip, "msi": msi.make}


@click.command()
@click.argument("kind", type=click.Choice(["deb", "tar", "zip", "msi"]))
@click.argument("programs", nargs=-1, required=True, type=click.Choice(list(PROGRAMS)))
@click.option(
    "--bundles", type=click.Path(path_type=Path), default=ROOT / "build/bundles", help="Where `build` put them."
)
@click.option(
    "--out", type=click.Path(path_type=Path), default=ROOT / "build/packages", help="Folder for the packages."
)
@click.option(
    "--revision", default=1, type=click.IntRange(1), help="Of the Debian package: the number after the version."
)
def package(kind: str, programs: tuple[str, ...], bundles: Path, out: Path, revision: int) -> None:
    """Make a package of KIND from the bundles of PROGRAMS, and SHA256SUMS of all packages beside it."""
    for name in programs:
        started = time.monotonic()
        made = bundle.load(bundles.resolve() / PROGRAMS[name].command)
        target = deb.make(made, out, revision=revision) if kind == "deb" else MAKERS[kind](made, out)
        click.echo(f"{target}: {target.stat().st_size / MEGABYTE:.1f} MB in {time.monotonic() - started:.1f} s")
    write_sums(out)
