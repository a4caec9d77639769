"""What dpkg is told of a package: the control file, the scripts around it, the files that are settings."""

from pathlib import Path
from typing import Final

from installer.programs import Program

SCRIPTS: Final = Path(__file__).parent / "scripts"
MAINTAINER: Final = "Sportello <sportello@example.invalid>"
PYTHON: Final = (
    "ca-certificates",
    "libbz2-1.0",
    "libc6 (>= 2.35)",
    "libexpat1",
    "libffi8",
    "libgcc-s1",
    "liblzma5",
    "libsqlite3-0",
    "libssl3",
    "libstdc++6",
    "libuuid1",
    "zlib1g",
)
"""What every bundle is linked against, also where Debian's own Python was frozen; without ca-certificates it would trust nobody."""
SCREEN: Final = (
    "libbrotli1",
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libfreetype6",
    "libgl1",
    "libglib2.0-0",
    "libgssapi-krb5-2",
    "libx11-6",
    "libx11-xcb1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-render0",
    "libxcb-shape0",
    "libxcb-shm0",
    "libxcb-sync1",
    "libxcb-util1",
    "libxcb-xfixes0",
    "libxcb-xkb1",
    "libxcb1",
    "libxkbcommon-x11-0",
    "libxkbcommon0",
    "libzstd1",
)
"""Measured with `objdump --private-headers` over a bundle; tests/packages looks that nothing is missing."""
WAYLAND: Final = ("libwayland-client0", "libwayland-cursor0")
"""Without them the programs draw through XWayland."""
DEPENDS: Final = {
    "agent": PYTHON + SCREEN,
    "console": PYTHON + SCREEN,
    "relay": (*PYTHON, "adduser", "init-system-helpers"),
}
RECOMMENDS: Final = {
    "agent": ("gnome-keyring | kwalletmanager", "xdg-desktop-portal", *WAYLAND),
    "console": ("gnome-keyring | kwalletmanager", "xdg-utils", *WAYLAND),
    "relay": (),
}
LONG: Final = {
    "agent": "Stands in the tray of a managed computer: chat, files, tickets and a picture of the screen for the IT support\n"
    "that looks after it. A stamp, made for one customer, says which relay it belongs to.",
    "console": "Requests, conversations, devices, tickets and customers on one screen.",
    "relay": "The server between agents and consoles, with its own database. Runs as user sportello under systemd.",
}


def control(program: Program, version: str, architecture: str, installed_kib: int) -> str:
    """Return the control file."""
    description = "\n".join(f" {line}" for line in LONG[program.name].splitlines())
    fields = {
        "Package": program.command,
        "Version": version,
        "Architecture": architecture,
        "Maintainer": MAINTAINER,
        "Installed-Size": str(installed_kib),
        "Depends": ", ".join(sorted(DEPENDS[program.name])),
        "Recommends": ", ".join(RECOMMENDS[program.name]),
        "Section": "net",
        "Priority": "optional",
        "Description": f"Sportello {program.name}: {program.summary}\n{description}",
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items() if value)


def scripts(program: Program, version: str, content: str) -> dict[str, str]:
    """Return the four maintainer scripts; each stands alone, as dpkg wants it."""
    head = f'#!/bin/sh\nset -e\nPACKAGE="{program.command}"\nVERSION="{version}"\nCONTENT="{content[:12]}"\n'
    common, own = _part("common"), _part("desktop" if program.has_screen else "relay")
    parts = {"preinst": "", "postinst": common + own, "prerm": common + own, "postrm": common + own}
    return {name: f"{head}\n{before}{_part(name)}" for name, before in parts.items()}


def _part(name: str) -> str:
    return (SCRIPTS / f"{name}.sh").read_text(encoding="utf-8")
