"""What a person sets for this console on this machine: relay, language, look, sounds. Kept by whoever is told `save`."""

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject, Signal


class PreferenceValues(msgspec.Struct, frozen=True, kw_only=True):
    """`language` and `theme` may be `system`; `fingerprint` belongs to `relay_url` and to no other."""

    relay_url: str = ""
    fingerprint: str = ""
    e_mail: str = ""
    language: str = "system"
    theme: str = "system"
    close_to_tray: bool = True
    sound_requests: bool = True
    sound_messages: bool = True
    notifications: bool = True
    geometry: str = ""


class Preferences(QObject):
    """Signals: `changed(PreferenceValues)`."""

    changed = Signal(object)

    def __init__(self, values: PreferenceValues, save: Callable[[PreferenceValues], None]) -> None:
        super().__init__()
        self.values = values
        self._save = save

    def change(self, **fields: str | bool) -> None:
        """Set some of them; saved and told only if anything is different."""
        values = msgspec.structs.replace(self.values, **fields)
        if values != self.values:
            self.values = values
            self._save(values)
            self.changed.emit(values)
