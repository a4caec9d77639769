"""Writes the MSI: WiX source, wixl, then the rows that wixl has no words for. Runs on Linux; changes nothing in the folder."""

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from installer import icons
from installer.errors import InstallerError
from installer.freezing import bundle
from installer.freezing.bundle import Bundle
from installer.windows import product as products
from installer.windows.product import Change, Product, Row

TOOLS: Final = ("wixl", "msibuild")
KEYS: Final = {"InstallExecuteSequence": "Action", "Property": "Property"}


def make(made: Bundle, out: Path) -> Path:
    """Return `NAME-VERSION-windows-amd64.msi`.

    Raises: InstallerError.
    """
    if made.facts.platform != bundle.WINDOWS:
        raise InstallerError(f"{made.folder} was not frozen on Windows, and an MSI is of no use elsewhere.")
    return write(product_of(made), made.folder, out / f"{made.program.command}-{made.facts.version}-windows-amd64.msi")


def product_of(made: Bundle) -> Product:
    """Return what the MSI of this bundle says."""
    names = tuple(path.as_posix() for path in bundle.files(made.folder))
    return Product(program=made.program, version=made.facts.version, files=names)


def write(product: Product, folder: Path, target: Path) -> Path:
    """Write the MSI beside its place and put it there when it is whole.

    Raises: InstallerError.
    """
    missing = [tool for tool in TOOLS if not shutil.which(tool)]
    if missing:
        raise InstallerError(f"{' and '.join(missing)} not found: install the packages wixl and msitools.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".msi-", dir=target.parent) as name:
        work = Path(name)
        (work / products.ICON).write_bytes(icons.ico(icons.pictures()))
        (work / products.FOLDER).symlink_to(folder.resolve())
        (work / "product.wxs").write_text(products.source(product), encoding="utf-8")
        fresh = work / target.name
        _run("wixl", "--arch", "x64", "--output", fresh.name, "product.wxs", cwd=work)
        for statement in statements(product):
            _run("msibuild", str(fresh), "-q", statement)
        code = products.own_id(product.program.name, "package", product.version)
        _run(
            "msibuild",
            str(fresh),
            "-s",
            f"{product.program.title} {product.version}",
            products.VENDOR,
            "x64;1033",
            code,
        )
        fresh.replace(target)
    return target


def statements(product: Product) -> list[str]:
    """Return the changes in the words of the database; every name and value in them is ours."""
    tables = [products.MOVE_FILE] if product.has_settings else []
    return tables + [_inserted(step) if isinstance(step, Row) else _updated(step) for step in products.changes(product)]


def _inserted(row: Row) -> str:
    columns = ", ".join(f"`{column}`" for column in row.values)
    values = ", ".join(map(_said, row.values.values()))
    return f"INSERT INTO `{row.table}` ({columns}) VALUES ({values})"  # noqa: S608 - no text from outside


def _updated(change: Change) -> str:
    key = KEYS[change.table]
    where = f"`{key}` = {_said(change.row)}"
    return f"UPDATE `{change.table}` SET `{change.column}` = {_said(change.value)} WHERE {where}"  # noqa: S608 - see above


def _said(value: str | int) -> str:
    return str(value) if isinstance(value, int) else f"'{value}'"


def _run(*command: str, cwd: Path | None = None) -> None:
    done = subprocess.run(command, cwd=cwd, check=False, capture_output=True, text=True)
    if done.returncode:
        raise InstallerError(f"{command[0]} failed: {(done.stderr or done.stdout).strip()[-1000:]}")
