"""How well a few typed letters fit a name: for the command palette. `nwt` finds *New ticket*."""

from typing import Final

START, NEXT, PLAIN, LATE = 12, 8, 1, -1
"""What a letter earns at the beginning of a word, right behind the letter before, elsewhere; what skipping costs."""
WHOLE: Final = 1000
"""What it earns when the letters stand together as they were typed."""


def fit(typed: str, text: str) -> int | None:
    """Return how well it fits, more is better; None when a letter is missing. Nothing typed fits everything."""
    needle, hay = "".join(typed.casefold().split()), text.casefold()
    if not needle:
        return 0
    whole = hay.find(" ".join(typed.casefold().split()))
    if whole >= 0:
        return WHOLE + (START if _begins_word(hay, whole) else 0) - min(whole, 100)
    return _scattered(needle, hay)


def _scattered(needle: str, hay: str) -> int | None:
    earned, place = 0, -1
    for letter in needle:
        near = hay.find(letter, place + 1)
        if near < 0:
            return None
        best = _word_start(letter, hay, place + 1)
        spot = near if near == place + 1 or best < 0 else best
        earned += START if _begins_word(hay, spot) else NEXT if spot == place + 1 else PLAIN
        earned += LATE * min(10, spot - place - 1)
        place = spot
    return earned


def _word_start(letter: str, hay: str, begin: int) -> int:
    spot = hay.find(letter, begin)
    while spot >= 0 and not _begins_word(hay, spot):
        spot = hay.find(letter, spot + 1)
    return spot


def _begins_word(hay: str, spot: int) -> bool:
    return spot == 0 or not hay[spot - 1].isalnum()
