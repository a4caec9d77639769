"""`sportello-agent`, also `python -m endpoint_agent`: reads the options and starts one of the two forms."""

import contextlib
import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click
import msgspec

from endpoint_agent.config import AgentConfig, Options
from endpoint_agent.given import Given, read_given
from endpoint_agent.logs import log_to_file, log_to_stderr
from shared.errors import SportelloError, StorageFailed
from shared.qt.own_imports import keep_own_imports
from shared.state_folder import prepare
from shared.version import own_version

if TYPE_CHECKING:
    from shared.qt.translator import Choice

log = logging.getLogger(__name__)
ENV = "SPORTELLO_AGENT"
TOKEN_VARIABLE = f"{ENV}_ENROLLMENT_TOKEN"
FROM_STDIN = "-"


@click.command(context_settings={"auto_envvar_prefix": ENV, "help_option_names": ["-h", "--help"]})
@click.option("--relay", metavar="URL", help="Where the relay is: wss://host:port.")
@click.option("--fingerprint", metavar="SHA256", help="Trust this one certificate of the relay and no other.")
@click.option("--ca-file", type=click.Path(path_type=Path), help="Trust the authorities in this PEM file.")
@click.option(
    "--enrollment-token",
    metavar="TOKEN",
    help="Join with this token; `-` reads it from the first line of standard input. Forgotten after it was used.",
)
@click.option("--state", type=click.Path(path_type=Path), help="Folder for what the agent keeps.")
@click.option("--language", type=click.Choice(["it", "en"]), help="Language of the screen and of `words`.")
@click.option("--proxy", metavar="URL", help="Reach the relay through this proxy: http://host:port.")
@click.option("--stamp", type=click.Path(path_type=Path), help="The customer's stamp, if it is not in a usual place.")
@click.option("--headless", is_flag=True, help="No screen: JSON lines on standard input and output (docs/headless.md).")
@click.option("--show", is_flag=True, help="Open the window at once.")
@click.option("--allow-key-file", is_flag=True, default=None, help="Without a key store keep the key in a file.")
@click.option("--forget-device", is_flag=True, help="Remove this device's key and ids, then end.")
@click.option("--no-inventory", is_flag=True, help="Tell the relay nothing of what this computer is made of.")
@click.option(
    "--inventory", metavar="SECTIONS", help="Print what would be told, as JSON, then end: `all`, or sections."
)
@click.option(
    "--check",
    is_flag=True,
    help="Say whether this would work here, without joining; the exit status says what is wrong.",
)
@click.option("--json", "as_json", is_flag=True, help="Let --check say it as JSON.")
@click.option(
    "--self-test", is_flag=True, help="Find out whether this installation is whole, print it as JSON, end with 0 or 1."
)
@click.option("--report", type=click.Path(path_type=Path), help="Write what --check or --self-test prints here too.")
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
@click.option("--journal", type=click.Path(path_type=Path), help="Write a JSON line per step of each message.")
@click.option("--log-level", default="warning", type=click.Choice(["debug", "info", "warning", "error"]))
@click.option("--allow-plain", is_flag=True, help="For tests: permit ws:// to this machine.")
@click.version_option(package_name="sportello")
def main(
    stamp: Path | None,
    log_level: str,
    forget_device: bool,
    inventory: str | None,
    headless: bool,
    show: bool,
    check: bool,
    as_json: bool,
    self_test: bool,
    report: Path | None,
    fetch_update: Path | None,
    update_url: str | None,
    update_root: Path | None,
    **said: object,
) -> None:
    """Sportello's agent: help from your IT support, in the tray."""
    log_to_stderr(log_level)
    # What was read is not inherited by the programs this one starts.
    os.environ.pop(TOKEN_VARIABLE, None)
    if inventory is not None:
        from endpoint_agent.inventory import child

        child.run(inventory)
        return
    options = Options(is_headless=headless, shows_window=show, **said)  # type: ignore[arg-type]  # click checked them
    if self_test:
        sys.exit(_self_test(options, report))
    first_line = _first_line() if options.enrollment_token == FROM_STDIN else None
    given = read_given(options, stamp, first_line)
    if check:
        sys.exit(_check(given, report, as_json=as_json))
    try:
        if fetch_update is not None:
            sys.exit(_fetch(given.config, fetch_update, update_url, update_root, report))
        sys.exit(_forget(given.config) if forget_device else _run(given))
    except SportelloError as error:
        raise click.ClickException(f"{error} {error.params.get('path', '')}: {error.params.get('why', '')}") from error


