"""The old .doc and .xls, off unless an administrator lists them: OLE compound files that are no installer and hold no macro."""

import mmap
from typing import Final

import olefile

from relay.files.checks import msi
from relay.files.checks.refusing import require

_MACROS: Final = frozenset({"macros", "vba", "_vba_project", "_vba_project_cur"})
_MAIN: Final = frozenset({"worddocument", "workbook", "book"})


def check(data: mmap.mmap) -> None:
    """Raises: Refused."""
    require(data[:8] == olefile.MAGIC)
    with msi.opened(data) as compound:
        require(msi.class_of(compound) != msi.CLASS_ID)
        names = {part.lower() for entry in compound.listdir(streams=True, storages=True) for part in entry}
    require(names & _MAIN)
    require(not names & _MACROS, "macros")
