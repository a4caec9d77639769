"""Stamps for tests, signed by a key of the test's own."""

import datetime as dt
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared import stamp as stamps
from shared.ids import StampId, new_id
from shared.stamp import SignedStamp, Stamp

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
"""Stands for a relay's stamp key."""
PUBLIC_KEY = stamps.public_text(KEY)


def signed_stamp(key: Ed25519PrivateKey = KEY, **fields: Any) -> SignedStamp:
    """Return a stamp of a relay nobody reaches, with the given fields in place of its own."""
    facts: dict[str, Any] = {
        "stamp_id": StampId(new_id()),
        "relay_id": "relay-under-test",
        "relay_url": "wss://stamped.example:8443",
        "issued_at": dt.datetime.now(dt.UTC),
    }
    return stamps.sign(Stamp(**(facts | fields)), key)


def write_stamp(path: Path, **fields: Any) -> Path:
    """Write such a stamp as an installer would."""
    path.write_text(f"{signed_stamp(**fields).text}\n", encoding="ascii")
    return path