def _first_line() -> str:
    # Byte by byte: what follows on standard input are commands, and a buffer would keep them.
    line = b""
    while (byte := os.read(0, 1)) not in {b"", b"\n"}:
        line += byte
    return line.decode().strip()


def _fetch(config: AgentConfig, folder: Path, url: str | None, root: Path | None, file: Path | None) -> int:
    if not url:
        raise click.UsageError("--fetch-update needs --update-url")
    from endpoint_agent.exits import FINE, exit_status
    from shared.qt.fetch_update import Order, fetch_update

    link = config.link()
    order = Order(program="agent", folder=folder, url=url, root=root, link=link, state=config.state)
    error = fetch_update(order, config.language or config.default_language, file)
    return exit_status(error.code, error.params) if error is not None else FINE


def _forget(config: AgentConfig) -> int:
    from endpoint_agent.app import device_key

    device_key(config).forget()
    return 0


def _self_test(options: Options, file: Path | None) -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    keep_own_imports()
    from PySide6.QtWidgets import QApplication

    from endpoint_agent import self_test
    from shared.qt.reporting import report

    found = self_test.run(QApplication(sys.argv[:1]), options)
    report(msgspec.json.format(msgspec.json.encode(found)).decode(), file)
    return 0 if found.ok else 1


def _check(given: Given, file: Path | None, *, as_json: bool) -> int:
    keep_own_imports()
    from PySide6.QtCore import QCoreApplication

    from endpoint_agent.app import I18N
    from endpoint_agent.check import check, status_of
    from endpoint_agent.presenters.check_words import finding_words, last_line
    from shared.qt.reporting import report
    from shared.qt.translator import Language

    app = QCoreApplication(sys.argv[:1])
    config = given.config
    Language(app, [I18N], cast("Choice", config.language or config.default_language or "system"))
    findings = check(given)
    status = status_of(findings)
    said = [(found, finding_words(found.name, found.code, found.params)) for found in findings]
    if as_json:
        parts = [{**msgspec.to_builtins(found), "ok": not found.code, "words": words} for found, words in said]
        whole = {"ok": not status, "status": status, "found": parts, "words": last_line(status)}
        text = msgspec.json.format(msgspec.json.encode(whole)).decode()
    else:
        text = "\n".join([*(words for _, words in said), last_line(status)])
    report(text, file)
    return status


def _run(given: Given) -> int:
    keep_own_imports()
    with contextlib.suppress(StorageFailed):  # said by the program itself, which has more to say it with
        prepare(given.config.state)
        log_to_file(given.config.state)
    log.info(
        "version %s, stamp %s, relay %s",
        own_version(),
        given.stamp.stamp.stamp_id if given.stamp is not None else "none",
        given.config.relay or "none",
    )
    if given.config.is_headless:
        if not given.config.relay and given.problem is None:
            raise click.UsageError("no relay: give --relay, or install a package with a stamp")
        from PySide6.QtCore import QCoreApplication

        from endpoint_agent.app import run_headless

        return run_headless(QCoreApplication(sys.argv[:1]), given)
    from PySide6.QtWidgets import QApplication

    from endpoint_agent.app import run_desktop

    return run_desktop(QApplication(sys.argv[:1]), given)


if __name__ == "__main__":
    main()
