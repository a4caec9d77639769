"""The path under which a frozen program is found again after an upgrade: its folder's name has the version in it.

The package keeps versions side by side, `versions/NAME/PROGRAM`, and `current` leads to the one that starts (ADR 0010).
"""

from pathlib import Path
from typing import Final

VERSIONS: Final = "versions"
CURRENT: Final = "current"


def lasting_program(program: Path) -> Path:
    """Return the path through `current` of a program in a folder of versions; any other as it is."""
    for folder in program.parents:
        if folder.name == VERSIONS and len(inside := program.relative_to(folder).parts) > 1:
            lasting = folder.parent.joinpath(CURRENT, *inside[1:])
            return lasting if lasting.exists() else program
    return program
