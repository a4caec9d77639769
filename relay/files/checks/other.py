"""What an administrator may add to the list: programs, texts, and types we know nothing of.

Of those we know nothing puremagic says whether they are something well-known under a wrong name.
"""

import codecs
import mmap
from typing import Final

import puremagic

from relay.files.checks.refusing import PROGRAMS, Refused, require

HEAD_BYTES: Final = 4096
_TEXT_PIECE: Final = 1024 * 1024
_BOMS: Final = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_DISGUISED: Final = frozenset(
    [
        "exe",
        "dll",
        "scr",
        "com",
        "msi",
        "lnk",
        "jar",
        "apk",
        "iso",
        "cab",
        "rar",
        "7z",
        "zip",
        "docx",
        "xlsx",
        "pptx",
        "docm",
        "xlsm",
        "pdf",
        "html",
        "htm",
        "hta",
        "swf",
        "chm",
    ]
)
"""What must carry its own name."""


def check_program(data: mmap.mmap) -> None:
    """Raises: Refused unless it is a Windows program."""
    require(data[:2] == b"MZ" and len(data) > 64)
    header = int.from_bytes(data[60:64], "little")
    require(data[header : header + 4] == b"PE\0\0")


def check_text(data: mmap.mmap) -> None:
    """Raises: Refused unless it is text: UTF-8, UTF-16 with its mark, or one of the old code pages without controls."""
    encoding = _BOMS.get(data[:2])
    if encoding is None:
        require(data.find(b"\0") < 0)
    decoder = codecs.getincrementaldecoder(encoding or "utf-8")()
    try:
        for place in range(0, len(data), _TEXT_PIECE):
            piece = decoder.decode(data[place : place + _TEXT_PIECE], place + _TEXT_PIECE >= len(data))
            require(encoding is None or "\0" not in piece)
    except UnicodeDecodeError as error:
        controls = set(range(32)) - {9, 10, 12, 13, 27}
        if encoding is not None or controls & set(data[:]):
            raise Refused("not_what_it_says") from error


def check_other(data: mmap.mmap, suffix: str) -> None:
    """Raises: Refused for what is well-known and is not what its suffix says."""
    head = data[:HEAD_BYTES]
    try:
        looks_like = {guess.extension.lower().lstrip(".") for guess in puremagic.magic_string(head)}
    except puremagic.PureError:
        looks_like = set()
    if suffix not in looks_like:
        require(not looks_like & _DISGUISED)
        require(not head.startswith(PROGRAMS) or suffix in {"sh", "py", "pl", "rb", "bash"})
