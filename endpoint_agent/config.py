"""Settings of one run: stamp, then the person's file, then environment and command line, each above the one before.

Read once in __main__.py and passed down. What a person chooses on screen is not here (presenters/settings.py).
"""

import tomllib
from pathlib import Path

import msgspec
import platformdirs

from endpoint_agent.stamp import Stamp
from shared.errors import SportelloError
from shared.link.config import LinkConfig

APP = "sportello"
STORE_FILE = "agent.db"


class ConfigUnreadable(SportelloError):
    """The person's settings file, or a value on the command line, cannot be used; `params`: `path`, `why`."""

    code = "config"


class UserFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`agent.toml` in the person's configuration folder; None where nothing is said."""

    relay: str | None = None
    fingerprint: str | None = None
    ca_file: str | None = None
    language: str | None = None


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line and the environment said; None where they said nothing."""

    relay: str | None = None
    fingerprint: str | None = None
    ca_file: Path | None = None
    enrollment_token: str | None = None
    state: Path | None = None
    language: str | None = None
    journal: Path | None = None
    allow_key_file: bool | None = None
    allow_plain: bool = False
    no_inventory: bool = False
    is_headless: bool = False
    shows_window: bool = False


class AgentConfig(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the program needs to know before it starts. `enrollment_token` is handed over and then forgotten."""

    relay: str
    fingerprint: str
    ca_file: Path | None
    state: Path
    language: str
    organisation: str
    support_phone: str
    allow_key_file: bool
    allow_quit: bool
    autostart: bool
    journal: Path | None
    allow_plain: bool
    has_inventory: bool
    """Whether the relay is told what this computer is made of, when it asks."""
    is_headless: bool
    shows_window: bool

    @property
    def store(self) -> Path:
        """The link's store."""
        return self.state / STORE_FILE

    @property
    def captures(self) -> Path:
        """Where pictures of the screen wait to be sent."""
        return self.state / "captures"

    def link(self) -> LinkConfig:
        """Return the part that concerns the relay."""
        return LinkConfig(
            url=self.relay,
            ca_file=self.ca_file,
            fingerprint=self.fingerprint,
            allow_plain=self.allow_plain,
            journal=self.journal,
        )


def make_config(stamp: Stamp, user: UserFile, options: Options) -> AgentConfig:
    """Join the three; a trust that is given replaces a trust of the other kind from below."""
    fingerprint, ca_file = _trust(stamp, user, options)
    allow_key_file = stamp.allow_key_file if options.allow_key_file is None else options.allow_key_file
    return AgentConfig(
        relay=options.relay or user.relay or stamp.relay_url,
        fingerprint=fingerprint,
        ca_file=ca_file,
        state=options.state or default_state(),
        language=options.language or user.language or "",
        organisation=stamp.organisation,
        support_phone=stamp.support_phone,
        allow_key_file=allow_key_file,
        allow_quit=stamp.allow_quit,
        autostart=stamp.autostart,
        journal=options.journal,
        allow_plain=options.allow_plain,
        has_inventory=stamp.inventory and not options.no_inventory,
        is_headless=options.is_headless,
        shows_window=options.shows_window,
    )


def read_user_file(path: Path | None = None) -> UserFile:
    """Return the person's settings; empty where there is no file.

    Raises: ConfigUnreadable.
    """
    path = path or Path(platformdirs.user_config_path(APP)) / "agent.toml"
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), UserFile)
    except FileNotFoundError:
        return UserFile()
    except (OSError, ValueError, msgspec.MsgspecError) as error:
        raise ConfigUnreadable("the settings file cannot be read", path=str(path), why=str(error)) from error


def default_state() -> Path:
    """Return the person's own folder for what the agent keeps."""
    return Path(platformdirs.user_state_path(APP)) / "agent"


def _trust(stamp: Stamp, user: UserFile, options: Options) -> tuple[str, Path | None]:
    for layer in (options, user):
        if layer.fingerprint or layer.ca_file:
            return layer.fingerprint or "", Path(layer.ca_file) if layer.ca_file else None
    return stamp.fingerprint, None
