"""What a bundle is made from, as one digest: the same digest needs no new build."""

import datetime as dt
import hashlib
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from installer.programs import ROOT, Program

UNKNOWN_TIME = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
"""The date of all files where there is no git."""


def digest(program: Program, pinned_key: str, update_root: bytes = b"") -> str:
    """Return the digest of sources, recipe, locked libraries, Python and system."""
    whole = hashlib.sha256()
    for word in (program.name, pinned_key, sys.version, platform.platform(), sys.platform):
        whole.update(f"{word}\0".encode())
    whole.update(hashlib.sha256(update_root).digest())
    for path in paths(program):
        whole.update(f"{path.relative_to(ROOT)}\0".encode())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def paths(program: Program) -> Iterator[Path]:
    """Give every file that decides what the bundle becomes. Compiled translations are not among them: their sources are."""
    folders = [program.package, "shared", "installer/freezing"]
    for folder in folders:
        found = (path for path in sorted((ROOT / folder).rglob("*")) if path.is_file())
        yield from (path for path in found if path.suffix not in {".pyc", ".qm"})
    yield from (ROOT / name for name in ("installer/programs.py", "pyproject.toml", "requirements.lock"))


def last_change() -> dt.datetime:
    """Return SOURCE_DATE_EPOCH, or when the tree was last committed."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return dt.datetime.fromtimestamp(int(given), dt.UTC)
    command = ["git", "log", "-1", "--format=%ct"]
    try:
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
        return dt.datetime.fromtimestamp(int(done.stdout), dt.UTC)
    except (OSError, subprocess.CalledProcessError, ValueError):
        return UNKNOWN_TIME
