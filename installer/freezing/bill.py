"""The bill of materials of a bundle, as CycloneDX: what is really in it, not what the lock file would permit.

PyInstaller says where each file and module came from; each belongs to an installed distribution, to Python itself, to a package of
the system, or to us. What the system provides at run time is not in the bundle and not here.
"""

import datetime as dt
import platform
import subprocess
import sysconfig
import uuid
from importlib import metadata
from pathlib import Path
from typing import Final

import msgspec
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import License
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from installer.freezing.bundle import Bundle
from installer.programs import ROOT

SPACE: Final = uuid.UUID("5f0d4b1c-5f0f-5bb2-9d1c-6f0c0a1f7a55")
"""Name space of the serial numbers: the same bundle has the same one."""
MAX_LICENSE_CHARS: Final = 60
"""What is longer is a licence's text and not its name."""


class Contents(msgspec.Struct, frozen=True):
    """What bundle.spec writes: names in the bundle and where they came from."""

    modules: list[tuple[str, str]]
    files: list[tuple[str, str]]


class Owners:
    """Knows whose a file is."""

    def __init__(self) -> None:
        self._of = {
            Path(str(found.locate_file(file))): found
            for found in metadata.distributions()
            for file in found.files or []
            if file.suffix not in {".pyc", ".pth"}
        }
        self._python = [Path(sysconfig.get_path(name)).resolve() for name in ("stdlib", "platstdlib")]

    def component(self, source: Path) -> Component | None:
        """Return what it belongs to; None for our own."""
        if found := self._of.get(source):
            return None if found.name == "sportello" else _library(found)
        if source.is_relative_to(ROOT) and not source.is_relative_to(ROOT / ".venv"):
            return None
        resolved = source.resolve()
        if any(resolved.is_relative_to(folder) for folder in self._python) or source.name.startswith("libpython"):
            return _python()
        return _system_package(resolved) or Component(
            name=source.name, type=ComponentType.FILE, bom_ref=f"file/{source.name}"
        )


def of(made: Bundle, contents: Path) -> str:
    """Return the bill as JSON."""
    listed = msgspec.json.decode(contents.read_bytes(), type=Contents)
    owners = Owners()
    sources = {Path(source) for _, source in [*listed.modules, *listed.files] if source not in {"", "-"}}
    # The bootloader, which is PyInstaller's, starts every bundle.
    found = [_library(metadata.distribution("pyinstaller")), _python(), *map(owners.component, sorted(sources))]
    whole = Component(
        name=made.program.command,
        version=made.facts.version,
        type=ComponentType.APPLICATION,
        bom_ref=made.program.command,
        licenses=[LicenseFactory().make_from_string("Apache-2.0")],
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=made.facts.content)],
    )
    parts = {str(part.purl or part.name): part for part in found if part}
    bom = Bom(
        serial_number=uuid.uuid5(SPACE, made.facts.content),
        metadata=BomMetaData(component=whole, timestamp=made.facts.made_from.astimezone(dt.UTC)),
        components=parts.values(),
    )
    bom.register_dependency(whole, parts.values())
    return f"{JsonV1Dot6(bom).output_as_string(indent=1)}\n"


def _library(found: metadata.Distribution) -> Component:
    name = found.name.lower().replace("_", "-")
    return Component(
        name=found.name,
        version=found.version,
        type=ComponentType.LIBRARY,
        purl=PackageURL("pypi", None, name, found.version),
        bom_ref=f"pypi/{name}",
        licenses=_licenses(found),
    )


def _licenses(found: metadata.Distribution) -> list[License]:
    facts = found.metadata
    said = [text for name in ("License-Expression", "License") for text in facts.get_all(name, [])]
    classified = [line.rpartition(" :: ")[2] for line in facts.get_all("Classifier", []) if line.startswith("License")]
    texts = [text for text in said if len(text) <= MAX_LICENSE_CHARS] or classified
    return [LicenseFactory().make_from_string(text) for text in texts[:1]]


def _python() -> Component:
    version = platform.python_version()
    return Component(
        name="python",
        version=version,
        type=ComponentType.LIBRARY,
        purl=PackageURL("generic", None, "python", version),
        bom_ref="generic/python",
        licenses=[LicenseFactory().make_from_string("PSF-2.0")],
    )


def _system_package(path: Path) -> Component | None:
    """Return the Debian package that holds a file, where dpkg knows it."""
    try:
        holder = subprocess.run(["dpkg", "--search", str(path)], check=True, capture_output=True, text=True).stdout
        name = holder.partition(":")[0]
        show = ["dpkg-query", "--show", "--showformat", "${Version}", name]
        version = subprocess.run(show, check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    return Component(
        name=name,
        version=version,
        type=ComponentType.LIBRARY,
        purl=PackageURL("deb", "debian", name, version),
        bom_ref=f"deb/{name}",
    )
