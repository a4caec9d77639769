"""What the person chose on screen: language, colours, sounds, start with the session. Kept in the link's store."""

from typing import Protocol

from PySide6.QtCore import QObject, Signal

from shared.link.api import Link
from shared.link.events import LinkEvent, MailboxOpened

PREFIX = "agent."


class Autostart(Protocol):
    """The entry that starts the program with the OS session; see endpoint_agent/autostart.py."""

    def is_on(self) -> bool:
        """Tell whether the entry is there."""

    def set_on(self, on: bool) -> bool:
        """Make or remove it; False when the system refused."""


class SettingsPresenter(QObject):
    """Signals: `changed(key)` of `language`, `theme`, `sounds`, `autostart`; `opened()` once the kept ones are known."""

    changed = Signal(str)
    opened = Signal()

    def __init__(
        self,
        link: Link,
        autostart: Autostart,
        *,
        language: str = "",
        default_language: str = "",
        wants_autostart: bool = True,
    ) -> None:
        super().__init__()
        self._link = link
        self._autostart = autostart
        self._forced_language = language
        self._default_language = default_language
        self._wants_autostart = wants_autostart
        self._values: dict[str, str] = {}
        self.is_first_run = False
        """Whether this profile had not been used before; known once `opened`."""

    @property
    def language(self) -> str:
        """`system`, `en` or `it`: the command line above what was chosen before, and that above the installation's."""
        return self._forced_language or self._values.get("language", self._default_language or "system")

    @property
    def theme(self) -> str:
        """`system`, `light` or `dark`."""
        return self._values.get("theme", "system")

    @property
    def sounds(self) -> bool:
        """Whether requests and messages are heard."""
        return self._values.get("sounds", "on") == "on"

    @property
    def autostart(self) -> bool:
        """Whether the program starts with the OS session."""
        return self._autostart.is_on()

    def set_language(self, choice: str) -> None:
        """Choose `system`, `en` or `it`."""
        self._forced_language = ""
        self._keep("language", choice)

    def set_theme(self, choice: str) -> None:
        """Choose `system`, `light` or `dark`."""
        self._keep("theme", choice)

    def set_sounds(self, on: bool) -> None:
        """Switch the sounds."""
        self._keep("sounds", "on" if on else "off")

    def set_autostart(self, on: bool) -> None:
        """Switch the start with the OS session; what the system made of it is read back."""
        self._autostart.set_on(on)
        self._keep("autostart", "on" if on else "off")

    def place(self) -> str:
        """Return where the window stood, as its view wrote it."""
        return self._values.get("place", "")

    def set_place(self, place: str) -> None:
        """Remember where the window stands."""
        if place != self.place():
            self._keep("place", place)

    def handle(self, event: LinkEvent) -> None:
        """Take one event of the link."""
        if not isinstance(event, MailboxOpened):
            return
        kept = {key.removeprefix(PREFIX): value for key, value in event.settings.items() if key.startswith(PREFIX)}
        self._values = {**kept, **self._values}
        if "started" not in self._values:
            self._first_run()
        self.opened.emit()

    def _first_run(self) -> None:
        self.is_first_run = True
        if self._wants_autostart:
            self._autostart.set_on(True)
        self._keep("started", "yes")

    def _keep(self, key: str, value: str) -> None:
        self._values[key] = value
        self._link.save_setting(PREFIX + key, value)
        self.changed.emit(key)
