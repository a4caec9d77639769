"""The file that remembers what the relay has, so that a restart sends only what is different."""

import contextlib
import logging
import os
import zlib
from pathlib import Path

import msgspec

from endpoint_agent.inventory.reporting import Kept

log = logging.getLogger(__name__)
FILE = "inventory.bin"
_kept = msgspec.json.Decoder(Kept)


def load(path: Path) -> Kept:
    """Return what was kept; nothing where there is no file, or not a whole one: then everything is sent once more."""
    try:
        return _kept.decode(zlib.decompress(path.read_bytes()))
    except FileNotFoundError:
        return Kept()
    except (OSError, zlib.error, msgspec.MsgspecError):
        log.warning("what the relay has of this device cannot be read; it gets everything anew")
        return Kept()


def save(path: Path, kept: Kept) -> None:
    """Write it whole or not at all; a failure costs one whole report."""
    fresh = path.with_suffix(".new")
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(zlib.compress(msgspec.json.encode(kept)))
        fresh.replace(path)
