"""What a screen says in its language for a text of the source: looked up in the translation files, as Qt does.

So the story is written once, in the words of the source, and what it does not find on an Italian screen is untranslated.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from pathlib import Path
from typing import Final

ROOT = Path(__file__).parents[2]
SHARED: Final = "shared/resources/i18n/shared_it.ts"
PLACE: Final = re.compile(r"\\\{[^}]*\\\}|%n")


class Words:
    """Patterns for the texts of a program; `files` are its Italian translations, none means English."""

    def __init__(self, files: Iterable[str] = ()) -> None:
        self._known: dict[str, set[str]] = {}
        paths = [ROOT / file for file in files]
        for path in paths:
            # Our own file, of this repository.
            for message in ET.parse(path).iter("message"):  # noqa: S314
                source, said = message.findtext("source", ""), message.findtext("translation", "")
                self._known.setdefault(_plain(source), set()).add(_plain(said))
        self._is_english = not paths

    def plain(self, text: str) -> str:
        """Return the text as the screen says it. Raises: AssertionError when it says it in several ways."""
        said = {text} if self._is_english else self._known.get(text, set())
        assert len(said) == 1, f"{text!r} is said as {sorted(said)}"
        return next(iter(said))

    def pattern(self, text: str) -> re.Pattern[str]:
        """Return what recognises the text on screen as a whole; its places may hold anything.

        Raises: AssertionError when there is no translation.
        """
        said = {text} if self._is_english else self._known.get(text, set())
        assert any(said), f"{text!r} is not translated"
        alternatives = "|".join(PLACE.sub(".*", re.escape(one)) for one in sorted(said))
        return re.compile(f"^(?:{alternatives})$", re.DOTALL)


def _plain(text: str) -> str:
    """Return a text without the mark of its keyboard short cut."""
    return re.sub(r"&(?=\w)", "", text)
