"""The source tree as data: files, their syntax trees, what they import. Shared by the tests of this folder."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRODUCT = ("shared", "relay", "endpoint_agent", "tech_console", "installer")
PURE = ("relay/domain", "shared/machines", "shared/protocol", "tech_console/state")
"""Packages that compute and nothing else: the same input gives the same output, at any time, on any machine."""


def python_files(*folders: str) -> list[Path]:
    """List the Python files under `folders`, relative to the root; a folder that does not exist holds none."""
    return sorted(path.relative_to(ROOT) for folder in folders for path in (ROOT / folder).rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    """Parse one file."""
    return ast.parse((ROOT / path).read_text(), str(path))


def imports(path: Path) -> Iterator[str]:
    """Name each imported module in full; `from a import b` counts as `a` and as `a.b`, since b may be a module."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Give each call with what is called, as it is written: `asyncio.create_task`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def committed_files() -> list[Path]:
    """List what git keeps, relative to the root."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [path for name in listing.split("\0") if name and (ROOT / (path := Path(name))).is_file()]
