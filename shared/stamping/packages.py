"""One customer's package from the base package of any kind, and what a package holds."""

import os
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from shared.stamp import SignedStamp
from shared.stamping import archive, deb, msi
from shared.stamping.refused import NO_PACKAGE, PackageRefused


class _Kind(NamedTuple):
    put: Callable[[Path, Path, str], None]
    get: Callable[[Path], str]
    made: str
    """Ending of the customer's package."""


_KINDS: Final = {
    ".deb": _Kind(deb.put, deb.get, ".deb"),
    ".tar.gz": _Kind(archive.put_in_tar, archive.get_from_tar, ".tar.gz"),
    ".zip": _Kind(archive.put_in_zip, archive.get_from_zip, ".zip"),
    ".msi": _Kind(msi.put, msi.get, ".zip"),
}
ENDINGS: Final = tuple(_KINDS)


def stamped(base: Path, folder: Path, signed: SignedStamp, name: str = "") -> Path:
    """Write the customer's package into `folder` and return it; one that was there is replaced as a whole.

    Raises: PackageRefused, OSError.
    """
    kind, _ = _kind(base)
    target = folder / (name or package_name(base, signed.stamp.customer_name))
    half = target.with_name(f".{target.name}.half")
    try:
        kind.put(base, half, signed.text)
        with half.open("r+b") as file:  # a power cut must not leave a whole name on half a file
            os.fsync(file.fileno())
        half.replace(target)
    except PackageRefused as refused:
        refused.params["path"] = str(base)
        raise
    finally:
        half.unlink(missing_ok=True)
    return target


def package_name(base: Path, customer: str) -> str:
    """Return the usual name of a customer's package. Raises: PackageRefused for what is no kind of package."""
    kind, ending = _kind(base)
    return f"{base.name.removesuffix(ending)}-{slug(customer)}{kind.made}"


def stamp_text(package: Path) -> str:
    """Return the stamp in a package as it stands there, unchecked; empty for a base package.

    Raises: PackageRefused, OSError.
    """
    try:
        return _kind(package)[0].get(package)
    except PackageRefused as refused:
        refused.params["path"] = str(package)
        raise


def slug(name: str) -> str:
    """Return a customer's name as a part of a file name: `Comune di Forlì` becomes `comune-di-forli`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40] or "customer"


def _kind(path: Path) -> tuple[_Kind, str]:
    for ending, kind in _KINDS.items():
        if path.name.endswith(ending):
            return kind, ending
    raise PackageRefused("no kind of package that holds a stamp", why=NO_PACKAGE, path=str(path))
