"""The chain of the audit log: each event's hash covers the one before, a signed mark covers the chain up to it.

A chain alone shows a changed, missing or moved event; only the marks show that the end was cut off or everything rewritten.
One chain for the whole relay: sign-ins and settings belong to no customer, and one order of events leaves no gap between chains.
Source: docs/operations.md, Audit log.
"""

import hashlib
import json
from typing import Final

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

START: Final = bytes(32)
"""What stands before the first event."""
HEAD, ARCHIVED = "head", "archived"


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One row as it is hashed; `at_ms` counts from 1970."""

    id: int
    at_ms: int
    about_customer_id: str | None
    actor_kind: str
    actor_id: str
    action: str
    object_id: str
    detail: str


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """One checkpoint: up to this event the chain was so."""

    at_ms: int
    kind: str
    event_id: int
    event_hash: bytes
    signature: bytes = b""


def hash_of(previous: bytes, event: Event) -> bytes:
    """Return the hash of an event behind the one whose hash is given."""
    row = json.dumps(msgspec.structs.astuple(event), ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(previous + row.encode()).digest()


def signed(mark: Mark, seed: bytes) -> Mark:
    """Return the mark with the signature of the audit key."""
    signature = Ed25519PrivateKey.from_private_bytes(seed).sign(_said(mark))
    return msgspec.structs.replace(mark, signature=signature)


def is_genuine(mark: Mark, public_key: bytes) -> bool:
    """Return whether the audit key signed the mark."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(mark.signature, _said(mark))
    except InvalidSignature:
        return False
    return True


def public_key_of(seed: bytes) -> bytes:
    """Return the public half of the audit key."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def _said(mark: Mark) -> bytes:
    return f"sportello-audit|{mark.kind}|{mark.at_ms}|{mark.event_id}|{mark.event_hash.hex()}".encode()
