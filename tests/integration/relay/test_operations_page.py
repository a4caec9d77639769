"""docs/operations.md says what the program does: every option, command, setting, figure and exit code is in it."""

from pathlib import Path

import click
import pytest

from relay import exits
from relay.cli.main import COMMANDS, relay
from relay.files.metrics import FileMetrics
from relay.net.metrics import Metrics
from relay.services.directory import SETTINGS

PAGE = (Path(__file__).parents[3] / "docs" / "operations.md").read_text(encoding="utf-8")
HIDDEN = {"writer", "talk", "files", "checking"}


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in HIDDEN])
def test_every_command_is_on_the_page(command: str) -> None:
    assert f"`{command}" in PAGE


def test_every_option_of_the_server_is_on_the_page_with_its_variable() -> None:
    command = relay.get_command(click.Context(relay), "serve")
    assert command is not None
    said = [(option.opts[0], str(option.envvar)) for option in command.params if isinstance(option, click.Option)]
    assert [(name, variable) for name, variable in said if f"`{name}" not in PAGE or f"`{variable}`" not in PAGE] == []
    assert len(said) > 10


def test_every_setting_is_on_the_page() -> None:
    assert [key for key in SETTINGS if f"`{key}`" not in PAGE] == []


def test_every_exit_code_is_on_the_page() -> None:
    codes = [value for name, value in vars(exits).items() if name.isupper() and isinstance(value, int)]
    assert sorted(codes) == list(range(7))
    assert [code for code in codes if f"\n| {code} |" not in PAGE] == []


def test_every_figure_is_on_the_page() -> None:
    names = [metric.name for kind in (Metrics, FileMetrics) for metric in kind().registry.collect()]
    assert [name for name in names if f"`{name}" not in PAGE] == []
