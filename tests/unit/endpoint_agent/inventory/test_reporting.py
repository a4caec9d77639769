"""Which report comes next: differences where the relay's version is known, the whole where it is not; nothing twice."""

import msgspec
from hypothesis import example, given, settings
from hypothesis import strategies as st

from endpoint_agent.inventory.reporting import PART_BYTES, Kept, Reporting
from shared.inventory import Items, Sections, applied
from shared.protocol.inventory import ReportInventory, SectionChange
from tests.support.inventories import COMPUTER


class RelaySide:
    """What the relay does with reports: docs/protocol.md, Inventory."""

    def __init__(self) -> None:
        self.version = 0
        self.sections: Sections = {}

    def takes(self, parts: list[ReportInventory]) -> bool:
        """Keep a report; False for a gap."""
        first = parts[0]
        if first.version <= self.version or (first.base and first.base != self.version):
            return False
        changes = [change for part in parts for change in part.changes]
        self.sections = applied({} if first.base == 0 else self.sections, changes)
        self.version = first.version
        return True


def _changed() -> Sections:
    return {**COMPUTER, "hardware": {"memory": {"total_bytes": 1}}}


def test_the_first_report_is_whole() -> None:
    reporting = Reporting(Kept())
    reporting.wanted(0)
    reporting.found(COMPUTER)
    (part,) = reporting.next(even_if_same=False)
    assert (part.version, part.base, part.part, part.parts) == (1, 0, 1, 1)
    assert {change.section for change in part.changes} == COMPUTER.keys()


def test_after_a_restart_only_what_is_different_is_sent() -> None:
    reporting = Reporting(Kept(7, COMPUTER))
    reporting.wanted(7)
    reporting.found(_changed())
    (part,) = reporting.next(even_if_same=False)
    assert (part.version, part.base) == (8, 7)
    assert part.changes == [
        SectionChange(section="hardware", items={"memory": {"total_bytes": 1}}, gone=["computer", "cpu"])
    ]


def test_what_is_no_news_waits_until_somebody_looks() -> None:
    reporting = Reporting(Kept(7, COMPUTER))
    reporting.wanted(7)
    reporting.found({"battery": {"battery": {"percent": 79, "is_plugged": True}}})
    assert reporting.next(even_if_same=False) == []
    (part,) = reporting.next(even_if_same=True)
    assert [change.section for change in part.changes] == ["battery"]


def test_somebody_who_looks_gets_a_report_even_where_nothing_is_different() -> None:
    reporting = Reporting(Kept(7, COMPUTER))
    reporting.wanted(7)
    (part,) = reporting.next(even_if_same=True)
    assert (part.version, part.base, part.changes) == (8, 7, [])


def test_a_relay_with_another_version_gets_the_whole_with_a_version_above_both() -> None:
    for theirs in (3, 12):
        reporting = Reporting(Kept(7, COMPUTER))
        reporting.wanted(theirs)
        (part,) = reporting.next(even_if_same=False)
        assert (part.version, part.base) == (max(7, theirs) + 1, 0)


def test_a_gap_is_answered_with_the_whole() -> None:
    reporting = Reporting(Kept(7, COMPUTER))
    reporting.wanted(7)
    reporting.next(even_if_same=True)
    reporting.gap(9)
    (part,) = reporting.next(even_if_same=True)
    assert (part.version, part.base) == (10, 0)


def test_a_report_whose_answer_was_lost_but_arrived_is_not_sent_again() -> None:
    reporting = Reporting(Kept(7, COMPUTER))
    reporting.wanted(7)
    reporting.found(_changed())
    reporting.next(even_if_same=False)
    reporting.lost()
    reporting.wanted(8)
    assert reporting.next(even_if_same=False) == []


