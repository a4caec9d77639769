"""What a file from somebody else may be called on our disk: one pure rule, for the relay and again before a client writes.

Not a path: whoever saves the file chooses the folder. Source: docs/protocol.md, Files.
"""

import re
import unicodedata
from typing import Final

MAX_NAME_BYTES: Final = 240
"""In UTF-8: file systems stop at 255, and a client may add ` (2)`."""
NAMELESS: Final = "file"
_FORBIDDEN: Final = re.compile(r'[<>:"|?*]')
"""Not possible on Windows; a colon would also name an alternate data stream."""
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|\Z)", re.IGNORECASE)
_SUFFIX: Final = re.compile(r"\.([A-Za-z0-9]{1,12})\Z")


def clean_file_name(name: str) -> str:
    """Return a name that is one plain component everywhere; cleaning it once more changes nothing.

    Removed: folders, controls, direction and invisible marks, outer dots and spaces. Changed: what Windows forbids
    or reserves. A name that is too long keeps its suffix.
    """
    name = re.split(r"[/\\]", name)[-1]
    name = "".join(" " if character.isspace() else character for character in name if _is_shown(character))
    name = unicodedata.normalize("NFC", name)
    name = _FORBIDDEN.sub("_", name).strip(" .")
    if _RESERVED.match(name):
        name = f"_{name}"
    return _shortened(name) or NAMELESS


def suffix_of(name: str) -> str:
    """Return what stands behind the last dot, in lower case; empty where there is nothing like a suffix."""
    found = _SUFFIX.search(name)
    return found.group(1).lower() if found is not None and found.start() > 0 else ""


def _is_shown(character: str) -> bool:
    return character in "\t\n\r" or unicodedata.category(character) not in {"Cc", "Cf", "Cs"}


def _shortened(name: str) -> str:
    if len(name.encode()) <= MAX_NAME_BYTES:
        return name
    suffix = f".{suffix}" if (suffix := suffix_of(name)) else ""
    room = MAX_NAME_BYTES - len(suffix)
    stem = name[: len(name) - len(suffix)].encode()[:room].decode(errors="ignore")
    # The cut may leave half of what NFC would join, and a space or dot at the end.
    stem = unicodedata.normalize("NFC", stem).rstrip(" .")
    return f"{stem}{name[len(name) - len(suffix) :]}" if suffix else stem
