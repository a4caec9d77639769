"""What an offered file is, and which one is the newest: the facts a provider signs with each file. Pure.

The facts are `custom` of a TUF target; whoever reads them has already seen that the targets key signed them.
"""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

import msgspec

Program = Literal["agent", "console", "relay", "installer"]
PROGRAMS: Final[tuple[Program, ...]] = ("agent", "console", "relay", "installer")
VERSION: Final = re.compile(r"^\d{1,9}(\.\d{1,9}){0,3}\Z", re.ASCII)
PLATFORM: Final = re.compile(r"^[a-z0-9]+(-[a-z0-9_]+)*\Z", re.ASCII)
NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+~-]{0,199}\Z", re.ASCII)
"""A file's name as it stands in an address: nothing to escape, nothing that could lead elsewhere."""
FIRST_CHOICE: Final = ("deb", "msi")
"""Where one version comes in several forms, the package that the system's own tool installs."""


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What a file is. Unknown fields are skipped."""

    program: Program
    version: Annotated[str, msgspec.Meta(pattern=VERSION.pattern, max_length=40)]
    platform: Annotated[str, msgspec.Meta(pattern=PLATFORM.pattern, max_length=40)]


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which file is asked for: newer than `above`, or any when that is empty; of one form, or the system's own."""

    program: Program
    platform: str
    above: str = ""
    suffix: str = ""


class Offer(msgspec.Struct, frozen=True):
    """One file of the catalogue."""

    path: str
    facts: Facts

    @property
    def suffix(self) -> str:
        """What stands behind the last dot."""
        return self.path.rpartition(".")[2].lower()


def offers_of(targets: Mapping[str, Mapping[str, Any] | None]) -> list[Offer]:
    """Return the files that are somebody's program; what has other facts, or a path of another form, is none of ours."""
    found = []
    for path, custom in targets.items():
        try:
            facts = msgspec.convert(custom, Facts)
        except msgspec.ValidationError:
            continue
        if path and path == path_of(facts, path.rpartition("/")[2]):
            found.append(Offer(path, facts))
    return found


def path_of(facts: Facts, name: str) -> str:
    """Return where a file of this name and these facts is in the repository; empty for a name that cannot be one."""
    return f"{facts.program}/{facts.version}/{facts.platform}/{name}" if NAME.match(name) else ""


def newest(offers: list[Offer], wanted: Wanted) -> Offer | None:
    """Return the newest file that is wanted; None where nothing is newer."""
    fitting = [
        offer
        for offer in offers
        if (offer.facts.program, offer.facts.platform) == (wanted.program, wanted.platform)
        and (not wanted.above or order_of(offer.facts.version) > order_of(wanted.above))
        and wanted.suffix in {"", offer.suffix}
    ]
    return max(fitting, key=_rank, default=None)


def order_of(version: str) -> tuple[int, ...]:
    """Return what versions are compared by: 0.10 is above 0.9, 1.0 is 1. Raises: ValueError for what is no version."""
    if not VERSION.match(version):
        raise ValueError(f"no version: {version!r}")
    numbers = [int(number) for number in version.split(".")]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


def platform_of(system: str, machine: str) -> str:
    """Return the name of a platform, from `sys.platform` and `platform.machine()`: linux-amd64, windows-arm64."""
    systems = {"win32": "windows", "darwin": "macos"}
    machines = {"x86_64": "amd64", "aarch64": "arm64"}
    name = machine.lower()
    return f"{systems.get(system, system)}-{machines.get(name, name)}"


def _rank(offer: Offer) -> tuple[tuple[int, ...], int, str]:
    choice = FIRST_CHOICE.index(offer.suffix) if offer.suffix in FIRST_CHOICE else len(FIRST_CHOICE)
    return order_of(offer.facts.version), -choice, offer.path
