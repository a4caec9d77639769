"""The keys of stamps, as files of the state folder: the seed that signs, and the public halves of those before it.

The files are the truth: whoever asks looks whether they have changed, so that a rotation needs no start of the relay.
"""

import contextlib
import datetime as dt
import os
import pathlib
import secrets
from typing import Final

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.stamp import SignedStamp, Stamp, public_text, sign

SEED_BYTES: Final = 32


class OldKey(msgspec.Struct, frozen=True):
    """A key that signs no more; what it signed is good until then."""

    key: str
    until: dt.datetime


class BadStampKey(OSError):
    """The file is no seed: it must be put back from a backup, or removed for a new one."""


class StampKeys:
    """`key` is the file of the seed (mode 0600), `old` that of the public halves before it."""

    def __init__(self, key: pathlib.Path, old: pathlib.Path) -> None:
        self._key = key
        self._old = old
        self._seen: tuple[object, ...] = ()
        self._public = ""
        self._before: list[OldKey] = []

    def make(self) -> None:
        """Make the key at the first start. Raises: BadStampKey where the file holds something else."""
        make_seed(self._key)
        self._private()

    def sign(self, stamp: Stamp) -> SignedStamp:
        """Return the stamp signed with the key of now."""
        return sign(stamp, self._private())

    def public_keys(self, now: dt.datetime) -> list[str]:
        """Return whose stamps are good: the key in use first. Empty before the first start."""
        if (seen := (_mark(self._key), _mark(self._old))) != self._seen:
            self._public = public_text(self._private()) if seen[0] is not None else ""
            self._before = _read_old(self._old)
            self._seen = seen
        return [*([self._public] if self._public else []), *(old.key for old in self._before if now < old.until)]

    def rotate(self, now: dt.datetime, until: dt.datetime) -> str:
        """Make a new key; the one in use stays valid until then. Killed between the two files it is in both, which harms nobody."""
        old = OldKey(public_text(self._private()), until)
        kept = [old, *(one for one in _read_old(self._old) if now < one.until)]
        _replace(self._old, msgspec.json.encode(kept))
        _replace(self._key, secrets.token_bytes(SEED_BYTES))
        return public_text(self._private())

    def _private(self) -> Ed25519PrivateKey:
        seed = self._key.read_bytes()
        if len(seed) != SEED_BYTES:
            raise BadStampKey(f"{self._key} is no stamp key")
        return Ed25519PrivateKey.from_private_bytes(seed)


def make_seed(path: pathlib.Path) -> None:
    """Write 32 random bytes for this user only, unless the file is there already."""
    with contextlib.suppress(FileExistsError):
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "wb") as file:
            file.write(secrets.token_bytes(SEED_BYTES))


def _mark(path: pathlib.Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns


def _read_old(path: pathlib.Path) -> list[OldKey]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=list[OldKey])
    except FileNotFoundError:
        return []
    except msgspec.MsgspecError as error:
        raise BadStampKey(f"{path} cannot be read") from error


def _replace(path: pathlib.Path, content: bytes) -> None:
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    number = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(number, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
