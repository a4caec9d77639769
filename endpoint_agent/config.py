"""Settings of one run, in layers, each above the one before: stamp, machine, the person's file, environment and command line.

Read once (given.py) and passed down. What a person chooses on screen is not here (presenters/settings.py).
"""

import tomllib
from pathlib import Path

import msgspec
import platformdirs

from endpoint_agent.machine_settings import NOTHING_SAID, ConfigUnreadable, MachineSettings
from shared.link.config import LinkConfig
from shared.stamp import Brand, Policy, SignedStamp, Stamp

APP = "sportello"
STORE_FILE = "agent.db"


class UserFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`agent.toml` in the person's configuration folder; None where nothing is said."""

    relay: str | None = None
    fingerprint: str | None = None
    ca_file: str | None = None
    proxy: str | None = None
    language: str | None = None


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line and the environment said; None where they said nothing."""

    relay: str | None = None
    fingerprint: str | None = None
    ca_file: Path | None = None
    proxy: str | None = None
    enrollment_token: str | None = None
    state: Path | None = None
    language: str | None = None
    journal: Path | None = None
    allow_key_file: bool | None = None
    allow_plain: bool = False
    no_inventory: bool = False
    is_headless: bool = False
    shows_window: bool = False


class Trusted(msgspec.Struct, frozen=True):
    """What proves that the relay is the right one; nothing of it: the system's authorities."""

    fingerprint: str = ""
    ca_file: Path | None = None
    ca_pem: str = ""


class AgentConfig(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the program needs to know before it starts. The enrollment token is handed over beside it and forgotten."""

    relay: str
    trusted: Trusted
    proxy: str
    state: Path
    language: str
    default_language: str
    """What the installation wants until the person chooses."""
    organisation: str
    brand: Brand
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
            ca_file=self.trusted.ca_file,
            ca_pem=self.trusted.ca_pem,
            fingerprint=self.trusted.fingerprint,
            proxy=self.proxy,
            allow_plain=self.allow_plain,
            journal=self.journal,
        )


def make_config(
    signed: SignedStamp | None, user: UserFile, options: Options, machine: MachineSettings = NOTHING_SAID
) -> AgentConfig:
    """Join the layers; a trust that is given replaces a trust of another kind from below."""
    stamp = signed.stamp if signed is not None else None
    policy = stamp.policy if stamp is not None else Policy()
    return AgentConfig(
        relay=options.relay or user.relay or machine.relay or (stamp.relay_url if stamp is not None else ""),
        trusted=_trusted(stamp, machine, user, options),
        proxy=options.proxy or user.proxy or machine.proxy or (stamp.proxy if stamp is not None else ""),
        state=options.state or default_state(),
        language=options.language or user.language or "",
        default_language=machine.language or policy.language,
        organisation=stamp.organisation if stamp is not None else "",
        brand=stamp.brand if stamp is not None else Brand(),
        allow_key_file=policy.allow_key_file if options.allow_key_file is None else options.allow_key_file,
        allow_quit=policy.allow_quit,
        autostart=policy.autostart,
        journal=options.journal,
        allow_plain=options.allow_plain,
        has_inventory=policy.inventory and not options.no_inventory,
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


def _trusted(stamp: Stamp | None, machine: MachineSettings, user: UserFile, options: Options) -> Trusted:
    for layer in (options, user, machine):
        if layer.fingerprint or layer.ca_file:
            return Trusted(layer.fingerprint or "", Path(layer.ca_file) if layer.ca_file else None)
    return Trusted() if stamp is None else Trusted(stamp.fingerprint, None, stamp.ca_pem)
