"""The packager's stamp: a file beside the program that says whose device this will be. Not inside any signed binary.

It holds what the person at the device must not have to type: the relay, how to trust it, an enrollment token, and what
this installation permits. Everything in it may be overruled on the command line (config.py).
"""

import sys
from pathlib import Path

import msgspec

from shared.errors import SportelloError

FILE_NAME = "stamp.json"


class StampUnreadable(SportelloError):
    """The stamp is there and cannot be used; `params["why"]` is the decoder's text, `path` the file."""

    code = "stamp"


class Stamp(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the packager decided; every field may be missing."""

    relay_url: str = ""
    fingerprint: str = ""
    """SHA-256 of the relay's certificate, when no authority vouches for it."""
    enrollment_token: str = ""
    organisation: str = ""
    """Shown until the relay says its own name."""
    support_phone: str = ""
    allow_key_file: bool = False
    """Without a key store in the OS session the device key may be kept in a file of mode 0600."""
    allow_quit: bool = True
    """Whether the tray menu has *Quit*."""
    inventory: bool = True
    """Whether the device's inventory is collected and told the relay, when it asks."""
    autostart: bool = True
    """Whether the agent starts with the OS session until the person says otherwise."""


def read_stamp(path: Path | None = None) -> Stamp:
    """Return the stamp at `path`, or the first of the usual places; an empty one where there is none.

    Raises: StampUnreadable.
    """
    found = path or next((place for place in usual_places() if place.is_file()), None)
    if found is None:
        return Stamp()
    try:
        return msgspec.json.decode(found.read_bytes(), type=Stamp)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise StampUnreadable("the stamp cannot be read", path=str(found), why=str(error)) from error


def usual_places() -> list[Path]:
    """Return where a stamp is looked for, in this order: beside the program, then in the system's folder."""
    beside = Path(sys.executable if getattr(sys, "frozen", False) else __file__).parent / FILE_NAME
    system = Path("/etc/sportello") / FILE_NAME
    return [beside] if sys.platform == "win32" else [beside, system]
