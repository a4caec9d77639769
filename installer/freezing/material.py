"""The data files of a program: pictures, fonts, words, mail templates, migrations, its own metadata. Standard library only."""

from pathlib import Path
from typing import Final

from installer.programs import ROOT, Program

INSIDE: Final = "inside"
"""Folder, below the one of a build, that goes into the bundle as it is."""
KINDS: Final = frozenset({".html", ".mako", ".otf", ".qm", ".qss", ".svg", ".txt", ".wav"})


def data_files(program: Program) -> list[tuple[str, str]]:
    """Return source and target folder of each, as PyInstaller's Analysis wants them."""
    packages = [program.package, *(["shared"] if program.has_screen else [])]
    found = [path for package in packages for path in sorted((ROOT / package).rglob("*")) if _is_material(path)]
    return [(str(path), str(path.parent.relative_to(ROOT))) for path in found]


def put_inside(folder: Path) -> list[tuple[str, str, str]]:
    """Return target, source and kind of what this build adds, as PyInstaller's COLLECT wants them."""
    files = [path for path in sorted((folder / INSIDE).rglob("*")) if path.is_file()]
    return [(str(path.relative_to(folder / INSIDE)), str(path), "DATA") for path in files]


def _is_material(path: Path) -> bool:
    # Alembic reads migrations as files.
    is_migration = path.suffix == ".py" and "migrations" in path.parts
    return path.suffix in KINDS or is_migration
