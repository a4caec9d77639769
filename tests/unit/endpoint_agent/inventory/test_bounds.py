"""What is sent stays within what the relay takes."""

import msgspec

from endpoint_agent.inventory.bounds import bounded
from shared.inventory import Sections, most_bytes


def test_long_texts_are_cut() -> None:
    found = bounded({"disks": {"/" * 999: {"device": "x" * 999, "total_bytes": 10**12}}})
    assert found == {"disks": {"/" * 300: {"device": "x" * 300, "total_bytes": 10**12}}}


def test_a_section_is_never_longer_than_the_relay_takes() -> None:
    many: Sections = {"software": {f"dpkg:{n:05}": {"name": "ü" * 40, "version": "1"} for n in range(12_000)}}
    found = bounded(many)["software"]
    assert len(msgspec.json.encode(found)) <= most_bytes("software")
    assert len(found) > 8_000
    assert bounded(many) == bounded({"software": dict(reversed(many["software"].items()))})


def test_more_than_ten_thousand_items_are_not_sent() -> None:
    assert len(bounded({"software": {f"{n:05}": {"a": 1} for n in range(10_500)}})["software"]) == 10_000
