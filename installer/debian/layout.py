"""Which file of a package lies where on the machine. The bundle is linked, not copied: a package is made in seconds."""

import os
import shutil
from pathlib import Path
from typing import Final

from installer import icons
from installer.freezing import bundle
from installer.freezing.bundle import Bundle
from installer.programs import ROOT, Program

FILES: Final = Path(__file__).parent / "files"
UNIT: Final = ROOT / "installer/relay/sportello-relay.service"


def lay_out(made: Bundle, tree: Path) -> None:
    """Fill the empty folder `tree` with what will be below `/`."""
    program = made.program
    library = tree / "usr/lib" / program.command
    library.mkdir(parents=True)
    shutil.copytree(made.folder, library / "package", symlinks=True, copy_function=_link)
    link = tree / "usr/bin" / program.command
    link.parent.mkdir(parents=True)
    link.symlink_to(f"../lib/{program.command}/current/{program.command}")
    documents = tree / "usr/share/doc" / program.command
    for source, name in ((ROOT / "LICENSE", "copyright"), (made.bill, "contents.cdx.json"), (made.sums, "SHA256SUMS")):
        _put(source, documents / name)
    if program.has_screen:
        _put_on_desktop(program, tree)
    for target, source in settings(program).items():
        _put(source, tree / target)
    if not program.has_screen:
        _put(UNIT, tree / "usr/lib/systemd/system" / UNIT.name)


def settings(program: Program) -> dict[str, Path]:
    """Return the files below /etc: dpkg keeps what an administrator changes in them."""
    return {
        "agent": {
            "etc/sportello/agent.toml": FILES / "agent.toml",
            "etc/xdg/autostart/sportello-agent.desktop": FILES / "sportello-agent.autostart.desktop",
        },
        "console": {},
        "relay": {"etc/sportello-relay.env": FILES / "sportello-relay.env"},
    }[program.name]


def installed_kib(tree: Path) -> int:
    """Return the size dpkg is told: whole KiB for each file."""
    return sum(-(-(tree / path).lstat().st_size // 1024) for path in bundle.files(tree))


def _put_on_desktop(program: Program, tree: Path) -> None:
    name = f"{program.command}.desktop"
    _put(FILES / name, tree / "usr/share/applications" / name)
    for size, picture in icons.pictures().items():
        place = tree / f"usr/share/icons/hicolor/{size}x{size}/apps" / f"{program.command}.png"
        place.parent.mkdir(parents=True)
        place.write_bytes(picture)


def _put(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
        shutil.copymode(source, target)
