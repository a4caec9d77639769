"""`sportello-console`, or `python -m tech_console`: reads the options and runs the program."""

import logging
import os
import sys
from collections.abc import MutableMapping
from pathlib import Path

import click
import msgspec

from shared.link.sign_in import TypedSignIn
from shared.qt.own_imports import keep_own_imports
from tech_console.config import ConsoleConfig, default_state

PREFIX = "SPORTELLO_CONSOLE"
NO_UPDATE, NOTHING_NEWER = 50, 51
"""Exit statuses of `--fetch-update`, those of the agent (docs/agent.md)."""


@click.command(context_settings={"auto_envvar_prefix": PREFIX})
@click.option("--relay", default="", metavar="URL", help="Address of the relay, such as wss://help.example.com.")
@click.option(
    "--fingerprint", default="", help="SHA-256 of the relay's certificate, as `sportello-relay serve` prints it."
)
@click.option("--ca-file", type=click.Path(path_type=Path, dir_okay=False), help="Authorities to trust, in PEM.")
@click.option("--allow-plain", is_flag=True, help="Permit ws:// to this machine, for development and tests.")
@click.option("--state", type=click.Path(path_type=Path, file_okay=False), help="Folder for what the console keeps.")
@click.option("--language", type=click.Choice(["it", "en"]), help="Language of the screens; without it the desktop's.")
@click.option("--headless", is_flag=True, help="No screen: JSON lines in and out (docs/headless.md).")
@click.option(
    "--fetch-update",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Fetch a newer version of this program, verified, into FOLDER, print its path, then end (docs/updates.md).",
)
@click.option("--update-url", metavar="URL", help="Where the provider serves updates, for --fetch-update.")
@click.option(
    "--update-root",
    type=click.Path(path_type=Path),
    help="The provider's update-root.json; without it the one this program was built with.",
)
@click.option(
    "--journal", type=click.Path(path_type=Path, dir_okay=False), help="Write a JSON line per step of a message."
)
@click.option("--return-to", default="", hidden=True)
@click.option(
    "--self-test", is_flag=True, help="Find out whether this installation is whole, print it as JSON, end with 0 or 1."
)
@click.option(
    "--report", type=click.Path(path_type=Path, dir_okay=False), help="Write what --self-test prints here too."
)
@click.option("--log-level", default="WARNING", help="How much to say on standard error.")
def main(
    relay: str,
    fingerprint: str,
    ca_file: Path | None,
    allow_plain: bool,
    state: Path | None,
    language: str | None,
    headless: bool,
    fetch_update: Path | None,
    update_url: str | None,
    update_root: Path | None,
    journal: Path | None,
    return_to: str,
    self_test: bool,
    report: Path | None,
    log_level: str,
) -> None:
    """Run the technician's console. Every option may be set as SPORTELLO_CONSOLE_<OPTION> in the environment."""
    logging.basicConfig(
        level=log_level.upper(), stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    config = ConsoleConfig(
        state=state or default_state(),
        relay=relay,
        fingerprint=fingerprint,
        ca_file=ca_file,
        allow_plain=allow_plain,
        language=language or "",
        journal=journal,
        is_headless=headless,
        return_to=return_to,
        given=given_sign_in(os.environ),
    )
    if fetch_update is not None:
        sys.exit(_fetch(config, fetch_update, update_url, update_root, report))
    keep_own_imports()
    if self_test:
        sys.exit(_self_test(config, report))
    from tech_console.app import run

    sys.exit(run(config))


def _self_test(config: ConsoleConfig, file: Path | None) -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from shared.qt.reporting import report
    from tech_console import self_test
    from tech_console.desktop import application

    found = self_test.run(application(), config)
    report(msgspec.json.format(msgspec.json.encode(found)).decode(), file)
    return 0 if found.ok else 1


def _fetch(config: ConsoleConfig, folder: Path, url: str | None, root: Path | None, file: Path | None) -> int:
    if not url:
        raise click.UsageError("--fetch-update needs --update-url")
    from shared.qt.fetch_update import Order, fetch_update

    order = Order(program="console", folder=folder, url=url, root=root, link=config.link(), state=config.state)
    error = fetch_update(order, config.language, file)
    if error is None:
        return 0
    return NOTHING_NEWER if error.params.get("why") == "nothing_newer" else NO_UPDATE


def given_sign_in(environment: MutableMapping[str, str]) -> TypedSignIn:
    """Return what SPORTELLO_CONSOLE_E_MAIL, _PASSWORD and _CODE say; and take it out of there."""
    e_mail, password, code = (environment.pop(f"{PREFIX}_{name}", "") for name in ("E_MAIL", "PASSWORD", "CODE"))
    return TypedSignIn(e_mail=e_mail, password=password, second_factor=code)


if __name__ == "__main__":
    main()
