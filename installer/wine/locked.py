"""Which lines of requirements.lock Windows needs: what pip, running on Linux, would judge by Linux. Pure: text in, text out."""

import re
from collections.abc import Iterator
from typing import Final

from packaging.requirements import Requirement

WINDOWS: Final = {
    "implementation_name": "cpython",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_system": "Windows",
    "sys_platform": "win32",
}
_HASH: Final = re.compile(r"--hash=\S+")


def for_windows(lock: str, python: str) -> str:
    """Return name, version and hashes of each, without conditions; `python` is its version, as 3.11.9."""
    short = ".".join(python.split(".")[:2])
    there = {**WINDOWS, "python_full_version": python, "python_version": short}
    return "".join(
        f"{wanted.name}{wanted.specifier} {' '.join(hashes)}\n"
        for wanted, hashes in _entries(lock)
        if wanted.marker is None or wanted.marker.evaluate(there)
    )


def _entries(lock: str) -> Iterator[tuple[Requirement, list[str]]]:
    for line in lock.replace("\\\n", " ").splitlines():
        if line and not line.startswith((" ", "#")):
            yield Requirement(_HASH.split(line)[0].strip()), _HASH.findall(line)
