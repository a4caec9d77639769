"""What names and addresses from outside must be like: names of one line, one plain address (P11)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay.domain import text
from shared.errors import BadText, TooLarge
from shared.limits import MAX_NAME_CHARS


def test_an_optional_text_may_be_empty_and_has_its_own_limit() -> None:
    assert text.check_long("", "reason", 5) == ""
    assert text.check_long("abcde", "reason", 5) == "abcde"
    with pytest.raises(TooLarge):
        text.check_long("abcdef", "reason", 5)
    with pytest.raises(BadText):
        text.check_long("a\x00", "reason", 5)


def test_a_name_is_composed_and_trimmed() -> None:
    assert text.clean_name("  Nicolo\u0300  ", "name") == "Nicol\u00f2"


@pytest.mark.parametrize(
    "bad", ["a\nb", "a\rb", "a\tb", "a\x00b", "a\u2028b", "a\u202eb", "a\u200bb", "a\u2066b", "a\ufeffb", "", "   "]
)
def test_a_name_is_one_honest_line(bad: str) -> None:
    with pytest.raises(BadText) as refused:
        text.clean_name(bad, "first_name")
    assert refused.value.params == {"field": "first_name"}


def test_a_name_that_is_too_long_is_refused_and_not_cut() -> None:
    assert text.clean_name("x" * MAX_NAME_CHARS, "name")
    with pytest.raises(TooLarge):
        text.clean_name("x" * (MAX_NAME_CHARS + 1), "name")


def test_what_a_device_calls_itself_is_made_fit_and_never_refused() -> None:
    assert text.harmless_name("PC\x1b[31m-\u202e14\n") == "PC?[31m-?14"
    assert text.harmless_name("") == "?"
    assert text.harmless_name("x" * 500) == "x" * MAX_NAME_CHARS


@given(st.text())
def test_no_name_of_a_device_keeps_a_bad_character(name: str) -> None:
    kept = text.harmless_name(name)
    assert 0 < len(kept) <= MAX_NAME_CHARS
    assert not {unicodedata.category(c) for c in kept} & {"Cc", "Cs", "Zl", "Zp"}


@given(st.text(max_size=200))
def test_a_name_is_kept_whole_or_refused(name: str) -> None:
    try:
        kept = text.clean_name(name, "name")
    except (BadText, TooLarge):
        return
    assert kept == unicodedata.normalize("NFC", name).strip()
    assert text.clean_name(kept, "name") == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("giulia@acme.example", "giulia@acme.example"),
        ("  Giulia.Verdi+pc@ACME.Example ", "Giulia.Verdi+pc@acme.example"),
        ("o'neil@a-b.example", "o'neil@a-b.example"),
        ("x@localhost", "x@localhost"),
    ],
)
def test_one_plain_address_is_kept(typed: str, kept: str) -> None:
    assert text.clean_e_mail(typed) == kept


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "nobody",
        "@acme.example",
        "a@",
        "a@x,b@y",
        "a@x b@y",
        '"a@x"@y',
        "a@x\r\nBcc: b@y",
        "a@x\nb",
        "a\x00@x",
        "a@x\u2028.example",
        "a(comment)@x",
        "<a@x>",
        ".a@x",
        "a.@x",
        "a..b@x",
        "a@-x.example",
        "a@x..example",
        "a@[127.0.0.1]",
        "à@x",
        "a@è.example",
        "a" * 65 + "@x",
        "a@" + "x" * 64,
        "a@" + ".".join(["x" * 60] * 5),
    ],
)
def test_anything_but_one_plain_address_is_refused(bad: str) -> None:
    # P11: no list, no quoted part, no header can hide in an address.
    with pytest.raises(BadText) as refused:
        text.clean_e_mail(bad)
    assert refused.value.params == {"field": "e_mail"}


@given(st.text(max_size=300))
def test_no_address_that_is_kept_holds_space_or_control(address: str) -> None:
    try:
        kept = text.clean_e_mail(address)
    except BadText:
        return
    assert kept.isascii()
    assert kept.isprintable()
    assert kept.count("@") == 1
    assert not set(kept) & set(' ,;<>"()[]\\')
