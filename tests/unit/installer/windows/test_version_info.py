"""Unit tests of installer/windows/version_info.py."""

import ast

from installer.programs import PROGRAMS
from installer.windows.version_info import version_info


def test_windows_is_told_name_version_and_file() -> None:
    said = _strings(version_info(PROGRAMS["agent"], "1.2.3"))
    assert said["ProductName"] == "Sportello"
    assert said["FileVersion"] == "1.2.3"
    assert said["OriginalFilename"] == "sportello-agent.exe"


def test_the_version_is_four_numbers_too() -> None:
    assert "filevers=(1, 2, 0, 0), prodvers=(1, 2, 0, 0)" in version_info(PROGRAMS["console"], "1.2+abc")


def _strings(text: str) -> dict[str, str]:
    calls = [node for node in ast.walk(ast.parse(text.strip(), mode="eval")) if isinstance(node, ast.Call)]
    pairs = [call.args for call in calls if isinstance(call.func, ast.Name) and call.func.id == "StringStruct"]
    return {ast.literal_eval(name): ast.literal_eval(value) for name, value in pairs}
