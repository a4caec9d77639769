"""`fetch`: takes the newest package of a provider from its web server, verified. What happens to it is somebody else's command."""

import platform as machine
import sys
from pathlib import Path

import click
import platformdirs

from shared.updates.catalog import PLATFORM, PROGRAMS, VERSION, Wanted, platform_of
from shared.updates.root import read_root


def checked_version(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    """Return the value. Raises: click.BadParameter."""
    if value and not VERSION.match(value):
        raise click.BadParameter("a version is numbers and dots, like 1.4.2")
    return value


def checked_platform(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    """Return the value. Raises: click.BadParameter."""
    if not PLATFORM.match(value):
        raise click.BadParameter("a platform is small letters, digits and -, like linux-amd64")
    return value


def own_platform() -> str:
    """Return the platform this runs on."""
    return platform_of(sys.platform, machine.machine())


@click.command()
@click.option("--root", type=click.Path(path_type=Path, dir_okay=False), help="The provider's update-root.json.")
@click.option("--url", required=True, help="Address of the folder that the provider serves: https://…")
@click.option("--to", "folder", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder for it.")
@click.option("--program", type=click.Choice(PROGRAMS), default="agent", show_default=True, help="Whose package.")
@click.option("--platform", default=own_platform, callback=checked_platform, help="For which computers; else for this.")
@click.option("--above", default="", callback=checked_version, metavar="VERSION", help="Only what is newer than this.")
@click.option("--type", "suffix", default="", metavar="SUFFIX", help="deb, msi, zip …: where a version has several.")
@click.option("--ca-file", type=click.Path(path_type=Path, dir_okay=False), help="Authorities to trust, in PEM.")
@click.option("--state", type=click.Path(path_type=Path, file_okay=False), help="Folder that remembers what was seen.")
def fetch(
    root: Path | None, url: str, folder: Path, program: str, platform: str, above: str, suffix: str,
    ca_file: Path | None, state: Path | None,
) -> None:  # fmt: skip
    """Fetch the newest package, verify it and print its path. Nothing is opened or run.

    Exit code 0: it is there, 4: nothing newer, 3: refused, and nothing was kept.
    """
    from shared.updates.fetching import Source
    from shared.updates.fetching import fetch as fetch_it

    source = Source(url=url, root=read_root(root), ca_file=ca_file)
    wanted = Wanted(program=program, platform=platform, above=above, suffix=suffix.lstrip(".").lower())  # type: ignore[arg-type]  # click checked it
    cache = (state or Path(platformdirs.user_state_dir("sportello", appauthor=False))) / "updates"
    fetched = fetch_it(source, wanted, folder, cache)
    click.echo(fetched.path)
    click.echo(f"{program} {fetched.facts.version} for {platform}, SHA-256 {fetched.sha256}", err=True)
