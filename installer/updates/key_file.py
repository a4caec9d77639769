"""A private key in a PEM file, with a passphrase that costs something to guess.

`cryptography` writes encrypted PKCS#8 with 2,048 rounds of PBKDF2, which a graphics card tries by the million. The same
standard form with 600,000 rounds is put together here; it is read by `cryptography` and by every OpenSSL.
"""

import base64
import os
from pathlib import Path
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from installer.errors import Refused

ROUNDS: Final = 600_000
MIN_PASSPHRASE: Final = 12
_SALT, _BLOCK, _KEY = 16, 16, 32
_SEQUENCE, _INTEGER, _OCTETS = 0x30, 0x02, 0x04
_PBES2 = bytes.fromhex("06092a864886f70d01050d")
_PBKDF2 = bytes.fromhex("06092a864886f70d01050c")
_HMAC_SHA256 = bytes.fromhex("300c06082a864886f70d02090500")
_AES_256_CBC = bytes.fromhex("060960864801650304012a")


def sealed(key: Ed25519PrivateKey, passphrase: bytes) -> bytes:
    """Return the key as PEM that only the passphrase opens (PKCS#8, PBES2: PBKDF2 with SHA-256, AES-256)."""
    salt, start = os.urandom(_SALT), os.urandom(_BLOCK)
    stretched = PBKDF2HMAC(hashes.SHA256(), _KEY, salt, ROUNDS).derive(passphrase)
    padder, cipher = PKCS7(_BLOCK * 8).padder(), Cipher(algorithms.AES(stretched), modes.CBC(start)).encryptor()
    plain = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    hidden = cipher.update(padder.update(plain) + padder.finalize()) + cipher.finalize()
    rounds = _der(_INTEGER, ROUNDS.to_bytes(3, "big"))
    stretching = _der(_SEQUENCE, _PBKDF2, _der(_SEQUENCE, _der(_OCTETS, salt), rounds, _HMAC_SHA256))
    how = _der(_SEQUENCE, _PBES2, _der(_SEQUENCE, stretching, _der(_SEQUENCE, _AES_256_CBC, _der(_OCTETS, start))))
    lines = base64.encodebytes(_der(_SEQUENCE, how, _der(_OCTETS, hidden)))
    return b"-----BEGIN ENCRYPTED PRIVATE KEY-----\n" + lines + b"-----END ENCRYPTED PRIVATE KEY-----\n"


def plain(key: Ed25519PrivateKey) -> bytes:
    """Return the key as PEM that whoever reads the file can use: for keys that a timer signs with."""
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def write_key(path: Path, content: bytes) -> None:
    """Write a new key file that its owner alone can read; never over another. Raises: Refused."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except FileExistsError as error:
        raise Refused(f"{path} exists already: a key is never overwritten. Move it away first.") from error
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def is_sealed(path: Path) -> bool:
    """Tell whether the key needs a passphrase."""
    return b"ENCRYPTED" in path.read_bytes()


def opened(path: Path, passphrase: bytes | None) -> Ed25519PrivateKey | None:
    """Return the key of a file; None when the passphrase is not the right one. Raises: Refused."""
    try:
        key = load_pem_private_key(path.read_bytes(), passphrase)
    except (ValueError, TypeError) as error:
        if passphrase is not None:
            return None
        raise Refused(f"{path} is no key that this program made.") from error
    except UnsupportedAlgorithm as error:
        raise Refused(f"{path} is no key that this program made.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise Refused(f"{path} is another kind of key: those made by `updates init` are Ed25519.")
    return key


def _der(tag: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    length = len(content)
    return bytes([tag, length] if length < 0x80 else [tag, 0x81, length]) + content
