"""Reports of devices: kept whole or not at all, summed up for the list, remembered where they change. Still clock, real file."""

import datetime as dt

import pytest
import sqlalchemy as sa

from relay.db.gate import Gate
from relay.db.repositories import inventory as rows
from relay.db.tables import audit_event, inventory_change
from relay.db.unit_of_work import Topic
from relay.domain.scope import RELAY_SCOPE
from relay.services import records
from relay.services.orders import DevicesSeen, OpenDeviceSession
from relay.writer.wire import Job
from shared.inventory import Items, Sections
from shared.protocol.base import Message
from shared.protocol.directory import DeviceRecord
from shared.protocol.inventory import ChangeRecord, ReportInventory, SectionChange, SetTags
from tests.support.inventories import COMPUTER, GB, after, fact, gone, update, whole
from tests.support.office import RELAY, Agent, Office, frame_of


def device(office: Office, agent: Agent) -> DeviceRecord:
    """Return the device as consoles are shown it."""
    with office.reader.connect() as connection:
        record = records.device_record(Gate(connection, RELAY_SCOPE), agent.device_id, lambda _key: None)
    assert record is not None
    return record


def sections(office: Office, agent: Agent) -> Sections:
    """Return what the relay holds."""
    with office.reader.connect() as connection:
        return rows.sections(Gate(connection, RELAY_SCOPE), agent.device_id)


def history(office: Office, agent: Agent, most: int = 500) -> list[ChangeRecord]:
    """Return the device's history, the newest first."""
    with office.reader.connect() as connection:
        now = office.clock.now() + dt.timedelta(days=1)
        return rows.changes(Gate(connection, RELAY_SCOPE), agent.device_id, now, most)


def found(office: Office, text: str) -> set[str]:
    """Return the devices that have such a program."""
    with office.reader.connect() as connection:
        return set(rows.devices_with(Gate(connection, RELAY_SCOPE), text, 100))


def says_from(office: Office, agent: Agent, message: Message, address: str) -> None:
    """Give an order from a certain address."""
    committed = office.runner.run([Job(1, agent.caller, frame_of(message), [], address)])
    assert committed.outcomes[0].code == ""


@pytest.fixture
def agent(office: Office) -> Agent:
    return office.agent(office.customer())


def test_a_whole_report_is_what_is_read(office: Office, agent: Agent) -> None:
    office.done(agent, whole())
    assert sections(office, agent) == COMPUTER


def test_a_difference_changes_only_what_it_names(office: Office, agent: Agent) -> None:
    office.done(agent, whole())
    changes = [fact("hardware", "memory", total_bytes=8 * GB), gone("disks", "/home")]
    office.done(agent, update(2, 1, *changes))
    assert sections(office, agent) == after(*changes)


def test_a_whole_report_replaces_everything(office: Office, agent: Agent) -> None:
    office.done(agent, whole())
    office.done(agent, whole(9, {"system": COMPUTER["system"]}))
    assert sections(office, agent) == {"system": COMPUTER["system"]}
    assert found(office, "bash") == set()


@pytest.mark.parametrize(("version", "base"), [(3, 2), (5, 4), (1, 1), (1, 0), (2, 7)])
def test_a_difference_to_another_version_is_a_gap_and_changes_nothing(
    office: Office, agent: Agent, version: int, base: int
) -> None:
    office.done(agent, whole())
    refused = office.refusal(agent, update(version, base, gone("disks", "/")))
    assert (refused.code, refused.params) == ("gap", {"expected": 1})
    assert sections(office, agent) == COMPUTER


def test_a_report_given_twice_is_a_gap_the_second_time(office: Office, agent: Agent) -> None:
    office.done(agent, whole())
    office.done(agent, update(2, 1, gone("disks", "/home")))
    assert office.code(agent, update(2, 1, gone("disks", "/home"))) == "gap"


def test_the_writer_takes_no_parts(office: Office, agent: Agent) -> None:
    assert office.code(agent, ReportInventory(ref=1, version=1, base=0, part=1, parts=2)) == "forbidden"


def test_only_an_approved_device_reports(office: Office) -> None:
    waiting = office.agent(office.customer(policy="approve"), known=False, helpdesk=False)
    assert office.refusal(waiting, whole()).params == {"why": "waiting_for_approval"}
    assert office.code(office.technician(), whole()) == "forbidden"


def test_the_list_shows_what_the_report_says(office: Office, agent: Agent) -> None:
    office.done(agent, whole())
    record = device(office, agent)
    facts = record.facts
    assert (facts.os, facts.make, facts.model, facts.serial) == (
        "Debian GNU/Linux 12", "Dell Inc.", "Latitude 5420", "ABC123",
    )  # fmt: skip
    assert (facts.memory_bytes, facts.disk_free_percent, facts.battery_percent) == (16 * GB, 20, 80)
    assert (facts.addresses, facts.mac) == (["192.0.2.10"], "aa:bb:cc:dd:ee:01")
    assert (facts.last_user, facts.agent_version, facts.reported_at) == ("giulia", "0.1.0", office.clock.now())
    assert record.inventory_version == 1


