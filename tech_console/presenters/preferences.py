"""What a person sets for this console on this machine. Kept by whoever is told `save`."""

from collections.abc import Callable
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal

from tech_console.state.preference_values import PreferenceValues


class Preferences(QObject):
    """Signals: `changed(PreferenceValues)`."""

    changed = Signal(object)

    def __init__(self, values: PreferenceValues, save: Callable[[PreferenceValues], None]) -> None:
        super().__init__()
        self.values = values
        self._save = save

    def begin_with(self, language: str) -> None:
        """Show this language until another one is chosen; empty leaves what was chosen before."""
        if language:
            self.values = msgspec.structs.replace(self.values, language=language)

    def change(self, **fields: Any) -> None:
        """Set some of them; saved and told only if anything is different."""
        values = msgspec.structs.replace(self.values, **fields)
        if values != self.values:
            self.values = values
            self._save(values)
            self.changed.emit(values)
