import pytest

from shared.errors import BadText, TooLarge
from shared.limits import MAX_TEXT_BYTES
from shared.link.texts import check_text


@pytest.mark.parametrize("text", ["hello", "two\nlines\tand a tab", "😀", "a\u2028b", "x" * MAX_TEXT_BYTES])
def test_what_people_write_is_taken(text: str) -> None:
    check_text(text)


@pytest.mark.parametrize("text", ["", "  \n ", "a\0b", "\x1b[31m", "half \ud83d"])
def test_what_the_relay_would_refuse_is_refused_here(text: str) -> None:
    with pytest.raises(BadText):
        check_text(text)


def test_the_limit_counts_bytes() -> None:
    with pytest.raises(TooLarge):
        check_text("è" * (MAX_TEXT_BYTES // 2 + 1))
