"""What is to be told the relay next: which version it has, what differs from it, in which parts. Pure: no file, no clock."""

import datetime as dt
from collections.abc import Iterable

import msgspec

from endpoint_agent.inventory.bounds import size_of
from shared.inventory import Items, Sections, difference, is_news
from shared.protocol.inventory import ReportInventory, SectionChange

PART_BYTES = 48 * 1024
UNKNOWN = -1
"""In place of the relay's version: nothing it has is known here."""
SAME_START_S = 120.0
"""A clock that is set right moves the computed time of the last start; so little is no other start."""


class Kept(msgspec.Struct, frozen=True):
    """What the relay has of this device, as far as it told us; version 0: nothing."""

    version: int = 0
    sections: Sections = {}


class Reporting:
    """Fed with what was found and what the relay answers; asked for the next report."""

    def __init__(self, kept: Kept) -> None:
        self.kept = kept
        self._now: Sections = dict(kept.sections)
        self._relay_version = 0
        self._sent: Kept | None = None
        self._maybe: Kept | None = None
        """A report without an answer: it may be on the relay's disk or not."""
        self._last = kept.version
        """No version is used twice: two reports of one number could not be told apart."""

    @property
    def is_under_way(self) -> bool:
        """Whether a report waits for its answer."""
        return self._sent is not None

    def wanted(self, version: int) -> None:
        """The relay has this version; a report whose answer was lost may have arrived."""
        self.lost()
        self._relay_version = version
        if self._maybe is not None and self._maybe.version == version:
            self.kept = self._maybe

    def found(self, sections: Sections) -> None:
        """These sections are so now; the others are as they were."""
        self._now = {**self._now, **sections}
        self._settle_start()

    def next(self, *, even_if_same: bool) -> list[ReportInventory]:
        """Return the parts of the next report, nothing where there is nothing to tell.

        `even_if_same` sends what is no news by itself too; somebody is looking, or it is time again.
        """
        if self._sent is not None:
            return []
        now = {section: items for section, items in self._now.items() if items}
        is_known = self.kept.version == self._relay_version and self._relay_version > 0
        changes = difference(self.kept.sections if is_known else {}, now)
        if is_known and not even_if_same and not is_news(self.kept.sections, changes):
            return []
        self._last = max(self._last, self._relay_version) + 1
        self._sent, self._maybe = Kept(self._last, now), None
        return _parts(self._sent.version, self._relay_version if is_known else 0, changes)

    def accepted(self) -> Kept:
        """The relay has all parts on disk; return what is now to be kept."""
        if self._sent is not None:
            self.kept = self._sent
            self._relay_version, self._sent = self._sent.version, None
        return self.kept

    def lost(self) -> None:
        """No answer will come; the relay may have it or not."""
        if self._sent is not None:
            self._maybe, self._sent = self._sent, None

    def refused(self) -> None:
        """The relay has not taken it."""
        self._sent = None

    def gap(self, expected: int) -> None:
        """The relay has that version, to which what was sent is no difference: the next report is a whole one."""
        self._sent = None
        self._last = max(self._last, expected)
        self.kept, self._relay_version = Kept(self._last, {}), UNKNOWN

    def _settle_start(self) -> None:
        known, new = _start(self.kept.sections), _start(self._now)
        if known is not None and new is not None and abs((new - known).total_seconds()) < SAME_START_S:
            system = dict(self._now["system"]["os"])
            system["boot_at"] = known.isoformat()
            self._now = {**self._now, "system": {**self._now["system"], "os": system}}


def _start(sections: Sections) -> dt.datetime | None:
    said = sections.get("system", {}).get("os", {}).get("boot_at")
    return dt.datetime.fromisoformat(said) if isinstance(said, str) else None


def _parts(version: int, base: int, changes: Iterable[SectionChange]) -> list[ReportInventory]:
    """Return the report in frames of at most PART_BYTES; one with no change is one empty part."""
    bags: list[_Bag] = [_Bag()]
    for change in changes:
        for key, item in change.items.items():
            _room_for(bags, size_of(key, item)).items.setdefault(change.section, {})[key] = item
        for key in change.gone:
            _room_for(bags, size_of(key, {})).gone.setdefault(change.section, []).append(key)
    return [
        ReportInventory(ref=0, version=version, base=base, part=number, parts=len(bags), changes=bag.changes())
        for number, bag in enumerate(bags, start=1)
    ]


class _Bag:
    """What goes into one part."""

    def __init__(self) -> None:
        self.room = PART_BYTES
        self.items: dict[str, Items] = {}
        self.gone: dict[str, list[str]] = {}

    def changes(self) -> list[SectionChange]:
        sections = sorted(self.items.keys() | self.gone.keys())
        return [SectionChange(section=s, items=self.items.get(s, {}), gone=self.gone.get(s, [])) for s in sections]


def _room_for(bags: list[_Bag], size: int) -> _Bag:
    if size > bags[-1].room:
        bags.append(_Bag())
    bags[-1].room -= size
    return bags[-1]
