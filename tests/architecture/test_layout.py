"""Where things are: unit tests mirror the source, and nothing committed knows the machine it was written on."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.source import PURE, ROOT, committed_files, python_files, tree

UNIT = Path("tests/unit")
# Written in pieces, so that this file does not name what it looks for.
REGISTRIES = re.compile("|".join(["py" + r"pi\.org", "python" + r"hosted\.org", "npm" + r"js\.", "deb" + r"ian\.org"]))
INDEX_OPTIONS = re.compile("--(extra-)?" + "index-url|--find" + "-links")
MACHINE_PATHS = re.compile(r"(?<![\w.~$}/-])/(" + "|".join(["wo" + "rk", "ro" + "ot", "home" + r"/\w"]) + r")(/|\b)")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
DOCUMENT = re.compile(r"\bdocs/[\w/.-]+\.md\b")
HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)


def test_each_unit_test_is_found_by_the_name_of_what_it_tests() -> None:
    assert [str(path) for path in python_files(str(UNIT)) if path.name.startswith("test_") and not _tested(path)] == []


@pytest.mark.parametrize("package", PURE)
def test_each_pure_module_with_rules_in_it_has_unit_tests(package: str) -> None:
    tested = {_tested(path) for path in python_files(str(UNIT))}
    assert [str(path) for path in python_files(package) if _has_rules(path) and path not in tested] == []


def test_nothing_committed_names_a_registry_or_an_index() -> None:
    assert _lines_with(REGISTRIES) + _lines_with(INDEX_OPTIONS) == []


def test_nothing_committed_names_a_path_of_one_machine() -> None:
    assert _lines_with(MACHINE_PATHS) == []


def test_links_between_documents_lead_somewhere() -> None:
    pages = [path for path in committed_files() if path.suffix == ".md"]
    assert [f"{page}: {link}" for page in pages for link in _links(page) if not _leads_somewhere(page, link)] == []


def test_documents_named_in_the_code_exist() -> None:
    named = {(path, name) for path in committed_files() for name in DOCUMENT.findall(_text(path))}
    assert sorted(f"{path}: {name}" for path, name in named if not (ROOT / name).is_file()) == []


def _tested(test: Path) -> Path | None:
    """Return the source a unit test stands for: test_ticket.py and test_ticket_reopening.py both for ticket.py."""
    folder = test.relative_to(UNIT).parent
    words = test.stem.removeprefix("test_").split("_")
    names = ["_".join(words[:count]) for count in range(len(words), 0, -1)]
    return next((folder / f"{name}.py" for name in names if (ROOT / folder / f"{name}.py").is_file()), None)


def _has_rules(path: Path) -> bool:
    return any(isinstance(node, ast.FunctionDef) for node in ast.walk(tree(path)))


def _text(path: Path) -> str:
    try:
        return (ROOT / path).read_text()
    except UnicodeDecodeError:
        return ""  # a picture, a font, a sound


def _lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path}:{number}: {line.strip()}"
        for path in committed_files()
        for number, line in enumerate(_text(path).splitlines(), 1)
        if pattern.search(line)
    ]


def _links(page: Path) -> list[str]:
    shown = COMMENT.sub("", _text(page))
    return [link for link in LINK.findall(shown) if "://" not in link and not link.startswith("mailto:")]


def _leads_somewhere(page: Path, link: str) -> bool:
    name, _, anchor = link.partition("#")
    target = (ROOT / page).parent / name if name else ROOT / page
    return target.exists() and (not anchor or anchor in _anchors(target))


def _anchors(page: Path) -> set[str]:
    headings = HEADING.findall(page.read_text())
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
