"""What a message's text must be like: the same rule before it is queued at the client and before it is kept at the relay."""

import re
from typing import Final

from shared.errors import BadText, TooLarge
from shared.limits import MAX_TEXT_BYTES

CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""What a text of several lines may not hold. U+2028, U+2029 and direction marks are text: they are shown, made visible."""


def check_text(text: str) -> str:
    """Return the text unchanged: what was typed is what is stored.

    Raises: TooLarge over MAX_TEXT_BYTES of UTF-8; BadText for nothing but space, controls or half a character.
    """
    if len(text.encode("utf-8", errors="surrogatepass")) > MAX_TEXT_BYTES:
        raise TooLarge(field="text", limit=MAX_TEXT_BYTES)
    if not text.strip() or CONTROLS.search(text):
        raise BadText(field="text")
    return text
