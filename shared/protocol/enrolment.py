"""Joining a device with a customer's enrollment token. Source: docs/protocol.md, Enrolment."""

from typing import Annotated

import msgspec

from shared.ids import CustomerId, DeviceId, DeviceKeyId
from shared.protocol.base import Name, Reply, Request, Token
from shared.protocol.hello import Jws


class Enrol(Request, tag="enrol", frozen=True, kw_only=True):
    """Agent → relay, before sign-in: register one Ed25519 public key under the token's customer.

    `proof` is a JWS by the new key over {iss="enrol", aud=relay_id, nonce}; host name and user are untrusted text.
    """

    token: Token
    public_key: Annotated[str, msgspec.Meta(max_length=64)]
    """32 raw bytes, base64url without padding."""
    proof: Jws
    machine_id: Annotated[str, msgspec.Meta(max_length=128)]
    host_name: Name
    os_user: Name
    platform: Annotated[str, msgspec.Meta(max_length=120)]


class Enrolled(Reply, tag="enrolled", frozen=True, kw_only=True):
    """The key is registered; sign in with it on this same connection. `approved` is False under policy `approve`."""

    device_id: DeviceId
    device_key_id: DeviceKeyId
    customer_id: CustomerId
    customer_name: str
    approved: bool
