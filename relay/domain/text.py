"""What names, addresses and longer texts from outside must be like before they are kept. Messages: shared/texts.py."""

import re
import unicodedata
from typing import Final

from shared.errors import BadText, TooLarge
from shared.limits import MAX_E_MAIL_CHARS, MAX_NAME_CHARS
from shared.texts import CONTROLS

_ONE_LINE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028-\u202e\u2066-\u2069\u200b\u200e\u200f\ufeff]")
"""What a name may not hold: also line separators, direction and invisible marks."""


def check_long(text: str, field: str, limit: int) -> str:
    """Return a longer optional text (reason, description) unchanged. Raises: TooLarge, BadText."""
    if len(text) > limit:
        raise TooLarge(field=field, limit=limit)
    return _refuse_controls(text, field, one_line=False)


def clean_name(name: str, field: str, limit: int = MAX_NAME_CHARS) -> str:
    """Return a one-line name in NFC without outer space.

    Raises: BadText when empty or holding a control, line or direction character; TooLarge.
    """
    name = unicodedata.normalize("NFC", name).strip()
    if not name:
        raise BadText(field=field)
    if len(name) > limit:
        raise TooLarge(field=field, limit=limit)
    return _refuse_controls(name, field)


def harmless_name(name: str, limit: int = MAX_NAME_CHARS) -> str:
    """Return a device-sent name made fit to keep: bad characters become `?`, never a refusal."""
    return harmless_text(name, limit) or "?"


def harmless_text(text: str, limit: int) -> str:
    """Return device-sent text as one line fit to keep, which may be empty."""
    text = text.strip()
    if not (text.isascii() and text.isprintable()):  # most is; the rest takes ten times as long
        text = _ONE_LINE.sub("?", unicodedata.normalize("NFC", text))
    return text[:limit]


def person_name(first_name: str | None, last_name: str | None, os_user: str) -> str:
    """Return how a contact is called on screen; the OS user name where nobody is known."""
    return f"{first_name or ''} {last_name or ''}".strip() or os_user


def clean_e_mail(address: str) -> str:
    """Return one plain address, domain in lower case.

    Stricter than RFC 5321 on purpose: no quoted local part, no comment, no list, no header can hide in it.
    Raises: BadText(field="e_mail").
    """
    address = address.strip()
    local, at, domain = address.rpartition("@")
    ok = (
        bool(at)
        and 0 < len(local) <= 64
        and len(address) <= MAX_E_MAIL_CHARS
        and _ATOM.issuperset(local)
        and not local.startswith(".")
        and not local.endswith(".")
        and ".." not in local
        and _is_domain(domain)
    )
    if not ok:
        raise BadText(field="e_mail")
    return f"{local}@{domain.lower()}"


_ATOM: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~.")
_HOST: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


def _is_domain(domain: str) -> bool:
    labels = domain.lower().split(".")
    return all(0 < len(part) <= 63 and _HOST.issuperset(part) and part.strip("-") == part for part in labels)


def _refuse_controls(text: str, field: str, *, one_line: bool = True) -> str:
    if (_ONE_LINE if one_line else CONTROLS).search(text):
        raise BadText(field=field)
    return text
