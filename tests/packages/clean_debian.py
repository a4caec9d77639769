"""A clean Debian with exactly what our packages depend on, made once by debootstrap from this machine's own package source.

Kept in build/roots and never changed: a test lays a folder of its own over it (machine.py).
"""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

from installer.debian.control import DEPENDS
from installer.programs import ROOT
from tests.packages.machine import HOMES

PLACE: Final = ROOT / "build/roots"
FORM: Final = 2
"""Counts the ways in which it is made."""
READY: Final = ".sportello-ready"


def clean_debian() -> Path:
    """Return the folder; whoever calls holds the lock (conftest.py)."""
    code_name, address = _source()
    depends = sorted({word.split()[0] for names in DEPENDS.values() for word in names})
    key = hashlib.sha256(f"{FORM} {code_name} {address} {depends}".encode()).hexdigest()[:12]
    root = PLACE / f"{code_name}-{key}"
    if not (root / READY).exists():
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir(parents=True)
        _run(["debootstrap", "--variant=minbase", code_name, str(root), address])
        _install(root, depends)
        (root / READY).touch()
    return root


def _install(root: Path, depends: list[str]) -> None:
    # Nothing here must survive a power cut (whoever is killed loses nothing by it), and no service starts in a folder.
    (root / "etc/dpkg/dpkg.cfg.d/quick").write_text("force-unsafe-io\n", encoding="ascii")
    (root / "usr/sbin/policy-rc.d").write_text("#!/bin/sh\nexit 101\n", encoding="ascii")
    (root / "usr/sbin/policy-rc.d").chmod(0o755)
    shutil.copy("/etc/resolv.conf", root / "etc/resolv.conf")
    (root / "etc/apt/apt.conf.d/99machine").write_text(_proxies(), encoding="utf-8")
    _run(["mount", "-t", "proc", "proc", str(root / "proc")])
    try:
        _run(["chroot", str(root), "apt-get", "install", "--yes", "--quiet=2", "--no-install-recommends", *depends])
        _run(
            [
                "chroot",
                str(root),
                "useradd",
                "--create-home",
                "--home-dir",
                HOMES["giulia"],
                "--shell",
                "/bin/sh",
                "giulia",
            ]
        )
        _run(["chroot", str(root), "apt-get", "clean"])
    finally:
        _run(["umount", str(root / "proc")])


def _source() -> tuple[str, str]:
    """Return name and address of the Debian that this machine's apt knows."""
    release = dict(
        line.split("=", 1) for line in Path("/etc/os-release").read_text(encoding="utf-8").splitlines() if "=" in line
    )
    code_name = release["VERSION_CODENAME"].strip('"')
    question = ["apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages", f"Codename: {code_name}"]
    addresses = _run(question).split()
    if not addresses:
        _run(["apt-get", "update", "--quiet=2"])
        addresses = _run(question).split()
    return code_name, addresses[0]


def _proxies() -> str:
    settings = _run(["apt-config", "dump", "Acquire"]).splitlines()
    return "\n".join(line for line in settings if "::Proxy" in line) + "\n"


def _run(command: list[str]) -> str:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, f"{command[:4]} failed:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    return done.stdout
