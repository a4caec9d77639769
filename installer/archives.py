"""Portable archives: unpack anywhere, start. No administrator, no menu entry; the stamp lies beside the program."""

import gzip
import stat
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from installer.freezing import bundle
from installer.freezing.bundle import Bundle

Maker = Callable[[Bundle, Path], Path]
LEVEL: Final = 6
PLATFORMS: Final = {"linux": "linux-x86_64", "win32": "windows-amd64"}
"""The word in the file's name."""


def make_tar(made: Bundle, out: Path) -> Path:
    """Return `NAME-VERSION-linux-x86_64.tar.gz` with one folder in it."""
    top, target = _names(made, out, ".tar.gz")
    date = int(made.facts.made_from.timestamp())

    def plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
        member.uid = member.gid = 0
        member.uname = member.gname = ""
        member.mtime = date
        member.mode = 0o755 if member.mode & 0o100 else 0o644
        return member

    # Without the name and the moment that gzip would write into its head.
    with (
        target.open("wb") as raw,
        gzip.GzipFile(filename="", mode="wb", compresslevel=LEVEL, fileobj=raw, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for path in bundle.files(made.folder):
            archive.add(made.folder / path, f"{top}/{path.as_posix()}", recursive=False, filter=plain)
    return target


def make_zip(made: Bundle, out: Path) -> Path:
    """Return `NAME-VERSION-windows-amd64.zip` with one folder in it."""
    top, target = _names(made, out, ".zip")
    date = made.facts.made_from.timetuple()[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        for path in bundle.files(made.folder):
            whole = made.folder / path
            member = zipfile.ZipInfo(f"{top}/{path.as_posix()}", date)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3  # Unix: whoever unpacks there gets links and rights
            mode = whole.lstat().st_mode
            rights = 0o755 if mode & 0o100 else 0o644
            member.external_attr = (stat.S_IFMT(mode) | rights) << 16
            archive.writestr(member, str(whole.readlink()).encode() if whole.is_symlink() else whole.read_bytes())
    return target


def _names(made: Bundle, out: Path, suffix: str) -> tuple[str, Path]:
    out.mkdir(parents=True, exist_ok=True)
    top = f"{made.program.command}-{made.facts.version}"
    return top, out / f"{top}-{PLATFORMS[made.facts.platform]}{suffix}"
