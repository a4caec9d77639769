"""Which version of Sportello this is, as installed; the same for all programs."""

import functools
import re
from typing import Final

_PARTS: Final = re.compile(
    r"v?(\d{1,6}(?:\.\d{1,6}){0,4})(?:[-.]?(a|b|rc|alpha|beta|dev)[-.]?(\d{0,6}))?(?:\+[\w.]*)?\Z", re.IGNORECASE
)
_STAGES: Final = {"dev": 0, "a": 1, "alpha": 1, "b": 2, "beta": 2, "rc": 3, None: 4}


@functools.cache
def own_version() -> str:
    """Return the installed version; empty in a checkout that was never installed."""
    from importlib import metadata  # 3 MB, loaded when it is first asked for

    try:
        return metadata.version("sportello")
    except metadata.PackageNotFoundError:
        return ""


def is_newer(version: str, *, than: str) -> bool:
    """Return whether one version is newer than another; what is no version is newer than nothing, and nothing than it."""
    one, other = _ordered(version), _ordered(than)
    return one is not None and other is not None and one > other


def _ordered(version: str) -> tuple[list[int], int, int] | None:
    found = _PARTS.match(version.strip())
    if found is None:
        return None
    numbers = [int(part) for part in found[1].split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()  # 1.0 is 1
    stage = found[2].lower() if found[2] else None
    return numbers, _STAGES[stage], int(found[3] or 0)
