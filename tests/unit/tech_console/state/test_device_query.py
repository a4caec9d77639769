import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.protocol.directory import DeviceRecord, DeviceState
from shared.protocol.inventory import DeviceFacts
from tech_console.state.device_query import QUALIFIERS, Around, Trouble, understand
from tests.support.console_records import NOW, PC14, a_device, an_os_session

FACTS = DeviceFacts(
    os="Windows 11 Pro",
    os_version="24H2",
    make="Dell Inc.",
    model="OptiPlex 7010",
    serial="7XK2M13",
    addresses=["10.0.4.14", "192.168.5.2"],
    public_address="203.0.113.9",
    mac="3c:52:82:aa:01:02",
    disk_free_percent=7,
    is_reboot_pending=True,
    last_user="giulia",
    agent_version="1.4.2",
)
DEVICE = a_device(tags=["VIP", "second floor"], facts=FACTS)
AWAY = a_device(online=False, last_seen_at=NOW - dt.timedelta(days=9), os_sessions=[an_os_session(online=False)])


def around(**software: frozenset[str]) -> Around:
    return Around(customer_name=lambda _: "Acme s.r.l.", overdue_before=NOW - dt.timedelta(hours=72), software=software)


def fits(text: str, device: DeviceRecord = DEVICE, **software: frozenset[str]) -> bool:
    return understand(text, around(**software)).accepts(device)


@pytest.mark.parametrize(
    "text",
    [
        "user:giul",
        "ip:10.0.4",
        "ip:203.0.113.9",
        'os:"windows 11"',
        "os:24h2",
        'customer:"acme s"',
        "online:yes",
        "online:sì",
        "tag:vip",
        'tag:"second floor"',
        "model:7010",
        "make:dell",
        "serial:7xk",
        "mac:3C:52",
        "reboot:yes",
        "overdue:no",
        "disk:<10",
        "disk:7%",
        "disk:>=7",
        "helpdesk:yes",
        "agent:1.4",
        "is:online",
        "is:active",
        "is:approved",
        "-tag:test",
        "-is:offline -printer",
        "name:pc-14",
    ],
)
def test_a_qualifier_finds_the_device_it_describes(text: str) -> None:
    query = understand(text, around())
    assert (query.troubles, query.accepts(DEVICE)) == ((), True)
    assert not fits(f"-{text}") or text.startswith("-")


@pytest.mark.parametrize(
    "text",
    ["user:luca", "ip:10.0.5", "online:no", "tag:test", "reboot:no", "disk:<7", "is:locked", "-tag:vip", "-giulia"],
)
def test_a_qualifier_leaves_out_what_it_does_not_describe(text: str) -> None:
    assert not fits(text)


def test_a_device_away_for_too_long_is_overdue() -> None:
    assert fits("overdue:yes is:overdue is:offline", AWAY)
    assert not fits("overdue:yes", a_device(online=False, last_seen_at=NOW))
    assert not fits("overdue:yes", a_device(online=False, state=DeviceState.REVOKED, last_seen_at=None))


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("colour:red", Trouble("unknown", "colour")),
        ("online:maybe", Trouble("yes_no", "online", "maybe")),
        ("disk:much", Trouble("number", "disk", "much")),
        ("software:7", Trouble("short", "software", "7")),
        ("is:purple", Trouble("state", "is", "purple")),
    ],
)
def test_what_is_not_understood_is_named(text: str, trouble: Trouble) -> None:
    assert understand(text, around()).troubles == (trouble,)


def test_software_is_asked_for_and_filters_once_there_is_an_answer() -> None:
    query = understand("software:Firefox -software:chrome", around())
    assert query.software == ("firefox", "chrome")
    assert fits("software:firefox")
    assert fits("software:firefox", firefox=frozenset({PC14}))
    assert not fits("software:firefox", firefox=frozenset())
    assert not fits("-software:chrome", chrome=frozenset({PC14}))


@given(st.text(max_size=60), st.sampled_from(sorted(QUALIFIERS)), st.text(max_size=20))
def test_whatever_is_typed_is_understood_somehow(free: str, key: str, value: str) -> None:
    query = understand(f'{free} {key}:{value} -{key}:"{value}"', around())
    assert query.accepts(DEVICE) in {True, False}


@given(st.sampled_from(["tag:vip", "online:yes", "is:locked", "disk:<5", "user:x"]))
def test_a_minus_turns_a_qualifier_round(text: str) -> None:
    assert fits(text) is not fits(f"-{text}")
