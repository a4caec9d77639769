"""`build`: the sources become one folder per program, tried out before anybody gets it."""

from pathlib import Path

import click

from installer.freezing import bundle, trial
from installer.freezing.freeze import freeze
from installer.keys import read_stamp_key
from installer.programs import PROGRAMS, ROOT
from installer.updates.root_file import checked_root

MEGABYTE = 1_000_000


@click.command()
@click.argument("programs", nargs=-1, required=True, type=click.Choice(list(PROGRAMS)))
@click.option("--out", type=click.Path(path_type=Path), default=ROOT / "build/bundles", help="Folder for the bundles.")
@click.option(
    "--stamp-key",
    default="",
    metavar="FILE|TEXT",
    help="Accept stamps of this key alone: its public half as text, or a file with either half.",
)
@click.option(
    "--update-root",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Root file of your updates (docs/updates.md), for --fetch-update of agent and console.",
)
@click.option("--anew", is_flag=True, help="Build although nothing has changed since the last time.")
@click.option("--no-trial", is_flag=True, help="Do not start what was built.")
def build(
    programs: tuple[str, ...], out: Path, stamp_key: str, update_root: Path | None, anew: bool, no_trial: bool
) -> None:
    """Freeze PROGRAMS, each into one folder with its list of parts (CycloneDX) and SHA256SUMS beside it."""
    pinned = read_stamp_key(stamp_key) if stamp_key else ""
    root = checked_root(update_root) if update_root else b""
    for name in programs:
        has_root = root if PROGRAMS[name].has_screen else b""
        made = freeze(PROGRAMS[name], out.resolve(), pinned_key=pinned, update_root=has_root, anew=anew)
        tried = "" if no_trial else f", {trial.run(made)}"
        click.echo(f"{made.folder}: {bundle.size(made.folder) / MEGABYTE:.1f} MB in {made.facts.seconds:.0f} s{tried}")
        for part, size in bundle.biggest(made.folder, 3):
            click.echo(f"  {size / MEGABYTE:6.1f} MB  {part}")
