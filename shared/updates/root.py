"""The root file: which keys a provider's updates are believed from. It comes with the build, or from an administrator."""

from pathlib import Path
from typing import Final

from shared.resources import RESOURCES
from shared.updates.refused import UpdateRefused

FILE_NAME: Final = "update-root.json"
MOST_BYTES: Final = 512_000


def read_root(path: Path | None) -> bytes:
    """Return the given root file, or the one that this program was built with. Raises: UpdateRefused."""
    try:
        with (path or RESOURCES / FILE_NAME).open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UpdateRefused("no_root") from error
    if not content or len(content) > MOST_BYTES:
        raise UpdateRefused("no_root")
    return content
