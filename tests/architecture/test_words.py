"""One word per idea on the wire, in the tables and in file names: the words of docs/glossary.md and not their rivals.

Only words that are wrong in every place are refused: *client* is right for the two desktop programs together, and
*password* for a technician's sign-in.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import PRODUCT, python_files, tree

REFUSED = {
    "callback", "command", "employee", "helper", "invitation", "node", "operator", "organization", "otp", "packet",
    "payload", "register", "tenant", "upload", "utils", "visitor", "workstation",
}  # fmt: skip
VAGUE_FILES = {"base_utils", "common", "helpers", "manager", "misc", "stuff", "util", "utils"}
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


@pytest.mark.parametrize("package", ["shared/protocol", "relay/db/tables", "relay/domain", "shared/machines"])
def test_names_use_the_words_of_the_glossary(package: str) -> None:
    assert [
        f"{path}: {name}"
        for path in python_files(package)
        for name in _declared_names(path)
        if REFUSED & {word.lower() for word in WORD.findall(name)}
    ] == []


def test_no_file_is_named_after_nothing() -> None:
    assert [str(path) for path in python_files(*PRODUCT) if path.stem in VAGUE_FILES] == []


def test_names_are_split_into_words() -> None:
    assert WORD.findall("ChatRequestRecord") == ["Chat", "Request", "Record"]
    assert WORD.findall("user_chat_enabled") == ["user", "chat", "enabled"]
    assert WORD.findall("OTPCode") == ["OTP", "Code"]


def _declared_names(path: Path) -> Iterator[str]:
    """Name classes, their fields, and the strings a declaration gives them: a message's tag, a table, a column."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ClassDef):
            yield node.name
            yield from (_text(keyword.value) for keyword in node.keywords if keyword.arg == "tag")
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("Table", "Column")) and node.args:
            yield _text(node.args[0])


def _text(value: ast.expr) -> str:
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else ""
