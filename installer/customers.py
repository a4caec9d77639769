"""What an administrator says on the command line becomes a signed stamp; what is wrong with it is said in one sentence."""

import datetime as dt
from pathlib import Path
from typing import Final

import msgspec

from installer.errors import InstallerError
from shared import stamp as stamps
from shared.ids import StampId, new_id
from shared.stamp import MAX_ICON_BYTES, Brand, Policy, SignedStamp, Stamp

PNG: Final = b"\x89PNG\r\n\x1a\n"
POLICIES: Final = {
    "allow-key-file": "allow_key_file",
    "quit": "allow_quit",
    "inventory": "inventory",
    "autostart": "autostart",
}
"""Word of `--policy WORD=on|off` and field of the stamp; `language=it|en` besides."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """The options of `stamp`."""

    customer: str
    relay: str
    relay_id: str
    token: str = ""
    days: int = 0
    organisation: str = ""
    fingerprint: str = ""
    ca_file: Path | None = None
    proxy: str = ""
    brand_title: str = ""
    brand_icon: Path | None = None
    support_phone: str = ""
    policy: tuple[str, ...] = ()


def make_stamp(wanted: Wanted, now: dt.datetime) -> Stamp:
    """Return the stamp, checked against what the agent will accept. Raises: InstallerError, OSError."""
    brand = Brand(title=wanted.brand_title, support_phone=wanted.support_phone, icon_png=_icon(wanted.brand_icon))
    made = Stamp(
        stamp_id=StampId(new_id()),
        relay_id=wanted.relay_id,
        relay_url=wanted.relay,
        issued_at=now,
        expires_at=now + dt.timedelta(days=wanted.days) if wanted.days else None,
        customer_name=wanted.customer,
        organisation=wanted.organisation,
        enrollment_token=wanted.token,
        fingerprint=wanted.fingerprint,
        ca_pem=wanted.ca_file.read_text(encoding="ascii") if wanted.ca_file else "",
        proxy=wanted.proxy,
        brand=brand,
        policy=_policy(wanted.policy),
    )
    try:
        # Values are checked where they are read: by the agent, and here before anybody gets them.
        return msgspec.json.decode(msgspec.json.encode(made), type=Stamp)
    except msgspec.ValidationError as error:
        raise InstallerError(f"The stamp cannot hold this: {error}.") from error


def facts(signed: SignedStamp) -> dict[str, str]:
    """Return what a stamp says, for people: its token only by its first letters."""
    said = signed.stamp
    token = f"{said.enrollment_token[:4]}… ({len(said.enrollment_token)} letters)" if said.enrollment_token else "none"
    switches = msgspec.to_builtins(said.policy)
    rows = {
        "customer": said.customer_name,
        "organisation": said.organisation,
        "relay": said.relay_url,
        "relay id": said.relay_id,
        "token": token,
        "made": said.issued_at.isoformat(timespec="minutes"),
        "ends": said.expires_at.isoformat(timespec="minutes") if said.expires_at else "never",
        "fingerprint": said.fingerprint,
        "authority": f"{said.ca_pem.count('BEGIN CERTIFICATE')} certificates" if said.ca_pem else "",
        "proxy": said.proxy,
        "title": said.brand.title,
        "phone": said.brand.support_phone,
        "icon": f"{len(said.brand.icon_png)} bytes" if said.brand.icon_png else "",
        "policy": ", ".join(f"{name}={_word(value)}" for name, value in switches.items() if value != ""),
        "stamp": said.stamp_id,
        "signed by": signed.key,
    }
    return {name: value for name, value in rows.items() if value}


def sign(made: Stamp, key_file: Path) -> SignedStamp:
    """Sign a stamp with the relay's stamp key. Raises: InstallerError, OSError."""
    from installer.keys import read_private_key

    return stamps.sign(made, read_private_key(key_file))


def _policy(words: tuple[str, ...]) -> Policy:
    fields: dict[str, bool | str] = {}
    for word in words:
        name, _, value = word.partition("=")
        if name == "language" and value in {"it", "en"}:
            fields["language"] = value
        elif name in POLICIES and value in {"on", "off"}:
            fields[POLICIES[name]] = value == "on"
        else:
            known = ", ".join([*(f"{known}=on|off" for known in POLICIES), "language=it|en"])
            raise InstallerError(f"--policy {word} is not known; there are: {known}.")
    return msgspec.convert(fields, Policy)


def _icon(path: Path | None) -> bytes:
    if path is None:
        return b""
    content = path.read_bytes()
    if not content.startswith(PNG):
        raise InstallerError(f"{path} is no PNG picture.")
    if len(content) > MAX_ICON_BYTES:
        raise InstallerError(f"{path} is too big: at most {MAX_ICON_BYTES} bytes; 64 by 64 pixels are enough.")
    return content


def _word(value: object) -> str:
    return {True: "on", False: "off"}[value] if isinstance(value, bool) else str(value)
