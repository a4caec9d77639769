"""Reads an MSI back with the tools of msitools."""

import subprocess
from pathlib import Path

Table = list[dict[str, str]]


def table(package: Path, name: str) -> Table:
    """Return the rows of a table; each maps column to text."""
    done = subprocess.run(["msiinfo", "export", package, name], check=True, capture_output=True)
    lines = done.stdout.decode().split("\r\n")
    columns = lines[0].split("\t")  # then the types, then the table's name and key
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in lines[3:] if line]


def extracted(package: Path, folder: Path) -> dict[str, bytes]:
    """Unpack everything into the empty folder; return names and contents."""
    subprocess.run(["msiextract", "--directory", folder, package], check=True, capture_output=True)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
