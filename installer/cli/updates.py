"""`updates`: makes and keeps the folder of signed updates that a provider serves with any web server."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from installer import exits
from installer.cli.fetch import checked_platform, checked_version
from installer.errors import Refused
from installer.updates import ceremony, report
from installer.updates.key_file import MIN_PASSPHRASE
from installer.updates.keys import KeyRing
from installer.updates.repository import DAYS, OFFLINE, ONLINE, ROOT_FILE, Repository
from shared.updates.catalog import PROGRAMS, Facts

Decorated = TypeVar("Decorated", bound=Callable[..., Any])
FOLDER = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
OFFLINE_KEYS = click.option(
    "--offline-keys", type=click.Path(path_type=Path, file_okay=False),
    help=f"Folder for new offline keys; else DIR/{OFFLINE}.",
)  # fmt: skip
KEYS = click.option(
    "--keys", "places", multiple=True, type=click.Path(path_type=Path, exists=True), metavar="PLACE",
    help="Folder or file with offline keys, such as a stick; may be repeated.",
)  # fmt: skip
PHRASES = click.option(
    "--passphrase-file", "phrase_files", multiple=True, type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="File whose first line is a passphrase; may be repeated. Without it you are asked.",
)  # fmt: skip


@click.group()
def updates() -> None:
    """Serve updates that clients can verify (docs/updates.md). Serve DIR/public and nothing else of DIR."""


@updates.command()
@FOLDER
@OFFLINE_KEYS
@click.option("--root-days", type=click.IntRange(1, 3650), default=DAYS["root"], show_default=True)
@click.option("--targets-days", type=click.IntRange(1, 3650), default=DAYS["targets"], show_default=True)
@click.option("--snapshot-days", type=click.IntRange(1, 3650), default=DAYS["snapshot"], show_default=True)
@click.option("--timestamp-days", type=click.IntRange(1, 3650), default=DAYS["timestamp"], show_default=True)
@PHRASES
def init(folder: Path, offline_keys: Path | None, phrase_files: tuple[Path, ...], **days: int) -> None:
    """Make the keys and an empty DIR. Days: how long each role's word is good.

    --passphrase-file: one for all four offline keys, or four in the order root-1, root-2, root-3, targets-1.
    """
    if len(phrase_files) not in {0, 1, len(ceremony.OFFLINE_NAMES)}:
        raise click.UsageError("give --passphrase-file once for all offline keys, or four times: one for each")
    repository, offline = Repository(folder), offline_keys or folder / OFFLINE
    lives = {role: days[f"{role}_days"] for role in DAYS}
    with repository.locked(is_new=True):
        files = ceremony.init(repository, offline, lives, _new_phrases(phrase_files, ceremony.OFFLINE_NAMES), _now())
    click.echo(f"Serve {folder / 'public'} and nothing else.")
    click.echo(f"Give {folder / ROOT_FILE} to those who fetch: it says whose signatures count.")
    _say_move(files)
    click.echo(f"The keys in {folder / ONLINE} stay: a timer signs with them each day (updates refresh).")


@updates.command()
@FOLDER
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--program", type=click.Choice(PROGRAMS), required=True)
@click.option("--version", required=True, callback=checked_version)
@click.option("--platform", required=True, callback=checked_platform, help="linux-amd64, windows-amd64 …")
@KEYS
@PHRASES
def add(
    folder: Path, files: tuple[Path, ...], program: str, version: str, platform: str,
    places: tuple[Path, ...], phrase_files: tuple[Path, ...],
) -> None:  # fmt: skip
    """Publish FILES as a version of a program. Needs the targets key."""
    repository = Repository(folder)
    facts = Facts(program=program, version=version, platform=platform)  # type: ignore[arg-type]  # click checked it
    with repository.locked():
        for path in repository.add(files, facts, _keys(folder, places, phrase_files), _now()):
            click.echo(path)


@updates.command()
@FOLDER
@KEYS
@PHRASES
def renew(folder: Path, places: tuple[Path, ...], phrase_files: tuple[Path, ...]) -> None:
    """Sign the catalogue again as it is, before its three months are over. Needs the targets key."""
    repository = Repository(folder)
    with repository.locked():
        repository.add((), _NO_FACTS, _keys(folder, places, phrase_files), _now())
    click.echo(f"targets is good until {repository.catalogue().signed.expires:%Y-%m-%d}.")


@updates.command()
@FOLDER
def refresh(folder: Path) -> None:
    """Sign the timestamp again, and the snapshot where it is half over. For a timer; needs the online keys only."""
    repository = Repository(folder)
    with repository.locked():
        repository.publish(KeyRing([folder / ONLINE]), _now())


@updates.command("rotate-root")
@FOLDER
@click.option("--replace", multiple=True, metavar="KEY", help="Key that is lost, stolen or old, such as root-2, targets-1 or "
              "timestamp-1; may be repeated. A new one takes its place.")  # fmt: skip
@OFFLINE_KEYS
@KEYS
@PHRASES
def rotate_root(
    folder: Path, replace: tuple[str, ...], offline_keys: Path | None, places: tuple[Path, ...],
    phrase_files: tuple[Path, ...],
) -> None:  # fmt: skip
    """Publish a root of the next version, good for another year. Needs two root keys.

    With passphrases from files, new keys get the first of them.
    """
    repository, offline = Repository(folder), offline_keys or folder / OFFLINE
    keys = _keys(folder, [*places, offline], phrase_files)
    with repository.locked():
        files = ceremony.rotate(
            repository, keys, dict.fromkeys(replace), offline, _new_phrases(phrase_files[:1]), _now()
        )
    root = repository.root().signed
    click.echo(f"Root {root.version} is published, good until {root.expires:%Y-%m-%d}. Clients find it by themselves.")
    _say_move(files)


@updates.command()
@FOLDER
@click.option("--quiet", is_flag=True, help="Say nothing while all is well; for a timer that mails what is said.")
@click.pass_context
def check(context: click.Context, folder: Path, quiet: bool) -> None:
    """Say until when each role's word is good, and what is wrong.

    Exit code 0: all is well, 5: something must be signed again soon, 3: clients refuse what is served.
    """
    found = report.look(Repository(folder), _now())
    if quiet and found.state == "good":
        return
    for role in found.roles:
        needed = f"{role.threshold} of " if len(role.keys) > 1 else ""
        words = {
            "good": "good",
            "soon": f"soon over: {role.remedy}",
            "expired": f"OVER: {role.remedy}",
            "broken": "BROKEN",
        }
        until = f"{role.expires:%Y-%m-%d %H:%M}Z"
        click.echo(f"{role.role:<10} {role.version:>5}  {until}  {needed}{', '.join(role.keys)}  {words[role.state]}")
    for line in (*found.complaints, *found.advice):
        click.echo(line, err=True)
    codes = {"good": exits.DONE, "soon": exits.EXPIRING, "expired": exits.REFUSED, "broken": exits.REFUSED}
    context.exit(codes[found.state])


_NO_FACTS = Facts(program="agent", version="0", platform="none")


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _keys(folder: Path, places: tuple[Path, ...] | list[Path], phrase_files: tuple[Path, ...]) -> KeyRing:
    return KeyRing([*places, folder / OFFLINE, folder / ONLINE], [_first_line(file) for file in phrase_files], _asked)


def _asked(name: str) -> bytes:
    typed: str = click.prompt(f"Passphrase of {name}", hide_input=True, err=True)
    return typed.encode()


def _new_phrases(files: tuple[Path, ...], names: tuple[str, ...] = ()) -> Callable[[str], bytes]:
    """Return who says the passphrase of a new key: the file for it, the one file for all, or a person, asked twice."""
    if not files:
        return _typed_anew
    by_name = dict(zip(names, files, strict=True)) if len(files) > 1 else {}
    return lambda name: _long_enough(_first_line(by_name.get(name, files[0])))


def _typed_anew(name: str) -> bytes:
    typed: str = click.prompt(
        f"New passphrase of {name}", hide_input=True, confirmation_prompt=True, err=True, value_proc=_asked_again
    )
    return typed.encode()


def _asked_again(typed: str) -> str:
    """Return what was typed. Raises: click.BadParameter, upon which click asks once more."""
    try:
        _long_enough(typed.encode())
    except Refused as error:
        raise click.BadParameter(str(error)) from error
    return typed


def _long_enough(phrase: bytes) -> bytes:
    if len(phrase) < MIN_PASSPHRASE:
        raise Refused(
            f"A passphrase needs at least {MIN_PASSPHRASE} characters. Five words that do not belong together are good."
        )
    return phrase


def _first_line(file: Path) -> bytes:
    return (file.read_bytes().splitlines() or [b""])[0]


def _say_move(files: list[Path]) -> None:
    for file in files:
        click.echo(f"Take {file} away from this computer, to its keeper, and delete it here.")
