"""The customer stamp: one signed line of text that makes the base package, the same for all, one customer's package.

It is a file of its own beside the program, never a part of it. Signed by the relay's stamp key (Ed25519) as a compact JWS
whose header carries the public key: a changed stamp is noticed anywhere, and the relay itself says whether the key is its
own before a device gives it the token. Read by the agent, made by the relay and by the installer. Source: ADR 0010.
"""

import base64
import datetime as dt
from typing import TYPE_CHECKING, Annotated, Final, Literal

import msgspec

from shared.errors import SportelloError
from shared.ids import StampId

if (
    TYPE_CHECKING
):  # costs a start of the agent more than the rest of this module; loaded where something is signed or read
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FILE_NAME: Final = "sportello.stamp"
FORMAT: Final = 1
MAX_STAMP_BYTES: Final = 64 * 1024
MAX_ICON_BYTES: Final = 24 * 1024
MAX_CA_CHARS: Final = 16 * 1024
CLOCK_SLACK: Final = dt.timedelta(days=1)
"""So far in the future a stamp may be dated: the clocks of relay and packager are not the same."""


class StampRefused(SportelloError):
    """The stamp is there and cannot be used.

    `params["why"]`: `unreadable`, `tampered`, `newer` (made for a newer agent), `foreign` (another relay's, or not signed by
    the key this build accepts), `future`, `expired`. `path` where it came from a file.
    """

    code = "stamp"


class Brand(msgspec.Struct, frozen=True, kw_only=True):
    """What the provider shows instead of our name."""

    title: Annotated[str, msgspec.Meta(max_length=60)] = ""
    support_phone: Annotated[str, msgspec.Meta(max_length=40)] = ""
    icon_png: Annotated[bytes, msgspec.Meta(max_length=MAX_ICON_BYTES)] = b""


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """What the installation permits."""

    allow_key_file: bool = False
    """Without a key store in the OS session the device key may be kept in a file of mode 0600."""
    allow_quit: bool = True
    """Whether the tray menu has *Quit*."""
    inventory: bool = True
    """Whether the device's inventory is collected and told the relay, when it asks."""
    autostart: bool = True
    """Whether the agent starts with the OS session until the person says otherwise."""
    language: Annotated[str, msgspec.Meta(pattern=r"^(it|en)?\Z")] = ""
    """Language of the screen; empty: the person's own."""


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """What the person at the device must not have to type. Unknown fields are skipped; `format` says what must be known."""

    format: int = FORMAT
    stamp_id: StampId
    relay_id: str
    relay_url: Annotated[str, msgspec.Meta(pattern=r"^wss?://[^\s]+\Z", max_length=500)]
    issued_at: dt.datetime
    expires_at: dt.datetime | None = None
    """When its token ends; devices that have joined go on after it."""
    customer_name: Annotated[str, msgspec.Meta(max_length=120)] = ""
    organisation: Annotated[str, msgspec.Meta(max_length=120)] = ""
    """The provider's name, shown until the relay says its own."""
    enrollment_token: Annotated[str, msgspec.Meta(max_length=200)] = ""
    """Empty for a golden image, which joins later."""
    fingerprint: Annotated[str, msgspec.Meta(max_length=100)] = ""
    """SHA-256 of the relay's certificate, when no authority vouches for it."""
    ca_pem: Annotated[str, msgspec.Meta(max_length=MAX_CA_CHARS)] = ""
    """Certificates of a private authority, instead of the system's."""
    proxy: Annotated[str, msgspec.Meta(pattern=r"^(http://[^\s/]+)?\Z", max_length=500)] = ""
    """`http://host:port`; empty: the system's."""
    brand: Brand = Brand()
    policy: Policy = Policy()


class SignedStamp(msgspec.Struct, frozen=True, kw_only=True):
    """A stamp whose signature fits, and who signed it: whether that key may is asked later."""

    stamp: Stamp
    key: str
    """Public half of the stamp key, 32 raw bytes in base64url without padding."""
    text: str
    """The stamp as it is kept and handed on."""


class _Head(msgspec.Struct, frozen=True, kw_only=True):
    key: str
    alg: Literal["EdDSA"] = "EdDSA"
    typ: Literal["sportello-stamp"] = "sportello-stamp"


def sign(stamp: Stamp, key: "Ed25519PrivateKey") -> SignedStamp:
    """Return the stamp as the one line that is handed on."""
    public = public_text(key)
    head = _packed(msgspec.json.encode(_Head(key=public)))
    said = f"{head}.{_packed(msgspec.json.encode(stamp))}"
    return SignedStamp(stamp=stamp, key=public, text=f"{said}.{_packed(key.sign(said.encode()))}")


def read(text: str) -> SignedStamp:
    """Return what the text says once its signature fits.

    Raises: StampRefused with `unreadable`, `tampered` or `newer`.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    text = text.strip()
    if len(text) > MAX_STAMP_BYTES:
        raise StampRefused("longer than any stamp", why="unreadable")
    try:
        said, _, signature = text.rpartition(".")
        head_text, content = said.split(".")
        head = msgspec.json.decode(_unpacked(head_text), type=_Head)
        public = Ed25519PublicKey.from_public_bytes(_unpacked(head.key))
        content_bytes = _unpacked(content)
    except (ValueError, msgspec.MsgspecError) as error:
        raise StampRefused("not a stamp", why="unreadable") from error
    try:
        public.verify(_unpacked(signature), said.encode())
    except (InvalidSignature, ValueError) as error:
        raise StampRefused("the signature does not fit", why="tampered") from error
    return SignedStamp(stamp=_decoded(content_bytes), key=head.key, text=text)


def check_at_relay(signed: SignedStamp, *, relay_id: str, stamp_keys: list[str], now: dt.datetime) -> None:
    """See, before the token is given away, that the relay is the stamp's own and the stamp's time has come and not gone.

    `now` is the relay's clock: the device's may be wrong by years.
    Raises: StampRefused with `foreign`, `future` or `expired`.
    """
    if signed.stamp.relay_id != relay_id or signed.key not in stamp_keys:
        raise StampRefused("another relay's stamp", why="foreign")
    if signed.stamp.issued_at > now + CLOCK_SLACK:
        raise StampRefused("dated in the future", why="future")
    if signed.stamp.expires_at is not None and signed.stamp.expires_at <= now:
        raise StampRefused("its time is over", why="expired")


def public_text(key: "Ed25519PrivateKey") -> str:
    """Return the public half as stamps and relays write it."""
    return _packed(key.public_key().public_bytes_raw())


def _decoded(content: bytes) -> Stamp:
    try:
        if msgspec.json.decode(content, type=_Format).format > FORMAT:
            raise StampRefused("made for a newer agent", why="newer")
        return msgspec.json.decode(content, type=Stamp)
    except msgspec.MsgspecError as error:
        raise StampRefused("signed, but not a stamp", why="unreadable") from error


class _Format(msgspec.Struct, frozen=True):
    format: int


def _packed(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _unpacked(text: str) -> bytes:
    content = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if _packed(content) != text:  # the last letter has bits that mean nothing: one stamp, one text
        raise ValueError(text)
    return content
