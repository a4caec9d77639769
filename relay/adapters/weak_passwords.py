"""Says whether a new password is too easy to guess although it is long; used when a password is set, never at sign-in."""

import functools
import itertools
import pathlib
import re
import unicodedata
from typing import Final

from shared.errors import SportelloError
from shared.limits import PASSWORD_MIN_CHARS

MAX_CHARS: Final = 256
MIN_DISTINCT: Final = 6
MIN_REST: Final = 6
"""So many characters must be left when what everybody tries first is taken away."""
_LIST: Final = pathlib.Path(__file__).with_name("common_passwords.txt")
_ROWS: Final = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1q2w3e4r5t6y7u8i9o0p",
)
_RUN: Final = 4
_CORE: Final = re.compile(r"[^a-z]*([a-z]+)[^a-z]*")


class WeakPassword(SportelloError):
    """The password cannot be used; `params["why"]` is `short`, `long`, `simple`, `common` or `own_name`."""

    code = "weak_password"


def check_password(password: str, *, names: tuple[str, ...] = ()) -> None:
    """Raises: WeakPassword. `names` is what an attacker knows: the person's name, e-mail address, organisation."""
    if len(password) < PASSWORD_MIN_CHARS:
        raise WeakPassword(why="short", limit=PASSWORD_MIN_CHARS)
    if len(password) > MAX_CHARS:
        raise WeakPassword(why="long", limit=MAX_CHARS)
    plain = unicodedata.normalize("NFKC", password).casefold()
    if len(set(plain)) < MIN_DISTINCT or _repeats(plain) or len(_without_runs(plain)) < MIN_REST:
        raise WeakPassword(why="simple")
    core = _CORE.fullmatch(plain)
    if plain in _common() or (core is not None and core[1] in _common()):
        raise WeakPassword(why="common")
    if len(_without_names(plain, names)) < MIN_REST:
        raise WeakPassword(why="own_name")


@functools.cache
def _common() -> frozenset[str]:
    return frozenset(_LIST.read_text(encoding="utf-8").split())


def _repeats(text: str) -> bool:
    """Return whether the text is one piece again and again, the last time perhaps cut short."""
    return any(text == (text[:size] * len(text))[: len(text)] for size in range(1, len(text) // 2 + 1))


def _without_runs(text: str) -> str:
    """Return the text without pieces of the alphabet, of counting and of keyboard rows, in either direction."""
    for row in itertools.chain(_ROWS, (row[::-1] for row in _ROWS)):
        for size in range(len(row), _RUN - 1, -1):
            for start in range(len(row) - size + 1):
                text = text.replace(row[start : start + size], "")
    return text


def _without_names(text: str, names: tuple[str, ...]) -> str:
    pieces = {piece for name in names for piece in re.split(r"\W+", name.casefold()) if len(piece) >= _RUN}
    for piece in sorted(pieces, key=len, reverse=True):
        text = text.replace(piece, "")
    return text
