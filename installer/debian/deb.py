"""Makes one .deb with dpkg-deb. The same bundle gives the same bytes.

The control part is gzip, whatever the payload is: a stamp is put into it later, by anybody, without touching the payload.
"""

import hashlib
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from installer.debian import control, layout
from installer.errors import InstallerError
from installer.freezing import bundle
from installer.freezing.bundle import Bundle

LEVEL: Final = 10
"""zstd: a tenth of the time of xz for a quarter more bytes (docs/packaging.md, Sizes)."""


def make(made: Bundle, out: Path, *, revision: int = 1) -> Path:
    """Return the package of a bundle. Raises: InstallerError."""
    version = f"{made.facts.version}-{revision}"
    architecture = _run(["dpkg", "--print-architecture"]).strip()
    package = out / f"{made.program.command}_{version}_{architecture}.deb"
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out, prefix=".deb") as folder:
        tree = Path(folder) / "tree"
        tree.mkdir(mode=0o755)
        layout.lay_out(made, tree)
        _put_control(made, tree, version, architecture)
        _make_equal(tree, made.facts.made_from.timestamp())
        command = ["dpkg-deb", "--root-owner-group", "-Zzstd", f"-z{LEVEL}", "--no-uniform-compression", "--build"]
        _run([*command, str(tree), str(Path(folder) / "made.deb")], epoch=int(made.facts.made_from.timestamp()))
        (Path(folder) / "made.deb").replace(package)
    return package


def _put_control(made: Bundle, tree: Path, version: str, architecture: str) -> None:
    size = layout.installed_kib(tree)
    sums = "".join(f"{_md5(tree / path)}  {path.as_posix()}\n" for path in _plain(tree))
    folder = tree / "DEBIAN"
    folder.mkdir()
    said = {
        "control": control.control(made.program, version, architecture, size),
        "conffiles": "".join(f"/{target}\n" for target in sorted(layout.settings(made.program))),
        "md5sums": sums,
        **control.scripts(made.program, version, made.facts.content),
    }
    for name, text in said.items():
        if text:
            (folder / name).write_text(text, encoding="utf-8")
            (folder / name).chmod(0o755 if text.startswith("#!") else 0o644)


def _plain(tree: Path) -> list[Path]:
    return [path for path in bundle.files(tree) if not (tree / path).is_symlink() and path.parts[0] != "etc"]


def _make_equal(tree: Path, time_s: float) -> None:
    """Nothing of the moment and of who builds: one date, and the rights that everybody has."""
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        os.utime(path, (time_s, time_s), follow_symlinks=False)


def _md5(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def _run(command: list[str], epoch: int = 0) -> str:
    try:
        done = subprocess.run(
            command,
            check=False,
            capture_output=True,
            text=True,
            env={**os.environ, "SOURCE_DATE_EPOCH": str(epoch), "LC_ALL": "C.UTF-8"},
        )
    except FileNotFoundError as error:
        raise InstallerError(f"{command[0]} is not there: Debian packages are made on Debian or Ubuntu.") from error
    if done.returncode:
        raise InstallerError(f"{command[0]} failed: {done.stderr.strip()}")
    return done.stdout
