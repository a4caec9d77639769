"""Whether a file is what its name says, and holds nothing that starts a program: strict, bounded, run in a process apart.

Not a virus scanner (scanner.py). Source: docs/protocol.md, Files; the rules of a type are in its module.
"""

import mmap
import pathlib
from collections.abc import Callable
from typing import Final

from relay.files.checks import images, moving, msi, office, old_office, other, pdf
from relay.files.checks.refusing import PROGRAMS, Refused
from relay.files.verdict import Verdict
from shared.errors import TypeRefused
from shared.file_types import Content, Why, known_type

_CHECKS: Final[dict[Content, Callable[[mmap.mmap], None]]] = {
    Content.PDF: pdf.check,
    Content.MP3: moving.check_mp3,
    Content.MP4: moving.check_mp4,
    Content.OLD_OFFICE: old_office.check,
    Content.MSI: msi.check,
    Content.PROGRAM: other.check_program,
    Content.TEXT: other.check_text,
}


def examine(path: pathlib.Path, name: str, suffix: str) -> Verdict:
    """Return what the file is. Raises: TypeRefused with `name` and `why`; OSError when it cannot be read."""
    known = known_type(suffix)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        try:
            if known.content is Content.OFFICE_XML:
                office.check(data, suffix)
            elif known.content is Content.IMAGE:
                images.check(data, suffix)
            elif known.content is Content.OTHER:
                other.check_other(data, suffix)
            else:
                _CHECKS[known.content](data)
            signer = msi.signer(data) if known.content is Content.MSI else ""
        except Refused as refused:
            raise TypeRefused(name=name, why=_why(refused.why, data, known.content)) from refused
    return Verdict(kind=known.suffix, media_type=known.media_type, signer=signer)


def _why(found: Why, data: mmap.mmap, content: Content) -> Why:
    """Return what a person is told: of a program that goes by another name, that it is one."""
    is_program = content is not Content.PROGRAM and data[:8].startswith(PROGRAMS)
    return "program" if is_program and found == "not_what_it_says" else found
