"""Builds and checks the translations: `python -m shared.qt.i18n update|compile|check|missing [DOMAIN...]`, `fill FILE`.

update   takes every text of the sources into the .ts files (in English only the plural forms)
compile  builds the .qm files the programs load; they are not committed
check    fails when a .ts file is behind the sources, or anything in it is missing, unfinished or obsolete
missing  prints the open texts as JSON; `fill` reads the same with the translations in
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import PySide6

from shared.qt.terms import Terms

ROOT = Path(__file__).parents[2]
PACKAGES = {"shared": "shared", "agent": "endpoint_agent", "console": "tech_console"}
CODES = ("it", "en")
TERMS = Terms("msp", "it").forms()
USAGE = "usage: python -m shared.qt.i18n update|compile|check|missing [shared] [agent] [console] | fill FILE"


def folder_of(domain: str) -> Path:
    """Return where the translations of a domain lie in a source checkout."""
    return ROOT / PACKAGES[domain] / "resources" / "i18n"


def update(domain: str, folder: Path | None = None) -> None:
    """Take the texts of the sources into both .ts files of a domain."""
    sources = sorted(str(path) for path in (ROOT / PACKAGES[domain]).rglob("*.py") if _speaks(path))
    target = folder or folder_of(domain)
    target.mkdir(parents=True, exist_ok=True)
    for code in CODES:
        plural = ["-pluralonly"] if code == "en" else []
        options = ["-silent", "-no-obsolete", "-locations", "none", "-source-language", "en", *plural]
        names = [f"{domain}_{code}.ts"]
        _run("lupdate", *options, "-target-language", code, *sources, "-ts", *names, cwd=target)


def _speaks(path: Path) -> bool:
    text = path.read_text(encoding="utf-8")
    return ".tr(" in text or "translate(" in text


def compile_all(domain: str) -> None:
    """Build both .qm files of a domain."""
    for source in sorted(folder_of(domain).glob(f"{domain}_*.ts")):
        _release(source)


def compile_if_stale(domain: str, folder: Path, code: str) -> None:
    """Build one .qm file if its .ts file is newer; in an installed program, without tool or right to write, do nothing."""
    source, built = folder / f"{domain}_{code}.ts", folder / f"{domain}_{code}.qm"
    if not source.exists() or (built.exists() and built.stat().st_mtime >= source.stat().st_mtime):
        return
    if _tool("lrelease").exists() and os.access(folder, os.W_OK):
        _release(source)


def check(domain: str) -> list[str]:
    """Return what is wrong with a domain, each as one line; empty when all is translated."""
    untranslated = (f"{domain}: {code}: {text!r} is not translated" for code, text in _open(domain))
    misplaced = (f"{domain}: {code}: {text!r} has other {{places}} than its translation" for code, text in _odd(domain))
    return [*_stale(domain), *untranslated, *misplaced]


def missing(domain: str) -> list[str]:
    """Return the English texts of a domain that lack an Italian translation, or an English plural."""
    return sorted({text for _, text in _open(domain)})


def fill(domain: str, words: dict[str, dict[str, str | list[str]]]) -> None:
    """Write translations into the .ts files: {code: {English text: translation, or its plural forms}}."""
    for code in CODES:
        path = folder_of(domain) / f"{domain}_{code}.ts"
        tree = ET.parse(path)  # noqa: S314 - our own file
        for message in tree.iter("message"):
            text = message.findtext("source") or ""
            if text in words.get(code, {}):
                _translate(message, words[code][text])
        _write(tree, path)


def _open(domain: str) -> Iterator[tuple[str, str]]:
    return ((code, message.findtext("source") or "") for code, message in _messages(domain) if not _is_done(message))


def _odd(domain: str) -> Iterator[tuple[str, str]]:
    """Give the texts whose translation lost, or invented, a place like {name}; words of the edition may change form."""
    for code, message in _messages(domain):
        source = message.findtext("source") or ""
        if any(_places(source) != _places(form) for form in _forms(message) if form):
            yield code, source


def _messages(domain: str) -> Iterator[tuple[str, ET.Element]]:
    for code in CODES:
        path = folder_of(domain) / f"{domain}_{code}.ts"
        if path.exists():
            yield from ((code, message) for message in ET.parse(path).iter("message"))  # noqa: S314 - our own file


def _forms(message: ET.Element) -> list[str]:
    translation = message.find("translation")
    if translation is None:
        return []
    return [(form.text or "").strip() for form in translation.findall("numerusform") or [translation]]


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name and name not in TERMS}


def _is_done(message: ET.Element) -> bool:
    translation = message.find("translation")
    return translation is not None and translation.get("type") is None and all(_forms(message))


def _stale(domain: str) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as name:
        fresh = Path(name)
        for code in CODES:
            path = folder_of(domain) / f"{domain}_{code}.ts"
            if path.exists():
                shutil.copy(path, fresh)
        update(domain, fresh)
        for path in sorted(fresh.glob("*.ts")):
            kept = folder_of(domain) / path.name
            if not kept.exists() or _texts(kept) != _texts(path):
                yield f"{domain}: {path.name} is behind the sources; run: python -m shared.qt.i18n update"


def _texts(path: Path) -> list[tuple[str, str]]:
    contexts = ET.parse(path).iter("context")  # noqa: S314 - our own file
    return [(c.findtext("name") or "", m.findtext("source") or "") for c in contexts for m in c.iter("message")]


def _translate(message: ET.Element, words: str | list[str]) -> None:
    translation = message.find("translation")
    if translation is None:
        return
    if isinstance(words, str) == (message.get("numerus") == "yes"):
        sys.exit(f"{message.findtext('source')!r}: a text with %n takes a list of its forms, any other a text")
    translation.attrib.pop("type", None)
    if isinstance(words, str):
        translation.text = words
        return
    for old in translation.findall("numerusform"):
        translation.remove(old)
    for form in words:
        ET.SubElement(translation, "numerusform").text = form


def _write(tree: "ET.ElementTree[ET.Element]", path: Path) -> None:
    ET.indent(tree, "    ")
    body = ET.tostring(tree.getroot(), encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def _release(source: Path) -> None:
    # Two programs of a checkout may start at once: each builds its own file, the last one is kept.
    built = source.with_suffix(".qm")
    fresh = built.with_name(f"{built.name}.{os.getpid()}")
    _run("lrelease", "-silent", source.name, "-qm", fresh.name, cwd=source.parent)
    fresh.replace(built)


def _tool(name: str) -> Path:
    suffix = ".exe" if sys.platform == "win32" else ""
    return Path(PySide6.__file__).parent / f"{name}{suffix}"


def _run(tool: str, *arguments: str, cwd: Path) -> None:
    done = subprocess.run([_tool(tool), *arguments], cwd=cwd, check=False, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{tool}: {done.stderr.strip()}")


def main(arguments: list[str]) -> int:
    """Do what the command line asks, for all domains unless some are named; see the module's text."""
    match arguments:
        case ["update" | "compile" | "check" | "missing" as verb, *named] if set(named) <= set(PACKAGES):
            return _do(verb, named or list(PACKAGES))
        case ["fill", file]:
            for domain, words in json.loads(Path(file).read_text(encoding="utf-8")).items():
                fill(domain, words)
            return 0
        case _:
            print(USAGE, file=sys.stderr)  # noqa: T201 - a command's output
            return 2


def _do(verb: str, domains: list[str]) -> int:
    if verb == "missing":
        found = {domain: missing(domain) for domain in domains}
        print(json.dumps(found, ensure_ascii=False, indent=1))  # noqa: T201 - a command's output
        return 0
    if verb == "check":
        complaints = [line for domain in domains for line in check(domain)]
        print(*complaints, sep="\n", end="\n" if complaints else "")  # noqa: T201 - a command's output
        return 1 if complaints else 0
    for domain in domains:
        update(domain) if verb == "update" else compile_all(domain)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
