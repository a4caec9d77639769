"""A report made fit to keep, summed up and compared."""

import datetime as dt

import pytest

from relay.domain import inventory as rules
from shared.errors import TooLarge
from shared.inventory import Items, Sections
from shared.protocol.inventory import DeviceFacts, Item, ProcessRow, SectionChange
from tests.support.inventories import COMPUTER

NOW = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)


def test_what_is_no_fact_is_left_out_and_texts_are_one_harmless_line() -> None:
    item: Item = {
        "name": "  a\nb\u202ec  ",
        "Bad": 1,
        "x y": 2,
        "huge": 2**60,
        "ratio": 0.5,
        "is_up": True,
        "none": None,
    }
    (change,) = rules.cleaned([SectionChange(section="disks", items={"/\x00": item}, gone=["\x07"])])
    assert change.gone == ["?"]
    assert change.items == {"/?": {"name": "a?b?c", "huge": None, "ratio": 0.5, "is_up": True, "none": None}}


def test_an_item_has_forty_facts_at_most() -> None:
    (change,) = rules.cleaned([SectionChange(section="disks", items={"/": {f"f{n}": n for n in range(50)}})])
    assert len(change.items["/"]) == 40


def test_sizes_have_limits() -> None:
    rules.check_size({"software": {str(n): {} for n in range(10_000)}})
    with pytest.raises(TooLarge):
        rules.check_size({"software": {str(n): {} for n in range(10_001)}})
    with pytest.raises(TooLarge):
        rules.check_size({str(n): {} for n in range(13)})


def test_the_fullest_disk_and_the_way_out_count() -> None:
    network: Items = {"wlan0": {"mac": "02", "ipv4": "10.0.0.2"}, **COMPUTER["network"]}
    facts = rules.facts_of({**COMPUTER, "network": network}, DeviceFacts(), NOW)
    assert facts.disk_free_percent == 20
    assert facts.addresses == ["192.0.2.10", "10.0.0.2"]
    assert facts.mac == "aa:bb:cc:dd:ee:01"


def test_facts_of_the_wrong_kind_are_as_good_as_none() -> None:
    sections: Sections = {
        "system": {"os": {"name": 7, "boot_at": "yesterday", "is_reboot_pending": "yes"}},
        "hardware": {"memory": {"total_bytes": "16 GB"}},
        "disks": {"/": {"free_percent": True}},
    }
    facts = rules.facts_of(sections, DeviceFacts(), NOW)
    assert facts == DeviceFacts(reported_at=NOW)


def test_a_start_time_needs_its_zone() -> None:
    for text, expected in (("2026-03-04T10:00:00+00:00", NOW.replace(hour=10)), ("2026-03-04T10:00:00", None)):
        assert rules.facts_of({"system": {"os": {"boot_at": text}}}, DeviceFacts(), NOW).boot_at == expected


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", "93.184.216.34"), ("::ffff:93.184.216.34", "93.184.216.34"), ("10.0.0.1", ""), ("", ""),
        ("2a00:1450:4002:402::200e", "2a00:1450:4002:402::200e"), ("fe80::1%eth0", ""), ("nonsense", ""),
    ],
)  # fmt: skip
def test_only_an_address_the_world_can_reach_is_public(address: str, public: str) -> None:
    assert rules.public_address(address) == public


def test_a_section_reported_for_the_first_time_has_no_history() -> None:
    assert rules.history("software", {}, {"a": {"name": "a"}}) == []


def test_a_section_that_goes_leaves_a_line_for_each_item() -> None:
    assert rules.history("disks", {"/": {"free_percent": 1}}, {}) == [rules.Line("disks", "/", "", "/", "")]


def test_facts_are_remembered_as_plain_values() -> None:
    assert [rules.plain(fact) for fact in (None, True, False, 7, 0.5, "x")] == ["", "true", "false", "7", "0.5", "x"]


def test_names_of_programs_are_found_in_small_letters() -> None:
    assert rules.software_names({"b": {"name": "Bash"}, "a": {"version": "1"}}) == "a\nbash"


def test_processes_have_harmless_names() -> None:
    (row,) = rules.cleaned_processes([ProcessRow(pid=1, name="a\x1b[31m", user="x" * 999)])
    assert (row.name, len(row.user)) == ("a?[31m", 200)
