"""Watch rules on the relay's still clock: one ticket for each rule, never a flood, and a new one only for news."""

import pytest
import sqlalchemy as sa

from relay.db.gate import Gate
from relay.db.repositories import watch as rows
from relay.db.tables import audit_event
from relay.db.unit_of_work import Topic
from relay.domain.scope import RELAY_SCOPE
from relay.services import watch_records
from relay.services.orders import DevicesSeen
from shared.ids import CustomerId, TicketId, WatchRuleId, new_id
from shared.protocol.directory import RevokeDevice
from shared.protocol.inventory import RemoveWatchRule, SaveWatchRule, SectionChange, WatchKind, WatchRuleRecord
from shared.protocol.tickets import EditTicket, TicketState
from tests.support.inventories import fact, gone, update, whole
from tests.support.office import LOCAL, RELAY, Agent, Office

HOUR = 3600
DAY = 24 * HOUR


class Watched:
    """A customer with a rule; `versions` counts what each device has reported."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.customer_id = office.customer()
        self.rule_id = WatchRuleId(new_id())
        self.versions: dict[str, int] = {}

    def rule(self, kind: WatchKind, threshold: int = 0, pattern: str = "", *, active: bool = True) -> None:
        self.office.done(
            LOCAL,
            SaveWatchRule(
                ref=1, rule_id=self.rule_id, customer_id=self.customer_id, kind=kind, threshold=threshold,
                pattern=pattern, active=active,
            ),
        )  # fmt: skip

    def agent(self, *, reports: bool = True) -> Agent:
        agent = self.office.agent(self.customer_id, known=False, helpdesk=False)
        if reports:
            self.office.done(agent, whole())
            self.versions[agent.key_id] = 1
        return agent

    def reports(self, agent: Agent, *changes: SectionChange) -> None:
        base = self.versions[agent.key_id]
        self.versions[agent.key_id] = base + 1
        self.office.done(agent, update(base + 1, base, *changes))

    def free(self, agent: Agent, percent: int) -> None:
        self.reports(agent, fact("disks", "/", free_percent=percent))

    def later(self, seconds: float) -> None:
        self.office.passes(seconds)
        self.office.wakes()

    @property
    def shown(self) -> WatchRuleRecord:
        with self.office.reader.connect() as connection:
            record = watch_records.watch_rule(Gate(connection, RELAY_SCOPE), self.rule_id)
        assert record is not None
        return record

    def texts(self) -> list[str]:
        return [ticket.description for ticket in self.office.tickets()]

    def ends(self, state: TicketState) -> None:
        """Let a technician end the newest ticket."""
        ticket = self.office.tickets()[-1]
        edit = EditTicket(ref=1, ticket_id=TicketId(ticket.id), version=ticket.version, state=state)
        self.office.done(LOCAL, edit)


@pytest.fixture
def watched(office: Office) -> Watched:
    return Watched(office)


def test_a_minute_after_a_disk_is_full_there_is_a_ticket(watched: Watched) -> None:
    watched.rule(WatchKind.DISK_BELOW, 10)
    agent = watched.agent()
    watched.later(61)
    assert watched.office.tickets() == []
    watched.free(agent, 8)
    watched.later(59)
    assert watched.office.tickets() == []
    watched.later(2)
    (ticket,) = watched.office.tickets()
    assert (ticket.origin, ticket.title, ticket.device_id) == (
        "watch", "Less than 10 % of a disk is free", agent.device_id,
    )  # fmt: skip
    assert "(8 %)" in ticket.description
    assert (watched.shown.ticket_id, watched.shown.matching) == (ticket.id, 1)


def test_many_devices_at_once_are_one_ticket(watched: Watched) -> None:
    watched.rule(WatchKind.DISK_BELOW, 10)
    agents = [watched.agent() for _ in range(40)]
    for agent in agents:
        watched.free(agent, 5)
    watched.later(61)
    (text,) = watched.texts()
    assert text.count("\n- ") == 40
    assert "Devices concerned now: 40" in text


def test_the_ticket_is_written_anew_at_most_every_ten_minutes(watched: Watched) -> None:
    watched.rule(WatchKind.DISK_BELOW, 10)
    first, second, third = watched.agent(), watched.agent(), watched.agent()
    watched.free(first, 5)
    watched.later(61)
    version = watched.office.tickets()[0].version
    watched.free(second, 5)
    watched.later(300)
    watched.free(third, 5)
    watched.later(290)
    assert watched.office.tickets()[0].version == version
    watched.later(20)
    (ticket,) = watched.office.tickets()
    assert ticket.version == version + 1
    assert "Devices concerned now: 3" in ticket.description


def test_a_disk_that_hovers_at_the_limit_changes_nothing(watched: Watched) -> None:
    watched.rule(WatchKind.DISK_BELOW, 10)
    agent = watched.agent()
    watched.free(agent, 9)
    watched.later(61)
    version = watched.office.tickets()[0].version
    for percent in (10, 9, 11, 9):
        watched.free(agent, percent)
        watched.later(700)
    assert [ticket.version for ticket in watched.office.tickets()] == [version]


def test_when_nothing_matches_any_more_the_ticket_says_so_and_stays(watched: Watched) -> None:
    watched.rule(WatchKind.DISK_BELOW, 10)
    agent = watched.agent()
    watched.free(agent, 9)
    watched.later(61)
    watched.free(agent, 50)
    watched.later(700)
    (ticket,) = watched.office.tickets()
    assert ticket.description.endswith("No device is concerned any more.")
    assert ticket.state is TicketState.OPEN
    assert watched.shown.matching == 0


@pytest.mark.parametrize("state", [TicketState.SOLVED, TicketState.CLOSED])
def test_what_was_told_is_told_again_only_after_a_day(watched: Watched, state: TicketState) -> None:
    watched.rule(WatchKind.DISK_BELOW, 10)
    agent = watched.agent()
    watched.free(agent, 9)
    watched.later(61)
    watched.ends(state)
    assert watched.shown.ticket_id is None
    for _ in range(23):
        watched.later(HOUR)
    assert len(watched.office.tickets()) == 1
    watched.later(HOUR)
    watched.later(HOUR)
    assert len(watched.office.tickets()) == 2


def test_or_once_it_was_clear_and_comes_again(watched: Watched) -> None:
    watched.rule(WatchKind.DISK_BELOW, 10)
    agent = watched.agent()
    watched.free(agent, 9)
    watched.later(61)
    watched.ends(TicketState.CLOSED)
    watched.free(agent, 50)
    watched.later(700)
    assert len(watched.office.tickets()) == 1
    watched.free(agent, 9)
    watched.later(700)
    assert len(watched.office.tickets()) == 2


def test_another_device_is_news_although_the_first_still_matches(watched: Watched) -> None:
    watched.rule(WatchKind.DISK_BELOW, 10)
    first, second = watched.agent(), watched.agent()
    watched.free(first, 9)
    watched.later(61)
    watched.ends(TicketState.CLOSED)
    watched.free(second, 9)
    watched.later(700)
    tickets = watched.office.tickets()
    assert len(tickets) == 2
    assert "Devices concerned now: 2" in tickets[1].description


def test_a_fresh_rule_finds_what_is_full_already(watched: Watched) -> None:
    agent = watched.agent()
    watched.free(agent, 3)
    watched.rule(WatchKind.DISK_BELOW, 10)
    assert watched.shown.matching == 1
    watched.later(61)
    assert len(watched.office.tickets()) == 1


def test_a_device_that_stays_away_is_told_and_one_that_comes_back_is_struck_out(watched: Watched) -> None:
    watched.rule(WatchKind.OFFLINE_LONGER, 24)
    away, here = watched.agent(), watched.agent()
    for _ in range(25 * 4):
        watched.office.passes(HOUR / 4)
        watched.office.done(RELAY, DevicesSeen(device_key_ids=[here.key_id]))
        watched.office.wakes()
    (ticket,) = watched.office.tickets()
    assert ticket.device_id == away.device_id
    assert "UTC)" in ticket.description
    watched.office.done(RELAY, DevicesSeen(device_key_ids=[away.key_id, here.key_id]))
    watched.later(700)
    assert watched.texts()[0].endswith("No device is concerned any more.")


def test_after_an_outage_of_the_relay_devices_have_half_an_hour_to_come_back(watched: Watched) -> None:
    # Nobody was seen while the relay was off: that is not the devices' fault.
    watched.rule(WatchKind.OFFLINE_LONGER, 24)
    back, away = watched.agent(), watched.agent()
    watched.later(61)
    watched.later(3 * DAY)
    assert watched.office.tickets() == []
    watched.office.passes(20 * 60)
    watched.office.done(RELAY, DevicesSeen(device_key_ids=[back.key_id]))
    watched.later(11 * 60)
    (ticket,) = watched.office.tickets()
    assert ticket.device_id == away.device_id


def test_the_clock_wakes_by_itself_for_a_rule_on_time(watched: Watched) -> None:
    watched.rule(WatchKind.OFFLINE_LONGER, 24)
    assert watched.office.wakes() == 60.0
    watched.office.passes(61)
    assert watched.office.wakes() == 300.0


def test_a_restart_that_is_due_is_told(watched: Watched) -> None:
    watched.rule(WatchKind.REBOOT_PENDING)
    agent = watched.agent()
    watched.reports(agent, fact("system", "os", is_reboot_pending=True))
    watched.later(61)
    assert [ticket.title for ticket in watched.office.tickets()] == ["A restart is due"]


def test_new_software_is_told_but_not_what_was_there_before(watched: Watched) -> None:
    watched.rule(WatchKind.SOFTWARE_APPEARS, pattern="team")
    agent = watched.agent()
    before = SectionChange(section="software", items={"old": {"name": "Teams"}})
    other = watched.agent(reports=False)
    watched.office.done(other, whole(1, {"software": {"old": {"name": "Teams"}}}))
    watched.later(700)
    assert watched.office.tickets() == []
    watched.reports(agent, before)
    watched.later(61)
    (ticket,) = watched.office.tickets()
    assert (ticket.title, ticket.device_id) == ("New software: team", agent.device_id)
    assert "(Teams)" in ticket.description


def test_software_that_goes_is_told_until_it_is_back(watched: Watched) -> None:
    watched.rule(WatchKind.SOFTWARE_DISAPPEARS, pattern="firefox")
    agent = watched.agent()
    watched.reports(agent, gone("software", "dpkg:firefox-esr:amd64"))
    assert watched.shown.matching == 1
    watched.reports(agent, fact("disks", "/", free_bytes=5))
    assert watched.shown.matching == 1
    watched.reports(agent, SectionChange(section="software", items={"x": {"name": "Firefox"}}))
    assert watched.shown.matching == 0


def test_rules_of_another_customer_are_not_concerned(watched: Watched) -> None:
    watched.rule(WatchKind.DISK_BELOW, 10)
    stranger = watched.office.agent(watched.office.customer("Beta"))
    watched.office.done(stranger, whole())
    watched.office.done(stranger, update(2, 1, fact("disks", "/", free_percent=1)))
    watched.later(700)
    assert watched.office.tickets() == []


def test_a_rule_that_is_switched_off_looks_for_nothing(watched: Watched) -> None:
    watched.rule(WatchKind.DISK_BELOW, 10)
    agent = watched.agent()
    watched.free(agent, 5)
    watched.rule(WatchKind.DISK_BELOW, 10, active=False)
    watched.free(agent, 4)
    watched.later(700)
    assert watched.office.tickets() == []
    assert (watched.shown.matching, watched.shown.active) == (0, False)


def test_a_device_that_is_shut_out_is_struck_out(watched: Watched) -> None:
    watched.rule(WatchKind.DISK_BELOW, 10)
    agent = watched.agent()
    watched.free(agent, 5)
    watched.office.done(LOCAL, RevokeDevice(ref=1, device_id=agent.device_id))
    watched.later(61)
    assert watched.office.tickets() == []


def test_a_rule_that_is_removed_leaves_its_ticket(watched: Watched) -> None:
    watched.rule(WatchKind.DISK_BELOW, 10)
    agent = watched.agent()
    watched.free(agent, 5)
    watched.later(61)
    watched.office.done(LOCAL, RemoveWatchRule(ref=1, rule_id=watched.rule_id))
    assert (Topic.WATCH, "removed") in {(hint.topic, hint.note) for hint in watched.office.hints}
    watched.free(agent, 50)
    watched.later(700)
    assert len(watched.office.tickets()) == 1
    assert watched.office.rows(rows.ALL) == []


def test_rules_are_for_who_manages_devices_and_on_record(watched: Watched, office: Office) -> None:
    save = SaveWatchRule(ref=1, rule_id=watched.rule_id, customer_id=watched.customer_id, kind=WatchKind.REBOOT_PENDING)
    assert office.code(office.technician(role="technician"), save) == "forbidden"
    assert office.code(office.technician(role="supervisor"), save) == "done"
    audited = office.rows(sa.select(audit_event.c.action).where(audit_event.c.object_id == watched.rule_id))
    assert [row.action for row in audited] == ["watch.saved"]


def test_a_customer_has_fifty_rules_at_most(watched: Watched) -> None:
    for _ in range(50):
        watched.rule_id = WatchRuleId(new_id())
        watched.rule(WatchKind.REBOOT_PENDING)
    one_more = SaveWatchRule(
        ref=1, rule_id=WatchRuleId(new_id()), customer_id=watched.customer_id, kind=WatchKind.REBOOT_PENDING
    )
    assert watched.office.refusal(LOCAL, one_more).params == {"field": "rules", "limit": 50}


def test_a_rule_does_not_move_to_another_customer(watched: Watched, office: Office) -> None:
    watched.rule(WatchKind.REBOOT_PENDING)
    stolen = SaveWatchRule(
        ref=1, rule_id=watched.rule_id, customer_id=CustomerId(office.customer("Beta")), kind=WatchKind.REBOOT_PENDING
    )
    assert office.code(LOCAL, stolen) == "not_found"
