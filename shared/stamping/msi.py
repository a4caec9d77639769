"""The stamp of a Windows installer lies beside it: the .msi stays as it is, with its signature, in a .zip of three files.

Windows Installer copies `sportello.stamp` from the folder of the .msi (ADR 0010); `install.cmd` is for who has no tool for roll-outs.
"""

import mmap
import zipfile
from pathlib import Path
from typing import Final

from shared.stamp import FILE_NAME
from shared.stamping.refused import NO_PACKAGE, PackageRefused

SCRIPT_NAME: Final = "install.cmd"
_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_INSTALLER: Final = bytes.fromhex("84100c0000000000c000000000000046")
"""Class of the root of a .msi; .doc and .xls are the same kind of file with another one."""
_OURS: Final = b"Sportello"
_SCRIPT: Final = r"""@echo off
rem Installs without a question, for every user of this computer. Run it as administrator or from a start-up script.
setlocal
set "LOG=%TEMP%\{log}.log"
start "" /wait msiexec.exe /i "%~dp0{name}" /qn /norestart /l*v "%LOG%" %*
set "CODE=%ERRORLEVEL%"
if "%CODE%"=="0" exit /b 0
if "%CODE%"=="3010" exit /b 3010
echo Sportello was not installed: Windows Installer said %CODE%. What it did is in %LOG%
exit /b %CODE%
"""


def put(base: Path, target: Path, text: str) -> None:
    """Write the archive with the untouched installer and its stamp. Raises: PackageRefused, OSError."""
    check(base)
    top = base.stem
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:  # the .msi is packed inside already
        script = _SCRIPT.format(name=base.name, log=top).replace("\n", "\r\n")
        for name, content in ((FILE_NAME, text), (SCRIPT_NAME, script)):
            archive.writestr(_member(f"{top}/{name}"), content)
        with base.open("rb") as source, archive.open(_member(f"{top}/{base.name}"), "w", force_zip64=True) as out:
            while piece := source.read(1 << 20):
                out.write(piece)


def get(package: Path) -> str:
    """Return nothing: a .msi never holds a stamp itself. Raises: PackageRefused, OSError."""
    check(package)
    return ""


def check(path: Path) -> None:
    """Raises: PackageRefused for what is no installer of ours, OSError."""
    with path.open("rb") as file:
        head = file.read(512)
        if len(head) < 512 or not head.startswith(_MAGIC):
            raise PackageRefused("no Windows installer", why=NO_PACKAGE)
        shift, first = int.from_bytes(head[30:32], "little"), int.from_bytes(head[48:52], "little")
        if shift not in {9, 12}:
            raise PackageRefused("the Windows installer is damaged", why=NO_PACKAGE)
        file.seek(((first + 1) << shift) + 80)
        if file.read(16) != _INSTALLER:
            raise PackageRefused("no Windows installer", why=NO_PACKAGE)
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            if content.find(_OURS) < 0:
                raise PackageRefused("another program's installer", why=NO_PACKAGE)


def _member(name: str) -> zipfile.ZipInfo:
    """Return a member without a date of today: the same stamp, the same bytes."""
    member = zipfile.ZipInfo(name)
    member.external_attr = 0o644 << 16
    return member
