"""Which types of file may travel, and which way: the list, its presets, and the refusal by name that comes first.

Content is not looked at here but at the relay (relay/files/checks); a client asks the same questions to refuse early.
Source: docs/protocol.md, Files.
"""

import enum
from collections.abc import Collection
from typing import Final, Literal

import msgspec

from shared.errors import Infected, TooLarge, TypeRefused
from shared.file_names import clean_file_name, suffix_of
from shared.limits import MAX_FILE_BYTES
from shared.protocol.transfers import FilePolicyRecord, FileTypeRule, TypeDirection


class Content(enum.Enum):
    """How the relay tests whether a file is what its suffix says."""

    PDF = "pdf"
    MP3 = "mp3"
    MP4 = "mp4"
    OFFICE_XML = "office_xml"
    OLD_OFFICE = "old_office"
    MSI = "msi"
    IMAGE = "image"
    PROGRAM = "program"
    TEXT = "text"
    OTHER = "other"
    """Nothing is known of it but that it must not be something well-known under a wrong name."""


class FileType(msgspec.Struct, frozen=True):
    """A known type."""

    suffix: str
    media_type: str
    content: Content


def _types(content: Content, **media_types: str) -> list[FileType]:
    return [FileType(suffix, media_type, content) for suffix, media_type in media_types.items()]


_OPEN_XML: Final = "application/vnd.openxmlformats-officedocument"
KNOWN: Final[dict[str, FileType]] = {
    known.suffix: known
    for known in [
        *_types(Content.PDF, pdf="application/pdf"),
        *_types(Content.MP3, mp3="audio/mpeg"),
        *_types(Content.MP4, mp4="video/mp4"),
        *_types(
            Content.OFFICE_XML,
            docx=f"{_OPEN_XML}.wordprocessingml.document",
            xlsx=f"{_OPEN_XML}.spreadsheetml.sheet",
        ),
        *_types(Content.OLD_OFFICE, doc="application/msword", xls="application/vnd.ms-excel"),
        *_types(Content.MSI, msi="application/x-msi"),
        *_types(Content.IMAGE, png="image/png", jpg="image/jpeg", jpeg="image/jpeg", gif="image/gif", webp="image/webp"),
        *_types(Content.PROGRAM, exe="application/vnd.microsoft.portable-executable"),
        *_types(
            Content.TEXT,
            txt="text/plain", log="text/plain", conf="text/plain", cfg="text/plain", ini="text/plain",
            csv="text/csv", json="application/json", xml="application/xml", yaml="application/yaml",
            yml="application/yaml", toml="application/toml", reg="text/plain", md="text/markdown",
        ),
    ]
}  # fmt: skip
Why = Literal[
    "not_what_it_says",
    "program",
    "macros",
    "launches",
    "fetches",
    "holds_a_file",
    "protected",
    "unreadable",
    "too_complex",
]
"""What the relay had against a file's content: these words and no others, so that nothing of a file gets into them."""
FOR_CONTENT: Final = frozenset({TypeRefused.code, Infected.code})
"""Codes of a file that was whole and was refused for what is in it: both sides are told."""
NEVER_FROM_DEVICE: Final = frozenset({"msi"})
"""Whatever a list says: an installer goes from a technician to a device."""

_ATERA: Final = (
    *(FileTypeRule(suffix=suffix) for suffix in ("pdf", "mp3", "mp4", "docx", "xlsx")),
    FileTypeRule(suffix="msi", direction=TypeDirection.TO_DEVICE),
)
_IMAGES: Final = tuple(FileTypeRule(suffix=suffix) for suffix in ("png", "jpg", "jpeg", "gif", "webp"))
PRESETS: Final[dict[str, tuple[FileTypeRule, ...]]] = {"atera": _ATERA, "images": (*_ATERA, *_IMAGES)}
DEFAULT_PRESET: Final = "images"


def known_type(suffix: str) -> FileType:
    """Return what is known of a suffix, also of one that an administrator added."""
    return KNOWN.get(suffix, FileType(suffix, "application/octet-stream", Content.OTHER))


def rule_for(name: str, types: Collection[FileTypeRule]) -> FileTypeRule | None:
    """Return the rule of a file's suffix, None where the list does not allow it."""
    suffix = suffix_of(clean_file_name(name))
    rule = next((rule for rule in types if rule.suffix == suffix), None)
    if rule is not None and suffix in NEVER_FROM_DEVICE:
        return FileTypeRule(suffix=suffix, direction=TypeDirection.TO_DEVICE)
    return rule


def check_offer(policy: FilePolicyRecord, *, name: str, size: int, from_device: bool) -> FileTypeRule:
    """Return the rule a file may be sent by.

    Raises: TooLarge with `limit` and `name`; TypeRefused with `name` and `why`: `not_allowed` or `to_device_only`.
    """
    shown = clean_file_name(name)
    limit = min(policy.max_bytes, MAX_FILE_BYTES)
    if size > limit:
        raise TooLarge(limit=limit, name=shown)
    rule = rule_for(shown, policy.types)
    if rule is None:
        raise TypeRefused(name=shown, why="not_allowed")
    if from_device and rule.direction is TypeDirection.TO_DEVICE:
        raise TypeRefused(name=shown, why="to_device_only")
    return rule
