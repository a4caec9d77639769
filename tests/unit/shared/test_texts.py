"""What a message must be like: kept as it was typed, or refused; the same for client and relay (P47)."""

import pytest

from shared.errors import BadText, TooLarge
from shared.limits import MAX_TEXT_BYTES
from shared.texts import check_text

HOSTILE = [
    "<b>x</b>",
    "=cmd|' /C calc'!A0",
    "[x](http://x)",
    '<img src="file:///x">',
    "//host/share/a.png",
    "%s{{7*7}}",
]


@pytest.mark.parametrize("typed", ["ciao", " due spazi ", "riga\nriga\ttab\r\n", "e\u0301", "\u202eoibmac", *HOSTILE])
def test_what_was_typed_is_what_is_stored(typed: str) -> None:
    assert check_text(typed) == typed


@pytest.mark.parametrize("typed", ["", " ", "\n\t ", "\u3000"])
def test_a_message_of_nothing_is_refused(typed: str) -> None:
    with pytest.raises(BadText):
        check_text(typed)


@pytest.mark.parametrize("bad", ["\x00", "\x1b[31m", "\x07", "\x7f", "\x9b", "\x85", "\ud800"])
def test_control_characters_are_refused(bad: str) -> None:
    with pytest.raises(BadText) as refused:
        check_text(f"ciao{bad}")
    assert refused.value.params == {"field": "text"}


def test_the_limit_of_a_message_counts_bytes() -> None:
    assert check_text("x" * MAX_TEXT_BYTES)
    assert check_text("è" * (MAX_TEXT_BYTES // 2))
    with pytest.raises(TooLarge) as refused:
        check_text("è" * (MAX_TEXT_BYTES // 2) + "x")
    assert refused.value.params == {"field": "text", "limit": MAX_TEXT_BYTES}
