"""docs/requirements.md names tests and modules that exist, and leaves no requirement of this version out."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

PAGE = ROOT / "docs/requirements.md"
ROW = re.compile(r"^\| (?P<id>[AHP]-?\d\d) \|.*\| (?P<tests>[^|]+) \|$", re.MULTILINE)
TEST = re.compile(r"`([\w/.]+\.py)::(\w+)`")
RULES = [*(f"A-{number:02}" for number in range(1, 42)), *(f"H-{number:02}" for number in range(5, 16))]
CASES = [
    "P01", "P02", "P03", "P04", "P05", "P08", "P09", "P10", "P11", "P12", "P13", "P15", "P16", "P17", "P18", "P19", "P20", "P21", "P22", "P23", "P24", "P25",
    "P28", "P29", "P30", "P33", "P34", "P35", "P37", "P39", "P40", "P41", "P42", "P43", "P44", "P45", "P46", "P47", "P48",
]  # fmt: skip
ROWS = {row["id"]: row["tests"] for row in ROW.finditer(PAGE.read_text())}


def test_every_requirement_has_its_row() -> None:
    assert list(ROWS) == RULES + CASES


@pytest.mark.parametrize("name", ROWS)
def test_every_row_names_tests_that_exist(name: str) -> None:
    named = TEST.findall(ROWS[name])
    assert named
    assert [f"{file}::{test}" for file, test in named if test not in _tests_in(Path("tests") / file)] == []


def test_every_module_that_is_named_exists() -> None:
    rows = [line for line in PAGE.read_text().splitlines() if line.startswith(("| A-", "| H-"))]
    named = {name for line in rows for name in re.findall(r"`([\w/.]+)`", line.split("|")[3])}
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_the_readme_says_on_what_agent_and_console_run() -> None:
    #
    assert "Agent and console run on Linux" in (ROOT / "README.md").read_text()


@cache
def _tests_in(path: Path) -> frozenset[str]:
    if not (ROOT / path).is_file():
        return frozenset()
    nodes = ast.walk(ast.parse((ROOT / path).read_text()))
    return frozenset(node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
