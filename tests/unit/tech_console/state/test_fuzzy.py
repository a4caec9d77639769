import pytest

from tech_console.state.fuzzy import fit


@pytest.mark.parametrize(
    ("typed", "text"), [("nt", "New ticket"), ("NEW TI", "New ticket"), ("tkt", "New ticket"), ("", "anything")]
)
def test_letters_in_their_order_fit(typed: str, text: str) -> None:
    assert fit(typed, text) is not None


@pytest.mark.parametrize(("typed", "text"), [("tn", "in"), ("newx", "New ticket"), ("x", "")])
def test_a_missing_letter_does_not_fit(typed: str, text: str) -> None:
    assert fit(typed, text) is None


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("tick", "Show ticket", "Toggle the quick list"),
        ("nt", "New ticket", "Conversations"),
        ("close", "Close conversation", "Undisclosed"),
    ],
)
def test_words_that_begin_so_come_before_letters_found_anywhere(typed: str, better: str, worse: str) -> None:
    good, bad = fit(typed, better), fit(typed, worse)
    assert good is not None
    assert bad is None or good > bad
