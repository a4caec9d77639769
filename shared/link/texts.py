"""Looks at a text before it is queued, so that what can only be refused is said at once and stays in its box."""

import unicodedata

from shared.errors import BadText, TooLarge
from shared.limits import MAX_TEXT_BYTES

ALLOWED_CONTROLS = frozenset("\n\r\t")


def check_text(text: str) -> None:
    """Accept what the relay accepts.

    Raises: TooLarge over MAX_TEXT_BYTES of UTF-8; BadText for nothing but space, controls or half a character.
    """
    if len(text.encode("utf-8", errors="surrogatepass")) > MAX_TEXT_BYTES:
        raise TooLarge(field="text", limit=MAX_TEXT_BYTES)
    if not text.strip() or any(_is_refused(character) for character in text):
        raise BadText(field="text")


def _is_refused(character: str) -> bool:
    return character not in ALLOWED_CONTROLS and unicodedata.category(character) in {"Cc", "Cs"}
