"""The dependency rule: the contracts of pyproject.toml hold, and so does what import-linter cannot see."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import PRODUCT, PURE, ROOT, calls, imports, python_files

IMPURE = {
    "asyncio", "socket", "ssl", "threading", "queue", "subprocess", "sqlite3", "sqlalchemy", "PySide6", "websockets",
    "time", "random", "secrets", "os", "pathlib", "io", "shutil", "tempfile", "logging",
}  # fmt: skip
WALL_CLOCK = {"datetime.now", "datetime.utcnow", "date.today", "dt.datetime.now", "dt.date.today"}
QT_ALLOWED = {
    "endpoint_agent/presenters": {"PySide6.QtCore"},
    "tech_console/presenters": {"PySide6.QtCore"},
    "tech_console/models": {"PySide6.QtCore"},
    "shared/qt": {"PySide6.QtCore", "PySide6.QtNetwork"},
}
NOT_IN_VIEWS = {"asyncio", "socket", "ssl", "threading", "sqlite3", "sqlalchemy", "websockets", "keyring"}
STARTS_A_TASK = re.compile(r"(^asyncio|loop(\(\))?)\.(create_task|ensure_future)$|^(create_task|ensure_future)$")
LOG_CALL = re.compile(r"^(self\.)?_?log(ger)?\.(debug|info|warning|error|exception|critical)$")


def test_the_import_contracts_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("package", PURE)
def test_pure_packages_import_nothing_that_touches_the_world(package: str) -> None:
    assert [
        f"{path}: {name}" for path in python_files(package) for name in imports(path) if name.split(".")[0] in IMPURE
    ] == []


@pytest.mark.parametrize("package", PURE)
def test_pure_packages_are_told_the_time(package: str) -> None:
    assert [f"{path}: {name}" for path in python_files(package) for name, _ in calls(path) if name in WALL_CLOCK] == []


@pytest.mark.parametrize("package", QT_ALLOWED)
def test_what_is_not_a_view_keeps_to_its_part_of_qt(package: str) -> None:
    allowed = QT_ALLOWED[package]
    assert [
        f"{path}: {part}" for path in python_files(package) for part in _qt_parts(path) if part not in allowed
    ] == []


@pytest.mark.parametrize("package", ["endpoint_agent/views", "tech_console/views", "shared/widgets"])
def test_views_know_neither_network_nor_disk(package: str) -> None:
    assert [
        f"{path}: {name}"
        for path in python_files(package)
        for name in imports(path)
        if name.split(".")[0] in NOT_IN_VIEWS
    ] == []


def test_only_spawn_starts_tasks() -> None:
    assert [
        f"{path}:{call.lineno}: {name}"
        for path in python_files(*PRODUCT)
        for name, call in calls(path)
        if STARTS_A_TASK.search(name) and path != Path("shared/tasks.py")
    ] == []


def test_log_messages_are_constant_and_their_values_arguments() -> None:
    # A constant message can be searched for and counted; a built one costs even where nobody listens.
    assert [
        f"{path}:{call.lineno}"
        for path in python_files(*PRODUCT)
        for name, call in calls(path)
        if LOG_CALL.match(name) and call.args and not isinstance(call.args[0], ast.Constant)
    ] == []


@pytest.mark.parametrize(
    "written", ["asyncio.create_task", "loop.create_task", "asyncio.get_running_loop().create_task"]
)
def test_the_check_for_tasks_knows_every_spelling(written: str) -> None:
    assert STARTS_A_TASK.search(written)


def test_the_check_for_tasks_leaves_task_groups_alone() -> None:
    assert not STARTS_A_TASK.search("group.create_task")


def _qt_parts(path: Path) -> Iterator[str]:
    # `from PySide6.QtCore import Qt` names the module and the name in it: the first two words are the part of Qt.
    for name in imports(path):
        words = name.split(".")
        if words[0] == "PySide6" and len(words) > 1:
            yield ".".join(words[:2])
