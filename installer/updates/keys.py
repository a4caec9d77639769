"""Finds the private half of a key that the root names, in the folders and files somebody gave.

A key is found by its name, which stands in the root beside its public half: `root-2` is in root-2.pem. It is used only if
the two halves belong together.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from securesystemslib.exceptions import KeyMismatchError
from securesystemslib.signer import CryptoSigner, Key, SSlibKey

from installer.errors import Refused
from installer.updates.key_file import is_sealed, opened

NAME: Final = "x-sportello-name"
SUFFIX: Final = ".pem"
TRIES: Final = 3
"""So often a person may mistype a passphrase."""
Ask = Callable[[str], bytes]
"""Returns the passphrase somebody typed for the key of this name."""


def new_key(name: str) -> tuple[Ed25519PrivateKey, SSlibKey]:
    """Return both halves of a new key; the public one knows its name."""
    private = Ed25519PrivateKey.generate()
    public = SSlibKey.from_crypto(private.public_key())
    public.unrecognized_fields[NAME] = name
    return private, public


def name_of(key: Key) -> str:
    """Return what people call a key."""
    return str(key.unrecognized_fields.get(NAME) or key.keyid[:8])


class KeyRing:
    """What may be signed with in one command. `phrases` are tried on every sealed key before anybody is asked."""

    def __init__(self, places: Iterable[Path], phrases: Sequence[bytes] = (), ask: Ask | None = None) -> None:
        self._places = list(places)
        self._phrases = list(phrases)
        self._ask = ask
        self._opened: dict[Path, Ed25519PrivateKey] = {}

    def know(self, phrase: bytes) -> None:
        """Try this passphrase too."""
        self._phrases.append(phrase)

    def signer(self, public: Key) -> CryptoSigner | None:
        """Return who signs for a key of the root; None where its file is not among what was given. Raises: Refused."""
        path = self._find(name_of(public))
        if path is None or not isinstance(public, SSlibKey):
            return None
        try:
            if path not in self._opened:
                self._opened[path] = self._open(path)
            return CryptoSigner(self._opened[path], public)
        except KeyMismatchError as error:
            raise Refused(f"{path} is not the key of that name in the root: it belongs to another folder.") from error

    def signers(self, keys: Iterable[Key], threshold: int, role: str) -> list[CryptoSigner]:
        """Return as many signers as a role needs: nobody is asked for one passphrase more. Raises: Refused."""
        wanted = list(keys)
        found = [key for key in wanted if self._find(name_of(key)) is not None][:threshold]
        if len(found) < threshold:
            names = ", ".join(f"{name_of(key)}{SUFFIX}" for key in wanted)
            raise Refused(
                f"{role} needs {threshold} of these keys: {names}; {len(found)} found. Give the folders with --keys."
            )
        return [signer for key in found if (signer := self.signer(key)) is not None]

    def _find(self, name: str) -> Path | None:
        file = f"{name}{SUFFIX}"
        for place in self._places:
            if place.is_file() and place.name == file:
                return place
            if (place / file).is_file():
                return place / file
        return None

    def _open(self, path: Path) -> Ed25519PrivateKey:
        if not is_sealed(path):
            key = opened(path, None)
            if key is not None:
                return key
        for phrase in self._phrases:
            key = opened(path, phrase)
            if key is not None:
                return key
        for _ in range(TRIES if self._ask else 0):
            typed = self._ask(path.stem) if self._ask else b""
            key = opened(path, typed)
            if key is not None:
                self._phrases.append(typed)
                return key
        raise Refused(f"{path}: this is not its passphrase.")
