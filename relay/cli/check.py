"""`check`: looks at everything the relay needs and says what to do."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import click

from relay import exits
from relay.checkup import data, machine, mail, rollout, stored
from relay.checkup.alive import check_alive
from relay.checkup.finding import Finding, Level
from relay.cli import options
from relay.cli.output import Output, harmless
from relay.cli.reading import reading
from relay.config import Config
from relay.db.repositories import directory

_COLOURS = {Level.OK: "green", Level.WARN: "yellow", Level.FAIL: "red"}


@click.command()
@options.common
@options.server
@click.option("--no-mail", is_flag=True, help="Leave the mail server alone.")
@click.option("--alive", is_flag=True, help="Only whether the relay serves now; for a container's health check.")
def check(as_json: bool, no_mail: bool, alive: bool, **values: Any) -> None:
    """Look at everything the relay needs, while it runs or not.

    Exits with 3 when something does not work. Give the options of `serve`, or the same environment.
    """
    config = options.config_from(values)
    findings: list[Finding] = []
    looked_at = (
        iter([check_alive(config)]) if alive else _findings(config, dt.datetime.now(dt.UTC), with_mail=not no_mail)
    )
    for finding in looked_at:
        findings.append(finding)
        if not as_json:
            _print(finding)
    failed = any(finding.level is Level.FAIL for finding in findings)
    if as_json:
        lines = [{"level": f.level.value, "about": f.about, "says": f.says, "do": f.do} for f in findings]
        Output(as_json).say({"ok": not failed, "findings": lines})
    raise SystemExit(exits.CHECK_FAILED if failed else exits.DONE)


def _findings(config: Config, now: dt.datetime, *, with_mail: bool) -> Iterator[Finding]:
    sqlite = data.check_sqlite()
    yield sqlite
    if sqlite.level is Level.FAIL:
        return
    content = data.check_database(config)
    yield from content
    if config.state.is_dir():
        yield machine.check_modes(config)
        yield machine.check_disk(config)
        yield machine.check_process(config)
    yield data.check_clock(config, now)
    yield machine.check_certificate(config, now)
    yield rollout.check_proxy(config)
    yield stored.check_scanner(config)
    if all(finding.level is not Level.FAIL for finding in content):
        with reading(config) as gate:
            settings = directory.settings(gate)
            yield stored.check_stored(config, gate)
            yield rollout.check_tokens(gate, now)
        yield rollout.check_stamp_key(config, now)
        yield rollout.check_public_url(config, settings)
        if with_mail:
            yield mail.check_mail(settings)


def _print(finding: Finding) -> None:
    level = click.style(f"{finding.level.value:4}", fg=_COLOURS[finding.level], bold=finding.level is not Level.OK)
    click.echo(f"{level}  {finding.about:12} {harmless(finding.says)}")
    if finding.do:
        click.echo(f"{'':6}{'':12} → {harmless(finding.do)}")
