"""What every view is given: the presenters, the language with the edition's words, the look."""

from typing import NamedTuple

from shared.qt.translator import Language
from shared.widgets.theme import Theme
from tech_console.presenters.console import Console


class Ui(NamedTuple):
    """Made once; passed down."""

    console: Console
    language: Language
    theme: Theme

    def say(self, text: str, **values: object) -> str:
        """Fill a translated sentence with the words of the edition and with values."""
        return self.language.say(text, **values)
