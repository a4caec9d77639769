"""Where this device's stamp lies, and which key may have signed it. What is in a stamp: shared/stamp.py.

Windows: beside the program, else the text in the machine's registry (machine_settings.py). Linux: beside a portable
program, else in the system's folder. Never inside any signed binary.
"""

import sys
from pathlib import Path

from shared import stamp as stamps
from shared.stamp import FILE_NAME, MAX_STAMP_BYTES, SignedStamp, StampRefused

SYSTEM_FOLDER = Path("/etc/sportello")
PIN_FILE = "stamp-key.txt"
"""Public key a build accepts; without the file every relay's stamp is read and the relay itself decides."""


def find_stamp(named: Path | None = None, text: str = "") -> SignedStamp | None:
    """Return the named stamp, else the first in the usual places, else the one whose `text` the machine keeps.

    Raises: StampRefused; `path` says which one.
    """
    path = named or next((place for place in usual_places() if place.is_file()), None)
    if path is None:
        return _checked(text, "registry") if text.strip() else None
    try:
        with path.open("rb") as file:
            content = file.read(MAX_STAMP_BYTES + 1)
    except OSError as error:
        raise StampRefused("the stamp cannot be read", why="unreadable", path=str(path)) from error
    return _checked(content.decode("ascii", errors="replace"), str(path))


def usual_places() -> list[Path]:
    """Return where a stamp is looked for, in this order."""
    beside = [folder / FILE_NAME for folder in program_folders()[:1]]
    return beside if sys.platform == "win32" else [*beside, SYSTEM_FOLDER / FILE_NAME]


def program_folders() -> list[Path]:
    """Return the frozen program's folder and that of its parts; none for a program that is not frozen."""
    if not getattr(sys, "frozen", False):
        return []
    return [Path(sys.executable).parent, Path(getattr(sys, "_MEIPASS", Path(sys.executable).parent))]


def pinned_key() -> str:
    """Return the one key whose stamps this build reads, empty where it was built for everybody.

    Raises: StampRefused where there is a pin that cannot be read: no pin must not come of it.
    """
    for folder in program_folders():
        path = folder / PIN_FILE
        if path.exists():
            try:
                return path.read_text(encoding="ascii").strip()
            except (OSError, ValueError) as error:
                raise StampRefused("the build's key cannot be read", why="foreign", path=str(path)) from error
    return ""


def _checked(text: str, path: str) -> SignedStamp:
    try:
        signed = stamps.read(text)
    except StampRefused as refused:
        refused.params["path"] = path
        raise
    pinned = pinned_key()
    if pinned and signed.key != pinned:
        raise StampRefused("not signed by the key this build accepts", why="foreign", path=path)
    return signed
