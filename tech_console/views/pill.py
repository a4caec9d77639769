"""A word on a tinted ground: a state one should see at a glance. The word says what the colour says."""

from typing import Literal

from shared.widgets.labels import Label
from shared.widgets.theme import repolish

Tone = Literal["ok", "warn", "danger", "info", ""]


class Pill(Label):
    """Its look is `pill` of style.py, by the property `tone`."""

    def __init__(self) -> None:
        super().__init__("")
        self.setProperty("kind", "pill")

    def show_words(self, words: str, tone: Tone) -> None:
        """Show another state."""
        self.setText(words)
        self.setVisible(bool(words))
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            repolish(self)
