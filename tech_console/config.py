"""Settings of one run, from command line and environment; read once in __main__.py and passed down.

What a person chooses on screen is kept beside them, in `preferences.json` of the state folder.
"""

import hashlib
import logging
import os
from pathlib import Path

import msgspec
import platformdirs

from shared.link.config import LinkConfig
from shared.link.sign_in import TypedSignIn
from tech_console.state.preference_values import PreferenceValues

log = logging.getLogger(__name__)

APP = "sportello"


class ConsoleConfig(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the program needs to know before it starts; `relay` and `language` stand above the preferences."""

    state: Path
    relay: str = ""
    fingerprint: str = ""
    ca_file: Path | None = None
    allow_plain: bool = False
    language: str = ""
    journal: Path | None = None
    is_headless: bool = False
    return_to: str = ""
    """Where the program was before it was started anew: `hidden` or `shown`, place and conversation, with colons between."""
    given: TypedSignIn = TypedSignIn(e_mail="", password="", second_factor="")
    """What the environment says for a headless `sign_in` that leaves it out; never from the command line."""

    def link(self) -> LinkConfig:
        """Return the part that concerns the relay."""
        return LinkConfig(
            url=self.relay,
            ca_file=self.ca_file,
            fingerprint=self.fingerprint,
            allow_plain=self.allow_plain,
            journal=self.journal,
        )

    def store_for(self, relay_url: str) -> Path:
        """Return the link's store; each relay has its own."""
        return self.state / f"{hashlib.sha256(relay_url.encode()).hexdigest()[:16]}.db"

    @property
    def preferences_path(self) -> Path:
        """Where the person's choices are kept."""
        return self.state / "preferences.json"


def default_state() -> Path:
    """Return the person's own folder for what the console keeps."""
    return Path(platformdirs.user_state_path(APP)) / "console"


def load_preferences(path: Path) -> PreferenceValues:
    """Return what was kept; what cannot be read is as if nothing had been chosen."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=PreferenceValues)
    except FileNotFoundError:
        return PreferenceValues()
    except (OSError, msgspec.MsgspecError):
        log.warning("the preferences cannot be read and start anew")
        return PreferenceValues()


def save_preferences(path: Path, values: PreferenceValues) -> None:
    """Keep the choices: the old file or the new one, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.write_bytes(msgspec.json.format(msgspec.json.encode(values)))
    fresh.replace(path)


def with_given(values: PreferenceValues, config: ConsoleConfig) -> PreferenceValues:
    """Return the preferences with what the command line says in their place."""
    if config.relay and config.relay != values.relay_url:
        values = msgspec.structs.replace(values, relay_url=config.relay, fingerprint=config.fingerprint)
    elif config.fingerprint:
        values = msgspec.structs.replace(values, fingerprint=config.fingerprint)
    return values