def test_the_last_user_stays_when_nobody_sits_there(office: Office, agent: Agent) -> None:
    office.done(agent, whole())
    office.done(agent, update(2, 1, SectionChange(section="summary", items={"device": {"agent_version": "0.1.0"}})))
    assert device(office, agent).facts.last_user == "giulia"


def test_the_public_address_is_the_one_the_relay_sees(office: Office, agent: Agent) -> None:
    says_from(office, agent, whole(), "93.184.216.34")
    assert device(office, agent).facts.public_address == "93.184.216.34"
    says_from(office, agent, update(2, 1), "10.0.0.7")
    assert device(office, agent).facts.public_address == "93.184.216.34"


def test_a_sign_in_from_another_place_is_noted(office: Office, agent: Agent) -> None:
    says_from(office, agent, whole(), "93.184.216.34")
    office.runner.run([Job(1, RELAY, frame_of(OpenDeviceSession(re=1, device_key_id=agent.key_id)), [], "8.8.8.8")])
    assert device(office, agent).facts.public_address == "8.8.8.8"


def test_what_moves_all_the_time_is_told_to_nobody_but_readers(office: Office, agent: Agent) -> None:
    office.done(agent, whole())
    office.hints.clear()
    changes = [fact("battery", "battery", percent=10), fact("os_sessions", "giulia@tty2", idle_s=999)]
    office.done(agent, update(2, 1, *changes, fact("disks", "/", free_bytes=1)))
    assert [(hint.topic, hint.note) for hint in office.hints] == [(Topic.INVENTORY, "")]
    assert history(office, agent) == []


def test_what_the_list_shows_anew_is_told(office: Office, agent: Agent) -> None:
    office.done(agent, whole())
    office.hints.clear()
    office.done(agent, update(2, 1, fact("system", "os", is_reboot_pending=True)))
    assert [(hint.topic, hint.note) for hint in office.hints] == [(Topic.INVENTORY, "shown")]


def test_less_memory_is_in_the_history(office: Office, agent: Agent) -> None:
    office.done(agent, whole())
    assert history(office, agent) == []
    office.passes(60)
    office.done(agent, update(2, 1, fact("hardware", "memory", total_bytes=8 * GB)))
    (line,) = history(office, agent)
    assert line == ChangeRecord(
        at=office.clock.now(), section="hardware", item="memory", fact="total_bytes",
        before=str(16 * GB), after=str(8 * GB),
    )  # fmt: skip


def test_programs_that_come_change_and_go_are_in_the_history(office: Office, agent: Agent) -> None:
    office.done(agent, whole())
    office.done(
        agent,
        update(
            2, 1,
            fact("software", "dpkg:bash:amd64", version="5.3"),
            SectionChange(section="software", items={"dpkg:vim": {"name": "vim", "version": "9"}}),
            gone("software", "dpkg:firefox-esr:amd64"),
        ),
    )  # fmt: skip
    lines = {(line.item, line.fact, line.before, line.after) for line in history(office, agent)}
    assert lines == {("bash", "version", "5.2", "5.3"), ("vim", "", "", "9"), ("firefox-esr", "", "128.4", "")}


def test_an_upgrade_of_everything_does_not_wash_the_history_away(office: Office, agent: Agent) -> None:
    many: Items = {f"dpkg:p{number:04}": {"name": f"p{number:04}", "version": "1"} for number in range(1500)}
    office.done(agent, whole(1, {**COMPUTER, "software": many}))
    office.done(agent, update(2, 1, fact("hardware", "memory", total_bytes=8 * GB)))
    for version in range(3, 9):
        items: Items = {key: {**item, "version": str(version)} for key, item in many.items()}
        office.done(agent, update(version, version - 1, SectionChange(section="software", items=items)))
    lines = history(office, agent, 5000)
    assert [line.fact for line in lines if line.section == "hardware"] == ["total_bytes"]
    assert len([line for line in lines if line.section == "software"]) == 300
    assert [line.after for line in lines if line.fact == "more"] == ["1400"] * 3


def test_after_a_year_the_history_is_forgotten(office: Office, agent: Agent) -> None:
    office.done(agent, whole())
    office.done(agent, update(2, 1, fact("hardware", "memory", total_bytes=8 * GB)))
    office.passes(366 * 24 * 3600)
    office.done(agent, update(3, 2, fact("hardware", "cpu", name="other")))
    assert [line.fact for line in history(office, agent)] == ["name"]


