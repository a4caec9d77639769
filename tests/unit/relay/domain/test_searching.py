"""Words as they are searched for, and excerpts around them."""

import pytest

from relay.domain.searching import EXCERPT_CHARS, MARK, UNMARK, excerpt, words_of


def plain(text: str) -> str:
    return text.replace(MARK, "[").replace(UNMARK, "]")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Stampante Ufficio", ["stampante", "ufficio"]),
        ("PERCHÉ", ["perche"]),
        ("giulia@acme.example", ["giulia", "acme", "example"]),
        ('" OR body:* NEAR(a b) -x ^y', ["or", "body", "near", "a", "b", "x", "y"]),
        ('*** --- ""', []),
        ("x" * 20 + " " + " ".join("abcdefghijklmnop"), ["x" * 20, *"abcdefghijk"]),
    ],
)
def test_what_is_typed_becomes_plain_words(typed: str, words: list[str]) -> None:
    assert words_of(typed) == words


@pytest.mark.parametrize(
    ("text", "typed", "shown"),
    [
        ("La stampante non va", "stampante", "La [stampante] non va"),
        ("La Stampante\n\nnon va", "stamp", "La [Stampante] non va"),
        ("perché no", "perche", "[perché] no"),
        ("stampante stampa", "stampante sta", "[stampante] [stampa]"),
        ("nothing here", "word", "nothing here"),
        ("", "word", ""),
    ],
)
def test_found_words_are_marked_where_they_stand(text: str, typed: str, shown: str) -> None:
    assert plain(excerpt(text, words_of(typed))) == shown


def test_a_long_text_is_cut_around_the_first_found_word() -> None:
    text = "before " * 100 + "canary " + "behind " * 100
    shown = plain(excerpt(text, ["canary"]))
    assert "[canary]" in shown
    assert shown[0] == shown[-1] == "…"
    assert len(shown) <= EXCERPT_CHARS + 4


def test_one_endless_word_is_cut_too() -> None:
    assert len(excerpt("x" * 5_000, ["y"])) <= EXCERPT_CHARS + 1


def test_nobody_marks_words_by_writing_the_marks() -> None:
    assert MARK not in excerpt(f"{MARK}fake{UNMARK} text", ["nothing"])
