"""Stamp keys are read as the relay keeps them and as stamps write them."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from installer.errors import Refused
from installer.keys import read_private_key, read_stamp_key
from shared.stamp import public_text

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = public_text(KEY)


@pytest.mark.parametrize(
    "content",
    [
        KEY.private_bytes_raw(),
        KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        f"{PUBLIC}\n".encode(),
    ],
    ids=["raw", "PEM", "public"],
)
def test_a_file_with_either_half_gives_the_public_one(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "stamp.key"
    path.write_bytes(content)
    assert read_stamp_key(str(path)) == PUBLIC


def test_the_public_half_may_be_given_as_text() -> None:
    assert read_stamp_key(PUBLIC) == PUBLIC


def test_what_is_no_stamp_key_is_refused(tmp_path: Path) -> None:
    other = generate_private_key(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    for number, content in enumerate([b"", b"x" * 31, other]):
        path = tmp_path / str(number)
        path.write_bytes(content)
        with pytest.raises(Refused, match="stamp key"):
            read_private_key(path)
    with pytest.raises(Refused, match="neither a file nor a stamp key"):
        read_stamp_key("nothing.key")
