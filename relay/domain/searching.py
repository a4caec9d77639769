"""What is searched for and how it is shown: words without case and accents, and an excerpt around them. No index here."""

import re
import unicodedata
from typing import Final

MARK, UNMARK = "\ue000", "\ue001"
"""Stand around a found word in an excerpt; private characters, taken out of every text before."""
EXCERPT_CHARS: Final = 160
LEAD_CHARS: Final = 40
MAX_WORDS: Final = 12
_WORD: Final = re.compile(r"[^\W_]+")
_SPACE: Final = re.compile(r"\s+")


def words_of(text: str) -> list[str]:
    """Return what is asked for, folded: every word must occur, the last one may be a beginning."""
    return [fold(word) for word in _WORD.findall(unicodedata.normalize("NFC", text))][:MAX_WORDS]


def fold(word: str) -> str:
    """Return a word as the index knows it: lower case, without accents."""
    bare = (c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return "".join(bare).lower()


def excerpt(text: str, words: list[str]) -> str:
    """Return a piece of the text around the first found word, on one line, with every found word marked."""
    line = _SPACE.sub(" ", text.replace(MARK, "").replace(UNMARK, "")).strip()
    spans = [match.span() for match in _WORD.finditer(line) if _is_found(fold(match.group()), words)]
    first = spans[0][0] if spans else 0
    fits = first <= LEAD_CHARS or len(line) <= EXCERPT_CHARS
    start = 0 if fits else _after_space(line, first - LEAD_CHARS)
    end = min(len(line), start + EXCERPT_CHARS)
    piece, place = "", start
    for begin, stop in spans:
        if stop <= end:
            piece += f"{line[place:begin]}{MARK}{line[begin:stop]}{UNMARK}"
            place = stop
    piece += line[place:end]
    return f"{'…' if start else ''}{piece}{'…' if end < len(line) else ''}"


def _is_found(word: str, words: list[str]) -> bool:
    return word in words or bool(words and word.startswith(words[-1]))


def _after_space(line: str, place: int) -> int:
    """Return where the next word begins: an excerpt does not begin inside one, unless it is a very long one."""
    space = line.find(" ", place, place + LEAD_CHARS)
    return place if space < 0 else space + 1
