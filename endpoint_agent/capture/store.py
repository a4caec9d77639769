"""The folder where pictures of the screen wait to be sent: readable by the person only, emptied of old ones."""

import contextlib
import datetime as dt
import os
import time
from collections.abc import Iterable
from pathlib import Path

KEPT_S = 7 * 24 * 3600
"""What nobody needs any more goes after so long: a ticket may have waited for a connection meanwhile."""


class CaptureStore:
    """One folder in the agent's own state."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, content: bytes) -> Path:
        """Write a picture under a name of its own. Raises: OSError."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"Screenshot {dt.datetime.now().astimezone():%Y-%m-%d %H.%M.%S}"
        path = next(path for path in self._names(name) if not path.exists())
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
        return path

    def clean(self, needed: Iterable[str]) -> None:
        """Remove old pictures that no ticket needs."""
        kept, before = set(needed), time.time() - KEPT_S
        for path in self._folder.glob("Screenshot *.png"):
            with contextlib.suppress(OSError):
                if str(path) not in kept and path.stat().st_mtime < before:
                    path.unlink()

    def _names(self, name: str) -> Iterable[Path]:
        yield self._folder / f"{name}.png"
        yield from (self._folder / f"{name} ({number}).png" for number in range(2, 100))