def test_a_page_of_the_history_never_tears_one_report_apart(office: Office, agent: Agent) -> None:
    office.done(agent, whole())
    for version in range(2, 5):
        office.passes(60)
        items: Items = {f"dpkg:x{number}": {"name": f"x{number}", "version": str(version)} for number in range(10)}
        office.done(agent, update(version, version - 1, SectionChange(section="software", items=items)))
    page = history(office, agent, 15)
    assert len(page) == 20
    with office.reader.connect() as connection:
        rest = rows.changes(Gate(connection, RELAY_SCOPE), agent.device_id, page[-1].at, 15)
    assert len(rest) == 10


def test_programs_are_found_whatever_the_case(office: Office, agent: Agent) -> None:
    other = office.agent(agent.customer_id)
    office.done(agent, whole())
    software: Items = {"registry:{1}": {"name": "Mozilla Firefox (x64 it)", "version": "128"}}
    office.done(other, whole(1, {"software": software}))
    assert found(office, "FIREFOX") == {agent.device_id, other.device_id}
    assert found(office, "bash") == {agent.device_id}
    assert found(office, "fox-esr\nbash") == set()


def test_hostile_facts_are_kept_harmless_and_as_they_are(office: Office, agent: Agent) -> None:
    # P47: what is text stays text; what would act on a terminal, a line or a direction is made visible.
    hostile: Items = {
        "<b>x</b>": {"name": "<img src=file:///etc/passwd>", "version": "=cmd()", "publisher": "a\x00b\x1b[31m\r\nc"},
        "k\u202egnp.exe": {"name": "y" * 10_000, "bad name!": "dropped", "version": 10**30},
    }
    office.done(agent, whole(1, {"software": hostile}))
    assert sections(office, agent)["software"] == {
        "<b>x</b>": {"name": "<img src=file:///etc/passwd>", "version": "=cmd()", "publisher": "a?b?[31m??c"},
        "k?gnp.exe": {"name": "y" * 1000, "version": None},
    }


def test_more_than_anybody_has_is_refused(office: Office, agent: Agent) -> None:
    many: Items = {f"p{number}": {"name": "x"} for number in range(10_001)}
    refused = office.refusal(agent, whole(1, {"software": many}))
    assert (refused.code, refused.params) == ("too_big", {"field": "items", "limit": 10_000})
    unknown: Sections = {f"section_{chr(97 + number)}": {"a": {"b": 1}} for number in range(25)}
    assert office.code(agent, whole(1, unknown)) == "too_big"


def test_an_unknown_section_is_kept_too(office: Office, agent: Agent) -> None:
    office.done(agent, whole(1, {"printers": {"hp": {"name": "HP LaserJet"}}}))
    assert sections(office, agent) == {"printers": {"hp": {"name": "HP LaserJet"}}}


def test_tags_are_put_on_taken_off_and_audited(office: Office, agent: Agent) -> None:
    anna = office.technician()
    office.done(anna, SetTags(ref=1, device_ids=[agent.device_id], add=["Laptop", "VIP"]))
    office.done(anna, SetTags(ref=1, device_ids=[agent.device_id], add=["laptop"], remove=["vip"]))
    assert device(office, agent).tags == ["Laptop"]
    audited = office.rows(sa.select(audit_event).where(audit_event.c.action == "device.tagged"))
    assert [row.object_id for row in audited] == [agent.device_id] * 2


def test_a_device_has_twenty_tags_at_most(office: Office, agent: Agent) -> None:
    anna = office.technician()
    office.done(anna, SetTags(ref=1, device_ids=[agent.device_id], add=[f"t{number}" for number in range(20)]))
    refused = office.refusal(anna, SetTags(ref=1, device_ids=[agent.device_id], add=["one more"]))
    assert (refused.code, refused.params["limit"]) == ("too_big", 20)
    assert office.code(office.technician(role="read_only"), SetTags(ref=1, device_ids=[agent.device_id])) == "forbidden"


def test_who_is_connected_for_long_was_seen_just_now(office: Office, agent: Agent) -> None:
    office.passes(3600)
    office.done(RELAY, DevicesSeen(device_key_ids=[agent.key_id]))
    record = device(office, agent)
    assert record.last_seen_at == office.clock.now()


def test_a_report_that_cannot_be_kept_leaves_nothing_behind(office: Office, agent: Agent) -> None:
    office.done(agent, whole())
    with office.engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER broken BEFORE INSERT ON inventory_change BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    assert office.code(agent, update(2, 1, fact("hardware", "memory", total_bytes=1))) == "conflict"
    assert sections(office, agent) == COMPUTER
    assert device(office, agent).inventory_version == 1
    assert office.rows(sa.select(inventory_change)) == []