def test_one_sent_again_meanwhile_is_followed_by_the_whole() -> None:
    reporting = Reporting(Kept(7, COMPUTER))
    reporting.wanted(7)
    reporting.found(_changed())
    reporting.next(even_if_same=False)
    reporting.lost()
    reporting.next(even_if_same=False)
    reporting.gap(8)
    (part,) = reporting.next(even_if_same=True)
    assert (part.version, part.base) == (10, 0)


def test_one_report_at_a_time() -> None:
    reporting = Reporting(Kept())
    reporting.wanted(0)
    reporting.found(COMPUTER)
    assert reporting.next(even_if_same=True)
    assert reporting.next(even_if_same=True) == []
    assert reporting.accepted() == Kept(1, COMPUTER)


def test_a_section_that_could_not_be_looked_at_stays_as_it_was() -> None:
    reporting = Reporting(Kept(7, COMPUTER))
    reporting.wanted(7)
    reporting.found({"disks": COMPUTER["disks"]})
    assert reporting.next(even_if_same=False) == []


def test_a_clock_set_right_is_no_restart() -> None:
    known: Sections = {"system": {"os": {"boot_at": "2026-03-04T10:00:00+00:00"}}}
    reporting = Reporting(Kept(7, known))
    reporting.wanted(7)
    reporting.found({"system": {"os": {"boot_at": "2026-03-04T10:00:01+00:00"}}})
    assert reporting.next(even_if_same=False) == []
    reporting.found({"system": {"os": {"boot_at": "2026-03-04T11:00:01+00:00"}}})
    assert reporting.next(even_if_same=False)


def test_a_big_report_goes_in_parts_that_fit_a_frame() -> None:
    software: Items = {
        f"dpkg:{n:04}": {"name": f"package {n}", "version": "1.0-1", "publisher": "x" * 200} for n in range(2000)
    }
    reporting, relay = Reporting(Kept()), RelaySide()
    reporting.wanted(0)
    reporting.found({"software": software})
    parts = reporting.next(even_if_same=False)
    assert len(parts) > 5
    assert [part.part for part in parts] == list(range(1, len(parts) + 1))
    assert max(len(msgspec.json.encode(part)) for part in parts) < PART_BYTES + 1024
    assert relay.takes(parts)
    assert relay.sections == {"software": software}


FACTS = st.dictionaries(st.sampled_from(["a", "b"]), st.integers(0, 3), min_size=1, max_size=2)
SECTIONS = st.dictionaries(
    st.sampled_from(["disks", "software"]), st.dictionaries(st.sampled_from("xyz"), FACTS, max_size=3), max_size=2
)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["look", "look", "look", "lose answer", "lose report", "reconnect", "restart"]), SECTIONS
    ),
    max_size=12,
)


@settings(max_examples=150)
@given(STEPS)
@example([("lose answer", {"software": {"x": {"a": 0}}}), ("lose answer", {"software": {}})])
def test_whatever_is_lost_the_relay_ends_up_with_what_was_found(steps: list[tuple[str, Sections]]) -> None:
    # The agent forgets all but its file at a restart; the network forgets what it likes.
    relay, reporting = RelaySide(), Reporting(Kept())
    kept = Kept()
    reporting.wanted(relay.version)
    now: Sections = {}
    last: list[tuple[str, Sections]] = [("reconnect", {}), ("look", {"disks": {"x": {"a": 9}}})]
    for what, sections in [*steps, *last]:
        now = {**now, **sections}
        if what == "restart":
            reporting = Reporting(kept)
        if what in {"restart", "reconnect"}:
            reporting.lost()
            reporting.wanted(relay.version)
        reporting.found(now)
        for _ in range(3):
            parts = reporting.next(even_if_same=True)
            if not parts:
                break
            if what == "lose report":
                reporting.lost()
                break
            is_taken = relay.takes(parts)
            if what == "lose answer":
                reporting.lost()
                break
            if is_taken:
                kept = reporting.accepted()
                break
            reporting.gap(relay.version)
    assert relay.sections == {section: items for section, items in now.items() if items}
    assert reporting.kept.version == relay.version
