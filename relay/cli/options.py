"""Options of the relay's commands and where their values come from: command line, environment, TOML file, default.

Environment names are `SPORTELLO_RELAY_` and the option in capitals. The TOML file holds the same names; a table named
after a command holds what only that command gets.
"""

import pathlib
import tomllib
from collections.abc import Callable
from typing import Any, Final, TypeVar

import click

from relay.config import Config, default_state
from relay.files.scanner import is_address
from relay.net.forwarded import networks
from shared.link.trust import is_loopback

PREFIX: Final = "SPORTELLO_RELAY"
AS_JSON: Final = "as_json"
"""Key under which the context remembers `--json`, for the words of an error."""
Decorated = TypeVar("Decorated", bound=Callable[..., Any])
_DEFAULTS: Final = Config(state=pathlib.Path())
_FILE: Final = click.Path(dir_okay=False, path_type=pathlib.Path)
_POSITIVE: Final = click.FloatRange(min=0, min_open=True)


def common(command: Decorated) -> Decorated:
    """Give a command `--state`, `--config` and `--json`."""
    return _apply(
        command,
        _option("--state", type=click.Path(file_okay=False, path_type=pathlib.Path), default=default_state,
                help="Folder of database, certificate and keys."),
        _option("--config", type=click.Path(exists=True, dir_okay=False, path_type=pathlib.Path), is_eager=True,
                expose_value=False, callback=_read_file, help="TOML file with options."),
        _option("--json", AS_JSON, is_flag=True, callback=_remember, help="Answer in JSON, for programs."),
    )  # fmt: skip


def server(command: Decorated) -> Decorated:
    """Give a command the options of the server."""
    return _apply(
        command,
        _option("--host", default=_DEFAULTS.host, help="Address to listen on; 0.0.0.0 for every one."),
        _option("--port", type=click.IntRange(1, 65535), default=_DEFAULTS.port, help="Port to listen on."),
        _option("--tls-cert", type=_FILE, help="PEM file of the certificate and its chain; without it one is made."),
        _option("--tls-key", type=_FILE, help="PEM file of the certificate's key, without a password."),
        _option("--tls-names", multiple=True, metavar="NAME",
                help="Name or address the relay is reached by, for the certificate made here; may be repeated."),
        _option("--plain", is_flag=True, help="No TLS, for a proxy on the same machine; only with a loopback host."),
        _option("--message-rate", type=_POSITIVE, default=_DEFAULTS.message_rate, help="Frames per second of a client."),
        _option("--message-burst", type=_POSITIVE, default=_DEFAULTS.message_burst, help="Frames a client may save up."),
        _option("--max-connections-per-address", type=click.IntRange(min=1), default=_DEFAULTS.max_connections_per_address,
                help="Connections of one address that have not signed in."),
        _option("--clock-rate", type=click.FloatRange(min=1), default=_DEFAULTS.clock_rate,
                help="Test clock: relay time runs so many times faster. Never in production."),
        _option("--file-port", type=click.IntRange(0, 65535), default=_DEFAULTS.file_port,
                help="Port on which files travel; 0 is the one behind --port."),
        _option("--file-url", default=_DEFAULTS.file_url, metavar="URL",
                help="Address of the files as clients reach it through a front proxy."),
        _option("--trusted-proxy", multiple=True, metavar="ADDRESS",
                help="Address or network of a front proxy that says whose connection it is (X-Forwarded-For); may be repeated."),
        _option("--clamd", default=_DEFAULTS.clamd, metavar="ADDRESS",
                help="Virus scanner: unix:/path or tcp:host:port; files wait until it has looked."),
        _option("--log-level", type=click.Choice(["DEBUG", "INFO", "WARNING", "ERROR"], case_sensitive=False),
                default=_DEFAULTS.log_level, help="How much is logged."),
    )  # fmt: skip


def config_from(values: dict[str, Any]) -> Config:
    """Return the settings of a command that has `common` and perhaps `server` options. Raises: click.UsageError."""
    given = {name: value for name, value in values.items() if name in Config.__struct_fields__}
    config = Config(**given | {"state": given["state"].absolute()})
    if (config.tls_cert is None) != (config.tls_key is None):
        raise click.UsageError("--tls-cert and --tls-key belong together: give both or neither")
    if config.clamd and not is_address(config.clamd):
        raise click.UsageError("--clamd is unix:/path/of/the/socket or tcp:host:port")
    try:
        networks(config.trusted_proxy)
    except ValueError as error:
        raise click.UsageError(f"--trusted-proxy is an address or a network: {error}") from error
    if config.files_port == config.port:
        raise click.UsageError("--file-port must not be --port")
    if config.plain and not is_loopback(config.host):
        raise click.UsageError("--plain is only for a proxy on the same machine: listen on 127.0.0.1, or use TLS")
    return config


def environment_of(config: Config) -> dict[str, str]:
    """Return the environment that gives another process of the relay the same settings."""
    given = {name: getattr(config, name) for name in config.__struct_fields__}
    return {
        f"{PREFIX}_{name.upper()}": " ".join(value) if isinstance(value, tuple) else str(value)
        for name, value in given.items()
        if value is not None and value != ()
    }


def _option(*names: str, **facts: Any) -> Callable[[Decorated], Decorated]:
    variable = f"{PREFIX}_{names[0].removeprefix('--').replace('-', '_').upper()}"
    shows_default = not callable(facts.get("default"))
    return click.option(*names, envvar=variable, show_envvar=True, show_default=shows_default, **facts)


def _apply(command: Decorated, *options: Callable[[Decorated], Decorated]) -> Decorated:
    for option in reversed(options):
        command = option(command)
    return command


def _remember(context: click.Context, _parameter: click.Parameter, value: bool) -> bool:
    context.meta[AS_JSON] = value  # one dictionary for the whole chain of contexts
    return value


def _read_file(context: click.Context, _parameter: click.Parameter, path: pathlib.Path | None) -> None:
    """Make the file's values this command's defaults. Raises: click.BadParameter for what is no option of any command."""
    if path is None:
        return
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise click.BadParameter(f"{path}: {error}") from error
    own: dict[str, Any] = {key.replace("-", "_"): value for key, value in values.items() if not isinstance(value, dict)}
    tables: Any = values
    for word in context.command_path.split()[1:]:
        tables = tables.get(word, {}) if isinstance(tables, dict) else {}
        own |= {key.replace("-", "_"): value for key, value in tables.items() if not isinstance(value, dict)}
    known = {parameter.name for parameter in context.command.params} | set(Config.__struct_fields__)
    unknown = sorted(own.keys() - known)
    if unknown:
        raise click.BadParameter(f"{path}: no such option: {', '.join(unknown)}")
    context.default_map = own
