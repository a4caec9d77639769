"""Inventories, tags and watch rules with a headless console, a headless agent that reports this very computer, and a real relay."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.ids import CustomerId
from tests.support import headless
from tests.support.headless import Headless, Line
from tests.support.relay import Relay, running_relay


@pytest.fixture
def relay(tmp_path: Path) -> Iterator[Relay]:
    with running_relay(tmp_path) as started:
        yield started


@pytest.fixture
def customer_id(relay: Relay) -> CustomerId:
    return relay.add_customer()


def test_a_computer_is_looked_at_tagged_found_and_watched(
    relay: Relay, customer_id: CustomerId, tmp_path: Path
) -> None:
    console = headless.console(relay, tmp_path / "console")
    agent = headless.agent(relay, tmp_path / "agent", relay.add_token(customer_id), reports=True)
    with headless.running(console), headless.running(agent):
        headless.sign_in(console, relay.add_technician())
        device = _reported(console)
        device_id = device["device_id"]
        assert device["facts"]["memory_bytes"] > 0

        record = console.say("inventory", device_id=device_id)["reply"]
        assert record["sections"]["system"]["os"]["kernel"]
        told = agent.say("inventory")
        assert (told["version"], told["sections"]) == (record["version"], record["sections"])
        since = console.now
        console.say("inventory", device_id=device_id, fresh=True)
        assert console.wait_for("inventory_changed", since=since, within_s=60)["version"] > record["version"]
        assert console.say("inventory_changes", device_id=device_id)["reply"]["changes"] == []

        assert any(row["name"] for row in console.say("processes", device_id=device_id)["reply"]["processes"])
        name = next(iter(record["sections"]["software"].values()))["name"]
        assert console.say("software_find", text=name.upper())["reply"]["device_ids"] == [device_id]

        console.say("tag", device_ids=[device_id], add=["VIP"])
        console.wait_for("device", lambda line: line["device"].get("tags") == ["VIP"])

        console.say("watch_save", customer_id=customer_id, kind="disk_below", threshold=99)
        rule = console.wait_for("watch_rule", lambda line: line["watch_rule"].get("matching"))["watch_rule"]
        console.say("watch_remove", rule_id=rule["rule_id"])
        assert console.refused("watch_remove", rule_id=rule["rule_id"])["code"] == "not_found"


def _reported(console: Headless) -> Line:
    def is_reported(line: Line) -> bool:
        return bool(line["device"].get("inventory_version"))

    known = console.say("list", what="devices")["records"]
    if known and known[0].get("inventory_version"):
        return dict(known[0])
    # The look has the lowest priority, so a busy machine lets it wait.
    return dict(console.wait_for("device", is_reported, within_s=60)["device"])
