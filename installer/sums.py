"""SHA256SUMS of a folder of packages: what is handed out with them, read by `sha256sum --check`."""

import hashlib
from pathlib import Path
from typing import Final

NAME: Final = "SHA256SUMS"
KINDS: Final = (".deb", ".msi", ".tar.gz", ".zip", ".json")


def sha256(path: Path) -> str:
    """Return the digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_sums(folder: Path) -> Path:
    """List every package of the folder anew."""
    packages = sorted(path for path in folder.iterdir() if path.name.endswith(KINDS))
    target = folder / NAME
    target.write_text("".join(f"{sha256(path)}  {path.name}\n" for path in packages), encoding="utf-8")
    return target
