"""Reads stamp keys: Ed25519, the private half as the relay keeps it (`stamp.key`), the public half as stamps write it."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from installer.errors import Refused
from shared.stamp import public_text

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SEED_BYTES: Final = 32
_PUBLIC: Final = re.compile(r"[\w-]{43}\Z", re.ASCII)


def read_stamp_key(given: str) -> str:
    """Return the public half of a key that is given as text, or as a file with either half.

    Raises: Refused.
    """
    if Path(given).is_file():
        text = _text(Path(given))
        return text if text and _PUBLIC.match(text) else public_text(read_private_key(Path(given)))
    if not _PUBLIC.match(given):
        raise Refused(f"{given} is neither a file nor a stamp key (43 letters, digits, - and _).")
    return given


def read_private_key(path: Path) -> "Ed25519PrivateKey":
    """Return the key that signs stamps: 32 raw bytes, or PEM without a password.

    Raises: Refused, OSError.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    content = path.read_bytes()
    if len(content) == SEED_BYTES:
        return Ed25519PrivateKey.from_private_bytes(content)
    try:
        key = load_pem_private_key(content, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise Refused(f"{path} is no stamp key: the relay keeps its own in stamp.key of its state folder.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise Refused(f"{path} is another kind of key: a stamp key is Ed25519.")
    return key


def _text(path: Path) -> str:
    content = path.read_bytes().strip()
    try:
        return content.decode("ascii")
    except UnicodeDecodeError:
        return ""
