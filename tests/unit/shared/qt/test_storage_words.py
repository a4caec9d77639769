import pytest

from shared.qt.storage_words import storage_words


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("read_only", "only be read"),
        ("full", "full"),
        ("denied", "may not write"),
        ("no_folder", "There is a file"),
        ("other_account", "another account"),
        ("newer", "newer version"),
        ("what a driver says", "cannot write its own files"),
    ],
)
def test_each_reason_has_a_sentence_of_its_own(why: str, words: str) -> None:
    assert words in storage_words({"why": why, "path": "/state"})


def test_a_folder_that_is_not_known_is_not_named() -> None:
    assert "(" not in storage_words({"why": "read_only"})
