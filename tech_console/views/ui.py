"""What every view is given: the presenters, the language with the edition's words, the look."""

from typing import NamedTuple

from shared.qt.translator import Language
from shared.widgets.theme import Theme
from tech_console.models.words import follower_words
from tech_console.presenters.console import Console
from tech_console.presenters.handing import Person


class Ui(NamedTuple):
    """Made once; passed down."""

    console: Console
    language: Language
    theme: Theme

    def say(self, text: str, **values: object) -> str:
        """Fill a translated sentence with the words of the edition and with values."""
        return self.language.say(text, **values)

    def name(self, who: Person) -> str:
        """Return a technician's name, marked for the one who follows the customer in question (H-14)."""
        return self.say(follower_words(), name=who.name) if who.follows else who.name
