import pytest
from PySide6.QtCore import QLocale

from shared.protocol.inventory import SECTIONS, ChangeRecord, WatchKind
from tech_console.models.inventory_words import (
    change_words,
    fact_words,
    item_words,
    section_words,
    value_words,
    watch_words,
)
from tests.support.console_records import NOW


@pytest.fixture(autouse=True)
def english(qapp: object) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.English))


@pytest.mark.parametrize(
    ("fact", "value", "words"),
    [
        ("total_bytes", 8 << 30, "8.0 GiB"),
        ("free_percent", 7, "7 %"),
        ("max_mhz", 4800, "4.80 GHz"),
        ("speed_mbps", 1000, "1,000 Mbit/s"),
        ("idle_s", 12, ""),
        ("idle_s", 3600, "1 hour(s)"),
        ("is_up", False, "No"),
        ("cores", 8, "8"),
        ("installed_on", "2026-03-02", "3/2/26"),
        ("state", "failed", "Failed"),
        ("start", "auto", "By itself"),
        ("name", "<b>x</b>", "<b>x</b>"),
        ("boot_at", "yesterday", "yesterday"),
        ("firmware_on", "soon", "soon"),
        ("anything", None, ""),
    ],
)
def test_the_end_of_a_facts_name_says_how_it_is_written(fact: str, value: str | float | None, words: str) -> None:
    assert value_words(fact, value) == words


def test_every_known_section_has_a_name_and_an_unknown_fact_shows_its_own() -> None:
    assert all(section_words(section) != section for section in SECTIONS)
    assert fact_words("total_bytes") == "Size"
    assert fact_words("warp_core") == "Warp core"
    assert item_words("disks", "C:") == "C:"


def change(section: str, item: str, fact: str = "", before: str = "", after: str = "") -> ChangeRecord:
    return ChangeRecord(at=NOW, section=section, item=item, fact=fact, before=before, after=after)


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (
            change("hardware", "memory", "total_bytes", str(16 << 30), str(8 << 30)),
            ("Memory: Size", "16.0 GiB", "8.0 GiB"),
        ),
        (change("software", "dpkg:firefox", "version", "131", "132"), ("firefox", "131", "132")),
        (change("software", "registry:TeamViewer", after="15"), ("Software: TeamViewer", "", "15")),
        (change("software", "registry:Java", before="8"), ("Software: Java", "8", "removed")),
        (change("disks", "D:"), ("Disks: D:", "", "added")),
        (change("system", "os", "is_reboot_pending", "false", "true"), ("Operating system: Restart pending", "No", "Yes")),
        (change("software", "software", "more", after="212"), ("Software: 212 more changes", "", "")),
        (change("network", "eth0", "speed_mbps", "fast", "100"), ("eth0: Speed", "fast", "100 Mbit/s")),
    ],
)  # fmt: skip
def test_a_change_says_what_it_was_and_what_it_is(record: ChangeRecord, words: tuple[str, str, str]) -> None:
    assert change_words(record) == words


def test_a_watch_rule_is_one_sentence() -> None:
    assert watch_words(WatchKind.DISK_BELOW, 10, "") == "A disk has less than 10 % free"
    assert watch_words(WatchKind.OFFLINE_LONGER, 72, "") == "Offline for longer than 3 day(s)"
    assert watch_words(WatchKind.SOFTWARE_APPEARS, 0, "TeamViewer") == "Software appears: TeamViewer"
