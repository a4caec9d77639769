import datetime as dt

import pytest
from PySide6.QtCore import QLocale

from tech_console.models.units import ago_words, share_words, size_words, span_words

NOW = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def english(qapp: object) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English))


@pytest.mark.parametrize(
    ("size", "words"), [(0, ""), (-1, ""), (512, "512 bytes"), (16 << 30, "16.0 GiB"), (3 << 19, "1.5 MiB")]
)
def test_sizes_are_counted_in_powers_of_two_and_say_so(size: int, words: str) -> None:
    assert size_words(size) == words


def test_numbers_are_written_as_the_language_writes_them() -> None:
    QLocale.setDefault(QLocale(QLocale.Language.Italian))
    assert size_words(16 << 30).startswith("16,0")


@pytest.mark.parametrize(("percent", "words"), [(-1, ""), (0, "0 %"), (7.4, "7 %")])
def test_an_unknown_share_is_empty(percent: float, words: str) -> None:
    assert share_words(percent) == words


@pytest.mark.parametrize(
    ("back", "words"),
    [
        (dt.timedelta(seconds=-5), "Just now"),
        (dt.timedelta(seconds=30), "Just now"),
        (dt.timedelta(minutes=5), "5 min ago"),
        (dt.timedelta(hours=7), "7 h ago"),
        (dt.timedelta(days=3), "3 day(s) ago"),
    ],
)
def test_how_long_ago_is_said_in_the_largest_unit(back: dt.timedelta, words: str) -> None:
    assert ago_words(NOW - back, NOW) == words


def test_more_than_a_month_ago_is_a_date_and_never_is_empty() -> None:
    assert "2026" in ago_words(NOW - dt.timedelta(days=60), NOW) or "/26" in ago_words(NOW - dt.timedelta(days=60), NOW)
    assert ago_words(None, NOW) == ""


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 minute(s)"), (90, "1 minute(s)"), (3660, "1 hour(s), 1 minute(s)"), (187_200, "2 day(s), 4 hour(s)")],
)
def test_a_span_has_its_two_largest_units(seconds: int, words: str) -> None:
    assert span_words(seconds) == words
