"""Two short sounds, played by what the desktop has; silent where it has nothing. QtMultimedia is not needed.

Linux: the player of PipeWire, PulseAudio or ALSA that is installed. macOS: afplay. Windows: winsound.
"""

import importlib
import shutil
import sys
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QElapsedTimer, QObject, QProcess

from shared.resources import RESOURCES

Sound = Literal["request", "message"]
PLAYERS: tuple[tuple[str, ...], ...] = (("pw-play",), ("paplay",), ("aplay", "-q"), ("afplay",))
QUIET_MS = 1500
"""The same sound is not played again so soon: a burst of messages sounds once."""


class Sounds(QObject):
    """Plays when switched on; `is_on` is the person's setting and kept by the caller."""

    def __init__(self, *, is_on: bool = True, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_on = is_on
        self._player = find_player()
        self._last: dict[Sound, QElapsedTimer] = {}

    def play(self, sound: Sound) -> bool:
        """Start a sound and return at once; tells whether one was started."""
        if not self.is_on or self._is_too_soon(sound):
            return False
        return self._start(sound_file(sound))

    def _is_too_soon(self, sound: Sound) -> bool:
        timer = self._last.get(sound)
        if timer is not None and not timer.hasExpired(QUIET_MS):
            return True
        self._last[sound] = QElapsedTimer()
        self._last[sound].start()
        return False

    def _start(self, path: Path) -> bool:
        if sys.platform == "win32":
            return _play_on_windows(path)
        if self._player is None:
            return False
        program, *options = self._player
        started, _ = QProcess.startDetached(program, [*options, str(path)])
        return bool(started)


def find_player() -> tuple[str, ...] | None:
    """Return the first player that is installed, with its options."""
    return next((player for player in PLAYERS if shutil.which(player[0])), None)


def sound_file(sound: Sound) -> Path:
    """Return the WAV file of a sound."""
    return RESOURCES / "sounds" / f"{sound}.wav"


def _play_on_windows(path: Path) -> bool:
    winsound = importlib.import_module("winsound")
    winsound.PlaySound(str(path), winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
    return True
