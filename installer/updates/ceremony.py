"""Makes the keys, and replaces them: what happens to the root, where people with keys of their own stand around a table."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from securesystemslib.signer import CryptoSigner, Key, SSlibKey
from tuf.api.metadata import Metadata, Root

from installer.errors import Refused
from installer.updates.key_file import plain, sealed, write_key
from installer.updates.keys import SUFFIX, KeyRing, name_of, new_key
from installer.updates.repository import ONLINE, Repository, days_of, set_days

ROOT_KEYS: Final = ("root-1", "root-2", "root-3")
THRESHOLD: Final = 2
OFFLINE_NAMES: Final = (*ROOT_KEYS, "targets-1")
ONLINE_NAMES: Final = ("snapshot-1", "timestamp-1")
ONLINE_ROLES: Final = frozenset({"snapshot", "timestamp"})
Passphrase = Callable[[str], bytes]
"""Returns the passphrase a new key of this name shall have."""


def init(
    repository: Repository, offline: Path, days: dict[str, int], passphrase: Passphrase, now: dt.datetime
) -> list[Path]:
    """Make all keys and the first, empty state; return the files of the keys that must be taken away from here.

    Raises: Refused.
    """
    if repository.exists:
        raise Refused(f"{repository.folder} is an updates folder already.")
    root = Root(consistent_snapshot=True)
    set_days(root, days)
    made = {name: new_key(name) for name in (*OFFLINE_NAMES, *ONLINE_NAMES)}
    for name, (_, public) in made.items():
        root.add_key(public, _role_of(name))
    root.roles["root"].threshold = THRESHOLD
    secrets = {name: passphrase(name) for name in OFFLINE_NAMES}
    files = [_keep(offline, name, made[name][0], secrets[name]) for name in OFFLINE_NAMES]
    for name in ONLINE_NAMES:
        _keep(repository.folder / ONLINE, name, made[name][0], None)
    signed = _signed(root, [CryptoSigner(*made[name]) for name in ROOT_KEYS], now)
    repository.begin(signed, KeyRing([offline, repository.folder / ONLINE], list(secrets.values())), now)
    return files


def rotate(
    repository: Repository, keys: KeyRing, replaced: Collection[str], offline: Path, passphrase: Passphrase,
    now: dt.datetime,
) -> list[Path]:  # fmt: skip
    """Publish a root of the next version, with new keys for those `replaced`, and sign with them what they sign.

    Returns the files of new keys to be taken away. Without `replaced` the root only lives on. Signed by as many of the old
    root keys as the old root asks for, and of the new as the new one does: whoever has one key of three gets nowhere.
    Raises: Refused.
    """
    before = repository.root().signed
    root = Root.from_dict(before.to_dict())
    root.version += 1
    signers = keys.signers(*_still(repository.needed(before, "root"), replaced))
    files = []
    for old in replaced:
        name = _next_name(root, old)
        private, public = new_key(name)
        phrase = None if _role_of(name) in ONLINE_ROLES else passphrase(name)
        path = _keep(repository.folder / ONLINE if phrase is None else offline, name, private, phrase)
        _exchange(root, old, public)
        if phrase is not None:
            keys.know(phrase)
            files.append(path)
        if _role_of(name) == "root":
            signers.append(CryptoSigner(private, public))
    _publish(repository, root, signers, keys, {_role_of(name) for name in replaced}, now)
    return files


def _publish(
    repository: Repository, root: Root, signers: list[CryptoSigner], keys: KeyRing, roles: set[str], now: dt.datetime
) -> None:
    again = {"targets", *ONLINE_ROLES} if "targets" in roles else ONLINE_ROLES if roles & ONLINE_ROLES else set()
    for role in again:
        keys.signers(*repository.needed(root, role))  # before anything is published
    repository.write_root(_signed(root, signers, now))
    if again:
        repository.publish(keys, now, catalogue=repository.catalogue() if "targets" in again else None, anew=True)


def _still(needed: tuple[list[Key], int, str], replaced: Collection[str]) -> tuple[list[Key], int, str]:
    """A key that is lost or stolen signs nothing any more, also not its own end."""
    keys, threshold, role = needed
    return [key for key in keys if name_of(key) not in replaced], threshold, role


def _exchange(root: Root, old: str, public: SSlibKey) -> None:
    role = _role_of(old)
    root.revoke_key(next(keyid for keyid in root.roles[role].keyids if name_of(root.keys[keyid]) == old), role)
    root.add_key(public, role)


def _next_name(root: Root, old: str) -> str:
    """Return the name of the key that takes the place of `old`. Raises: Refused."""
    names = [name_of(key) for key in root.keys.values()]
    if old not in names:
        raise Refused(f"There is no key {old}: the root names {', '.join(sorted(names))}.")
    role = _role_of(old)
    return f"{role}-{max(int(name.rpartition('-')[2]) for name in names if _role_of(name) == role) + 1}"


def _role_of(name: str) -> str:
    return name.rpartition("-")[0]


def _keep(folder: Path, name: str, private: Ed25519PrivateKey, passphrase: bytes | None) -> Path:
    path = folder / f"{name}{SUFFIX}"
    write_key(path, plain(private) if passphrase is None else sealed(private, passphrase))
    return path


def _signed(root: Root, signers: Iterable[CryptoSigner], now: dt.datetime) -> Metadata[Root]:
    root.expires = (now + days_of(root, "root")).replace(microsecond=0)
    signed = Metadata(root)
    for signer in signers:
        signed.sign(signer, append=True)
    return signed
