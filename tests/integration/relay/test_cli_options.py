"""Where an option's value comes from: command line, environment, file, default, in this order."""

import os
import re
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from relay.cli import options
from relay.cli.main import COMMANDS, relay
from relay.config import Config
from tests.support.tls import LocalCa

SERVE = "serve"


@pytest.fixture
def seen() -> list[Config]:
    return []


def test_without_any_option_the_relay_listens_on_this_machine_only(seen: list[Config]) -> None:
    _call(seen)
    [config] = seen
    assert (config.host, config.port, config.clock_rate, config.plain) == ("127.0.0.1", 8443, 1.0, False)
    assert config.state.is_relative_to(os.environ["HOME"])


def test_the_command_line_beats_the_environment_and_that_the_file(seen: list[Config], tmp_path: Path) -> None:
    file = tmp_path / "relay.toml"
    file.write_text('port = 1\nhost = "192.0.2.1"\nmessage-rate = 5\n')
    env = {"SPORTELLO_RELAY_PORT": "2", "SPORTELLO_RELAY_HOST": "192.0.2.2", "SPORTELLO_RELAY_CONFIG": str(file)}
    _call(seen, "--port=3", env=env)
    [config] = seen
    assert (config.port, config.host, config.message_rate) == (3, "192.0.2.2", 5.0)


def test_a_table_of_the_file_is_for_its_command_only(seen: list[Config], tmp_path: Path) -> None:
    file = tmp_path / "relay.toml"
    file.write_text("port = 1\n[serve]\nport = 2\n[check]\nport = 3\n")
    _call(seen, f"--config={file}")
    assert seen[0].port == 2


@pytest.mark.parametrize(("content", "words"), [("prot = 1", "no such option: prot"), ("port =", "relay.toml")])
def test_a_mistake_in_the_file_is_named(seen: list[Config], tmp_path: Path, content: str, words: str) -> None:
    file = tmp_path / "relay.toml"
    file.write_text(content)
    result = _call(seen, f"--config={file}")
    assert (result.exit_code, seen) == (2, [])
    assert words in result.stderr


def test_another_process_given_the_environment_has_the_same_settings(seen: list[Config], tmp_path: Path) -> None:
    files = LocalCa().write_server_files(tmp_path)
    given = Config(
        state=tmp_path / "a b",
        host="192.0.2.1",
        port=1,
        tls_cert=files.certificate,
        tls_key=files.key,
        tls_names=("a.example.org", "b.example.org"),
        message_rate=7.5,
        message_burst=9.0,
        clock_rate=60.0,
        max_connections_per_address=3,
        log_level="DEBUG",
    )
    _call(seen, env=options.environment_of(given))
    assert seen == [given]


@pytest.mark.parametrize(
    "wrong",
    [
        ["--plain", "--host=0.0.0.0"],
        ["--tls-cert=cert.pem"],
        ["--clock-rate=0.5"],
        ["--port=0"],
        ["--message-rate=0"],
    ],
)
def test_what_makes_no_sense_is_refused_at_once(seen: list[Config], wrong: list[str]) -> None:
    assert (_call(seen, *wrong).exit_code, seen) == (2, [])


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in {"writer", "talk"}])
def test_every_command_says_what_it_is_for(command: str) -> None:
    shown = CliRunner().invoke(relay, [command, "--help"])
    assert shown.exit_code == 0
    assert re.search(r"\n\n  [A-Z][^\n]+\.", shown.stdout)


def test_every_option_has_words_and_a_variable_and_every_command_json() -> None:
    commands = list(_commands(relay))
    bare = [(c.name, p.name) for c in commands for p in c.params if isinstance(p, click.Option) and not p.help]
    without_json = [c.name for c in commands if not c.hidden and options.AS_JSON not in {p.name for p in c.params}]
    assert (bare, without_json) == ([], [])


def test_the_processes_of_the_relay_are_not_offered() -> None:
    shown = CliRunner().invoke(relay, ["--help"]).stdout
    assert "serve" in shown
    assert "writer" not in shown


def _commands(group: click.Group) -> list[click.Command]:
    context = click.Context(group)
    found = [command for name in group.list_commands(context) if (command := group.get_command(context, name))]
    below = [c for command in found if isinstance(command, click.Group) for c in _commands(command)]
    return [command for command in found if not isinstance(command, click.Group)] + below


def _call(seen: list[Config], *words: str, env: dict[str, str] | None = None) -> Result:
    @click.command(SERVE)
    @options.common
    @options.server
    def probe(as_json: bool, **values: Any) -> None:
        seen.append(options.config_from(values))

    root = click.Group(commands={SERVE: probe})
    return CliRunner().invoke(root, [SERVE, *words], env=env, auto_envvar_prefix=options.PREFIX)
