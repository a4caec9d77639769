"""The first messages of a connection: challenge, sign-in, welcome. Source: docs/protocol.md, Sign-in."""

from typing import Annotated

import msgspec

from shared.ids import CustomerId, DeviceId, DeviceKeyId, TechnicianId
from shared.protocol.base import Count, EMail, Instant, Message, Name, Record, Reply, Request, Token

Jws = Annotated[str, msgspec.Meta(max_length=2048)]
ProgramVersion = Annotated[str, msgspec.Meta(max_length=40)]
"""Which version the client's program is, for people; never a reason to answer differently."""


class Challenge(Message, tag="challenge", frozen=True, kw_only=True):
    """Relay → client, first frame: what a signature must contain. `now` lets a client with a wrong clock sign in."""

    nonce: str
    relay_id: str
    versions: list[int]
    now: Instant
    organisation: str
    edition: str
    """`msp` or `it`: which words the screens use (A-02)."""
    stamp_keys: list[str] = []
    """Public keys whose stamps are this relay's: a device compares before it gives a stamp's token away (ADR 0010)."""


class AgentSignIn(Request, tag="agent.sign_in", frozen=True, kw_only=True):
    """Agent → relay: EdDSA JWS over {iss=sub=device key, aud=relay_id, nonce, iat, exp} (docs/protocol.md)."""

    jws: Jws
    version: int
    program_version: ProgramVersion = ""
    instance: Annotated[str, msgspec.Meta(max_length=64)] = ""
    """Made anew by each start of a program: two that live at once with one key are a copied disk."""


class AgentWelcome(Reply, tag="agent.welcome", frozen=True, kw_only=True):
    """The agent is signed in; `epoch` fences older connections of the same key. Pending devices get `forbidden`."""

    device_id: DeviceId
    device_key_id: DeviceKeyId
    customer_id: CustomerId
    customer_name: str
    epoch: Count
    approved: bool
    now: Instant


class TechnicianSignIn(Request, tag="technician.sign_in", frozen=True, kw_only=True):
    """Console → relay: password and second factor together, one answer for every wrong combination."""

    e_mail: EMail
    password: Annotated[str, msgspec.Meta(max_length=256)]
    second_factor: Annotated[str, msgspec.Meta(max_length=40)]
    """Six digits of the authenticator, or one recovery code."""
    version: int
    program_version: ProgramVersion = ""


class TechnicianResume(Request, tag="technician.resume", frozen=True, kw_only=True):
    """Console → relay: go on with an opaque session after a lost connection."""

    session: Token
    version: int
    program_version: ProgramVersion = ""


class TechnicianProfile(Record, frozen=True, kw_only=True):
    """Who is signed in, for the profile menu."""

    technician_id: TechnicianId
    name: Name
    e_mail: EMail
    role: str
    available: bool
    rights: list[str]


class TechnicianWelcome(Reply, tag="technician.welcome", frozen=True, kw_only=True):
    """The technician is signed in; `session` is set after a fresh sign-in only, kept in the OS key store."""

    profile: TechnicianProfile
    now: Instant
    session: str = ""
    recovery_codes_left: int = 0


class SignOut(Request, tag="technician.sign_out", frozen=True, kw_only=True):
    """Console → relay: end this session; the relay closes the connection after `done`."""


class Bye(Message, tag="bye", frozen=True, kw_only=True):
    """Relay → client, last frame before a close it chose; `code` is an error code."""

    code: str
    retry_after_ms: int | None = None
